package dev.turnstone.sqlite;

import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.Loss;
import dev.turnstone.dialect.Trial;
import dev.turnstone.sql.Form;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Runs units in a transaction that is rolled back and compares tables, columns and rows around each.
///
/// What a unit takes away is counted in the state before it: the unit is rolled back to its savepoint, the rows are
/// counted, and it is executed once more. Java code is not executed twice; all is counted before it.
final class SqliteTrial {
    /// Up to here rows are counted, beyond it only looked for.
    private static final long SMALL = 100_000;

    private final SqliteSession session;
    private final List<Loss> losses = new ArrayList<>();

    private SqliteTrial(SqliteSession session) {
        this.session = session;
    }

    static Trial of(SqliteSession session, List<List<Entry>> units) throws EntryFailed {
        SqliteTrial trial = new SqliteTrial(session);
        trial.all(units);
        return new Trial(trial.losses, List.of());
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
            session.begin();
            for (int i = 0; i < units.size(); i++) {
                one(i, units.get(i).stream().filter(SqliteTrial::triable).toList());
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

    private void one(int index, List<Entry> unit) throws SQLException, EntryFailed {
        SqliteCatalog before = SqliteCatalog.read(session);
        boolean code = unit.stream().anyMatch(Entry.Call.class::isInstance);
        Map<String, SqliteRows> counted = code ? SqliteRows.all(session, before, SMALL) : Map.of();
        long changes = session.changes();
        session.execute("SAVEPOINT turnstone_trial");
        run(unit);
        SqliteCatalog after = SqliteCatalog.read(session);
        boolean written = session.changes() != changes;
        if (written || !after.equals(before)) {
            Map<String, SqliteRows> left = SqliteRows.all(session, after, SMALL);
            if (!code) {
                session.execute("ROLLBACK TO turnstone_trial");
                counted = SqliteRows.all(session, before, SMALL);
                run(unit);
            }
            compare(index, before, counted, after, left);
        }
        session.execute("RELEASE turnstone_trial");
    }

    /// Settings are applied already; what stands alone (VACUUM, a pragma that acts) takes no rows away.
    private static boolean triable(Entry entry) {
        return !SqliteScript.sets(entry)
                && !(entry instanceof Entry.Sql sql
                        && sql.source()
                                .map(source -> source.form() == Form.ALONE)
                                .orElse(false));
    }

    private void run(List<Entry> unit) throws EntryFailed {
        SqliteClock clock = new SqliteClock(session);
        Optional<SqliteRebuild> rebuild = SqliteRebuild.in(unit);
        for (Entry entry : unit) {
            try {
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
            Map<String, SqliteRows> counted,
            SqliteCatalog after,
            Map<String, SqliteRows> left) {
        Map<String, SqliteRows> now = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        now.putAll(left);
        before.tables().forEach((name, table) -> {
            SqliteRows rows = counted.getOrDefault(name, SqliteRows.NONE);
            Optional<String> name2 = after.nameOf(name, table);
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

    /// A column whose name is gone is lost, unless another stands in its place with as many values.
    private void columns(
            int index,
            String name,
            SqliteCatalog.Table table,
            SqliteRows rows,
            SqliteCatalog.Table now,
            SqliteRows left) {
        List<String> names = lower(now.columns());
        List<String> former = lower(table.columns());
        for (int i = 0; i < former.size(); i++) {
            String column = former.get(i);
            long values = rows.values().getOrDefault(column, 0L);
            if (names.contains(column) || values == 0) {
                continue;
            }
            String other = names.size() == former.size() ? names.get(i) : column;
            boolean renamed = !former.contains(other) && left.values().getOrDefault(other, 0L) == values;
            if (!renamed) {
                losses.add(new Loss(
                        "drops column " + name + "." + table.columns().get(i),
                        rows.valuesOf(column),
                        Optional.of(index)));
            }
        }
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }
}
