package dev.turnstone.sqlite;

import dev.turnstone.dialect.Entry;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The tables whose rows statements write: themselves, by triggers, or by what foreign keys do. Told by the program
/// that SQLite
/// compiles a statement to.
final class SqliteWrites {
    private static final int OPCODE = 1;
    private static final int FIRST = 2;
    private static final int SECOND = 3;
    private static final int THIRD = 4;

    private final SqliteSession session;
    private final SqliteCatalog catalog;
    private final Map<Long, String> byRoot = new HashMap<>();
    private final Set<String> written = new LinkedHashSet<>();
    private boolean unknown;

    /// @param catalog the tables before the statements
    SqliteWrites(SqliteSession session, SqliteCatalog catalog) throws SQLException {
        this.session = session;
        this.catalog = catalog;
        catalog.tables().forEach((name, table) -> byRoot.put(table.root(), name));
        // Such a database moves the rows of one table when another is dropped.
        this.unknown = session.number("PRAGMA main.auto_vacuum") != 0;
    }

    /// Looks at a statement that is about to be executed.
    void look(Entry entry) throws SQLException {
        switch (entry) {
            case Entry.Sql sql -> look(sql.sql());
            case Entry.Assertion ignored -> {
                // It reads.
            }
            case Entry.Call ignored -> unknown = true;
        }
    }

    private void look(String sql) throws SQLException {
        if (unknown) {
            return;
        }
        if (session.complaint("EXPLAIN " + sql).isPresent()) {
            unknown = true;
            return;
        }
        for (List<Optional<String>> row : session.rows("EXPLAIN " + sql)) {
            switch (row.get(OPCODE).orElse("")) {
                case "OpenWrite" -> root(row.get(SECOND), row.get(THIRD));
                case "Clear" -> root(row.get(FIRST), row.get(SECOND));
                case "VUpdate" -> unknown = true;
                default -> {
                    // It writes no rows of a table.
                }
            }
        }
    }

    private void root(Optional<String> page, Optional<String> database) {
        if (database.orElse("").equals("0")) {
            page.map(Long::valueOf).map(byRoot::get).ifPresent(written::add);
        }
    }

    /// The tables, by the names they had before; all of them when that cannot be told.
    Set<String> tables() {
        return unknown ? catalog.tables().keySet() : written;
    }
}
