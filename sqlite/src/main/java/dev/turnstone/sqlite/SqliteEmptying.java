package dev.turnstone.sqlite;

import dev.turnstone.sqlite.text.SqliteWords;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/// Makes a database empty: everything that a user made, in one transaction.
final class SqliteEmptying {
    private static final String OWN = "name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

    private SqliteEmptying() {}

    static void empty(SqliteSession session) throws SQLException {
        String enforced = session.value("PRAGMA foreign_keys").orElse("0");
        session.execute("PRAGMA foreign_keys = OFF");
        try {
            session.begin();
            dropAll(session, "trigger", "");
            dropAll(session, "view", "");
            dropAll(session, "table", " AND sql LIKE 'CREATE VIRTUAL%'");
            dropAll(session, "table", "");
            for (String statistics : session.column(
                    "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name LIKE 'sqlite\\_stat_' ESCAPE '\\'")) {
                session.execute("DROP TABLE main." + SqliteWords.quote(statistics));
            }
            if (session.value("SELECT 1 FROM main.sqlite_master WHERE name = 'sqlite_sequence'")
                    .isPresent()) {
                session.execute("DELETE FROM main.sqlite_sequence");
            }
            session.execute("PRAGMA main.user_version = 0");
            session.execute("COMMIT");
        } finally {
            session.rollback();
            session.execute("PRAGMA foreign_keys = " + enforced);
        }
    }

    /// One by one: a virtual table takes its own tables with it.
    private static void dropAll(SqliteSession session, String type, String filter) throws SQLException {
        String next =
                "SELECT name FROM main.sqlite_master WHERE type = '" + type + "' AND " + OWN + filter + " LIMIT 1";
        for (Optional<String> name = session.value(next); name.isPresent(); name = session.value(next)) {
            session.execute("DROP " + type.toUpperCase(Locale.ROOT) + " main." + SqliteWords.quote(name.orElseThrow()));
        }
    }
}
