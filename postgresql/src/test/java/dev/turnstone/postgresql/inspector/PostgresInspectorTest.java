package dev.turnstone.postgresql.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresInspectorTest {
    /// Those of SQLite, those that need more than a script (a replication origin, a label provider), and the values of
    /// enums, which have no facts of their own.
    private static final Set<Kind> ELSEWHERE =
            EnumSet.of(Kind.VIRTUAL_TABLE, Kind.SUBSCRIPTION, Kind.SECURITY_LABEL, Kind.LABEL);

    static String everyKind() throws IOException {
        try (InputStream script = PostgresInspectorTest.class.getResourceAsStream("every-kind.sql")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void readsEveryKindAndTheSameTwice(int major) throws SQLException, IOException {
        try (Inspected first = Inspected.on(major, everyKind());
                Inspected second =
                        Inspected.on(major, "CREATE TABLE moves_numbers (id serial)", "DROP TABLE moves_numbers")) {
            Schema schema = first.schema();
            Set<Kind> kinds =
                    schema.facts().stream().map(fact -> fact.id().kind()).collect(Collectors.toSet());
            assertThat(kinds).containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.copyOf(ELSEWHERE)));
            assertThat(schema.unmodelled()).isEmpty();

            Schema again = second.execute(everyKind()).schema();
            assertThat(Differ.diff(schema, again).changes()).isEmpty();
            assertThat(again).isEqualTo(schema);
            assertThat(again.fingerprint()).isEqualTo(schema.fingerprint());
        }
    }

    @Test
    void everyNeedIsAFact() throws SQLException, IOException {
        try (Inspected database = Inspected.on(18, everyKind())) {
            Schema schema = database.schema();
            for (Fact fact : schema.facts()) {
                assertThat(fact.needs()).as(fact.id().text()).allMatch(schema::has);
                assertThat(fact.id().parent())
                        .as(fact.id().text())
                        .matches(id -> id.map(schema::has).orElse(true));
            }
        }
    }

    @Test
    void noPasswordIsTold() throws SQLException, IOException {
        try (Inspected database = Inspected.on(18, everyKind())) {
            Schema schema = database.schema();
            assertThat(schema.of(Kind.USER_MAPPING)).hasSize(1);
            assertThat(schema.facts().toString()).doesNotContain("hunter2").doesNotContain("user=bob");
        }
    }

    @Test
    void settingsOfTheSessionNeitherMatterNorChange() throws SQLException, IOException {
        String settings = "SELECT string_agg(name || '=' || setting, ',' ORDER BY name) FROM pg_settings";
        try (Inspected database = Inspected.on(18, everyKind())) {
            Schema plain = database.schema();
            database.execute(
                    "CREATE TABLE app.moments (at timestamptz DEFAULT '2026-01-01 00:00:00+00', f bytea DEFAULT '\\x00')");
            Schema before = database.schema();
            database.execute(
                    "SET search_path = app, public",
                    "SET timezone = 'Asia/Tokyo'",
                    "SET intervalstyle = 'iso_8601'",
                    "SET bytea_output = 'escape'",
                    "SET quote_all_identifiers = on");
            String mine = database.value(settings);
            assertThat(database.schema()).isEqualTo(before).isNotEqualTo(plain);
            assertThat(database.value(settings)).isEqualTo(mine);
            assertThat(database.connection().getAutoCommit()).isTrue();
            assertThat(database.value("SELECT pg_current_xact_id_if_assigned()"))
                    .isEqualTo("null");
        }
    }

    @Test
    void theConnectionIsUsableAfterAFailure() throws SQLException {
        try (Inspected database = Inspected.on(18)) {
            database.execute("SET statement_timeout = 1");
            boolean failed = false;
            for (int i = 0; i < 20 && !failed; i++) {
                try {
                    Schema ignored = database.schema();
                } catch (SQLException e) {
                    failed = true;
                }
            }
            assertThat(failed).isTrue();
            database.execute("SET statement_timeout = 0");
            assertThat(database.value("SELECT 'alive'")).isEqualTo("alive");
        }
    }

    @Test
    void membersOfExtensionsAreLeftOutAndNeededAsTheExtension() throws SQLException {
        try (Inspected database = Inspected.on(18, "CREATE EXTENSION hstore", "CREATE TABLE t (h hstore)")) {
            Schema schema = database.schema();
            assertThat(schema.of(Kind.FUNCTION)).isEmpty();
            assertThat(schema.of(Kind.OPERATOR)).isEmpty();
            assertThat(schema.unmodelled()).isEmpty();
            assertThat(database.fact("schema:public/table:t/column:h").needs())
                    .containsExactly(Id.of(Kind.EXTENSION, "hstore"));
        }
    }

    @Test
    void theHistoryIsLeftOut() throws SQLException {
        String tables = "CREATE TABLE %1$s.schema_migrations (id int); CREATE TABLE %1$s.schema_steps (seq int)";
        try (Inspected database = Inspected.on(18, "CREATE SCHEMA turnstone", tables.formatted("turnstone"))) {
            assertThat(database.schema()).isEqualTo(new PostgresInspector().fresh("18"));
            database.execute("CREATE TABLE turnstone.mine ()");
            assertThat(database.schema().has(Id.parse("schema:turnstone/table:mine")))
                    .isTrue();
            assertThat(database.schema().has(Id.parse("schema:turnstone/table:schema_steps")))
                    .isFalse();
        }
        try (Inspected database = Inspected.on(18, tables.formatted("public"))) {
            Schema schema = new PostgresInspector().inspect(database.connection(), "public");
            assertThat(schema).isEqualTo(new PostgresInspector().fresh("18"));
            assertThat(database.schema().of(Kind.TABLE)).hasSize(2);
        }
    }

    @Test
    void whatIsNotDescribedIsNamed() throws SQLException {
        try (Inspected database = Inspected.on(
                18,
                "CREATE TYPE shell",
                "CREATE CONVERSION conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
                "CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler",
                "SELECT lo_create(0)",
                "CREATE EXTENSION hstore",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "ALTER FUNCTION f() DEPENDS ON EXTENSION hstore",
                "GRANT EXECUTE ON FUNCTION pg_ls_dir(text) TO PUBLIC",
                "REVOKE USAGE ON LANGUAGE sql FROM PUBLIC",
                "REVOKE EXECUTE ON FUNCTION hstore_in(cstring) FROM PUBLIC")) {
            assertThat(database.schema().unmodelled())
                    .containsExactlyInAnyOrder(
                            "shell type public.shell",
                            "conversion public.conv",
                            "access method heap2",
                            "large objects",
                            "dependency of function public.f() on extension hstore",
                            "grants on function pg_ls_dir(text)",
                            "grants on language sql",
                            "grants on function public.hstore_in(cstring)");
        }
    }

    @Test
    void whatSomebodyAddedToAnExtensionsTableIsNamed() throws SQLException {
        try (Inspected database = Inspected.on(
                18,
                "CREATE EXTENSION earthdistance CASCADE",
                "CREATE TABLE rates (id int PRIMARY KEY, name text)",
                "ALTER EXTENSION earthdistance ADD TABLE rates",
                "CREATE INDEX rates_by_name ON rates (name)",
                "CREATE POLICY everybody ON rates USING (true)",
                "CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "CREATE TRIGGER touch BEFORE UPDATE ON rates FOR EACH ROW EXECUTE FUNCTION touched()")) {
            assertThat(database.schema().unmodelled())
                    .contains(
                            "index public.rates_by_name",
                            "policy everybody on table public.rates",
                            "trigger touch on table public.rates");
        }
    }

    @Test
    void whatAnExtensionMadeOnItsTablesIsNotNamed() throws SQLException {
        try (Inspected database = Inspected.on(18, "CREATE EXTENSION pg_stat_statements", "CREATE EXTENSION hstore")) {
            assertThat(database.schema().unmodelled()).isEmpty();
        }
    }

    /// Labels need a provider, which servers do not bring along: this one is written where a provider's would be.
    @Test
    void securityLabelsAreRead() throws SQLException {
        try (Inspected database = Inspected.on(
                18,
                "CREATE TABLE t (id int)",
                "CREATE VIEW v AS SELECT id FROM t",
                "INSERT INTO pg_seclabel VALUES ('t'::regclass, 'pg_class'::regclass, 0, 'guard', 'top secret'),"
                        + " ('t'::regclass, 'pg_class'::regclass, 1, 'guard', 'it''s secret'),"
                        + " ('v'::regclass, 'pg_class'::regclass, 1, 'guard', 'open')")) {
            assertThat(database.fact("schema:public/table:t/security-label:guard")
                            .definition())
                    .containsEntry(Attribute.TEXT, "top secret");
            assertThat(database.fact("schema:public/table:t/column:id/security-label:guard")
                            .definition())
                    .containsEntry(Attribute.TEXT, "it's secret");
            assertThat(database.fact("schema:public/view:v/column:id/security-label:guard")
                            .definition())
                    .containsEntry(Attribute.TEXT, "open");
        }
    }
}
