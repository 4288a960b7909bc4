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
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
        private final AtomicReference<@Nullable Statement> running = new AtomicReference<>();
        private volatile boolean interrupted;

        void running(@Nullable Statement statement) {
            running.set(statement);
        }

        boolean isRunning() {
            return running.get() != null;
        }

        boolean interrupted() {
            return interrupted;
        }

        void interrupt() {
            interrupted = true;
            Statement statement = running.get();
            if (statement != null) {
                try {
                    statement.cancel();
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
        new PostgresBatch(connection, interruptible).run(PostgresFrame.around(body, transaction, settings));
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
        return alone().note(step);
    }

    @Override
    public void alone(Step.Alone step, String marker, Duration wait, Watch watch) throws EntryFailed, LockUnavailable {
        alone().run(step, marker, wait, watch);
    }

    @Override
    public Recovery recover(Step.Alone step, String note, String marker, Duration wait, Consumer<Waiting> waiting)
            throws EntryFailed, LockUnavailable {
        return alone().recover(step, note, wait, waiting);
    }

    private PostgresAlone alone() throws EntryFailed {
        return new PostgresAlone(aloneConnection(), dataSource, settings, interruptible);
    }

    /// Settings cannot be carried through a transaction pooler: a statement that stands alone needs a connection of its
    /// own, or a server whose timeouts are off anyway.
    private Connection aloneConnection() throws EntryFailed {
        if (!facts.facts().pooled()) {
            return connection;
        }
        if (settings.direct().isEmpty()) {
            if (facts.timeoutsOff()) {
                return connection;
            }
            throw PostgresAlone.unsafe(
                    "a transaction pooler stands between, and the server's lock_timeout or statement_timeout is on: a"
                            + " statement that stands alone would be cut short and leave its ruins. Give direct-url, or"
                            + " set both to 0 for this role");
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
