package dev.turnstone.sqlite;

import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.dialect.GuardedConnection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The transaction that consecutive units share, a savepoint each: a fifth of the time of one commit each.
///
/// Other writers get their turn: after 100 ms the transaction is committed, and the database then left alone for longer
/// than a waiting writer's next look. SQLite's busy handler looks after 1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50 ms and
/// then every 100 ms: at least every 25 ms during its first 128 ms, every 50 ms until 228 ms.
final class SqliteTransaction {
    private static final long MILLI = 1_000_000;
    private static final long TURN = 100 * MILLI;
    /// COMMIT itself waits for readers as long as the lock timeout says; it is not rolled back before so many tries.
    private static final int COMMITS = 12;

    private static final String SAVEPOINT = "turnstone";

    private final SqliteSession session;
    private boolean open;
    private boolean sharing = true;
    private int units;
    private long writingSince;
    private long leftAt;
    private long longestHold;
    private long begunAt;
    private boolean everLeft;

    SqliteTransaction(SqliteSession session) {
        this.session = session;
    }

    boolean isOpen() {
        return open;
    }

    /// Executes `entries` as one unit and commits when `shared` is false or the others' turn has come.
    void unit(List<Entry> entries, boolean shared, Optional<SqliteRebuild> rebuild) throws EntryFailed {
        begin();
        boolean savepoint = units > 0;
        Optional<Entry> current = Optional.empty();
        try {
            if (savepoint) {
                session.execute("SAVEPOINT " + SAVEPOINT);
            }
            Optional<SqliteRebuild.Before> before =
                    rebuild.isPresent() ? Optional.of(rebuild.get().before(session)) : Optional.empty();
            SqliteClock clock = new SqliteClock(session);
            for (Entry entry : entries) {
                current = Optional.of(entry);
                execute(session, entry, clock);
                checkOpen(entry);
            }
            current = Optional.empty();
            if (before.isPresent()) {
                rebuild.get().check(session, before.get());
            }
            if (savepoint) {
                session.execute("RELEASE " + SAVEPOINT);
            }
        } catch (SQLException e) {
            throw failed(SqliteFailure.of(current, e, false), savepoint);
        } catch (EntryFailed e) {
            throw failed(e, savepoint);
        } catch (RuntimeException | Error e) {
            abandon(e);
            throw e;
        }
        units++;
        if (!shared || !sharing || System.nanoTime() - begunAt > TURN) {
            commit(units - 1);
        }
    }

    private void begin() throws EntryFailed {
        if (open) {
            return;
        }
        leaveAlone();
        try {
            session.begin();
        } catch (SQLException e) {
            throw SqliteFailure.of(Optional.empty(), e, false);
        }
        open = true;
        units = 0;
        begunAt = System.nanoTime();
    }

    /// Waits until a writer that waits for us has had the time to look, when we have written for longer than a turn.
    private void leaveAlone() {
        long now = System.nanoTime();
        long gap = (longestHold < 128 * MILLI ? 30 : longestHold < 228 * MILLI ? 55 : 105) * MILLI;
        if (everLeft && now - leftAt < gap) {
            if (now - writingSince < TURN) {
                return;
            }
            try {
                Thread.sleep(Duration.ofNanos(gap - (now - leftAt)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        writingSince = System.nanoTime();
        longestHold = 0;
    }

    private static void execute(SqliteSession session, Entry entry) throws SQLException, EntryFailed {
        switch (entry) {
            case Entry.Sql sql -> session.execute(sql.sql());
            case Entry.Assertion assertion -> SqliteAssertion.check(session, assertion);
            case Entry.Call call -> call(session, call);
        }
    }

    static void execute(SqliteSession session, Entry entry, SqliteClock clock) throws SQLException, EntryFailed {
        if (entry instanceof Entry.Sql sql && sql.source().isEmpty()) {
            clock.own(sql.sql());
            return;
        }
        clock.start();
        execute(session, entry);
        clock.stop();
    }

    private static void call(SqliteSession session, Entry.Call call) throws SQLException, EntryFailed {
        try {
            call.code().run(GuardedConnection.of(session.connection()));
        } catch (SQLException | RuntimeException e) {
            if (e instanceof SQLException failure) {
                throw failure;
            }
            throw thrown(call, e);
        } catch (Exception e) {
            throw thrown(call, e);
        }
    }

    private static EntryFailed thrown(Entry.Call call, Exception e) {
        String words = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        return new EntryFailed(Optional.of(call), words, "", 0, FailureKind.REFUSED, e);
    }

    private void checkOpen(Entry entry) throws EntryFailed {
        switch (session.ending()) {
            case NONE -> {}
            case COMMITTED ->
                throw SqliteFailure.refused(
                        Optional.of(entry), "it committed the transaction: what was done up to there stays");
            case ROLLED_BACK -> throw SqliteFailure.refused(Optional.of(entry), "it rolled the transaction back");
        }
    }

    /// Undoes the unit that failed and commits those before it; tells when they are lost.
    private EntryFailed failed(EntryFailed failure, boolean savepoint) {
        try {
            if (session.ending() != SqliteSession.Ending.NONE) {
                boolean lost = units > 0 && session.ending() == SqliteSession.Ending.ROLLED_BACK;
                left();
                session.rollback();
                return lost ? withEarlier(failure) : failure;
            }
            if (!savepoint) {
                left();
                session.rollback();
                return failure;
            }
            session.execute("ROLLBACK TO " + SAVEPOINT);
            session.execute("RELEASE " + SAVEPOINT);
            commit(units);
            return failure;
        } catch (SQLException e) {
            left();
            failure.addSuppressed(e);
            return withEarlier(failure);
        } catch (EntryFailed e) {
            failure.addSuppressed(e);
            return withEarlier(failure);
        }
    }

    private EntryFailed withEarlier(EntryFailed failure) {
        String gone = units == 1
                ? "; the one before it in the same transaction went with it"
                : "; the " + units + " before it in the same transaction went with it";
        EntryFailed all = new EntryFailed(
                failure.entry(),
                failure.getMessage() + gone,
                failure.sqlState(),
                failure.position(),
                failure.kind(),
                true,
                failure);
        units = 0;
        return all;
    }

    private void abandon(Throwable cause) {
        left();
        try {
            session.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void left() {
        open = false;
        leftAt = System.nanoTime();
        longestHold = Math.max(longestHold, leftAt - begunAt);
        everLeft = true;
    }

    /// Commits what is open.
    ///
    /// @throws EntryFailed when that failed for good: everything in the transaction is gone
    void commit() throws EntryFailed {
        commit(units);
    }

    /// @param earlier how many of the units have been reported as done
    private void commit(int earlier) throws EntryFailed {
        if (!open) {
            return;
        }
        SQLException failure = tryCommit();
        if (failure == null) {
            left();
            return;
        }
        boolean lost = earlier > 0;
        abandon(failure);
        if (units > 1 && SqliteFailure.words(failure).equals("FOREIGN KEY constraint failed")) {
            // A deferred foreign key is checked at COMMIT only: which unit broke it shows when each commits alone.
            sharing = false;
            throw new EntryFailed(
                    Optional.empty(),
                    "a deferred foreign key is broken by one of " + units + " migrations that shared a transaction",
                    "SQLITE_CONSTRAINT_FOREIGNKEY",
                    0,
                    FailureKind.CONTENTION,
                    lost,
                    failure);
        }
        throw SqliteFailure.of(Optional.empty(), failure, lost);
    }

    /// A busy COMMIT leaves the transaction open, and succeeds when the readers are gone.
    private @Nullable SQLException tryCommit() {
        for (int attempt = 1; ; attempt++) {
            try {
                session.execute("COMMIT");
                return null;
            } catch (SQLException e) {
                if (!SqliteFailure.busy(e)
                        || attempt == COMMITS
                        || Thread.currentThread().isInterrupted()) {
                    return e;
                }
            }
        }
    }
}
