package dev.turnstone.internal;

import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationEvent.ProtocolPoint;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationListener;
import dev.turnstone.Settings;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.Dialect;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.dialect.HistorySyntax;
import dev.turnstone.dialect.LockUnavailable;
import dev.turnstone.dialect.RunnerLock;
import dev.turnstone.dialect.TransactionSettings;
import dev.turnstone.dialect.Waiting;
import dev.turnstone.history.Attempt;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.History;
import dev.turnstone.history.Position;
import dev.turnstone.history.Status;
import dev.turnstone.internal.Composer.Body;
import dev.turnstone.schema.Ignored;
import dev.turnstone.schema.Schema;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connected database with its history, and the lock while there is one. Every command begins here.
final class Session implements AutoCloseable {
    private final Database database;
    private final Dialect dialect;
    private final Settings settings;
    private final MigrationListener listener;
    private final Interruption interruption;
    private final HistoryTable table;
    private final Ledger ledger;
    private final Run run;
    private @Nullable RunnerLock lock;
    private boolean tablesExist;
    private Position position = Position.START;

    Session(
            Database database,
            Dialect dialect,
            Settings settings,
            MigrationListener listener,
            Interruption interruption,
            Run run) {
        this.database = database;
        this.dialect = dialect;
        this.settings = settings;
        this.listener = listener;
        this.interruption = interruption;
        this.run = run;
        HistorySyntax syntax = dialect.history(settings.schema());
        this.table = new HistoryTable(syntax);
        this.ledger = new Ledger(syntax, run);
        this.tablesExist = database.facts().historyFormat().isPresent();
        refuseNewerFormat();
        interruption.watch(database);
    }

    private void refuseNewerFormat() {
        int format = database.facts().historyFormat().orElse(HistorySyntax.FORMAT);
        if (format > HistorySyntax.FORMAT) {
            throw new MigrationException.HistoryConflict(
                    "the history in " + database.facts().label() + " was written by a newer Turnstone (format " + format
                            + ", this one knows up to " + HistorySyntax.FORMAT
                            + "). Nothing was read or changed. Use that version or a newer one.",
                    List.of());
        }
    }

    Database database() {
        return database;
    }

    Dialect dialect() {
        return dialect;
    }

    Settings settings() {
        return settings;
    }

    HistoryTable table() {
        return table;
    }

    Ledger ledger() {
        return ledger;
    }

    Run run() {
        return run;
    }

    Interruption interruption() {
        return interruption;
    }

    Position position() {
        return position;
    }

    boolean hasHistory() {
        return tablesExist;
    }

    /// Whether there is a history now: another runner may have made it since this session began.
    boolean historyIsThere() {
        return tablesExist || table.exists(database.connection());
    }

    void tell(MigrationEvent event) {
        listener.on(event);
    }

    void reached(ProtocolPoint point) {
        listener.on(new MigrationEvent.Reached(point));
    }

    void waiting(Waiting waiting) {
        if (interruption.requested()) {
            throw new MigrationException.Interrupted("stopped while waiting for " + waiting.what());
        }
        listener.on(new MigrationEvent.Waited(waiting));
    }

    /// Reads what decides which migrations are pending, and remembers where the journal ends.
    History read() {
        if (!tablesExist) {
            return History.EMPTY;
        }
        try {
            History history = table.state(database.connection());
            position = history.position();
            return history;
        } catch (SQLException e) {
            throw unreadable(e);
        } catch (IllegalArgumentException e) {
            throw Failures.damaged(database.facts().label(), String.valueOf(e.getMessage()));
        }
    }

    /// What is to be said of the smoke tests that have not passed.
    List<Diagnostic> failedHooks(History history) throws SQLException {
        List<Diagnostic> findings = new ArrayList<>();
        for (Attempt failed : Hooks.failed(history, settings)) {
            findings.add(Hooks.finding(failed, table.error(database.connection(), failed.id())));
        }
        return findings;
    }

    private MigrationException unreadable(SQLException e) {
        MigrationException reading = Failures.reading(database.facts().label(), e);
        if (!(reading instanceof MigrationException.DatabaseUnavailable) || !isAlive()) {
            return reading;
        }
        try {
            return new HistoryDiagnosis(
                            database.connection(),
                            dialect.history(settings.schema()),
                            settings.schema(),
                            database.facts().label())
                    .fault()
                    .orElse(reading);
        } catch (SQLException second) {
            reading.addSuppressed(second);
            return reading;
        }
    }

    private boolean isAlive() {
        try {
            return database.connection().isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /// Becomes the one runner: takes the lock, waits for what a dead runner left at work, makes the tables, reads the
    /// history again and closes attempts whose runner is gone.
    History lock() {
        refuseReadOnly();
        takeLock();
        reached(ProtocolPoint.LOCK_TAKEN);
        settle();
        reached(ProtocolPoint.EARLIER_WORK_ENDED);
        if (!tablesExist) {
            createTables();
        }
        History history = closeAbandoned(read());
        reached(ProtocolPoint.HISTORY_READ);
        return history;
    }

    private void refuseReadOnly() {
        Optional<String> readOnly = database.facts().readOnly();
        if (readOnly.isPresent()) {
            throw new MigrationException.Refused(
                    database.facts().label() + " cannot be written: " + readOnly.get() + ". Nothing was changed.",
                    List.of());
        }
    }

    private void takeLock() {
        try {
            lock = database.lock(settings.lockWait(), this::waiting);
        } catch (LockUnavailable e) {
            throw Failures.locked(e, settings.lockWait());
        } catch (SQLException e) {
            throw Failures.connecting(database.facts().label(), e);
        }
    }

    private void settle() {
        try {
            database.awaitEarlierWork(settings.lockWait(), this::waiting);
        } catch (LockUnavailable e) {
            throw Failures.locked(e, settings.lockWait());
        } catch (SQLException e) {
            throw Failures.connecting(database.facts().label(), e);
        }
    }

    private void createTables() {
        try {
            if (table.exists(database.connection())) {
                tablesExist = true;
                return;
            }
            database.transact(
                    Entry.own(dialect.history(settings.schema()).create()), transaction("history", true, false));
            tablesExist = true;
        } catch (EntryFailed e) {
            String blockers = e.kind() == FailureKind.CONTENTION ? database.blockers(List.of()) : "";
            throw Failures.creatingHistory(database.facts(), settings.schema(), blockers, e);
        }
    }

    private History closeAbandoned(History history) {
        List<Attempt> abandoned = new ArrayList<>();
        for (History.Entry entry : history.entries().values()) {
            entry.unfinished()
                    .filter(attempt -> attempt.status() == Status.RUNNING)
                    .ifPresent(abandoned::add);
        }
        for (Attempt attempt : abandoned) {
            Covered covered = covered(attempt.id());
            record(
                    Composer.close(
                            ledger,
                            covered.with(Status.INTERRUPTED, Optional.of("its runner ended without a word")),
                            position,
                            Duration.ZERO),
                    attempt.version().text());
        }
        return abandoned.isEmpty() ? history : read();
    }

    private Covered covered(long attempt) {
        try {
            return table.covered(database.connection(), attempt).orElseThrow();
        } catch (SQLException e) {
            throw Failures.reading(database.facts().label(), e);
        }
    }

    /// Commits rows of the history in a transaction of their own.
    void record(Body body, String label) {
        record(body, label, transaction(label, true, false));
    }

    /// The same for the row that a file of several steps begins with.
    void begin(Body body, String label) {
        record(body, label, transaction(label, true, false).atFirst());
    }

    private void record(Body body, String label, TransactionSettings transaction) {
        try {
            database.transact(body.entries(), transaction);
            position = body.position();
        } catch (EntryFailed e) {
            throw Failures.recording(database.facts(), label, e);
        }
    }

    /// Commits a statement of our own beside the journal.
    void note(String statement, String label) throws EntryFailed {
        database.transact(Entry.own(List.of(statement)), transaction(label, true, false));
    }

    /// The schema as it is now, our own tables aside.
    Schema inspect() throws SQLException {
        return inspected().schema();
    }

    /// The schema as it is now, and what was left out of it.
    Ignored.Rest inspected() throws SQLException {
        return dialect.inspector().inspect(database.connection(), settings.schema(), settings.ignored());
    }

    /// The fingerprint of that schema.
    String fingerprint() throws SQLException {
        return dialect.inspector().fingerprint(database.connection(), settings.schema(), settings.ignored());
    }

    /// Remembers that the rows of `body` are committed.
    void committed(Body body) {
        position = body.position();
    }

    TransactionSettings transaction(String label, boolean durable, boolean shared) {
        Duration timeout = settings.lockTimeout().orElse(database.facts().lockTimeout());
        return new TransactionSettings(label, timeout, durable, shared);
    }

    /// Stops before a further step when the lock is gone or the user asked to end.
    void mayGoOn() {
        if (interruption.requested()) {
            throw new MigrationException.Interrupted("stopped before the next step; what is done is recorded");
        }
        RunnerLock held = lock;
        if (held != null && !held.held()) {
            throw new MigrationException.LockNotAcquired(
                    "the connection that held the runner's lock is gone, so another runner may have begun."
                            + " Nothing further was started; what is done is recorded. Run the same command again.");
        }
    }

    /// After a lost connection: a new one, the lock, and the history as it now is.
    History regain() {
        releaseLock();
        Duration pause = Duration.ofMillis(200);
        long deadline = System.nanoTime() + settings.retryBudget().toNanos();
        while (true) {
            try {
                database.reconnect();
                break;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline || interruption.requested()) {
                    throw Failures.lost(database.facts().label(), e);
                }
                interruption.sleep(pause);
            }
        }
        takeLock();
        settle();
        return closeAbandoned(read());
    }

    private void releaseLock() {
        RunnerLock held = lock;
        if (held != null) {
            lock = null;
            held.close();
        }
    }

    /// Commits what is shared and makes everything durable.
    void flush() throws EntryFailed {
        database.flush();
        reached(ProtocolPoint.FLUSHED);
    }

    /// Whether the failure says that nobody knows what became of the transaction.
    static boolean lost(EntryFailed failed) {
        return failed.kind() == FailureKind.CONNECTION_LOST;
    }

    @Override
    public void close() {
        interruption.watch(null);
        boolean held = lock != null;
        releaseLock();
        database.close();
        if (held) {
            reached(ProtocolPoint.LOCK_RELEASED);
        }
    }
}
