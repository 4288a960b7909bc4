package dev.turnstone.postgresql;

import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.dialect.GuardedConnection;
import dev.turnstone.postgresql.PostgresDatabase.Interruptible;
import dev.turnstone.postgresql.PostgresFrame.Framed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/// Sends a framed transaction as one JDBC batch: one round trip for every 250 statements or so. Its own BEGIN and
/// COMMIT
/// are entries, because without BEGIN the driver would commit in between.
final class PostgresBatch {
    /// A batch is held in memory as a whole; longer ones go in parts, still inside the one transaction.
    private static final int MOST_ENTRIES = 5_000;

    private static final int MOST_CHARACTERS = 4_000_000;
    private final Connection connection;
    private final Interruptible interruptible;

    PostgresBatch(Connection connection, Interruptible interruptible) {
        this.connection = connection;
        this.interruptible = interruptible;
    }

    /// Runs all of it; on failure it is rolled back.
    void run(Framed framed) throws EntryFailed {
        try {
            send(framed);
        } catch (EntryFailed e) {
            if (e.kind() != FailureKind.CONNECTION_LOST) {
                rollBack(e);
            }
            throw e;
        }
    }

    private void send(Framed framed) throws EntryFailed {
        int from = 0;
        int size = 0;
        for (int i = 0; i < framed.entries().size(); i++) {
            switch (framed.entries().get(i)) {
                case Entry.Call call -> {
                    batch(framed, from, i);
                    call(call);
                    from = i + 1;
                    size = 0;
                }
                case Entry.Sql sql -> {
                    size += sql.sql().length();
                    if (i - from >= MOST_ENTRIES || size >= MOST_CHARACTERS) {
                        batch(framed, from, i + 1);
                        from = i + 1;
                        size = 0;
                    }
                }
                case Entry.Assertion assertion ->
                    throw new IllegalStateException("the frame left an assertion as it was: "
                            + assertion.source().location());
            }
        }
        batch(framed, from, framed.entries().size());
    }

    private void batch(Framed framed, int from, int to) throws EntryFailed {
        if (from == to) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            long characters = 0;
            for (Entry entry : framed.entries().subList(from, to)) {
                String sql = ((Entry.Sql) entry).sql();
                statement.addBatch(sql);
                characters += sql.length();
            }
            interruptible.running(statement, characters);
            int[] ignored = statement.executeBatch();
        } catch (SQLException e) {
            throw PostgresFailure.of(e, framed.origins(), from, interruptible.interrupted());
        } finally {
            interruptible.ended();
        }
    }

    /// Runs Java code in the transaction that is open; it stays open.
    void call(Entry.Call call) throws EntryFailed {
        try {
            call.code().run(GuardedConnection.of(connection));
            mustStillBeInTransaction(call);
        } catch (SQLException e) {
            throw PostgresFailure.of(e, Optional.of(call), interruptible.interrupted());
        } catch (EntryFailed e) {
            throw e;
        } catch (Exception e) {
            throw new EntryFailed(
                    Optional.of(call),
                    call.name() + " threw " + e,
                    "",
                    0,
                    interruptible.interrupted() ? FailureKind.CANCELLED : FailureKind.REFUSED,
                    e);
        }
    }

    /// Java code can send COMMIT as SQL; then the work key is gone.
    private void mustStillBeInTransaction(Entry.Call call) throws SQLException, EntryFailed {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM pg_catalog.pg_locks WHERE locktype = 'advisory'"
                                + " AND pid = pg_catalog.pg_backend_pid() AND granted")) {
            boolean ignored = row.next();
            if (row.getInt(1) == 0) {
                throw new EntryFailed(
                        Optional.of(call),
                        call.name()
                                + " ended the transaction it was given, so its work cannot be recorded together with"
                                + " the history",
                        "25000",
                        0,
                        FailureKind.REFUSED,
                        new IllegalStateException("transaction ended inside a Java migration"));
            }
        }
    }

    private void rollBack(EntryFailed failed) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            failed.addSuppressed(e);
        }
    }
}
