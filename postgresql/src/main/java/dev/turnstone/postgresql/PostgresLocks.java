package dev.turnstone.postgresql;

import dev.turnstone.plan.TableLock;
import dev.turnstone.plan.TableLock.Rewrites;
import dev.turnstone.plan.TableLock.Waits;
import dev.turnstone.postgresql.text.Volatile;
import dev.turnstone.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The locks that statements take, by their form; measured on PostgreSQL 10 to 18 and, for each form here, once more by
/// the tests.
final class PostgresLocks {
    /// From the weakest to the strongest.
    private enum Mode {
        ROW_SHARE("ROW SHARE", Waits.NOBODY),
        ROW_EXCLUSIVE("ROW EXCLUSIVE", Waits.SAME_ROWS),
        SHARE_UPDATE_EXCLUSIVE("SHARE UPDATE EXCLUSIVE", Waits.SCHEMA_CHANGES),
        SHARE("SHARE", Waits.WRITERS),
        SHARE_ROW_EXCLUSIVE("SHARE ROW EXCLUSIVE", Waits.WRITERS),
        EXCLUSIVE("EXCLUSIVE", Waits.WRITERS),
        ACCESS_EXCLUSIVE("ACCESS EXCLUSIVE", Waits.READERS_AND_WRITERS);

        private final String words;
        private final Waits waits;

        Mode(String words, Waits waits) {
            this.words = words;
            this.waits = waits;
        }
    }

    private static final Set<String> SERIAL =
            Set.of("SERIAL", "BIGSERIAL", "SMALLSERIAL", "SERIAL4", "SERIAL8", "SERIAL2");

    private final LockWords words;
    private final Map<String, Mode> locks = new LinkedHashMap<>();
    private final Map<String, Rewrites> rewritten = new LinkedHashMap<>();

    private PostgresLocks(LockWords words) {
        this.words = words;
    }

    /// The strongest lock on each relation that the statement names; none for a form that is not known, or that waits
    /// for nobody.
    static List<TableLock> of(Statement statement) {
        PostgresLocks locks = new PostgresLocks(LockWords.of(statement));
        locks.read();
        List<TableLock> all = new ArrayList<>();
        locks.locks.forEach((on, mode) ->
                all.add(new TableLock(on, mode.words, mode.waits, locks.rewritten.getOrDefault(on, Rewrites.NO))));
        return all;
    }

    private void lock(Optional<String> on, Mode mode) {
        on.ifPresent(name -> locks.merge(name, mode, (one, other) -> one.compareTo(other) < 0 ? other : one));
    }

    private void rewrite(String table, Rewrites rewrites) {
        rewritten.merge(table, rewrites, (one, other) -> one.compareTo(other) < 0 ? other : one);
    }

    private void read() {
        if (words.at(0, "ALTER")) {
            alter();
        } else if (words.at(0, "CREATE")) {
            create();
        } else if (words.at(0, "DROP")) {
            drop();
        } else if (words.at(0, "COMMENT", "ON")) {
            comment();
        } else {
            maintain();
            rows();
        }
    }

    private void alter() {
        int foreign = words.skip(1, "FOREIGN");
        if (words.at(foreign, "TABLE")) {
            int at = words.skip(words.skip(foreign + 1, "IF", "EXISTS"), "ONLY");
            words.name(at).ifPresent(table -> words.parts(words.behindName(at)).forEach(part -> action(table, part)));
        } else if (words.at(1, "INDEX")) {
            lock(words.name(words.skip(2, "IF", "EXISTS")), Mode.SHARE_UPDATE_EXCLUSIVE);
        } else if (words.at(1, "VIEW")) {
            lock(words.name(words.skip(2, "IF", "EXISTS")), Mode.ACCESS_EXCLUSIVE);
        } else if (words.at(1, "MATERIALIZED", "VIEW")) {
            lock(words.name(words.skip(3, "IF", "EXISTS")), Mode.ACCESS_EXCLUSIVE);
        } else if (words.at(1, "TRIGGER") || words.at(1, "POLICY")) {
            lock(words.name(words.find(2, "ON") + 1), Mode.ACCESS_EXCLUSIVE);
        }
    }

    private void action(String table, LockWords action) {
        lock(Optional.of(table), mode(action));
        for (String reference : action.references()) {
            lock(Optional.of(reference), Mode.SHARE_ROW_EXCLUSIVE);
        }
        if (action.at(0, "ATTACH", "PARTITION")) {
            lock(action.name(2), Mode.ACCESS_EXCLUSIVE);
        } else if (action.at(0, "DETACH", "PARTITION") && !action.has("CONCURRENTLY")) {
            lock(action.name(2), Mode.ACCESS_EXCLUSIVE);
        } else if (action.at(0, "INHERIT")) {
            lock(action.name(1), Mode.SHARE_UPDATE_EXCLUSIVE);
        }
        rewrite(table, rewrites(action));
    }

    private static Mode mode(LockWords action) {
        if (action.at(0, "ADD", "COLUMN")) {
            return Mode.ACCESS_EXCLUSIVE;
        }
        boolean references = action.at(0, "ADD", "FOREIGN", "KEY")
                || (action.at(0, "ADD", "CONSTRAINT") && action.at(3, "FOREIGN", "KEY"));
        boolean trigger = action.at(0, "ENABLE", "TRIGGER")
                || action.at(0, "DISABLE", "TRIGGER")
                || action.at(0, "ENABLE", "ALWAYS", "TRIGGER")
                || action.at(0, "ENABLE", "REPLICA", "TRIGGER");
        if (references || trigger) {
            return Mode.SHARE_ROW_EXCLUSIVE;
        }
        return mild(action) ? Mode.SHARE_UPDATE_EXCLUSIVE : Mode.ACCESS_EXCLUSIVE;
    }

    private static boolean mild(LockWords action) {
        if (action.at(0, "ALTER")) {
            int set = action.skip(1, "COLUMN") + 1;
            return action.at(set, "SET", "STATISTICS") || action.at(set, "SET", "(") || action.at(set, "RESET", "(");
        }
        return action.at(0, "VALIDATE", "CONSTRAINT")
                || action.at(0, "SET", "(")
                || action.at(0, "RESET", "(")
                || action.at(0, "CLUSTER", "ON")
                || action.at(0, "SET", "WITHOUT", "CLUSTER")
                || action.at(0, "ATTACH", "PARTITION")
                || (action.at(0, "DETACH", "PARTITION") && action.has("CONCURRENTLY"));
    }

    private static Rewrites rewrites(LockWords action) {
        if (action.at(0, "ALTER")) {
            int at = action.skip(1, "COLUMN") + 1;
            if (action.at(at, "SET", "EXPRESSION")) {
                return Rewrites.MAYBE;
            }
            return action.at(at, "TYPE") || action.at(at, "SET", "DATA", "TYPE") ? Rewrites.MAYBE : Rewrites.NO;
        }
        boolean logged = action.at(0, "SET", "LOGGED") || action.at(0, "SET", "UNLOGGED");
        boolean constraint = action.at(0, "ADD", "CONSTRAINT");
        if (!action.at(0, "ADD") || constraint) {
            return logged ? Rewrites.YES : Rewrites.NO;
        }
        boolean generated = action.has("IDENTITY") || action.has("STORED");
        boolean numbered = SERIAL.stream().anyMatch(action::has);
        boolean computed = action.has("DEFAULT") && Volatile.FUNCTIONS.stream().anyMatch(action::calls);
        return generated || numbered || computed ? Rewrites.YES : Rewrites.NO;
    }

    private void create() {
        int index = words.skip(1, "UNIQUE");
        if (words.at(index, "INDEX")) {
            boolean concurrently = words.at(index + 1, "CONCURRENTLY");
            int on = words.find(index, "ON");
            lock(words.name(words.skip(on + 1, "ONLY")), concurrently ? Mode.SHARE_UPDATE_EXCLUSIVE : Mode.SHARE);
            return;
        }
        int at = words.skip(1, "OR", "REPLACE");
        if (words.at(words.skip(at, "CONSTRAINT"), "TRIGGER")) {
            lock(words.name(words.find(at, "ON") + 1), Mode.SHARE_ROW_EXCLUSIVE);
        } else if (words.at(at, "POLICY")) {
            lock(words.name(words.find(at, "ON") + 1), Mode.ACCESS_EXCLUSIVE);
        } else if (words.at(at, "RULE")) {
            lock(words.name(words.find(at, "TO") + 1), Mode.ACCESS_EXCLUSIVE);
        } else if (words.at(at, "STATISTICS")) {
            lock(words.name(words.find(at, "FROM") + 1), Mode.SHARE_UPDATE_EXCLUSIVE);
        } else if (words.at(words.skip(1, "UNLOGGED"), "TABLE")) {
            for (String reference : words.references()) {
                lock(Optional.of(reference), Mode.SHARE_ROW_EXCLUSIVE);
            }
            int of = words.find(at, "PARTITION");
            if (of > 0 && words.at(of, "PARTITION", "OF")) {
                lock(words.name(of + 2), Mode.ACCESS_EXCLUSIVE);
            }
        }
    }

    private void drop() {
        if (words.at(1, "TABLE") || words.at(1, "VIEW") || words.at(1, "MATERIALIZED", "VIEW")) {
            int at = words.skip(words.skip(words.skip(1, "MATERIALIZED") + 1, "IF", "EXISTS"), "ONLY");
            words.parts(at).forEach(part -> lock(part.name(0), Mode.ACCESS_EXCLUSIVE));
        } else if (words.at(1, "INDEX")) {
            boolean concurrently = words.at(2, "CONCURRENTLY");
            int at = words.skip(words.skip(2, "CONCURRENTLY"), "IF", "EXISTS");
            words.parts(at)
                    .forEach(part -> lock(
                            part.name(0).map(PostgresLocks::tableOf),
                            concurrently ? Mode.SHARE_UPDATE_EXCLUSIVE : Mode.ACCESS_EXCLUSIVE));
        } else if (words.at(1, "TRIGGER") || words.at(1, "POLICY") || words.at(1, "RULE")) {
            lock(words.name(words.find(2, "ON") + 1), Mode.ACCESS_EXCLUSIVE);
        }
    }

    private static String tableOf(String index) {
        return "the table of " + index;
    }

    private void comment() {
        if (words.at(2, "TABLE")) {
            lock(words.name(3), Mode.SHARE_UPDATE_EXCLUSIVE);
        } else if (words.at(2, "COLUMN")) {
            lock(
                    words.name(3)
                            .filter(name -> name.contains("."))
                            .map(name -> name.substring(0, name.lastIndexOf('.'))),
                    Mode.SHARE_UPDATE_EXCLUSIVE);
        }
    }

    private void maintain() {
        if (words.at(0, "REINDEX")) {
            boolean concurrently = words.has("CONCURRENTLY");
            int table = words.find(0, "TABLE");
            int index = words.find(0, "INDEX");
            Mode mode = concurrently ? Mode.SHARE_UPDATE_EXCLUSIVE : Mode.SHARE;
            if (table > 0) {
                lock(words.name(words.skip(table + 1, "CONCURRENTLY")), mode);
            } else if (index > 0) {
                lock(words.name(words.skip(index + 1, "CONCURRENTLY")).map(PostgresLocks::tableOf), mode);
            }
        } else if (words.at(0, "REFRESH", "MATERIALIZED", "VIEW")) {
            boolean concurrently = words.at(3, "CONCURRENTLY");
            lock(words.name(words.skip(3, "CONCURRENTLY")), concurrently ? Mode.EXCLUSIVE : Mode.ACCESS_EXCLUSIVE);
        } else if (words.at(0, "CLUSTER")) {
            anew(words.name(1));
        } else if (words.at(0, "VACUUM", "FULL")) {
            anew(words.name(2));
        } else if (words.at(0, "TRUNCATE")) {
            words.parts(words.skip(words.skip(1, "TABLE"), "ONLY"))
                    .forEach(part -> lock(part.name(0), Mode.ACCESS_EXCLUSIVE));
        } else if (words.at(0, "LOCK")) {
            int mode = words.find(1, "IN");
            String name = mode < 0 ? "ACCESS EXCLUSIVE" : words.upperUntil(mode + 1, words.find(mode, "MODE"));
            for (Mode each : Mode.values()) {
                if (each.words.equals(name)) {
                    lock(words.name(words.skip(words.skip(1, "TABLE"), "ONLY")), each);
                }
            }
        }
    }

    private void anew(Optional<String> table) {
        lock(table, Mode.ACCESS_EXCLUSIVE);
        table.ifPresent(name -> rewrite(name, Rewrites.YES));
    }

    private void rows() {
        if (words.at(0, "INSERT", "INTO") || words.at(0, "MERGE", "INTO")) {
            lock(words.name(2), Mode.ROW_EXCLUSIVE);
        } else if (words.at(0, "UPDATE")) {
            lock(words.name(words.skip(1, "ONLY")), Mode.ROW_EXCLUSIVE);
        } else if (words.at(0, "DELETE", "FROM")) {
            lock(words.name(words.skip(2, "ONLY")), Mode.ROW_EXCLUSIVE);
        }
    }
}
