package dev.turnstone.sqlite;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.migration.Annotated;
import dev.turnstone.sql.Statement;
import dev.turnstone.sqlite.text.SqliteWords;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/// `ALTER TABLE … ADD COLUMN` that passes where there are no rows, as on the machine it was written on, and fails where
/// there are some. SQLite itself is asked, on a table in memory with one row and one without.
final class SqliteAddedColumn {
    static final String RULE = "add-column";
    private static final int OTHER_COLUMNS = 20;
    private static final Pattern OTHER = Pattern.compile("no such column: \"?([^\" ]+)");
    private static final Set<String> NEED_A_LOOK =
            Set.of("not", "unique", "primary", "check", "default", "as", "references");

    private SqliteAddedColumn() {}

    /// What will fail, or may.
    static List<Diagnostic> warnings(List<Annotated> statements, DataSource memory) {
        List<Diagnostic> warnings = new ArrayList<>();
        Set<String> made = new HashSet<>();
        for (Annotated annotated : statements) {
            Statement statement = annotated.statement();
            boolean create = statement.head().startsWith("CREATE");
            if (!create && !statement.head().startsWith("ALTER TABLE")) {
                continue;
            }
            List<SqliteWord> words = SqliteWord.of(statement.text());
            if (create) {
                SqliteRebuild.created(words).ifPresent(made::add);
            } else if (adds(words)
                    && annotated.allows().stream()
                            .noneMatch(allow -> allow.rule().equals(RULE))) {
                String table = SqliteWord.name(words, 2).orElse("");
                warning(statement, words, table, !made.contains(table), memory).ifPresent(warnings::add);
            }
        }
        return warnings;
    }

    private static boolean adds(List<SqliteWord> words) {
        int add = SqliteWord.behindName(words, 2);
        return add < words.size()
                && words.get(add).is("add")
                && words.stream().anyMatch(word -> NEED_A_LOOK.stream().anyMatch(word::is));
    }

    private static Optional<Diagnostic> warning(
            Statement statement, List<SqliteWord> words, String table, boolean mayHaveRows, DataSource memory) {
        Trial empty = tried(statement.text(), table, false, memory);
        Trial full = tried(statement.text(), table, true, memory);
        if (empty.complaint().isPresent()) {
            return empty.complaint()
                    .filter(Form::known)
                    .map(complaint -> diagnostic(statement, "SQLite refuses this: " + complaint, complaint));
        }
        if (!mayHaveRows) {
            return Optional.empty();
        }
        if (full.complaint().isPresent()) {
            return full.complaint()
                    .filter(Form::known)
                    .map(complaint -> diagnostic(
                            statement,
                            "this works while " + table + " is empty, and fails once it has rows: " + complaint,
                            complaint));
        }
        boolean checks = words.stream().anyMatch(word -> word.is("check"));
        return full.others() && checks
                ? Optional.of(diagnostic(
                        statement,
                        "this fails when a row of " + table + " does not satisfy the CHECK, which reads other columns",
                        "CHECK constraint failed"))
                : Optional.empty();
    }

    private static Diagnostic diagnostic(Statement statement, String message, String complaint) {
        return new Diagnostic(
                Severity.WARNING, RULE, message, Optional.of(statement.location()), Optional.of(Form.of(complaint)));
    }

    /// What SQLite says, and what works instead.
    private record Form(String complaint, String help) {
        private static final List<Form> ALL = List.of(
                new Form(
                        "Cannot add a NOT NULL column",
                        "Give it a constant DEFAULT; or add it nullable, fill it with an UPDATE, and rebuild the table"
                                + " with NOT NULL"),
                new Form(
                        "Cannot add a column with non-constant default",
                        "Add it without the default and fill it with an UPDATE; for new rows rebuild the table with the"
                                + " default"),
                new Form("Cannot add a UNIQUE column", "Add it without UNIQUE, then CREATE UNIQUE INDEX on it"),
                new Form("Cannot add a PRIMARY KEY column", "Rebuild the table with the new key"),
                new Form("cannot add a STORED column", "Make it VIRTUAL, or rebuild the table"),
                new Form("Cannot add a REFERENCES column", "Add it without the default, then fill it with an UPDATE"),
                new Form(
                        "CHECK constraint failed",
                        "Bring the rows in order first; or add it without CHECK, fill it, and rebuild the table with"
                                + " CHECK"),
                new Form("NOT NULL constraint failed", "Make the expression never NULL, or rebuild the table"));

        static boolean known(String complaint) {
            return ALL.stream().anyMatch(form -> complaint.startsWith(form.complaint));
        }

        static String of(String complaint) {
            return ALL.stream()
                    .filter(form -> complaint.startsWith(form.complaint))
                    .findFirst()
                    .map(Form::help)
                    .orElse("");
        }
    }

    /// @param others whether the statement reads columns besides its own
    private record Trial(Optional<String> complaint, boolean others) {}

    /// Columns that the statement reads are made as SQLite asks for them; nobody knows their values here.
    private static Trial tried(String sql, String table, boolean withRow, DataSource memory) {
        List<String> columns = new ArrayList<>(List.of("turnstone_row"));
        while (true) {
            Optional<String> complaint = complaint(sql, table, columns, withRow, memory);
            Matcher other = OTHER.matcher(complaint.orElse(""));
            if (!other.find() || columns.size() > OTHER_COLUMNS || columns.contains(other.group(1))) {
                return new Trial(complaint, columns.size() > 1);
            }
            columns.add(other.group(1));
        }
    }

    private static Optional<String> complaint(
            String sql, String table, List<String> columns, boolean withRow, DataSource memory) {
        try (Connection connection = memory.getConnection();
                java.sql.Statement statement = connection.createStatement()) {
            List<String> quoted = columns.stream().map(SqliteWords::quote).toList();
            statement.execute("CREATE TABLE " + SqliteWords.quote(table) + " (" + String.join(", ", quoted) + ")");
            if (withRow) {
                statement.execute("INSERT INTO " + SqliteWords.quote(table) + " DEFAULT VALUES");
            }
            try {
                statement.execute(sql);
                return Optional.empty();
            } catch (SQLException e) {
                return Optional.of(SqliteFailure.words(e));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("no database in memory could be had", e);
        }
    }
}
