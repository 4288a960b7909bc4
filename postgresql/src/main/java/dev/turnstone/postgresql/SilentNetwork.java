package dev.turnstone.postgresql;

import dev.turnstone.postgresql.PostgresDatabase.Interruptible;
import dev.turnstone.postgresql.PostgresDatabase.Interruptible.Running;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Ends a wait for an answer that cannot come any more: a network that has fallen silent closes nothing, and a
/// statement may run for as long as it likes.
///
/// Asked by the lock's heartbeat. When a statement runs for long, a fresh connection is asked what the server's process
/// behind it does: one that has been waiting for us all the while that we wait for it will never answer. When the
/// lock's
/// own connection does not answer either, and nobody can be asked, the network itself is gone. The connection is given
/// up, and the runner finds out what is true as after any lost connection, so that a wrong guess costs only time.
final class SilentNetwork {
    private static final int ANSWER_SECONDS = 10;
    /// Also in the middle of a batch, when the server counts as active though it only waits for the rest of it.
    private static final String WAITS_FOR_US = "wait_event_type = 'Client' AND wait_event = 'ClientRead'";

    /// A statement of so many characters may be on its way, by a slow network, for one look longer.
    private static final int CHARACTERS_A_LOOK = 100_000;

    private final DataSource source;
    private final Connection work;
    private final Interruptible interruptible;
    private final int pid;
    private final boolean pooled;
    private long before;
    private String idleSince = "";
    private long idleLooks;

    /// @param pid the server's process behind `work`
    /// @param pooled whether a pooler may give `work` another one at any time, so that nothing can be asked about it
    SilentNetwork(DataSource source, Connection work, Interruptible interruptible, int pid, boolean pooled) {
        this.source = source;
        this.work = work;
        this.interruptible = interruptible;
        this.pid = pid;
        this.pooled = pooled;
    }

    /// What the server's process behind a connection does.
    private sealed interface Server {
        /// Something, or it cannot be told.
        record AtWork() implements Server {}

        /// It waits for us, since a time by its clock that is the same at each look; or it is gone.
        record Idle(String since) implements Server {}

        /// Nobody answers.
        record Silent() implements Server {}
    }

    /// Looks once. An idle server must be found twice, since an answer may just be on its way.
    ///
    /// @param lockAnswers whether the lock's own connection does: then that nobody else can be asked means nothing
    void look(boolean lockAnswers) throws SQLException {
        @Nullable Running running = interruptible.current();
        boolean begunSince = running == null || running.number() != before;
        if (begunSince) {
            before = running == null ? 0 : running.number();
            idleLooks = 0;
            if (lockAnswers) {
                return;
            }
        }
        Connection asked = running == null ? work : running.statement().getConnection();
        int process = running == null ? pid : asked.unwrap(PGConnection.class).getBackendPID();
        switch (ask(process)) {
            case Server.AtWork ignored -> idleLooks = 0;
            case Server.Idle idle -> {
                idleLooks = idle.since().equals(idleSince) ? idleLooks + 1 : 1;
                idleSince = idle.since();
                if (running != null && idleLooks >= 2 + running.characters() / CHARACTERS_A_LOOK) {
                    end(process);
                    asked.abort(Runnable::run);
                }
            }
            case Server.Silent ignored -> {
                if (!lockAnswers) {
                    asked.abort(Runnable::run);
                }
            }
        }
    }

    private Server ask(int process) {
        return elsewhere(() -> server(process)).orElse(new Server.Silent());
    }

    /// On a thread of its own, because a source of connections may have no timeout.
    private static <T> Optional<T> elsewhere(Callable<T> question) {
        FutureTask<T> asking = new FutureTask<>(question);
        Thread.ofVirtual().name("turnstone-server-at-work").start(asking);
        try {
            return Optional.of(asking.get(ANSWER_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Server server(int process) throws SQLException {
        if (pooled && process == pid) {
            return reachable();
        }
        List<String> found = query("SELECT CASE WHEN " + WAITS_FOR_US
                + " THEN state_change::text END FROM pg_catalog.pg_stat_activity WHERE pid = " + process);
        if (found.isEmpty()) {
            return new Server.Idle("gone");
        }
        return found.get(0).isEmpty() ? new Server.AtWork() : new Server.Idle(found.get(0));
    }

    private Server reachable() throws SQLException {
        List<String> ignored = query("SELECT '1'");
        return new Server.AtWork();
    }

    /// What the process holds would otherwise stay locked until its own keepalives end it. That it still waits is asked
    /// once more by the statement that ends it.
    private void end(int process) {
        Optional<List<String>> ignored = elsewhere(
                () -> query("SELECT pg_catalog.pg_terminate_backend(pid)::text FROM pg_catalog.pg_stat_activity"
                        + " WHERE pid = " + process + " AND " + WAITS_FOR_US + " AND state_change::text = "
                        + PostgresNames.literal(idleSince)));
    }

    private List<String> query(String sql) throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(Optional.ofNullable(row.getString(1)).orElse(""));
            }
            return values;
        } finally {
            PostgresConnections.close(connection);
        }
    }
}
