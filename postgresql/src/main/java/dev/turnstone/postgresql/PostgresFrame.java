package dev.turnstone.postgresql;

import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.OpenSettings;
import dev.turnstone.dialect.TransactionSettings;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.TokenReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands around the statements of a step. Pure.
///
/// A step begins with its settings, all local to it, and the work key: whoever holds that key is at work on this
/// history, also when its client is dead. The bookkeeping, which follows the last statement of a file, runs after
/// `RESET ROLE`.
final class PostgresFrame {
    private static final String WITHOUT_TIMEOUTS = "SELECT "
            + local("turnstone.lock_timeout", "pg_catalog.current_setting('lock_timeout')") + ", "
            + local("turnstone.statement_timeout", "pg_catalog.current_setting('statement_timeout')") + ", "
            + local("lock_timeout", "'0'") + ", " + local("statement_timeout", "'0'");

    private static final String WITH_TIMEOUTS_AGAIN = "SELECT "
            + local("lock_timeout", "pg_catalog.current_setting('turnstone.lock_timeout')") + ", "
            + local("statement_timeout", "pg_catalog.current_setting('turnstone.statement_timeout')");

    /// `transaction_timeout` is there from 17 on.
    static final List<String> TIMEOUTS_OFF = List.of(
            "SET lock_timeout = 0",
            "SET statement_timeout = 0",
            "SELECT pg_catalog.set_config(name, '0', false) FROM pg_catalog.pg_settings WHERE name ="
                    + " 'transaction_timeout'");

    static final List<String> TIMEOUTS_RESET = List.of(
            "RESET lock_timeout",
            "RESET statement_timeout",
            "SELECT pg_catalog.set_config(name, reset_val, false) FROM pg_catalog.pg_settings"
                    + " WHERE name = 'transaction_timeout'");

    private PostgresFrame() {}

    private static String local(String name, String value) {
        return "pg_catalog.set_config('" + name + "', " + value + ", true)";
    }

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
        return around(body, settings, open, CleanSession.PLAIN);
    }

    /// @param clean what makes the session what it was when it was opened, before a file begins
    static Framed around(List<Entry> body, TransactionSettings settings, OpenSettings open, CleanSession clean) {
        Framed framed = new Framed(new ArrayList<>(body.size() + 6), new ArrayList<>(body.size() + 6));
        own(framed, "BEGIN");
        if (settings.first()) {
            own(framed, clean.sql());
        }
        own(framed, beginning(settings, open, body.stream().anyMatch(PostgresFrame::countsRows)));
        open.role().ifPresent(role -> own(framed, "SET LOCAL ROLE " + PostgresNames.quote(role)));
        int bookkeeping = startOfBookkeeping(body);
        for (int i = 0; i < body.size(); i++) {
            if (i == bookkeeping && (i > 0 || open.role().isPresent())) {
                if (becomesAnother(body.subList(0, i))) {
                    own(framed, "RESET SESSION AUTHORIZATION");
                }
                own(framed, "RESET ROLE");
            }
            add(framed, body.get(i));
        }
        own(framed, "COMMIT");
        return framed;
    }

    /// One query, since each entry counts towards a further round trip.
    private static String beginning(TransactionSettings settings, OpenSettings open, boolean countsRows) {
        return "SELECT " + local("application_name", PostgresNames.literal("turnstone " + settings.label())) + ", "
                + local("lock_timeout", "'" + settings.lockTimeout().toMillis() + "ms'")
                + (settings.durable() ? "" : ", " + local("synchronous_commit", "'off'"))
                + (countsRows ? ", " + countedBefore(open.schema()) : "")
                + ", pg_catalog.pg_advisory_xact_lock(" + workKey(open.schema()) + ")";
    }

    private static boolean countsRows(Entry entry) {
        return entry instanceof Entry.Sql sql
                && sql.source().isEmpty()
                && sql.sql().contains(PostgresHistory.ROWS_BEFORE);
    }

    private static String countedBefore(String schema) {
        return local(PostgresHistory.ROWS_BEFORE, new PostgresHistory(schema).rowsCounted() + "::text");
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

    private static boolean becomesAnother(List<Entry> work) {
        return work.stream()
                .anyMatch(entry -> entry instanceof Entry.Sql sql
                        && sql.source()
                                .filter(PostgresSettings::setsAuthorization)
                                .isPresent());
    }

    private static void add(Framed framed, Entry entry) {
        Optional<Entry> origin = Optional.of(entry);
        switch (entry) {
            case Entry.Sql sql -> {
                boolean validates = sql.source().map(PostgresFrame::validates).orElse(false);
                if (validates) {
                    own(framed, WITHOUT_TIMEOUTS);
                }
                String text = sql.source().map(PostgresSettings::local).orElse(sql.sql());
                put(framed, new Entry.Sql(text, sql.source()), origin);
                if (validates) {
                    own(framed, WITH_TIMEOUTS_AGAIN);
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
            DECLARE result text; kind text; expected text; rows bigint;
            BEGIN
              EXECUTE 'SELECT count(*), min(pg_catalog.pg_typeof(v)::text), min(v::text) FROM pg_catalog.unnest(ARRAY('
                || %s || ')) AS q(v)' INTO rows, kind, result;
              IF rows <> 1 THEN
                RAISE EXCEPTION USING ERRCODE = 'P0004', MESSAGE = 'assertion failed: returned ' || rows
                  || ' rows of 1 column, expected a single value';
              END IF;
              expected := CASE kind WHEN 'boolean' THEN 'true' ELSE '0' END;
              IF result IS DISTINCT FROM expected THEN
                RAISE EXCEPTION USING ERRCODE = 'P0004', MESSAGE = 'assertion failed: returned '
                  || coalesce(result, 'NULL') || ', expected ' || expected;
              END IF;
            END\
            """.formatted(PostgresNames.literal(query.text())));
    }

    /// A statement that stands alone, as it is sent on a connection of its own.
    static List<Entry> alone(Entry.Sql statement, List<Entry> settings, String marker) {
        List<Entry> entries = new ArrayList<>(settings);
        entries.addAll(Entry.own(TIMEOUTS_OFF));
        entries.add(new Entry.Sql(marked(marker, statement.sql()), statement.source()));
        entries.addAll(Entry.own(TIMEOUTS_RESET));
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
