package dev.turnstone.sqlite;

import dev.turnstone.dialect.Entry;
import dev.turnstone.sql.Form;
import dev.turnstone.sqlite.text.SqliteWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A unit as the shell `sqlite3 -bail` executes it, with the same result: what the engine does between the statements
/// (the clock, assertions) is done by two temporary tables.
final class SqliteScript {
    private SqliteScript() {}

    static List<Entry> transaction(List<Entry> body) {
        List<Entry> script = new ArrayList<>();
        Optional<SqliteRebuild> rebuild = SqliteRebuild.in(body);
        script.add(Entry.Sql.own("PRAGMA foreign_keys = " + (rebuild.isPresent() ? "OFF" : "ON")));
        List<Entry.Sql> settings = settings(body);
        script.addAll(settings);
        script.add(Entry.Sql.own("BEGIN IMMEDIATE"));
        script.add(Entry.Sql.own("CREATE TEMP TABLE turnstone_clock (name, started, before, written)"));
        script.add(Entry.Sql.own("INSERT INTO temp.turnstone_clock VALUES ('clock', " + new SqliteHistory().now()
                + ", total_changes() + 1, 0)"));
        for (Entry entry : between(body.subList(settings.size(), body.size()))) {
            script.addAll(rebuild.map(remade -> remade.around(entry)).orElseGet(() -> List.of(entry)));
        }
        script.add(Entry.Sql.own("DROP TABLE temp.turnstone_clock"));
        script.add(Entry.Sql.own("COMMIT"));
        for (Entry.Sql setting : settings.reversed()) {
            reset(setting).map(Entry.Sql::own).ifPresent(script::add);
        }
        return List.copyOf(script);
    }

    /// The settings that a unit begins with.
    static List<Entry.Sql> settings(List<Entry> body) {
        List<Entry.Sql> settings = new ArrayList<>();
        for (Entry entry : body) {
            if (!sets(entry)) {
                break;
            }
            settings.add((Entry.Sql) entry);
        }
        return settings;
    }

    /// Whether an entry is a setting, which no transaction can hold.
    static boolean sets(Entry entry) {
        return entry instanceof Entry.Sql sql
                && sql.source().map(source -> source.form() == Form.SETTING).orElse(false);
    }

    private static List<Entry> between(List<Entry> body) {
        List<Entry> script = new ArrayList<>();
        int last = -1;
        boolean asserts = false;
        for (Entry entry : body) {
            boolean own = entry instanceof Entry.Sql sql && sql.source().isEmpty();
            if (entry instanceof Entry.Assertion assertion) {
                if (!asserts) {
                    script.add(Entry.Sql.own(
                            "CREATE TEMP TABLE turnstone_assertion (\"assertion failed\" CHECK (\"assertion failed\" IS"
                                    + " TRUE))"));
                }
                asserts = true;
                script.add(new Entry.Sql(SqliteAssertion.script(assertion.source()), Optional.of(assertion.source())));
                script.add(Entry.Sql.own("UPDATE temp.turnstone_clock SET before = before + 2"));
            } else {
                script.add(entry);
            }
            last = own ? last : script.size();
        }
        if (last > 0) {
            script.add(last, Entry.Sql.own("UPDATE temp.turnstone_clock SET written = total_changes() - before"));
        }
        if (asserts) {
            script.add(Entry.Sql.own("DROP TABLE temp.turnstone_assertion"));
        }
        return script;
    }

    /// What puts a setting back in a shell, which starts with the defaults: `ON` for `OFF` and the other way round;
    /// other values stay until the shell ends.
    static Optional<String> reset(Entry.Sql setting) {
        List<String> words = SqliteWords.of(setting.sql());
        if (words.get(0).equalsIgnoreCase("ATTACH")) {
            return Optional.of("DETACH DATABASE " + SqliteWords.quote(words.get(words.size() - 1)));
        }
        return SqliteSettings.Pragma.read(setting.sql())
                .filter(pragma -> !pragma.awaitsVacuum() && (pragma.reads("0") || pragma.reads("1")))
                .map(pragma -> pragma.query() + " = " + (pragma.reads("0") ? "ON" : "OFF"));
    }
}
