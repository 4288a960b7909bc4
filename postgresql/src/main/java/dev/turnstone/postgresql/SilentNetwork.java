package dev.turnstone.postgresql;

import dev.turnstone.postgresql.PostgresDatabase.Interruptible;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/// Ends a wait for an answer that cannot come any more: a network that has fallen silent closes nothing, and a
/// statement may run for as long as it likes.
///
/// Asked by the lock's heartbeat once the lock's own connection does not answer. A fresh connection is asked whether
/// the
/// server still works for us; when it is not, or nobody can be asked, the work connection is given up, and the runner
/// finds out what is true as after any lost connection.
final class SilentNetwork {
    private static final int ANSWER_SECONDS = 10;
    private final DataSource source;
    private final Connection work;
    private final Interruptible interruptible;
    private final int pid;
    private final boolean pooled;
    private boolean idleBefore;

    /// @param pid the server's process behind `work`
    /// @param pooled whether a pooler may give `work` another one at any time, so that nothing can be asked about it
    SilentNetwork(DataSource source, Connection work, Interruptible interruptible, int pid, boolean pooled) {
        this.source = source;
        this.work = work;
        this.interruptible = interruptible;
        this.pid = pid;
        this.pooled = pooled;
    }

    private enum Server {
        AT_WORK,
        IDLE,
        SILENT
    }

    /// Looks once. An idle server must be found twice, since an answer may just be on its way.
    void look() throws SQLException {
        Server server = ask();
        boolean idle = server == Server.IDLE && interruptible.isRunning();
        if (server == Server.SILENT || (idle && idleBefore)) {
            work.abort(Runnable::run);
        }
        idleBefore = idle;
    }

    /// On a thread of its own, because a source of connections may have no timeout.
    private Server ask() {
        FutureTask<Server> question = new FutureTask<>(this::server);
        Thread.ofVirtual().name("turnstone-server-at-work").start(question);
        try {
            return question.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return Server.SILENT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Server.AT_WORK;
        }
    }

    private Server server() throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE pid = "
                        + pid + " AND state <> 'idle'")) {
            return row.next() && (pooled || row.getInt(1) > 0) ? Server.AT_WORK : Server.IDLE;
        } finally {
            PostgresConnections.close(connection);
        }
    }
}
