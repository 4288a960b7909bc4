package dev.turnstone.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.Facts;
import dev.turnstone.dialect.OpenSettings;
import dev.turnstone.testkit.PostgresServer;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a server says of itself, and an emptied database.
final class PostgresFactsTest {
    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void readsAPlainServer(int major) throws SQLException {
        try (OnServer server = OnServer.of(major)) {
            Facts facts = server.database().facts();
            assertThat(facts.version()).startsWith("postgresql " + major + ".");
            assertThat(facts.label())
                    .isEqualTo("postgres@127.0.0.1:"
                            + PostgresServer.shared(major).port() + "/" + server.value("SELECT current_database()"));
            assertThat(facts.user()).isEqualTo("postgres");
            assertThat(facts.historyFormat()).isEmpty();
            assertThat(facts.readOnly()).isEmpty();
            assertThat(facts.pooled()).isFalse();
            assertThat(facts.lockTimeout()).isEqualTo(Duration.ofMillis(1200));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void saysThatTransactionsAreReadOnly(int major) throws SQLException {
        try (OnServer server = OnServer.of(major)) {
            server.execute("ALTER DATABASE " + server.value("SELECT current_database()")
                    + " SET default_transaction_read_only = on");
            try (Database database = server.open(Optional.empty())) {
                assertThat(database.facts().readOnly())
                        .contains("its transactions are read-only (default_transaction_read_only is on)");
            }
        }
    }

    @Test
    void saysThatItIsAStandby() throws Exception {
        try (PostgresServer server = PostgresServer.own(18)) {
            server.kill();
            Files.createFile(server.directory().resolve("data").resolve("standby.signal"));
            server.restart();
            PostgresDialect dialect = new PostgresDialect();
            try (Database database = dialect.open(
                    dialect.dataSource(server.jdbcUrl("postgres"), Optional.empty(), Optional.empty()),
                    new OpenSettings(
                            "turnstone", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))) {
                assertThat(database.facts().readOnly())
                        .contains("it is a standby, which only reads; connect to the primary");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void emptiesWhatUsersMade(int major) throws Exception {
        try (OnServer server = OnServer.of(
                major,
                "CREATE EXTENSION citext",
                "CREATE SCHEMA other",
                "CREATE TABLE other.t (a int PRIMARY KEY)",
                "CREATE TABLE t (a int REFERENCES other.t, b citext, c serial)",
                "CREATE TABLE p (a int) PARTITION BY RANGE (a)",
                "CREATE TABLE q PARTITION OF p FOR VALUES FROM (0) TO (9)",
                "CREATE VIEW v AS SELECT * FROM t",
                "CREATE MATERIALIZED VIEW m AS SELECT * FROM v",
                "CREATE TYPE e AS ENUM ('a')",
                "CREATE TYPE pair AS (a int, b e)",
                "CREATE TYPE span AS RANGE (subtype = int)",
                "CREATE DOMAIN d AS int CHECK (VALUE > 0)",
                "CREATE FUNCTION f(a e) RETURNS e LANGUAGE sql AS 'SELECT a'",
                "CREATE PROCEDURE pr() LANGUAGE sql AS ''",
                "CREATE AGGREGATE ag(int) (SFUNC = int4pl, STYPE = int)",
                "CREATE SEQUENCE s",
                "CREATE TEXT SEARCH CONFIGURATION words (COPY = simple)",
                "CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)",
                "CREATE COLLATION coll FROM \"C\"",
                "SELECT lo_create(4711)")) {
            for (String sql : new PostgresHistory("turnstone").create()) {
                server.execute(sql);
            }
            String grants = "SELECT nspacl::text || nspowner FROM pg_namespace WHERE nspname = 'public'";
            String before = server.value(grants);
            server.database().empty();
            assertThat(server.value(
                            "SELECT string_agg(relname, ' ') FROM pg_class WHERE oid > 16384 AND relnamespace IN (SELECT oid FROM"
                                    + " pg_namespace WHERE nspname NOT LIKE 'pg_%')"))
                    .isEqualTo("null");
            assertThat(server.value("SELECT string_agg(typname, ' ') FROM pg_type WHERE oid > 16384"))
                    .isEqualTo("null");
            assertThat(server.value("SELECT string_agg(proname, ' ') FROM pg_proc WHERE oid > 16384"))
                    .isEqualTo("null");
            assertThat(server.value("SELECT string_agg(oprname, ' ') FROM pg_operator WHERE oid > 16384"))
                    .isEqualTo("null");
            assertThat(server.value("SELECT string_agg(collname, ' ') FROM pg_collation WHERE oid > 16384"))
                    .isEqualTo("null");
            assertThat(server.value("SELECT string_agg(cfgname, ' ') FROM pg_ts_config WHERE oid > 16384"))
                    .isEqualTo("null");
            assertThat(server.value("SELECT string_agg(nspname, ' ') FROM pg_namespace WHERE nspname NOT LIKE 'pg_%'"
                            + " AND nspname <> 'information_schema'"))
                    .isEqualTo("public");
            assertThat(server.value("SELECT count(*) FROM pg_largeobject_metadata"))
                    .isEqualTo("0");
            assertThat(server.value(grants)).isEqualTo(before);
        }
    }
}
