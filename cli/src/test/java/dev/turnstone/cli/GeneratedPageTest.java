package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.DiffReport;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.GeneratedMigration.Proof;
import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.schema.Suggestion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written, said and refused once a migration was generated.
class GeneratedPageTest {
    private static final GeneratedMigration.File FILE =
            new GeneratedMigration.File("20261120101500_nick.sql", "ALTER TABLE users DROP COLUMN nick;\n");
    private static final Written.Refusal REFUSAL = new Written.Refusal(
            "operator class public.my_ops",
            "it has support functions that no statement can name, so make it by hand and compare again");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private int show(GeneratedMigration generated, String... typed) {
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(
                folder,
                Map.of(),
                Clock.fixed(Instant.parse("2026-11-20T10:15:00Z"), ZoneOffset.UTC),
                stream,
                stream,
                false,
                80,
                new Shutdown());
        Arguments arguments = Arguments.parse(new GenerateCommand().syntax(), List.of(typed));
        Invocation invocation =
                new Invocation(arguments, surroundings, new Output(surroundings, arguments.has("--quiet")));
        Configuration configuration = Configuration.withoutDatabase(arguments, surroundings);
        return new GeneratedPage(
                        invocation,
                        configuration,
                        new MigrationFolder(folder.resolve("migrations"), NamePattern.DEFAULT),
                        new MigrationFolder.Next("20261120101500", Optional.empty()),
                        "nick")
                .show(generated);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static DiffReport report(boolean equal) {
        return report(equal, List.of());
    }

    private static DiffReport report(boolean equal, List<Diagnostic> notices) {
        Schema before = ShopSchema.shop().schema();
        Schema after = equal
                ? before
                : ShopSchema.shop()
                        .without(ShopSchema.USERS.child(Kind.COLUMN, "nick"))
                        .schema();
        return new DiffReport(
                "migrations",
                "schema.sql",
                Optional.empty(),
                Differ.diff(before, after),
                List.of(),
                List.of(),
                notices);
    }

    private static GeneratedMigration.Proven proven(List<Written.Refusal> refusals) {
        return proven(report(false), refusals);
    }

    private static GeneratedMigration.Proven proven(DiffReport report, List<Written.Refusal> refusals) {
        return new GeneratedMigration.Proven(
                report,
                FILE,
                List.of("the values of column public.users.nick"),
                refusals,
                new Proof(
                        "embedded postgresql 18.6",
                        2,
                        4,
                        List.of("public.cars: no wheel"),
                        List.of("with rows the way back may fail: no such row"),
                        true,
                        Duration.ofMillis(1310)));
    }

    @Test
    void writesWhatIsProvenAndSaysWhatWasTried() throws IOException {
        assertThat(show(proven(List.of()), "nick", "--to", "schema.sql")).isZero();

        assertThat(printed()).isEqualTo("""
            migrations → schema.sql: 1 difference, which loses data

              table public.users
                - column  nick  character varying(40)  loses its values

            created migrations/20261120101500_nick.sql
            proven on embedded postgresql 18.6 in 1.3 s
              ✓ up reaches schema.sql
              ✓ down returns to migrations
              ✓ 4 rows in 2 tables: what should survive does
              ✓ a second comparison is empty
              ! no rows to try it with: public.cars: no wheel
              ! with rows the way back may fail: no such row
            It loses data, and says so:
              the values of column public.users.nick
            """);
        assertThat(Files.readString(folder.resolve("migrations/20261120101500_nick.sql")))
                .isEqualTo(FILE.text());
    }

    @Test
    void writesNothingInADryRun() {
        assertThat(show(proven(List.of()), "nick", "--to", "schema.sql", "--dry-run", "--quiet"))
                .isZero();

        assertThat(printed()).isEqualTo(FILE.text());
        assertThat(folder.resolve("migrations")).doesNotExist();
    }

    /// Whatever becomes of the migration, and whether it is written or only shown.
    @Test
    void saysWhatAPersonShouldKnow() {
        DiffReport report = report(
                false,
                List.of(new Diagnostic(
                        Severity.NOTICE,
                        "entity-rows",
                        "sqlite: a sequence is kept in a table, which needs a row",
                        Optional.empty(),
                        Optional.of("insert into numbers values (1)"))));
        List<GeneratedMigration> outcomes = List.of(
                proven(report, List.of()),
                new GeneratedMigration.Undecided(report, List.of()),
                new GeneratedMigration.Refused(report, FILE, List.of(REFUSAL), List.of()),
                new GeneratedMigration.Nothing(report));
        for (GeneratedMigration outcome : outcomes) {
            for (List<String> more : List.of(List.<String>of(), List.of("--dry-run"))) {
                printed.reset();
                List<String> typed = new ArrayList<>(List.of("nick", "--to", "schema.sql"));
                typed.addAll(more);
                show(outcome, typed.toArray(String[]::new));
                assertThat(printed()).contains("sqlite: a sequence is kept", "help: insert into numbers values (1)");
            }
        }
    }

    @Test
    void saysWhatAPartLacks() {
        assertThat(show(proven(List.of(REFUSAL)), "nick", "--to", "schema.sql", "--partial"))
                .isZero();

        assertThat(printed())
                .contains("up reaches schema.sql, but for what is not in it\n")
                .contains("down returns to migrations, but for what is not in it\n")
                .contains("a second comparison finds nothing else\n");
        assertThat(printed()).endsWith("""
            Not in it, since it cannot be written exactly:
              operator class public.my_ops
                it has support functions that no statement can name, so make it by hand and
                compare again
            """);
    }

    @Test
    void overwritesNothing() throws IOException {
        Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(folder.resolve("migrations").resolve(FILE.name()), "mine");

        assertThatThrownBy(() -> show(proven(List.of()), "nick", "--to", "schema.sql"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("is there already. Nothing was written.");
        assertThat(Files.readString(folder.resolve("migrations").resolve(FILE.name())))
                .isEqualTo("mine");
    }

    @Test
    void showsWhatWasNotWrittenAndWhy() {
        GeneratedMigration refused = new GeneratedMigration.Refused(
                report(false), FILE, List.of(), List.of("down: 1 difference is left\n+ column users.nick"));

        assertThat(show(refused, "nick", "--to", "schema.sql")).isEqualTo(5);
        assertThat(printed()).isEqualTo("""
            -- 20261120101500_nick.sql, NOT written:
            ALTER TABLE users DROP COLUMN nick;

            refused: on scratch it did not do what it should.

              down: 1 difference is left
              + column users.nick

            Nothing was written.                                                 exit code 5
            """);
        assertThat(folder.resolve("migrations")).doesNotExist();
    }

    @Test
    void offersTheRestWhenAPartIsRefused() {
        GeneratedMigration refused = new GeneratedMigration.Refused(report(false), FILE, List.of(REFUSAL), List.of());

        assertThat(show(refused, "nick", "--to", "schema.sql")).isEqualTo(5);
        assertThat(printed()).endsWith("""
            refused: not everything can be written exactly.

              operator class public.my_ops
                it has support functions that no statement can name, so make it by hand and
                compare again

            Nothing was written. The rest alone: --partial                       exit code 5
            """);
    }

    @Test
    void asksForAWordAboutRenames() {
        Suggestion suggestion = new Suggestion(
                ShopSchema.USERS.child(Kind.COLUMN, "nick"), ShopSchema.USERS.child(Kind.COLUMN, "nick name"));

        assertThat(show(
                        new GeneratedMigration.Undecided(report(false), List.of(suggestion)),
                        "nick",
                        "--to",
                        "schema.sql"))
                .isEqualTo(5);
        assertThat(printed()).isEqualTo("""
            refused: something may have been renamed, and nobody said so.

              column public.users.nick -> public.users.nick name
                --rename 'users.nick=users.nick name'

            With the option it is a rename, and its rows or values stay. With --no-renames
            what no option names is dropped and made anew.
            Nothing was written.                                                 exit code 5
            """);
    }

    @Test
    void saysThatThereIsNothingToWrite() {
        assertThat(show(new GeneratedMigration.Nothing(report(true)), "nick", "--to", "schema.sql"))
                .isZero();
        assertThat(printed()).isEqualTo("migrations → schema.sql: no difference\nNothing to write.\n");
    }

    @Test
    void saysHowADriftedDatabaseLearnsOfItsMigration() {
        assertThat(show(proven(List.of()), "nick", "--from-drift")).isZero();

        assertThat(printed())
                .endsWith("This database has it already: turnstone mark 20261120101500 --applied --reason …\n");
    }
}
