package dev.turnstone.postgresql;

import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.dialect.LockUnavailable;
import dev.turnstone.dialect.OpenSettings;
import dev.turnstone.dialect.Recovery;
import dev.turnstone.dialect.Waiting;
import dev.turnstone.dialect.Watch;
import dev.turnstone.migration.Annotated;
import dev.turnstone.plan.Step;
import dev.turnstone.postgresql.LoneIndexes.Found;
import dev.turnstone.postgresql.PostgresDatabase.Interruptible;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/// Statements that stand alone: what was there before, the statement itself, and, after a crash, what the catalog says.
final class PostgresAlone {
    private static final String ABSENT = "absent";
    private static final String PRESENT = "present";
    private final Connection connection;
    private final DataSource dataSource;
    private final boolean carriesSettings;
    private final OpenSettings settings;
    private final Interruptible interruptible;
    private final LoneIndexes indexes;

    /// @param dataSource for a look at the progress
    /// @param carriesSettings whether `connection` stays with one session of the server: otherwise nothing is
    ///     set on it
    PostgresAlone(
            Connection connection,
            DataSource dataSource,
            boolean carriesSettings,
            OpenSettings settings,
            Interruptible interruptible) {
        this.connection = connection;
        this.dataSource = dataSource;
        this.carriesSettings = carriesSettings;
        this.settings = settings;
        this.interruptible = interruptible;
        this.indexes = new LoneIndexes(connection, carriesSettings);
    }

    /// A refusal of our own: nothing was sent.
    static EntryFailed unsafe(String message) {
        return new EntryFailed(
                Optional.empty(), message, "", 0, FailureKind.UNSAFE, new IllegalStateException(message));
    }

    /// What is there before the statement is sent.
    String note(Step.Alone step) throws EntryFailed {
        return inSettings(step, () -> switch (form(step)) {
            case LoneForm.CreateIndex index -> noteIndex(index);
            case LoneForm.DropIndex index -> noteDrop(index);
            case LoneForm.Detach detach -> indexes.attached(detach) ? PRESENT : ABSENT;
            case LoneForm.Reindex ignored -> PRESENT;
            case LoneForm.Idempotent ignored -> PRESENT;
            case LoneForm.Allowed ignored -> PRESENT;
            case LoneForm.Unprobed unprobed -> throw unsafe(unprobed.reason());
        });
    }

    /// Which index is to go: another one may have its name after a crash.
    private String noteDrop(LoneForm.DropIndex index) throws SQLException {
        String identity = indexes.identity(index.name());
        return identity.isEmpty() ? ABSENT : PRESENT + " " + identity;
    }

    private String noteIndex(LoneForm.CreateIndex index) throws SQLException, EntryFailed {
        return switch (indexes.find(index)) {
            case ABSENT -> ABSENT;
            case SAME_VALID -> {
                if (index.ifNotExists()) {
                    yield PRESENT;
                }
                throw unsafe("the index " + index.name() + " is there already, and this migration did not make it."
                        + " Write IF NOT EXISTS to accept one that is the same, or drop it");
            }
            case SAME_INVALID ->
                throw unsafe("an invalid index " + index.name() + " is there, left by something other than"
                        + " this migration. Drop it: DROP INDEX CONCURRENTLY " + index.name());
            case OTHER -> throw unsafe("something else is called " + index.name() + " already. Rename or drop it");
        };
    }

    /// Sends the statement, with no timeout of ours, once older transactions that would hold it up have ended.
    void run(Step.Alone step, String marker, Duration wait, Watch watch) throws EntryFailed, LockUnavailable {
        awaitOlderTransactions(step, wait, watch);
        List<Entry> before = new ArrayList<>();
        settings.role().ifPresent(role -> before.add(Entry.Sql.own("SET ROLE " + PostgresNames.quote(role))));
        step.settings().forEach(setting -> before.add(entry(setting)));
        Entry.Sql statement = entry(step.statement());
        List<Entry> entries = carriesSettings
                ? PostgresFrame.alone(statement, before, marker)
                : List.of(new Entry.Sql(PostgresFrame.marked(marker, statement.sql()), statement.source()));
        int sent = 0;
        try {
            for (Entry entry : entries) {
                Entry.Sql sql = (Entry.Sql) entry;
                if (carriesSettings
                        && sql.source().equals(Optional.of(step.statement().statement()))) {
                    new Progress(dataSource, connection, watch).during(() -> execute(sql));
                } else {
                    execute(sql);
                }
                sent++;
            }
        } catch (SQLException e) {
            EntryFailed failed = PostgresFailure.of(e, Optional.of(entries.get(sent)), interruptible.interrupted());
            if (failed.kind() != FailureKind.CONNECTION_LOST) {
                takeBack(entries, failed);
            }
            throw failed;
        } finally {
            settings.role().ifPresent(role -> resetRole());
        }
    }

    private void awaitOlderTransactions(Step.Alone step, Duration wait, Consumer<Waiting> waiting)
            throws EntryFailed, LockUnavailable {
        boolean waits = switch (form(step)) {
            case LoneForm.CreateIndex ignored -> true;
            case LoneForm.DropIndex ignored -> true;
            case LoneForm.Detach ignored -> true;
            case LoneForm.Reindex ignored -> true;
            case LoneForm.Idempotent ignored -> false;
            case LoneForm.Allowed ignored -> false;
            case LoneForm.Unprobed ignored -> false;
        };
        if (waits) {
            try {
                new OlderTransactions(connection)
                        .await(step.statement().statement().head(), wait, waiting);
            } catch (SQLException e) {
                throw PostgresFailure.of(e, Optional.empty(), interruptible.interrupted());
            }
        }
    }

    private void execute(Entry.Sql sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            interruptible.running(statement, sql.sql().length());
            statement.execute(sql.sql());
        } finally {
            interruptible.ended();
        }
    }

    private void takeBack(List<Entry> entries, EntryFailed failed) {
        for (Entry entry : entries) {
            Entry.Sql sql = (Entry.Sql) entry;
            if (PostgresFrame.TIMEOUTS_RESET.contains(sql.sql())
                    || (sql.source().isEmpty() && sql.sql().startsWith("RESET "))) {
                try {
                    execute(sql);
                } catch (SQLException e) {
                    failed.addSuppressed(e);
                }
            }
        }
    }

    private void resetRole() {
        try {
            execute(Entry.Sql.own("RESET ROLE"));
        } catch (SQLException e) {
            PostgresConnections.close(connection);
        }
    }

    /// After a crash: the server's own work has ended already.
    Recovery recover(Step.Alone step, String note, Duration wait, Consumer<Waiting> waiting)
            throws EntryFailed, LockUnavailable {
        try {
            new EarlierWork(connection, settings.schema()).await(wait, waiting);
        } catch (SQLException e) {
            throw PostgresFailure.of(e, Optional.empty(), interruptible.interrupted());
        }
        return inSettings(step, () -> switch (form(step)) {
            case LoneForm.CreateIndex index -> recoverIndex(index, note);
            case LoneForm.DropIndex index -> recoverDrop(index, note);
            case LoneForm.Detach detach -> indexes.finishDetach(detach) ? new Recovery.Done() : new Recovery.NotDone();
            case LoneForm.Reindex reindex -> {
                indexes.dropLeftovers(reindex);
                yield new Recovery.NotDone();
            }
            case LoneForm.Idempotent ignored -> new Recovery.NotDone();
            case LoneForm.Allowed ignored -> new Recovery.NotDone();
            case LoneForm.Unprobed unprobed -> new Recovery.Foreign(unprobed.reason());
        });
    }

    private Recovery recoverDrop(LoneForm.DropIndex index, String note) throws SQLException {
        boolean nothingToDrop = note.equals(ABSENT) && index.ifExists();
        boolean gone = note.startsWith(PRESENT) && !note.equals(noteDrop(index));
        return nothingToDrop || gone ? new Recovery.Done() : new Recovery.NotDone();
    }

    private Recovery recoverIndex(LoneForm.CreateIndex index, String note) throws SQLException {
        if (note.equals(PRESENT)) {
            return new Recovery.NotDone();
        }
        Found found = indexes.find(index);
        return switch (found) {
            case ABSENT -> new Recovery.NotDone();
            case SAME_VALID -> new Recovery.Done();
            case SAME_INVALID -> {
                indexes.drop(index);
                yield new Recovery.NotDone();
            }
            case OTHER ->
                new Recovery.Foreign("something called " + index.name()
                        + " is there, and it is not the index that this migration makes.");
        };
    }

    private static LoneForm form(Step.Alone step) {
        return LoneForm.of(step.statement().statement());
    }

    private static Entry.Sql entry(Annotated annotated) {
        return new Entry.Sql(annotated.statement().text(), Optional.of(annotated.statement()));
    }

    /// A question to the catalog.
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws SQLException, EntryFailed;
    }

    /// Asks under the settings of the step, so that names mean what they mean to the statement.
    private <T> T inSettings(Step.Alone step, Question<T> question) throws EntryFailed {
        try {
            for (Annotated setting : step.settings()) {
                execute(entry(setting));
            }
            T answer = question.ask();
            for (Annotated setting : step.settings()) {
                Optional<String> name = PostgresSettings.name(setting.statement());
                if (name.isPresent()) {
                    execute(Entry.Sql.own("RESET " + name.get()));
                }
            }
            return answer;
        } catch (SQLException e) {
            throw PostgresFailure.of(e, Optional.of(entry(step.statement())), interruptible.interrupted());
        }
    }
}
