package dev.turnstone.sqlite;

import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.dialect.GuardedConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The transaction that consecutive units share, a savepoint each: a fifth of the time of one commit each.
///
/// When all of it is lost through one unit (`OR ROLLBACK`, a deferred foreign key at COMMIT), the units before it are
/// executed once more, each with a commit of its own: what was reported as done is done.
final class SqliteTransaction {
    /// COMMIT itself waits for readers as long as the lock timeout says; it is not rolled back before so many tries.
    private static final int COMMITS = 12;

    private static final String SAVEPOINT = "turnstone";

    /// What other tables, views and triggers say of a name stays as it is when a table is renamed.
    private static final SqliteSettings.Pragma LEGACY = new SqliteSettings.Pragma("", "legacy_alter_table", "1");

    private final SqliteSession session;
    private final SqliteTurns turns = new SqliteTurns();
    private final List<List<Entry>> units = new ArrayList<>();
    private boolean open;

    SqliteTransaction(SqliteSession session) {
        this.session = session;
    }

    /// Executes `entries` as one unit and commits when `shared` is false or the others' turn has come.
    void unit(List<Entry> entries, boolean shared, Optional<SqliteRebuild> rebuild) throws EntryFailed {
        begin();
        boolean savepoint = !units.isEmpty();
        try {
            run(entries, savepoint, rebuild);
        } catch (EntryFailed e) {
            throw failed(e, savepoint);
        } catch (RuntimeException | Error e) {
            abandon(e);
            throw e;
        }
        if (shared && !turns.over()) {
            units.add(List.copyOf(entries));
        } else {
            commit(Optional.of(entries));
        }
    }

    private void begin() throws EntryFailed {
        if (open) {
            return;
        }
        turns.await();
        try {
            session.begin();
        } catch (SQLException e) {
            throw SqliteFailure.of(Optional.empty(), e, false);
        }
        open = true;
        turns.begun();
    }

    private void run(List<Entry> entries, boolean savepoint, Optional<SqliteRebuild> rebuild) throws EntryFailed {
        Optional<Entry> current = Optional.empty();
        try {
            if (savepoint) {
                session.execute("SAVEPOINT " + SAVEPOINT);
            }
            Optional<SqliteRebuildCheck> check = rebuild.isPresent()
                    ? Optional.of(SqliteRebuildCheck.before(session, rebuild.get()))
                    : Optional.empty();
            SqliteClock clock = new SqliteClock(session);
            SqliteCascades cascades = new SqliteCascades(session);
            for (Entry entry : entries) {
                current = Optional.of(entry);
                cascades.watch(entry, () -> execute(session, entry, clock, rebuild), clock::undone);
                checkOpen(entry);
            }
            current = Optional.empty();
            if (check.isPresent()) {
                check.get().after();
            }
            cascades.after(entries);
            if (savepoint) {
                session.execute("RELEASE " + SAVEPOINT);
            }
        } catch (SQLException e) {
            throw SqliteFailure.of(current, e, false);
        }
    }

    /// Executes an entry; what the engine itself says gets the clock's values.
    ///
    /// @param rebuild the one it is part of
    static void execute(SqliteSession session, Entry entry, SqliteClock clock, Optional<SqliteRebuild> rebuild)
            throws SQLException, EntryFailed {
        if (entry instanceof Entry.Sql sql && sql.source().isEmpty()) {
            clock.own(sql.sql());
            return;
        }
        clock.start();
        switch (entry) {
            case Entry.Sql sql -> {
                if (rebuild.isPresent() && legacy(session, rebuild.get(), entry)) {
                    SqliteSettings.with(session, LEGACY, sql.sql());
                } else {
                    session.execute(sql.sql());
                }
            }
            case Entry.Assertion assertion -> SqliteAssertion.check(session, assertion);
            case Entry.Call call -> call(session, call);
        }
        clock.stop();
    }

    /// A table that stood before may have taken the mentions of another with it when it was put aside: they come back
    /// with it.
    private static boolean legacy(SqliteSession session, SqliteRebuild rebuild, Entry entry) throws SQLException {
        boolean adopts = rebuild.adopts().contains(entry)
                && SqliteReferences.toNameOf(session, SqliteWord.of(((Entry.Sql) entry).sql()));
        return rebuild.renames().contains(entry) && !adopts;
    }

    private static void call(SqliteSession session, Entry.Call call) throws SQLException, EntryFailed {
        try {
            call.code().run(GuardedConnection.of(session.connection()));
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            String words = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
            throw new EntryFailed(Optional.of(call), words, "", 0, FailureKind.REFUSED, e);
        }
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
            switch (session.ending()) {
                case NONE -> {
                    if (savepoint) {
                        session.execute("ROLLBACK TO " + SAVEPOINT);
                        session.execute("RELEASE " + SAVEPOINT);
                        commit(Optional.empty());
                    } else {
                        end();
                        session.rollback();
                    }
                }
                case COMMITTED -> {
                    end();
                    session.rollback();
                    units.clear();
                }
                case ROLLED_BACK -> {
                    end();
                    session.rollback();
                    repeat();
                }
            }
            return failure;
        } catch (SQLException e) {
            end();
            failure.addSuppressed(e);
        } catch (EntryFailed e) {
            failure.addSuppressed(e);
        }
        return withEarlier(failure);
    }

    private static EntryFailed withEarlier(EntryFailed failure) {
        return new EntryFailed(
                failure.entry(),
                failure.getMessage() + "; what came before it in the same transaction went with it",
                failure.sqlState(),
                failure.position(),
                failure.kind(),
                true,
                failure);
    }

    /// Executes the units that went with another one again, each on its own.
    private void repeat() throws EntryFailed {
        List<List<Entry>> again = List.copyOf(units);
        units.clear();
        for (List<Entry> entries : again) {
            alone(entries);
        }
    }

    private void alone(List<Entry> entries) throws EntryFailed {
        begin();
        try {
            run(entries, false, Optional.empty());
        } catch (EntryFailed e) {
            abandon(e);
            throw e;
        }
        commit(Optional.empty());
    }

    private void abandon(Throwable cause) {
        end();
        try {
            session.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void end() {
        open = false;
        turns.ended();
    }

    /// Commits what is open.
    ///
    /// @throws EntryFailed when that failed for good: what is said to be lost then is
    void commit() throws EntryFailed {
        if (open) {
            commit(Optional.empty());
        }
    }

    /// @param last a unit that is not yet reported as done
    private void commit(Optional<List<Entry>> last) throws EntryFailed {
        Optional<SQLException> failure = tryCommit();
        if (failure.isEmpty()) {
            end();
            units.clear();
            return;
        }
        boolean shared = !units.isEmpty();
        abandon(failure.get());
        if (!shared || !SqliteFailure.words(failure.get()).equals("FOREIGN KEY constraint failed")) {
            units.clear();
            throw SqliteFailure.of(Optional.empty(), failure.get(), shared);
        }
        // A deferred foreign key is checked at COMMIT only: alone, each unit answers for itself.
        try {
            repeat();
        } catch (EntryFailed e) {
            throw withEarlier(e);
        }
        if (last.isPresent()) {
            alone(last.get());
        }
    }

    /// A busy COMMIT leaves the transaction open, and succeeds when the readers are gone.
    private Optional<SQLException> tryCommit() {
        for (int attempt = 1; ; attempt++) {
            try {
                session.execute("COMMIT");
                return Optional.empty();
            } catch (SQLException e) {
                if (!SqliteFailure.busy(e)
                        || attempt == COMMITS
                        || Thread.currentThread().isInterrupted()) {
                    return Optional.of(e);
                }
            }
        }
    }
}
