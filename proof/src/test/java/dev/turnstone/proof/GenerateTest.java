package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.DiffOptions;
import dev.turnstone.DiffOptions.Renaming;
import dev.turnstone.DiffReport;
import dev.turnstone.GenerateOptions;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.MigrationException;
import dev.turnstone.SchemaSource;
import dev.turnstone.Schemas;
import dev.turnstone.dialect.Writer;
import dev.turnstone.migration.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Schemas of every source, compared, and the migrations between them.
class GenerateTest {
    private static final String ENGINES = "dev.turnstone.proof.Engines#all";
    private static final String BEFORE = """
        CREATE TABLE users (id integer PRIMARY KEY, mail varchar(100) NOT NULL, state varchar(10) NOT NULL,
            CONSTRAINT known CHECK (state IN ('NEW', 'DONE')));
        CREATE TABLE orders (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id), note text);
        """;
    private static final String AFTER = """
        CREATE TABLE users (id integer PRIMARY KEY, mail varchar(100) NOT NULL, state varchar(10) NOT NULL,
            age integer, CONSTRAINT known CHECK (state IN ('NEW', 'DONE', 'GONE')));
        CREATE TABLE orders (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id));
        CREATE TABLE tags (id integer PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE INDEX orders_user ON orders (user_id);
        """;

    @TempDir
    Path folder;

    /// The literal of a new check is the likeliest value where it says what is allowed, and the one that cannot be
    /// where
    /// it says what is not.
    @ParameterizedTest
    @MethodSource(ENGINES)
    void provesWithRowsWhatForbidsAValue(Engines engine) throws IOException {
        try (Schemas schemas = engine.schemas(folder)) {
            GeneratedMigration generated = schemas.generate(
                    files("before", "CREATE TABLE t (id integer PRIMARY KEY, state varchar(10) NOT NULL);"),
                    files(
                            "after",
                            "CREATE TABLE t (id integer PRIMARY KEY, state varchar(10) NOT NULL"
                                    + " CONSTRAINT known CHECK (state <> 'old'));"),
                    GenerateOptions.of(new Version("7"), "change"));
            assertThat(generated).isInstanceOfSatisfying(GeneratedMigration.Proven.class, proven -> {
                assertThat(proven.proof().rows()).isEqualTo(2);
                assertThat(proven.proof().doubts()).isEmpty();
            });
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void provesAMigrationWithItsWayBack(Engines engine) throws IOException {
        try (Schemas schemas = engine.schemas(folder)) {
            GeneratedMigration generated = schemas.generate(
                    files("before", BEFORE), files("after", AFTER), GenerateOptions.of(new Version("7"), "change"));
            assertThat(generated).isInstanceOf(GeneratedMigration.Proven.class);
            GeneratedMigration.Proven proven = (GeneratedMigration.Proven) generated;
            assertThat(proven.file().name()).isEqualTo("7_change.sql");
            assertThat(proven.file().text()).contains("tags", "-- turnstone:down", "note");
            assertThat(proven.losses()).hasSize(1);
            assertThat(proven.proof().rows()).isPositive();
            assertThat(proven.proof().unseeded()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void saysWhereRowsStandInTheWayBack(Engines engine) throws IOException {
        String before = """
            CREATE TABLE users (id bigint PRIMARY KEY);
            CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id));
            """;
        String after = "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL);";
        try (Schemas schemas = engine.schemas(folder)) {
            GeneratedMigration generated = schemas.generate(
                    files("before", before), files("after", after), GenerateOptions.of(new Version("7"), "change"));
            assertThat(generated).isInstanceOf(GeneratedMigration.Proven.class);
            GeneratedMigration.Proven proven = (GeneratedMigration.Proven) generated;
            assertThat(proven.proof().rows()).isPositive();
            assertThat(proven.proof().doubts())
                    .singleElement()
                    .asString()
                    .startsWith("with rows the way back may fail");
            assertThat(proven.file().text())
                    .contains("-- Proven, but not with all rows that were tried:\n--   with rows the");
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void findsNothingBetweenEqualSchemas(Engines engine) throws IOException {
        try (Schemas schemas = engine.schemas(folder);
                ProofDatabase database = engine.fresh(folder)) {
            database.execute(BEFORE.split(";\n"));
            DiffReport report = schemas.diff(
                    new SchemaSource.Database(database.url(), Optional.empty(), Optional.empty()),
                    files("before", BEFORE),
                    DiffOptions.DEFAULTS);
            assertThat(report.changes()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void carriesRenamesOutAsTheFilesSay(Engines engine) throws IOException {
        String after = """
            -- turnstone:rename users -> accounts
            -- turnstone:rename users.mail -> accounts.email
            CREATE TABLE accounts (id integer PRIMARY KEY, email varchar(100) NOT NULL, state varchar(10) NOT NULL,
                CONSTRAINT known CHECK (state IN ('NEW', 'DONE')));
            CREATE TABLE orders (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES accounts (id), note text);
            """;
        try (Schemas schemas = engine.schemas(folder)) {
            GeneratedMigration generated = schemas.generate(
                    files("before", BEFORE), files("after", after), GenerateOptions.of(new Version("7"), "rename"));
            assertThat(generated).isInstanceOf(GeneratedMigration.Proven.class);
            GeneratedMigration.Proven proven = (GeneratedMigration.Proven) generated;
            assertThat(proven.losses()).isEmpty();
            assertThat(proven.file().text()).contains("RENAME").doesNotContain("DROP TABLE");
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void asksAboutWhatLooksLikeARename(Engines engine) throws IOException {
        try (Schemas schemas = engine.schemas(folder)) {
            SchemaSource before = files("before", BEFORE);
            SchemaSource after = files("after", BEFORE.replace("note text", "remark text"));
            GenerateOptions options = GenerateOptions.of(new Version("7"), "rename");
            GeneratedMigration generated = schemas.generate(before, after, options);
            assertThat(generated)
                    .isInstanceOfSatisfying(
                            GeneratedMigration.Undecided.class,
                            undecided -> assertThat(undecided.suggestions())
                                    .singleElement()
                                    .satisfies(
                                            pair -> assertThat(pair.words()).contains("orders.note", "orders.remark")));
            GenerateOptions told = new GenerateOptions(
                    options.version(),
                    options.name(),
                    options.style(),
                    true,
                    DiffOptions.DEFAULTS.withRenames(List.of(Renaming.parse("orders.note=remark"))),
                    false,
                    false,
                    Set.of());
            assertThat(schemas.generate(before, after, told))
                    .isInstanceOfSatisfying(
                            GeneratedMigration.Proven.class,
                            proven -> assertThat(proven.losses()).isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void saysWhereAFileFails(Engines engine) throws IOException {
        try (Schemas schemas = engine.schemas(folder)) {
            SchemaSource wrong = files("wrong", "CREATE TABLE a (id integer);\n\nINSERT INTO b VALUES (1);\n");
            assertThatThrownBy(() -> schemas.inspect(wrong))
                    .isInstanceOfSatisfying(MigrationException.Misconfigured.class, failure -> {
                        assertThat(failure.diagnostics().get(0).location().orElseThrow())
                                .hasToString("wrong.sql:3");
                        assertThat(failure.diagnostics().get(0).message()).contains("b");
                    });
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void makesUpNoValueWhereNullIsForbidden(Engines engine) throws IOException {
        SchemaSource before = files("before", "CREATE TABLE t (id integer PRIMARY KEY, a text, b integer);");
        String narrowed = "CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL, b integer NOT NULL);";
        try (Schemas schemas = engine.schemas(folder)) {
            GenerateOptions options = GenerateOptions.of(new Version("7"), "narrow");
            assertThat(schemas.generate(before, files("after", narrowed), options))
                    .isInstanceOfSatisfying(GeneratedMigration.Proven.class, proven -> {
                        assertThat(proven.losses()).isEmpty();
                        assertThat(proven.file().text()).doesNotContainIgnoringCase("coalesce");
                        assertThat(String.join("\n", proven.proof().doubts()))
                                .contains("t.a takes no NULL from now on", "--fill ", "t.b=EXPRESSION");
                    });
            String hint = "-- turnstone:fill t.a = 'none'\n";
            GenerateOptions filled =
                    options.with(DiffOptions.DEFAULTS.withFills(List.of(DiffOptions.Fill.parse("t.b=id * 2"))));
            assertThat(schemas.generate(before, files("after", hint + narrowed), filled))
                    .isInstanceOfSatisfying(GeneratedMigration.Proven.class, proven -> {
                        assertThat(proven.losses()).hasSize(2).allMatch(loss -> loss.contains("had no value"));
                        assertThat(proven.file().text()).contains("'none'", "id * 2", "What is lost by this");
                        assertThat(proven.proof().doubts()).isEmpty();
                    });
            GenerateOptions wrong =
                    options.with(DiffOptions.DEFAULTS.withFills(List.of(DiffOptions.Fill.parse("t.c=1"))));
            assertThatThrownBy(() -> schemas.generate(before, files("after", narrowed), wrong))
                    .isInstanceOf(MigrationException.Misconfigured.class)
                    .hasMessageContaining("--fill t.c");
        }
    }

    @Test
    void writesTheSameChangeForBothDialects() throws IOException {
        try (Schemas schemas = Engines.POSTGRESQL_18.schemas(folder)) {
            GenerateOptions options = new GenerateOptions(
                    new Version("7"),
                    "both",
                    Writer.Style.ONLINE,
                    true,
                    DiffOptions.DEFAULTS,
                    true,
                    false,
                    Set.of("postgresql", "sqlite"));
            GeneratedMigration generated = schemas.generate(files("before", BEFORE), files("after", AFTER), options);
            assertThat(generated)
                    .isInstanceOfSatisfying(
                            GeneratedMigration.Proven.class,
                            proven -> assertThat(proven.file().text())
                                    .contains(
                                            "-- turnstone:up postgresql",
                                            "-- turnstone:up sqlite",
                                            "-- turnstone:down sqlite"));
        }
    }

    @Test
    void makesRolesThatScriptsNameAndSaysWhichExtensionIsMissing() throws IOException {
        String role = "reader_" + System.nanoTime();
        try (Schemas schemas = Engines.POSTGRESQL_18.schemas(folder)) {
            SchemaSource granted = files("granted", "CREATE TABLE a (id int); GRANT SELECT ON a TO " + role + ";");
            assertThat(schemas.inspect(granted).ids())
                    .anySatisfy(id -> assertThat(id.words()).contains("grant to " + role));
            SchemaSource extended = files("extended", "CREATE EXTENSION no_such_extension;");
            assertThatThrownBy(() -> schemas.inspect(extended))
                    .isInstanceOf(MigrationException.Misconfigured.class)
                    .hasMessageContaining("no_such_extension")
                    .hasMessageContaining("--scratch");
        }
        try (ProofDatabase database = OnPostgres.fresh(18)) {
            assertThat(database.rows("SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'"))
                    .isEmpty();
        }
    }

    private SchemaSource files(String name, String sql) throws IOException {
        Path file = folder.resolve(name + ".sql");
        Files.writeString(file, sql);
        return new SchemaSource.Files(file);
    }
}
