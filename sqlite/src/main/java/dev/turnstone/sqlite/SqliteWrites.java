package dev.turnstone.sqlite;

import dev.turnstone.dialect.Entry;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The tables whose rows statements write: themselves, by triggers, or by what foreign keys do. The program that SQLite
/// compiles a statement to tells them.
final class SqliteWrites {
    private static final int OPCODE = 1;
    private static final int FIRST = 2;
    private static final int SECOND = 3;
    private static final int THIRD = 4;

    private final SqliteSession session;
    private final SqliteCatalog catalog;
    private final Set<Long> roots = new HashSet<>();
    private boolean unknown;

    /// @param catalog the tables before the statements
    /// @param movable whether the rows of one table may move when another is dropped (auto_vacuum)
    SqliteWrites(SqliteSession session, SqliteCatalog catalog, boolean movable) {
        this.session = session;
        this.catalog = catalog;
        this.unknown = movable;
    }

    /// Looks at a statement that is about to be executed.
    void look(Entry entry) {
        switch (entry) {
            case Entry.Sql sql -> look(sql.sql());
            case Entry.Assertion ignored -> {
                // It reads.
            }
            case Entry.Call ignored -> unknown = true;
        }
    }

    private void look(String sql) {
        if (unknown) {
            return;
        }
        try {
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
        } catch (SQLException unexplained) {
            // The statement itself will say why.
            unknown = true;
        }
    }

    private void root(Optional<String> page, Optional<String> database) {
        if (database.orElse("").equals("0")) {
            page.map(Long::valueOf).ifPresent(roots::add);
        }
    }

    /// The tables, by the names they had before; all of them when that cannot be told.
    Set<String> tables() {
        if (unknown) {
            return catalog.tables().keySet();
        }
        Set<String> written = new LinkedHashSet<>();
        catalog.tables().forEach((name, table) -> {
            if (roots.contains(table.root())) {
                written.add(name);
            }
        });
        return written;
    }
}
