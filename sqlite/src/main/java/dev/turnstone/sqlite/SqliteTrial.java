package dev.turnstone.sqlite;

import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.Loss;
import dev.turnstone.dialect.Trial;
import dev.turnstone.sql.Form;
import dev.turnstone.sql.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Runs units in a transaction that is rolled back and compares tables, columns and rows around each.
///
/// What a unit takes away is counted in the state before it: at once where its text names the table, otherwise the unit
/// is
/// rolled back to its savepoint, the rows are counted, and it is executed once more. Java code is not executed twice;
/// all
/// is counted before it.
final class SqliteTrial {
    /// Up to here rows are counted, beyond it only looked for.
    private static final long SMALL = 100_000;

    private final SqliteSession session;
    private final List<Loss> losses = new ArrayList<>();
    private boolean movable;

    private SqliteTrial(SqliteSession session) {
        this.session = session;
    }

    static Trial of(SqliteSession session, List<List<Entry>> units) throws EntryFailed {
        SqliteTrial trial = new SqliteTrial(session);
        List<Trial.Untried> untried = new ArrayList<>();
        for (int i = 0; i < units.size() && untried.isEmpty(); i++) {
            for (Entry entry : units.get(i)) {
                if (entry instanceof Entry.Call call && !call.repeatable()) {
                    untried.add(new Trial.Untried(i, call.untried()));
                }
            }
        }
        int tried = untried.isEmpty() ? units.size() : untried.get(0).unit();
        trial.all(units.subList(0, tried));
        return new Trial(trial.losses, untried);
    }

    /// Settings cannot change inside a transaction: the units are tried with the settings of all of them.
    private void all(List<List<Entry>> units) throws EntryFailed {
        SqliteSettings settings = new SqliteSettings(session);
        try {
            for (List<Entry> unit : units) {
                for (Entry entry : unit) {
                    if (SqliteScript.sets(entry)) {
                        settings.apply((Entry.Sql) entry);
                    }
                }
                if (SqliteRebuild.in(unit).isPresent()) {
                    settings.apply(Entry.Sql.own("PRAGMA foreign_keys = OFF"));
                }
            }
            movable = session.number("PRAGMA main.auto_vacuum") != 0;
            session.begin();
            SqliteCatalog catalog = SqliteCatalog.read(session);
            for (int i = 0; i < units.size(); i++) {
                catalog = one(
                        i, units.get(i).stream().filter(SqliteTrial::triable).toList(), catalog);
            }
        } catch (SQLException e) {
            throw SqliteFailure.of(Optional.empty(), e, false);
        } finally {
            end(settings);
        }
    }

    private void end(SqliteSettings settings) throws EntryFailed {
        try {
            session.rollback();
            settings.restore();
        } catch (SQLException e) {
            throw SqliteFailure.unknown("the trial could not be rolled back", e);
        }
    }

    /// @param before the tables as they are now
    /// @return the tables as they are behind it
    private SqliteCatalog one(int index, List<Entry> unit, SqliteCatalog before) throws SQLException, EntryFailed {
        boolean code = unit.stream().anyMatch(Entry.Call.class::isInstance);
        SqliteCatalog expected = code ? before : before.only(expected(unit, before));
        Map<String, SqliteRows> counted = SqliteRows.all(session, expected, SMALL);
        SqliteWrites writes = new SqliteWrites(session, before, movable);
        long changes = session.changes();
        session.execute("SAVEPOINT turnstone_trial");
        run(unit, Optional.of(writes));
        SqliteCatalog after = before.again(session);
        Set<String> touched = new LinkedHashSet<>(before.differing(after));
        if (session.changes() != changes) {
            touched.addAll(writes.tables());
        }
        if (!touched.isEmpty()) {
            SqliteCatalog some = before.only(touched);
            Map<String, SqliteRows> left = SqliteRows.all(session, after.only(after.namesOf(touched, before)), SMALL);
            if (!expected.tables().keySet().containsAll(touched)) {
                session.execute("ROLLBACK TO turnstone_trial");
                counted = SqliteRows.all(session, some, SMALL);
                run(unit, Optional.empty());
            }
            compare(index, before, touched, counted, after, left);
        }
        session.execute("RELEASE turnstone_trial");
        return after;
    }

    /// The tables that statements other than CREATE name: most probably those that lose something. After the rollback
    /// of a
    /// changed schema SQLite reads all of it again, so these are counted before the unit runs.
    private static Set<String> expected(List<Entry> unit, SqliteCatalog catalog) {
        Set<String> expected = new LinkedHashSet<>();
        for (Entry entry : unit) {
            if (entry instanceof Entry.Sql sql
                    && !sql.source().map(Statement::head).orElse("").startsWith("CREATE")) {
                expected.addAll(catalog.namedIn(sql.sql()));
            }
        }
        return expected;
    }

    /// Settings are applied already; what stands alone (VACUUM, a pragma that acts) takes no rows away.
    private static boolean triable(Entry entry) {
        return !SqliteScript.sets(entry)
                && !(entry instanceof Entry.Sql sql
                        && sql.source()
                                .map(source -> source.form() == Form.ALONE)
                                .orElse(false));
    }

    /// @param writes hears each statement before it runs
    private void run(List<Entry> unit, Optional<SqliteWrites> writes) throws EntryFailed {
        SqliteClock clock = new SqliteClock(session);
        Optional<SqliteRebuild> rebuild = SqliteRebuild.in(unit);
        for (Entry entry : unit) {
            try {
                writes.ifPresent(each -> each.look(entry));
                SqliteTransaction.execute(session, entry, clock, rebuild);
            } catch (SQLException e) {
                throw SqliteFailure.of(Optional.of(entry), e, false);
            }
            if (session.ending() != SqliteSession.Ending.NONE) {
                throw SqliteFailure.refused(Optional.of(entry), "it ended the transaction it was tried in");
            }
        }
    }

    private void compare(
            int index,
            SqliteCatalog before,
            Set<String> touched,
            Map<String, SqliteRows> counted,
            SqliteCatalog after,
            Map<String, SqliteRows> left) {
        Map<String, SqliteRows> now = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        now.putAll(left);
        before.only(touched).tables().forEach((name, table) -> {
            SqliteRows rows = counted.getOrDefault(name, SqliteRows.NONE);
            Optional<String> name2 = after.nameOf(name, before);
            if (name2.isEmpty()) {
                if (rows.exist()) {
                    losses.add(new Loss("drops table " + name, rows.all(), Optional.of(index)));
                }
                return;
            }
            SqliteRows rowsNow = now.getOrDefault(name2.get(), SqliteRows.NONE);
            if (rows.count() > rowsNow.count()) {
                losses.add(new Loss("deletes rows of " + name, rows.missing(rowsNow), Optional.of(index)));
            }
            columns(index, name, table, rows, after.table(name2.get()).orElse(table), rowsNow);
        });
    }

    /// A column whose name is gone is lost, unless a new one holds just its values, or stands in its place with as
    /// many.
    private void columns(
            int index,
            String name,
            SqliteCatalog.Table table,
            SqliteRows rows,
            SqliteCatalog.Table now,
            SqliteRows left) {
        List<String> names = lower(now.columns());
        List<String> former = lower(table.columns());
        List<String> added = new ArrayList<>(names);
        added.removeAll(former);
        for (int i = 0; i < former.size(); i++) {
            String column = former.get(i);
            if (names.contains(column) || rows.column(column).values() == 0) {
                continue;
            }
            Optional<String> heir = heir(rows, column, added, left);
            boolean replaced = names.size() == former.size()
                    && added.contains(names.get(i))
                    && left.column(names.get(i)).values() == rows.column(column).values();
            boolean renamed = replaced || (heir.isPresent() && !rows.sampled());
            heir.ifPresent(added::remove);
            if (!renamed) {
                losses.add(new Loss(
                        "drops column " + name + "." + table.columns().get(i),
                        rows.valuesOf(column),
                        Optional.of(index)));
            }
        }
    }

    private static Optional<String> heir(SqliteRows rows, String column, List<String> added, SqliteRows left) {
        return added.stream()
                .filter(other -> left.column(other).equals(rows.column(column)))
                .findFirst();
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }
}
