package dev.turnstone.postgresql;

import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.OpenSettings;
import dev.turnstone.dialect.TransactionSettings;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.TokenReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands around the statements of a step. Pure.
///
/// A step begins with its settings, all local to it, and the work key: whoever holds that key is at work on this
/// history, also when its client is dead. The bookkeeping, which follows the last statement of a file, runs after
/// `RESET ROLE`.
final class PostgresFrame {
    private PostgresFrame() {}

    /// Entries as they are sent, with the entry of the body that each stands for.
    record Framed(List<Entry> entries, List<Optional<Entry>> origins) {}

    static String lockKey(String schema) {
        return "pg_catalog.hashtextextended(" + PostgresNames.literal("turnstone:" + schema) + ", 0)";
    }

    static String workKey(String schema) {
        return "pg_catalog.hashtextextended(" + PostgresNames.literal("turnstone-work:" + schema) + ", 0)";
    }

    /// The marker comment that makes a statement known as ours on the server.
    static String marked(String marker, String sql) {
        return "/* " + marker.replace("*/", "* /") + " */ " + sql;
    }

    static Framed around(List<Entry> body, TransactionSettings settings, OpenSettings open) {
        Framed framed = new Framed(new ArrayList<>(body.size() + 6), new ArrayList<>(body.size() + 6));
        own(framed, "BEGIN");
        own(framed, beginning(settings, open));
        if (body.stream().anyMatch(PostgresFrame::countsRows)) {
            own(framed, countedBefore(open.schema()));
        }
        open.role().ifPresent(role -> own(framed, "SET LOCAL ROLE " + PostgresNames.quote(role)));
        int bookkeeping = startOfBookkeeping(body);
        for (int i = 0; i < body.size(); i++) {
            if (i == bookkeeping && (i > 0 || open.role().isPresent())) {
                own(framed, "RESET ROLE");
            }
            add(framed, body.get(i), settings.lockTimeout());
        }
        own(framed, "COMMIT");
        return framed;
    }

    private static String beginning(TransactionSettings settings, OpenSettings open) {
        return "SELECT pg_catalog.set_config('application_name', "
                + PostgresNames.literal("turnstone " + settings.label())
                + ", true), pg_catalog.set_config('lock_timeout', '"
                + settings.lockTimeout().toMillis() + "ms', true)"
                + (settings.durable() ? "" : ", pg_catalog.set_config('synchronous_commit', 'off', true)")
                + ", pg_catalog.pg_advisory_xact_lock(" + workKey(open.schema()) + ")";
    }

    private static boolean countsRows(Entry entry) {
        return entry instanceof Entry.Sql sql
                && sql.source().isEmpty()
                && sql.sql().contains(PostgresHistory.ROWS_BEFORE);
    }

    private static String countedBefore(String schema) {
        return "SELECT pg_catalog.set_config('" + PostgresHistory.ROWS_BEFORE + "', "
                + new PostgresHistory(schema).rowsCounted() + "::text, true)";
    }

    /// The engine's own statements stand at the end: the index of the first of them.
    private static int startOfBookkeeping(List<Entry> body) {
        int at = body.size();
        while (at > 0
                && body.get(at - 1) instanceof Entry.Sql sql
                && sql.source().isEmpty()) {
            at--;
        }
        return at;
    }

    private static void add(Framed framed, Entry entry, Duration lockTimeout) {
        Optional<Entry> origin = Optional.of(entry);
        switch (entry) {
            case Entry.Sql sql -> {
                boolean validates = sql.source().map(PostgresFrame::validates).orElse(false);
                if (validates) {
                    own(framed, "SET LOCAL lock_timeout = 0");
                    own(framed, "SET LOCAL statement_timeout = 0");
                }
                String text = sql.source().map(PostgresSettings::local).orElse(sql.sql());
                put(framed, new Entry.Sql(text, sql.source()), origin);
                if (validates) {
                    own(framed, "SET LOCAL lock_timeout = '" + lockTimeout.toMillis() + "ms'");
                }
            }
            case Entry.Assertion assertion ->
                put(framed, new Entry.Sql(asserted(assertion.source()), Optional.of(assertion.source())), origin);
            case Entry.Call call -> put(framed, call, origin);
        }
    }

    /// VALIDATE makes nobody wait for long and may itself take long: a timeout would only undo its work.
    private static boolean validates(Statement statement) {
        if (!statement.head().startsWith("ALTER TABLE")) {
            return false;
        }
        TokenReader tokens = PostgresDialect.reader(statement);
        return tokens.skipTo("VALIDATE") && tokens.accept("CONSTRAINT");
    }

    /// A query that must return true or a single zero, as a block that fails when it does not. True to its type: a
    /// boolean must be true, any other value must be 0.
    private static String asserted(Statement query) {
        return "DO " + PostgresNames.literal("""
                DECLARE result text; kind text; rows bigint;
                BEGIN
                  EXECUTE 'SELECT count(*), min(pg_catalog.pg_typeof(v)::text), min(v::text) FROM (' || %s || ') AS q(v)'
                    INTO rows, kind, result;
                  IF rows <> 1 OR result IS NULL
                     OR (kind = 'boolean' AND result <> 'true') OR (kind <> 'boolean' AND result <> '0') THEN
                    RAISE EXCEPTION USING ERRCODE = 'P0004', MESSAGE = 'assertion failed: '
                      || CASE WHEN rows = 1 THEN 'it returned ' || coalesce(result, 'NULL')
                              ELSE 'it returned ' || rows || ' rows' END
                      || ', expected ' || CASE WHEN kind = 'boolean' THEN 'true' ELSE 'true or 0' END;
                  END IF;
                END""".formatted(PostgresNames.literal(query.text())));
    }

    /// A statement that stands alone, as it is sent on a connection of its own.
    static List<Entry> alone(Entry.Sql statement, List<Entry> settings, String marker) {
        List<Entry> entries = new ArrayList<>(settings);
        entries.add(Entry.Sql.own("SET lock_timeout = 0"));
        entries.add(Entry.Sql.own("SET statement_timeout = 0"));
        entries.add(new Entry.Sql(marked(marker, statement.sql()), statement.source()));
        entries.add(Entry.Sql.own("RESET lock_timeout"));
        entries.add(Entry.Sql.own("RESET statement_timeout"));
        for (Entry setting : settings) {
            if (setting instanceof Entry.Sql sql) {
                sql.source()
                        .flatMap(PostgresSettings::name)
                        .ifPresent(name -> entries.add(Entry.Sql.own("RESET " + name)));
            }
        }
        return entries;
    }

    private static void own(Framed framed, String sql) {
        put(framed, Entry.Sql.own(sql), Optional.empty());
    }

    private static void put(Framed framed, Entry entry, Optional<Entry> origin) {
        framed.entries().add(entry);
        framed.origins().add(origin);
    }
}
