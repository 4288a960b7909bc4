package dev.turnstone.sqlite;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.migration.Allow;
import dev.turnstone.migration.Annotated;
import dev.turnstone.plan.Step;
import dev.turnstone.sql.Form;
import dev.turnstone.sql.Statement;
import dev.turnstone.sqlite.text.SqliteWords;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Statements that SQLite refuses, or ignores, inside a transaction: VACUUM and the pragmas that act. Each may be
/// executed twice and is therefore simply executed again after a crash.
final class SqliteAlone {
    private SqliteAlone() {}

    /// What may not be executed twice, and is no such statement.
    static List<Diagnostic> refusals(List<Annotated> statements) {
        List<Diagnostic> refusals = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i).statement();
            awaiting(statement, statements.subList(i + 1, statements.size())).ifPresent(refusals::add);
            if (statement.form() != Form.ALONE) {
                continue;
            }
            if (statement.head().equals("VACUUM") && intoFile(statement)) {
                refusals.add(Diagnostic.error(
                        "not-repeatable",
                        statement.location(),
                        "VACUUM INTO writes a file that is not part of this database and cannot be written twice",
                        "Copy the database with a backup tool instead."));
            } else if (allowed(statements.get(i))) {
                refusals.add(Diagnostic.error(
                        "needs-no-exception",
                        statement.location(),
                        statement.head() + " needs no `allow no-transaction`: SQLite runs it in a transaction",
                        "Remove the line, or write the statement for PostgreSQL alone."));
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

    private static boolean allowed(Annotated annotated) {
        return !repeatable(annotated.statement())
                && annotated.allows().stream().anyMatch(allow -> allow.rule().equals(Allow.NO_TRANSACTION));
    }

    /// A setting that only VACUUM carries out, without one: it would do nothing, since the history stands in the file.
    private static Optional<Diagnostic> awaiting(Statement statement, List<Annotated> later) {
        boolean waits = statement.form() == Form.SETTING
                && SqliteSettings.Pragma.read(statement.text())
                        .filter(SqliteSettings.Pragma::awaitsVacuum)
                        .isPresent();
        boolean vacuumed =
                later.stream().anyMatch(other -> other.statement().head().equals("VACUUM"));
        return waits && !vacuumed
                ? Optional.of(Diagnostic.error(
                        "needs-vacuum",
                        statement.location(),
                        statement.text() + " does nothing before the next VACUUM of the same connection",
                        "Write VACUUM behind it, in the same file."))
                : Optional.empty();
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
            if (pragma.isPresent() && pragma.get().acts()) {
                act(session, entry);
            } else if (pragma.isPresent()) {
                SqliteSettings.set(session, entry, pragma.get());
            } else {
                session.execute(entry.sql());
                vacuumed(session, step);
            }
        } catch (SQLException e) {
            throw SqliteFailure.of(Optional.of(entry), e, false);
        } finally {
            restore(settings);
        }
    }

    /// `PRAGMA wal_checkpoint` answers 1 when somebody stood in its way.
    private static void act(SqliteSession session, Entry.Sql entry) throws SQLException, EntryFailed {
        List<List<Optional<String>>> rows = session.rows(entry.sql());
        boolean checkpoint =
                SqliteWords.of(entry.sql()).stream().anyMatch(word -> word.equalsIgnoreCase("wal_checkpoint"));
        if (checkpoint && !rows.isEmpty() && rows.get(0).get(0).equals(Optional.of("1"))) {
            String words = "the checkpoint is not complete: somebody else reads or writes the database";
            throw new EntryFailed(Optional.of(entry), words, "", 0, FailureKind.CONTENTION, new SQLException(words));
        }
    }

    /// What the settings before a VACUUM asked for is so now, the last word on each.
    private static void vacuumed(SqliteSession session, Step.Alone step) throws SQLException, EntryFailed {
        Map<String, Entry.Sql> last = new LinkedHashMap<>();
        for (Annotated setting : step.settings()) {
            Entry.Sql entry = entry(setting);
            SqliteSettings.Pragma.read(entry.sql())
                    .filter(SqliteSettings.Pragma::awaitsVacuum)
                    .ifPresent(pragma -> last.put(pragma.query(), entry));
        }
        for (Entry.Sql entry : last.values()) {
            SqliteSettings.check(
                    session, entry, SqliteSettings.Pragma.read(entry.sql()).orElseThrow());
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
