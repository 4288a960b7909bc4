package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.DiffOptions;
import dev.turnstone.DiffOptions.Renaming;
import dev.turnstone.DiffOptions.Using;
import dev.turnstone.GenerateOptions;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.MigrationException;
import dev.turnstone.SchemaSource;
import dev.turnstone.Schemas;
import dev.turnstone.dialect.Writer;
import dev.turnstone.migration.Version;
import dev.turnstone.schema.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Changes of types and routines on PostgreSQL, and what is said about them.
class GeneratedTypesTest {
    private static final String MOODS = """
        CREATE TYPE mood AS ENUM ('sad', 'ok');
        CREATE TABLE people (id integer PRIMARY KEY, now mood DEFAULT 'sad', past mood[]);
        CREATE VIEW sad_people AS SELECT id FROM people WHERE now = 'sad';
        """;

    @TempDir
    Path folder;

    private Schemas schemas = Schemas.builder().build();

    @BeforeEach
    void open() throws IOException {
        schemas = Engines.POSTGRESQL_18.schemas(folder);
    }

    @AfterEach
    void close() {
        schemas.close();
    }

    @Test
    void asksWhetherAValueOfAnEnumWasRenamed() throws IOException {
        GeneratedMigration generated = generate(MOODS, MOODS.replace("'sad'", "'unhappy'"), asking());

        assertThat(generated)
                .isInstanceOfSatisfying(
                        GeneratedMigration.Undecided.class,
                        undecided -> assertThat(undecided.suggestions())
                                .extracting(Suggestion::words)
                                .containsExactly("label public.mood.sad -> public.mood.unhappy"));
    }

    @Test
    void renamesAValueOfAnEnumWithItsTypeAndItsNeighbour() throws IOException {
        String after =
                MOODS.replace("'sad'", "'unhappy'").replace("'ok'", "'fine'").replace("mood", "state");

        assertProven(
                generate(MOODS, after, renaming("mood=state", "mood.sad=state.unhappy", "mood.ok=fine")),
                "ALTER TYPE public.mood RENAME TO state",
                "ALTER TYPE public.state RENAME VALUE 'sad' TO 'unhappy'",
                "ALTER TYPE public.state RENAME VALUE 'ok' TO 'fine'");
    }

    @Test
    void saysWhichRowsStopAnEnumThatLosesAValue() throws IOException {
        assertProven(
                generate(MOODS, MOODS.replace("'sad'", "'unhappy'"), decided()),
                "-- rows that hold 'sad' stop it",
                "-- rewrites the table");
    }

    @Test
    void refusesByNameWhatNoCastConverts() throws IOException {
        GeneratedMigration generated = generate(
                "CREATE TABLE t (id integer PRIMARY KEY, tags jsonb);",
                "CREATE TABLE t (id integer PRIMARY KEY, tags integer[]);",
                decided());

        assertThat(generated)
                .isInstanceOfSatisfying(
                        GeneratedMigration.Refused.class,
                        refused -> assertThat(refused.refusals())
                                .anySatisfy(refusal -> assertThat(refusal.what() + " " + refusal.why())
                                        .contains(
                                                "column public.t.tags",
                                                "no cast from jsonb to integer[]",
                                                "--using public.t.tags=EXPRESSION"))
                                .anySatisfy(refusal -> assertThat(refusal.what() + " " + refusal.why())
                                        .contains(
                                                "column public.t.tags",
                                                "no cast from integer[] to jsonb",
                                                "--using-down public.t.tags=EXPRESSION")));
    }

    @Test
    void convertsAsItIsToldBothWays() throws IOException {
        DiffOptions diff = DiffOptions.DEFAULTS.withUsings(List.of(
                Using.parse("t.flag=flag::integer::bigint", false), Using.parse("public.t.flag=flag <> 0", true)));

        GeneratedMigration generated =
                generate("CREATE TABLE t (id integer PRIMARY KEY, flag boolean, at integer);", """
                        CREATE TABLE t (id integer PRIMARY KEY, flag bigint, at timestamp);
                        -- turnstone:using t.at = to_timestamp(at)::timestamp
                        -- turnstone:using-down t.at = extract(epoch FROM at)::integer
                        """, with(diff));

        assertProven(
                generated,
                "ALTER COLUMN flag TYPE bigint USING flag::integer::bigint",
                "ALTER COLUMN flag TYPE boolean USING flag <> 0",
                "ALTER COLUMN at TYPE timestamp without time zone USING to_timestamp(at)::timestamp",
                "ALTER COLUMN at TYPE integer USING extract(epoch FROM at)::integer");
    }

    @Test
    void asksForValuesOfATypeThatIsMadeAgainWithoutACast() throws IOException {
        String before = "CREATE DOMAIN d AS boolean; CREATE TABLE t (id integer PRIMARY KEY, v d);";
        String after = before.replace("boolean", "bigint");

        assertThat(generate(before, after, decided()))
                .isInstanceOfSatisfying(
                        GeneratedMigration.Refused.class,
                        refused -> assertThat(refused.refusals())
                                .anySatisfy(refusal -> assertThat(refusal.why())
                                        .contains(
                                                "values of column public.t.v",
                                                "no cast from boolean to bigint",
                                                "--using public.t.v=EXPRESSION")));
        assertProven(
                generate(
                        before,
                        after,
                        with(DiffOptions.DEFAULTS.withUsings(List.of(
                                Using.parse("t.v=v::boolean::integer", false), Using.parse("t.v=v <> 0", true))))),
                "ALTER COLUMN v TYPE public.d USING v::boolean::integer",
                "ALTER COLUMN v TYPE public.d USING v <> 0");
    }

    @Test
    void refusesAnExpressionForAColumnThatKeepsItsType() {
        assertThatThrownBy(() -> generate(
                        "CREATE TABLE t (id integer PRIMARY KEY, a text);",
                        "CREATE TABLE t (id integer PRIMARY KEY, a text, b text);",
                        with(DiffOptions.DEFAULTS.withUsings(List.of(Using.parse("t.a=1", false))))))
                .isInstanceOf(MigrationException.Misconfigured.class)
                .hasMessageContaining("--using t.a: no column of this name changes its type");
    }

    @Test
    void saysWhichBodiesNeedASearchPath() throws IOException {
        String after = """
            CREATE SCHEMA app1;
            SET search_path = app1;
            CREATE TABLE base (id integer);
            CREATE FUNCTION total() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM base $$;
            """;

        assertProven(
                generate("", after, decided()),
                "SET check_function_bodies = off",
                "it names base without a schema, so callers need app1 in their search_path",
                "RESET check_function_bodies");
    }

    @Test
    void checksBodiesThatNeedNone() throws IOException {
        String after = """
            CREATE TABLE base (id integer);
            CREATE FUNCTION total() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM base $$;
            CREATE FUNCTION total(smallest integer) RETURNS bigint LANGUAGE sql
                AS $$ SELECT count(*) FROM base WHERE id >= smallest $$;
            """;

        GeneratedMigration generated = generate("", after, decided());

        assertThat(generated)
                .isInstanceOfSatisfying(
                        GeneratedMigration.Proven.class,
                        proven -> assertThat(proven.file().text()).doesNotContain("check_function_bodies"));
    }

    @Test
    void saysThatAColumnWhoseDefaultVariesIsWrittenIntoEveryRow() throws IOException {
        String before = """
            CREATE FUNCTION token() RETURNS text LANGUAGE sql AS $$ SELECT random()::text $$;
            CREATE TABLE t (id integer PRIMARY KEY, twice integer GENERATED ALWAYS AS (id * 2) STORED);
            """;
        String after = """
            CREATE FUNCTION token() RETURNS text LANGUAGE sql AS $$ SELECT random()::text $$;
            CREATE TABLE t (id integer PRIMARY KEY, twice integer GENERATED ALWAYS AS (id * 3) STORED,
                token text DEFAULT token());
            """;

        GeneratedMigration generated = generate(before, after, decided());

        assertThat(generated)
                .isInstanceOfSatisfying(
                        GeneratedMigration.Proven.class,
                        proven -> assertThat(proven.file()
                                        .text()
                                        .lines()
                                        .filter(line -> line.contains("rewrites the table")))
                                .hasSizeGreaterThanOrEqualTo(2));
    }

    @ParameterizedTest
    @EnumSource(Writer.Style.class)
    void writesATableAnewOnceForAllItsChanges(Writer.Style style) throws IOException {
        String table =
                "CREATE TABLE t (id %1$s PRIMARY KEY, a %1$s DEFAULT 1, twice integer GENERATED ALWAYS AS (a * 2)"
                        + " STORED);";
        GenerateOptions options = decided();

        GeneratedMigration generated = generate(
                table.formatted("integer"),
                table.formatted("bigint"),
                new GenerateOptions(
                        options.version(), options.name(), style, true, options.diff(), true, false, Set.of()));

        String once = """
            ALTER TABLE public.t
                ALTER COLUMN a TYPE %1$s,
                ALTER COLUMN id TYPE %1$s,
                ADD COLUMN twice integer GENERATED ALWAYS AS\
            """;
        assertProven(generated, once.formatted("bigint"), once.formatted("integer"));
    }

    private static void assertProven(GeneratedMigration generated, String... texts) {
        assertThat(generated)
                .isInstanceOfSatisfying(
                        GeneratedMigration.Proven.class,
                        proven -> assertThat(proven.file().text()).contains(texts));
    }

    private GeneratedMigration generate(String before, String after, GenerateOptions options) throws IOException {
        return schemas.generate(file("before", before), file("after", after), options);
    }

    private static GenerateOptions asking() {
        return GenerateOptions.of(new Version("1"), "types");
    }

    private static GenerateOptions decided() {
        return with(DiffOptions.DEFAULTS);
    }

    private static GenerateOptions renaming(String... renames) {
        return with(DiffOptions.DEFAULTS.withRenames(
                List.of(renames).stream().map(Renaming::parse).toList()));
    }

    private static GenerateOptions with(DiffOptions diff) {
        GenerateOptions options = asking();
        return new GenerateOptions(
                options.version(), options.name(), options.style(), true, diff, true, false, Set.of());
    }

    private SchemaSource file(String name, String text) throws IOException {
        Path file = folder.resolve(name + ".sql");
        Files.writeString(file, text);
        return new SchemaSource.Files(file);
    }
}
