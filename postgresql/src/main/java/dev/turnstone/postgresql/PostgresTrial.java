package dev.turnstone.postgresql;

import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.dialect.Loss;
import dev.turnstone.dialect.OpenSettings;
import dev.turnstone.dialect.TransactionSettings;
import dev.turnstone.dialect.Trial;
import dev.turnstone.postgresql.PostgresDatabase.Interruptible;
import dev.turnstone.sql.Form;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tries ways back inside one transaction that is rolled back, and compares what is there before and after each: tables
/// and columns by their numbers in the catalog, rows by the transaction's own counters. Judged by effect, not by text.
final class PostgresTrial {
    private final Connection connection;
    private final OpenSettings settings;
    private final Interruptible interruptible;

    PostgresTrial(Connection connection, OpenSettings settings, Interruptible interruptible) {
        this.connection = connection;
        this.settings = settings;
        this.interruptible = interruptible;
    }

    Trial run(List<List<Entry>> units, TransactionSettings transaction) throws EntryFailed {
        List<Trial.Untried> untried = new ArrayList<>();
        List<Vanished> vanished = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("BEGIN");
            try {
                beginning(statement, transaction);
                for (int i = 0; i < units.size() && untried.isEmpty(); i++) {
                    RowsAndColumns before = RowsAndColumns.read(connection);
                    tryUnit(statement, units.get(i), i, untried);
                    if (untried.isEmpty()) {
                        vanished.addAll(before.vanished(connection, i));
                    }
                }
            } finally {
                interruptible.ended();
                statement.execute("ROLLBACK");
            }
            List<Loss> losses = new ArrayList<>();
            for (Vanished thing : vanished) {
                thing.loss(connection).ifPresent(losses::add);
            }
            return new Trial(losses, untried);
        } catch (SQLException e) {
            throw PostgresFailure.of(e, Optional.empty(), interruptible.interrupted());
        }
    }

    private void beginning(Statement statement, TransactionSettings transaction) throws SQLException {
        List<Entry> frame =
                PostgresFrame.around(List.of(), transaction, settings).entries();
        for (Entry entry : frame.subList(1, frame.size() - 1)) {
            statement.execute(((Entry.Sql) entry).sql());
        }
    }

    private void tryUnit(Statement statement, List<Entry> unit, int index, List<Trial.Untried> untried)
            throws SQLException, EntryFailed {
        boolean passedOver = false;
        for (Entry entry : unit) {
            switch (entry) {
                case Entry.Sql sql -> {
                    if (sql.source()
                            .filter(source -> source.form() == Form.ALONE)
                            .isEmpty()) {
                        if (!passedOver || !sparesRows(sql)) {
                            tryOne(statement, sql, index, untried);
                        } else {
                            tryWithin(statement, sql);
                        }
                    } else if (harmless(sql)) {
                        passedOver = true;
                    } else {
                        untried.add(new Trial.Untried(
                                index, sql.source().orElseThrow().head() + " must stand alone"));
                    }
                }
                case Entry.Assertion ignored -> {
                    // A condition changes nothing; it is judged when the way back is really taken.
                }
                case Entry.Call call -> tryCode(call, index, untried);
            }
            if (!untried.isEmpty()) {
                return;
            }
        }
    }

    private void tryCode(Entry.Call call, int index, List<Trial.Untried> untried) throws EntryFailed {
        if (!call.repeatable()) {
            untried.add(new Trial.Untried(index, call.untried()));
            return;
        }
        try {
            new PostgresBatch(connection, interruptible).call(call);
        } catch (EntryFailed failed) {
            if (failed.kind() != FailureKind.REFUSED) {
                throw failed;
            }
            untried.add(new Trial.Untried(index, String.valueOf(failed.getMessage())));
        }
    }

    /// After a statement that stands alone was passed over: what needs its index fails here, and takes no rows with it.
    private void tryWithin(Statement statement, Entry.Sql sql) throws SQLException, EntryFailed {
        statement.execute("SAVEPOINT turnstone_trial");
        List<Trial.Untried> failed = new ArrayList<>();
        tryOne(statement, sql, 0, failed);
        statement.execute(
                failed.isEmpty() ? "RELEASE SAVEPOINT turnstone_trial" : "ROLLBACK TO SAVEPOINT turnstone_trial");
    }

    private static boolean sparesRows(Entry.Sql sql) {
        return sql.source().map(RowSparing::is).orElse(false);
    }

    private void tryOne(Statement statement, Entry.Sql sql, int index, List<Trial.Untried> untried) throws EntryFailed {
        try {
            interruptible.running(statement, sql.sql().length());
            boolean ignored =
                    statement.execute(sql.source().map(PostgresSettings::local).orElse(sql.sql()));
        } catch (SQLException e) {
            EntryFailed failed = PostgresFailure.of(e, Optional.of(sql), interruptible.interrupted());
            if (failed.kind() != FailureKind.REFUSED) {
                throw failed;
            }
            untried.add(new Trial.Untried(
                    index, sql.source().map(source -> source.location() + ": ").orElse("") + failed.getMessage()));
        }
    }

    /// These take no rows with them, whatever they do.
    private static boolean harmless(Entry.Sql sql) {
        return switch (LoneForm.of(sql.source().orElseThrow())) {
            case LoneForm.CreateIndex ignored -> true;
            case LoneForm.DropIndex ignored -> true;
            case LoneForm.Reindex ignored -> true;
            case LoneForm.Detach ignored -> true;
            case LoneForm.Idempotent ignored -> true;
            case LoneForm.Allowed ignored -> false;
            case LoneForm.Unprobed ignored -> false;
        };
    }
}
