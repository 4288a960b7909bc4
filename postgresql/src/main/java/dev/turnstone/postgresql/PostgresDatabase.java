package dev.turnstone.postgresql;

import dev.turnstone.dialect.Creation;
import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.Facts;
import dev.turnstone.dialect.LockUnavailable;
import dev.turnstone.dialect.OpenSettings;
import dev.turnstone.dialect.Recovery;
import dev.turnstone.dialect.RunnerLock;
import dev.turnstone.dialect.TransactionSettings;
import dev.turnstone.dialect.Trial;
import dev.turnstone.dialect.Waiting;
import dev.turnstone.dialect.Watch;
import dev.turnstone.plan.Step;
import dev.turnstone.schema.Id;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// One PostgreSQL database: the work connection and everything done on it.
final class PostgresDatabase implements Database {
    private static final int FIRST_ANSWER_MILLIS = 30_000;
    private final DataSource dataSource;
    private final OpenSettings settings;
    private final Interruptible interruptible = new Interruptible();
    private Connection connection;
    private PostgresFacts facts;
    private boolean asynchronous;
    private @Nullable Connection direct;

    private PostgresDatabase(DataSource dataSource, OpenSettings settings, Connection connection, PostgresFacts facts) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.connection = connection;
        this.facts = facts;
    }

    static PostgresDatabase open(DataSource dataSource, OpenSettings settings) throws SQLException {
        Connection connection = PostgresConnections.connect(dataSource);
        try {
            return new PostgresDatabase(dataSource, settings, connection, facts(connection, settings));
        } catch (SQLException e) {
            PostgresConnections.close(connection);
            throw e;
        }
    }

    /// Asked first on each connection, with a bound: a network that has fallen silent would keep us for ever.
    private static PostgresFacts facts(Connection connection, OpenSettings settings) throws SQLException {
        PostgresConnections.answerWithin(connection, FIRST_ANSWER_MILLIS);
        PostgresFacts facts = PostgresFacts.read(connection, settings);
        PostgresConnections.answerWithin(connection, 0);
        return facts;
    }

    /// The statement that is running, so that another thread can cancel it.
    static final class Interruptible {
        private final AtomicReference<@Nullable Running> running = new AtomicReference<>();
        private final AtomicLong numbers = new AtomicLong();
        private volatile boolean interrupted;

        /// A statement whose answer is waited for.
        ///
        /// @param number tells it from all others of this object, from 1
        /// @param characters how much is sent
        record Running(long number, Statement statement, long characters) {}

        void running(Statement statement, long characters) {
            running.set(new Running(numbers.incrementAndGet(), statement, characters));
        }

        void ended() {
            running.set(null);
        }

        /// What is waited for.
        @Nullable
        Running current() {
            return running.get();
        }

        boolean interrupted() {
            return interrupted;
        }

        void interrupt() {
            interrupted = true;
            Running waited = running.get();
            if (waited != null) {
                try {
                    waited.statement().cancel();
                } catch (SQLException e) {
                    // The statement has ended meanwhile, or its connection has: either way nothing is left to cancel.
                    interrupted = true;
                }
            }
        }
    }

    @Override
    public Facts facts() {
        return facts.facts();
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public RunnerLock lock(Duration wait, Consumer<Waiting> waiting) throws SQLException, LockUnavailable {
        DataSource source = settings.direct().orElse(dataSource);
        SilentNetwork silence = new SilentNetwork(
                source,
                connection,
                interruptible,
                connection.unwrap(PGConnection.class).getBackendPID(),
                facts.facts().pooled());
        return PostgresLock.take(source, connection, silence, facts, settings.schema(), wait, waiting);
    }

    @Override
    public void awaitEarlierWork(Duration wait, Consumer<Waiting> waiting) throws SQLException, LockUnavailable {
        new EarlierWork(connection, settings.schema()).await(wait, waiting);
    }

    @Override
    public void transact(List<Entry> body, TransactionSettings transaction) throws EntryFailed {
        new PostgresBatch(connection, interruptible)
                .run(PostgresFrame.around(body, transaction, settings, facts.clean()));
        asynchronous = !transaction.durable();
    }

    /// A synchronous commit takes all before it to the disk; after an asynchronous one the smallest there is does it.
    @Override
    public void flush() throws EntryFailed {
        if (asynchronous) {
            try (Statement statement = connection.createStatement()) {
                boolean ignored =
                        statement.execute("SELECT pg_catalog.pg_logical_emit_message(true, 'turnstone', 'durable')");
                asynchronous = false;
            } catch (SQLException e) {
                throw PostgresFailure.of(e, Optional.empty(), interruptible.interrupted());
            }
        }
    }

    @Override
    public String blockers(List<Entry> entries) {
        return new Blockers(connection).of(entries);
    }

    @Override
    public String note(Step.Alone step) throws EntryFailed {
        return alone(step).note(step);
    }

    @Override
    public void alone(Step.Alone step, String marker, Duration wait, Watch watch) throws EntryFailed, LockUnavailable {
        alone(step).run(step, marker, wait, watch);
    }

    @Override
    public Recovery recover(Step.Alone step, String note, String marker, Duration wait, Consumer<Waiting> waiting)
            throws EntryFailed, LockUnavailable {
        return alone(step).recover(step, note, wait, waiting);
    }

    /// Settings cannot be carried through a transaction pooler: a statement that stands alone needs a connection of its
    /// own, or a server whose timeouts are off anyway.
    @Override
    public Optional<String> refusal(Step.Alone step) {
        if (carriesSettings()) {
            return Optional.empty();
        }
        if (!facts.timeoutsOff()) {
            return Optional.of(
                    "a transaction pooler stands between, and the server's lock_timeout, statement_timeout or"
                            + " transaction_timeout is on: a statement that stands alone would be cut short and leave its"
                            + " ruins. Give direct-url, or set them to 0 for this role");
        }
        if (settings.role().isPresent() || !step.settings().isEmpty()) {
            return Optional.of("a transaction pooler stands between: the role or the settings that this statement needs"
                    + " would stay with a connection that others use next. Give direct-url");
        }
        return Optional.empty();
    }

    private boolean carriesSettings() {
        return !facts.facts().pooled() || settings.direct().isPresent();
    }

    private PostgresAlone alone(Step.Alone step) throws EntryFailed {
        Optional<String> refusal = refusal(step);
        if (refusal.isPresent()) {
            throw PostgresAlone.unsafe(refusal.get());
        }
        return new PostgresAlone(aloneConnection(), dataSource, carriesSettings(), settings, interruptible);
    }

    private Connection aloneConnection() throws EntryFailed {
        if (!facts.facts().pooled() || settings.direct().isEmpty()) {
            return connection;
        }
        try {
            if (direct == null) {
                direct = PostgresConnections.connect(settings.direct().get());
            }
            return direct;
        } catch (SQLException e) {
            throw PostgresFailure.of(e, Optional.empty(), false);
        }
    }

    @Override
    public Trial trial(List<List<Entry>> units, TransactionSettings transaction) throws EntryFailed {
        return new PostgresTrial(connection, settings, interruptible).run(units, transaction);
    }

    @Override
    public boolean exists(Creation thing) throws SQLException {
        return PostgresCatalog.exists(connection, thing);
    }

    @Override
    public List<Creation> missing(List<Creation> things) throws SQLException {
        return PostgresCatalog.missing(connection, things);
    }

    @Override
    public List<Id> relations() throws SQLException {
        return PostgresRelations.read(connection, settings.schema());
    }

    @Override
    public List<String> activity() throws SQLException {
        return EarlierWork.activity(connection, settings.schema());
    }

    @Override
    public void empty() throws SQLException {
        PostgresCatalog.empty(connection);
    }

    @Override
    public void interrupt() {
        interruptible.interrupt();
    }

    @Override
    public void reconnect() throws SQLException {
        PostgresConnections.close(connection);
        if (direct != null) {
            PostgresConnections.close(direct);
            direct = null;
        }
        connection = PostgresConnections.connect(dataSource);
        facts = facts(connection, settings);
    }

    @Override
    public void close() {
        PostgresConnections.close(connection);
        if (direct != null) {
            PostgresConnections.close(direct);
        }
    }
}
