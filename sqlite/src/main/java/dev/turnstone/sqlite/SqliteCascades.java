package dev.turnstone.sqlite;

import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.sql.Effect;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Watches for rows that vanish from tables which a statement does not name, or lose values: through the action of a
/// foreign key (`CASCADE`, `SET NULL`, `SET DEFAULT`) or a trigger.
///
/// SQLite counts what actions and triggers change apart from what a statement itself changes. Where they changed
/// something, the statement is undone, the tables in its reach are counted, and it is executed once more. What is
/// judged is the state at the end of the unit: rows that a later statement puts back are not lost, nor are those of a
/// table that is dropped or emptied by name.
final class SqliteCascades {
    private static final String SAVEPOINT = "turnstone_cascade";

    /// No other trigger can take rows away. A pattern that matches too much only costs a count.
    private static final String POSSIBLE = """
        SELECT 1 FROM main.sqlite_master WHERE (type = 'trigger' AND (sql LIKE '%delete%from%' OR sql LIKE '%replace%'))
         OR (type = 'table' AND sql LIKE '%references%' AND (sql LIKE '%cascade%' OR sql LIKE '%set%')) LIMIT 1
        """;

    private final SqliteSession session;
    private final Map<String, Taken> taken = new LinkedHashMap<>();
    private Optional<Boolean> possible = Optional.empty();

    /// What a statement took from a table it does not name.
    ///
    /// @param before how the table stood
    /// @param loss what was missing right after the statement
    record Taken(Entry.Sql by, SqliteReach.Stand before, Loss loss) {}

    /// What a table lost.
    ///
    /// @param rows how many rows
    /// @param values in how many of the rows that stay a column lost its value, by column
    record Loss(String table, long rows, Map<String, Long> values) {
        boolean isNone() {
            return rows <= 0 && values.isEmpty();
        }

        /// `delete 2 rows of child and clear pet.owner in 1 row`.
        String words() {
            List<String> words = new ArrayList<>();
            if (rows > 0) {
                words.add("delete " + counted(rows) + " of " + table);
            }
            values.forEach((column, count) -> words.add("clear " + table + "." + column + " in " + counted(count)));
            return String.join(" and ", words);
        }

        private static String counted(long number) {
            return number + (number == 1 ? " row" : " rows");
        }
    }

    /// Executes something.
    @FunctionalInterface
    interface Action {
        /// Executes it once; it may be asked to do so again after a rollback to the state before.
        void run() throws SQLException, EntryFailed;
    }

    SqliteCascades(SqliteSession session) {
        this.session = session;
    }

    /// Executes an entry through `action` and notes what it took from tables that it does not name.
    ///
    /// @param undo what forgets the first of two executions
    void watch(Entry entry, Action action, Action undo) throws SQLException, EntryFailed {
        if (!(entry instanceof Entry.Sql sql) || sql.source().isEmpty()) {
            action.run();
            return;
        }
        boolean drops = sql.source().get().head().startsWith("DROP TABLE");
        Effect effect = sql.source().get().effect();
        if (effect == Effect.SCHEMA && !drops) {
            possible = Optional.empty();
        }
        if (!(drops || effect == Effect.DATA) || sql.accepted().contains("data-loss") || !possible()) {
            action.run();
            return;
        }
        session.execute("SAVEPOINT " + SAVEPOINT);
        long before = session.changes();
        action.run();
        if (session.ending() == SqliteSession.Ending.NONE) {
            if (session.changes() - before > session.lastChanges()) {
                session.execute("ROLLBACK TO " + SAVEPOINT);
                undo.run();
                counted(sql, action);
            }
            session.execute("RELEASE " + SAVEPOINT);
        }
    }

    private boolean possible() throws SQLException {
        if (possible.isEmpty()) {
            possible = Optional.of(session.value(POSSIBLE).isPresent());
        }
        return possible.get();
    }

    private void counted(Entry.Sql sql, Action action) throws SQLException, EntryFailed {
        List<SqliteWord> words = SqliteWord.of(sql.sql());
        String target = SqliteIntent.target(words).orElse("");
        SqliteReach reach = SqliteReach.from(session, target);
        Map<String, SqliteReach.Stand> before = reach.stands(session);
        action.run();
        long direct = words.get(0).is("delete") ? session.lastChanges() : Long.MAX_VALUE;
        for (Map.Entry<String, SqliteReach.Stand> table : before.entrySet()) {
            boolean own = SqliteWord.lower(table.getKey()).equals(target);
            if (own && direct == Long.MAX_VALUE) {
                continue;
            }
            Optional<SqliteReach.Stand> now = reach.stand(session, table.getKey());
            Loss loss = table.getValue().less(now.orElse(table.getValue()), own ? direct : 0);
            if (!loss.isNone()) {
                taken.putIfAbsent(SqliteWord.lower(table.getKey()), new Taken(sql, table.getValue(), loss));
            }
        }
    }

    /// What is gone for good now that the unit is at its end, by the statement that took it.
    ///
    /// @param entries the unit
    Map<Entry.Sql, List<Loss>> lost(List<Entry> entries) throws SQLException {
        Map<Entry.Sql, List<Loss>> lost = new LinkedHashMap<>();
        for (Map.Entry<String, Taken> table : taken.entrySet()) {
            Taken found = table.getValue();
            List<List<SqliteWord>> later = later(entries, found.by());
            if (later.stream().anyMatch(words -> empties(words, table.getKey()))) {
                continue;
            }
            Loss loss = found.loss();
            if (later.stream().anyMatch(words -> putsBack(words, table.getKey()))) {
                Optional<SqliteReach.Stand> now = found.before().again(session);
                loss = found.before().less(now.orElse(found.before()), 0);
            }
            if (!loss.isNone()) {
                lost.computeIfAbsent(found.by(), none -> new ArrayList<>()).add(loss);
            }
        }
        return lost;
    }

    /// Refuses the unit when something is gone for good.
    void after(List<Entry> entries) throws SQLException, EntryFailed {
        for (Map.Entry<Entry.Sql, List<Loss>> each : lost(entries).entrySet()) {
            String what = String.join(
                    " and ", each.getValue().stream().map(Loss::words).toList());
            String head = each.getKey().source().orElseThrow().head();
            throw SqliteFailure.unsafe(
                    Optional.of(each.getKey()),
                    head + " would " + what + ", by a foreign key or a trigger and without naming them."
                            + " Write what becomes of these rows before it, or accept the loss in the line above it:"
                            + " -- turnstone:allow data-loss: REASON");
        }
    }

    private static List<List<SqliteWord>> later(List<Entry> entries, Entry by) {
        return entries.subList(entries.indexOf(by) + 1, entries.size()).stream()
                .filter(entry -> entry instanceof Entry.Sql sql && sql.source().isPresent())
                .map(entry -> SqliteWord.of(((Entry.Sql) entry).sql()))
                .toList();
    }

    /// `DROP TABLE name`, or `DELETE FROM name` without a condition.
    private static boolean empties(List<SqliteWord> words, String table) {
        boolean deletes =
                words.get(0).is("delete") && SqliteWord.find(words, 0, Set.of("where", "limit")) == words.size();
        return (deletes || words.get(0).is("drop"))
                && SqliteIntent.target(words).filter(table::equals).isPresent();
    }

    /// `INSERT INTO name … SELECT …` from a table that may have kept the rows, or `UPDATE name`.
    private static boolean putsBack(List<SqliteWord> words, String table) {
        boolean fills = words.get(0).is("update") || SqliteCopy.read(words).isPresent();
        return fills && SqliteIntent.target(words).filter(table::equals).isPresent();
    }
}
