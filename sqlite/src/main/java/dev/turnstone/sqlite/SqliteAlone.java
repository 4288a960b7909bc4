package dev.turnstone.sqlite;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.migration.Annotated;
import dev.turnstone.plan.Step;
import dev.turnstone.sql.Form;
import dev.turnstone.sql.Statement;
import dev.turnstone.sqlite.text.SqliteWords;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Statements that SQLite refuses, or ignores, inside a transaction: VACUUM and the pragmas that act. Each may be
/// executed twice and is therefore simply executed again after a crash.
final class SqliteAlone {
    private SqliteAlone() {}

    /// What may not be executed twice, and is no such statement.
    static List<Diagnostic> refusals(List<Annotated> statements) {
        List<Diagnostic> refusals = new ArrayList<>();
        for (Annotated annotated : statements) {
            Statement statement = annotated.statement();
            if (statement.form() != Form.ALONE) {
                continue;
            }
            if (statement.head().equals("VACUUM") && intoFile(statement)) {
                refusals.add(Diagnostic.error(
                        "not-repeatable",
                        statement.location(),
                        "VACUUM INTO writes a file that is not part of this database and cannot be written twice",
                        "Copy the database with a backup tool instead."));
            } else if (!repeatable(statement)) {
                refusals.add(Diagnostic.error(
                        "not-repeatable",
                        statement.location(),
                        statement.head() + " cannot share a transaction, and nothing tells after a crash whether it"
                                + " happened",
                        "Run it by hand and record it with turnstone mark."));
            }
        }
        return refusals;
    }

    /// Whether once more is the same as once.
    static boolean repeatable(Statement statement) {
        return statement.head().equals("VACUUM") || statement.head().equals("PRAGMA");
    }

    private static boolean intoFile(Statement statement) {
        return SqliteWords.of(statement.text()).stream().anyMatch(word -> word.equalsIgnoreCase("INTO"));
    }

    static void run(SqliteSession session, Step.Alone step) throws EntryFailed {
        SqliteSettings settings = new SqliteSettings(session);
        Entry.Sql entry = entry(step.statement());
        try {
            for (Annotated setting : step.settings()) {
                settings.apply(entry(setting));
            }
            Optional<SqliteSettings.Pragma> pragma = SqliteSettings.Pragma.read(entry.sql());
            if (pragma.isPresent()) {
                SqliteSettings.set(session, entry, pragma.get());
            } else {
                session.execute(entry.sql());
            }
        } catch (SQLException e) {
            throw SqliteFailure.of(Optional.of(entry), e, false);
        } finally {
            restore(settings);
        }
    }

    private static void restore(SqliteSettings settings) throws EntryFailed {
        try {
            settings.restore();
        } catch (SQLException e) {
            throw SqliteFailure.unknown("a setting could not be put back", e);
        }
    }

    private static Entry.Sql entry(Annotated annotated) {
        return new Entry.Sql(annotated.statement().text(), Optional.of(annotated.statement()));
    }
}
