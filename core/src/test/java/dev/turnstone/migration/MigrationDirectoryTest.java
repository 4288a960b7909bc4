package dev.turnstone.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.turnstone.sql.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationDirectoryTest {
    @TempDir
    Path root;

    private Project project;

    @BeforeEach
    void create() {
        project = new Project(root);
    }

    private static List<String> statements(List<Annotated> annotated) {
        return annotated.stream().map(one -> one.statement().text()).toList();
    }

    private Migration only(MigrationDirectory directory) {
        MigrationSet set = directory.read();
        assertThat(Project.show(set.diagnostics())).isEmpty();
        assertThat(set.migrations()).hasSize(1);
        return set.migrations().getFirst();
    }

    private Content contentOf(String dialect, String text) throws IOException {
        project.file("1_a.sql", text);
        MigrationDirectory directory = project.directory(dialect);
        return directory.content(only(directory));
    }

    @Test
    void readsNamesOfAllForms() throws IOException {
        project.file("20261120101500_add_email.sql", "SELECT 1;")
                .file("V2__create-users.sql", "SELECT 1;")
                .file("v3.1-add-index.SQL", "SELECT 1;")
                .file("deep/er/4_move.sql", "SELECT 1;")
                .file("R__active_users.sql", "SELECT 1;")
                .file("_drafts/notes.sql", "not read")
                .file(".hidden/notes.sql", "not read")
                .file("tests/notes.sql", "not read")
                .file("queries/notes.sql", "not read")
                .file("seeds/notes.sql", "not read")
                .file("hooks/before-migrate.sql", "not read")
                .file("._5_resource_fork.sql", "not read")
                .file("README.md", "not read");
        MigrationSet set = project.directory("sqlite").read();
        assertThat(Project.show(set.diagnostics())).isEmpty();
        assertThat(set.migrations())
                .extracting(migration -> migration + " | " + migration.kind().text() + " | " + migration.file())
                .containsExactly(
                        "2 create users | sql | migrations/V2__create-users.sql",
                        "3.1 add index | sql | migrations/v3.1-add-index.SQL",
                        "4 move | sql | migrations/deep/er/4_move.sql",
                        "20261120101500 add email | sql | migrations/20261120101500_add_email.sql",
                        "R__active_users active users | repeatable | migrations/R__active_users.sql");
    }

    @Test
    void foldersBindTheirFilesToAnEngine() throws IOException {
        project.file("common/1_a.sql", "SELECT 1;")
                .file("postgres/2_b.sql", "SELECT 'postgres';")
                .file("sqlite/2_b.sql", "SELECT 'sqlite';")
                .file("postgresql/3_c.sql", "SELECT 1;")
                .file("postgresql/common/4_d.sql", "SELECT 1;");
        assertThat(project.directory("sqlite").read().migrations())
                .extracting(Migration::file)
                .containsExactly(
                        "migrations/common/1_a.sql",
                        "migrations/sqlite/2_b.sql",
                        "migrations/postgresql/common/4_d.sql");
        assertThat(project.directory("postgresql").read().migrations()).hasSize(4);
    }

    @Test
    void textBeforeTheFirstMarkerIsUp() throws IOException {
        Content content = contentOf("sqlite", "CREATE TABLE t(a);\n\n-- turnstone:down\nDROP TABLE t;\n");
        assertThat(statements(content.up())).containsExactly("CREATE TABLE t(a)");
        assertThat(statements(content.down())).containsExactly("DROP TABLE t");
        assertThat(content.upText()).isEqualTo("CREATE TABLE t(a);\n");
        assertThat(content.downText()).contains("DROP TABLE t;\n");
        assertThat(content.down().getFirst().statement().location())
                .isEqualTo(new Location("migrations/1_a.sql", 4, 1, 38));
    }

    @Test
    void aDialectsSectionReplacesThePortableOneThere() throws IOException {
        String text = """
            -- turnstone:requires R__v
            SELECT 'portable';
            -- turnstone:down
            SELECT 'back';
            -- turnstone:up sqlite          only here
            SELECT 'lite';
            -- turnstone:down postgres
            SELECT 'post back';
            """;
        project.file("R__v.sql", "SELECT 1;").file("1_a.sql", text);
        MigrationDirectory sqlite = project.directory("sqlite");
        MigrationDirectory postgresql = project.directory("postgresql");
        Content lite = sqlite.content(sqlite.read().migrations().getFirst());
        Content post = postgresql.content(postgresql.read().migrations().getFirst());
        assertThat(lite.upText()).isEqualTo("-- turnstone:requires R__v\n\nSELECT 'lite';\n");
        assertThat(lite.downText()).contains("SELECT 'back';\n");
        assertThat(post.upText()).isEqualTo("-- turnstone:requires R__v\nSELECT 'portable';\n");
        assertThat(post.downText()).contains("SELECT 'post back';\n");
        assertThat(sqlite.read().migrations().getFirst().directives().requires())
                .containsExactly(new Version("R__v"));
    }

    @Test
    void aChangeElsewhereLeavesTheChecksumAlone() throws IOException {
        project.file("1_a.sql", "SELECT 1;\n");
        Migration before = only(project.directory("sqlite"));
        project.file(
                "1_a.sql",
                "\uFEFFSELECT 1;  \r\n\r\n-- turnstone:down\r\nSELECT 2;\r\n-- turnstone:up postgresql\nSELECT 3;");
        Migration after = only(project.directory("sqlite"));
        assertThat(after.checksum()).isEqualTo(before.checksum());
        assertThat(before.downChecksum()).isEmpty();
        assertThat(after.downChecksum()).contains(Checksum.of("SELECT 2;"));
        assertThat(only(project.directory("postgresql")).checksum()).contains(Checksum.of("SELECT 3;"));
    }

    @Test
    void aFileForOneEngineDoesNotExistForTheOther() throws IOException {
        project.file("1_a.sql", "-- for one\n-- turnstone:up postgresql\nSELECT 1;\n-- turnstone:down\nSELECT 2;\n");
        assertThat(project.directory("postgresql").read().migrations()).hasSize(1);
        MigrationSet sqlite = project.directory("sqlite").read();
        assertThat(sqlite.migrations()).isEmpty();
        assertThat(sqlite.diagnostics()).isEmpty();
    }

    @Test
    void anEmptySectionDoesNothingOnPurpose() throws IOException {
        Content content =
                contentOf("sqlite", "SELECT 1;\n-- turnstone:up sqlite\n-- nothing to do\n-- turnstone:down\n");
        assertThat(content.up()).isEmpty();
        assertThat(content.upText()).isEqualTo("-- nothing to do\n");
        assertThat(content.downText()).contains("");
        assertThat(content.down()).isEmpty();
    }

    @Test
    void twoFilesMakeAPair() throws IOException {
        project.file("1_a.up.sql", "SELECT 1;\n").file("1_a.down.sql", "SELECT 2;\n");
        MigrationDirectory directory = project.directory("sqlite");
        Migration migration = only(directory);
        assertThat(migration.downFile()).contains("migrations/1_a.down.sql");
        Content content = directory.content(migration);
        assertThat(statements(content.up())).containsExactly("SELECT 1");
        assertThat(content.down().getFirst().statement().location()).hasToString("migrations/1_a.down.sql:1");
    }

    @Test
    void directivesAnnotateTheNextStatementOrTheWhole() throws IOException {
        String text = """
            -- turnstone:irreversible: the rows are gone
            -- turnstone:out-of-order warn
            -- turnstone:phase expand

            -- turnstone:phase contract
            -- turnstone:allow drop-table: nobody reads it
            -- turnstone:allow table-lock: it is empty
            DROP TABLE t;
            -- turnstone:assert
            SELECT count(*) FROM u;
            """;
        project.file("1_a.sql", text);
        MigrationDirectory directory = project.directory("sqlite");
        Migration migration = only(directory);
        assertThat(migration.directives())
                .isEqualTo(new Directives(
                        Optional.of("the rows are gone"),
                        Optional.of(Phase.EXPAND),
                        List.of(),
                        Optional.of(OutOfOrder.WARN)));
        Content content = directory.content(migration);
        Annotated drop = content.up().get(0);
        assertThat(drop.phase()).contains(Phase.CONTRACT);
        assertThat(drop.allows()).extracting(Allow::rule).containsExactly("drop-table", "table-lock");
        assertThat(drop.allows().get(1).location().line()).isEqualTo(7);
        assertThat(drop.isAssert()).isFalse();
        assertThat(content.up().get(1).isAssert()).isTrue();
    }

    @Test
    void aMigrationContractsWhenAStatementDoes() throws IOException {
        project.file("1_a.sql", "SELECT 1;\n-- turnstone:phase contract\nSELECT 2;\n");
        assertThat(only(project.directory("sqlite")).directives().phase()).contains(Phase.CONTRACT);
    }

    @Test
    void placeholdersAreReplacedInStatementsAlone() throws IOException {
        project.file("1_a.sql", "-- ${comment}\nSELECT ${a},\n '${b.c}', '\\${a}', $${1,2}$$ FROM t;\nSELECT ${a};\n");
        MigrationDirectory directory = project.directory("sqlite", Map.of("a", "one", "b.c", "two"), Optional.empty());
        Migration migration = only(directory);
        Content content = directory.content(migration);
        assertThat(statements(content.up()))
                .containsExactly("SELECT one,\n 'two', '${a}', $${1,2}$$ FROM t", "SELECT one");
        assertThat(content.up().get(1).statement().location().line()).isEqualTo(4);
        assertThat(content.upText()).contains("SELECT ${a}").contains("\\${a}");
        assertThat(directory.placeholdersUsed(migration)).containsExactly("a", "b.c");
    }

    @Test
    void aValueThatBreaksTheStatementIsRefused() throws IOException {
        project.file("1_a.sql", "SELECT ${a};\n");
        assertThat(Project.show(project.directory("sqlite", Map.of("a", "1; DROP TABLE t"), Optional.empty())
                        .read()
                        .diagnostics()))
                .containsExactly("migrations/1_a.sql:1: the values of the placeholders in this statement make it 2"
                        + " statements. A placeholder stands for a part of one statement: give it a value"
                        + " without quotes or semicolons of its own");
        assertThat(project.directory("sqlite", Map.of("a", "1\n2"), Optional.empty())
                        .read()
                        .diagnostics())
                .extracting(diagnostic -> diagnostic.rule())
                .containsExactly("placeholder-lines");
        project.file("1_a.sql", "${a};\n");
        assertThat(project.directory("sqlite", Map.of("a", "COMMIT"), Optional.empty())
                        .read()
                        .diagnostics())
                .extracting(diagnostic -> diagnostic.rule())
                .containsExactly("transaction-control");
    }

    @Test
    void requirementsOnOtherEnginesAreNotForThisOne() throws IOException {
        project.file("postgresql/1_a.sql", "SELECT 1;")
                .file("2_b.sql", "SELECT 1;")
                .file("3_c.sql", "-- turnstone:requires 1, 2\nSELECT 1;");
        MigrationSet set = project.directory("sqlite").read();
        assertThat(set.diagnostics()).isEmpty();
        assertThat(set.migrations().getLast().directives().requires()).containsExactly(new Version("2"));
    }

    @Test
    void migrationsInJavaStandBesideFiles() throws IOException {
        Migration java = new Migration(
                new Version("2"),
                "Fill",
                Kind.JAVA,
                "app.V2__Fill",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Directives.NONE);
        project.file("1_a.sql", "SELECT 1;").file("3_c.sql", "-- turnstone:requires 2\nSELECT 1;");
        MigrationSet set = project.directory("sqlite").read(List.of(java));
        assertThat(set.diagnostics()).isEmpty();
        assertThat(set.migrations()).hasSize(3).contains(java);
        project.file("2_b.sql", "SELECT 1;");
        assertThat(project.directory("sqlite").read(List.of(java)).diagnostics())
                .extracting(diagnostic -> diagnostic.rule())
                .containsExactly("duplicate-version");
    }

    @Test
    void aFileThatChangedSinceItWasReadIsRefused() throws IOException {
        project.file("1_a.sql", "SELECT 1;\n-- turnstone:down\nSELECT 2;\n");
        MigrationDirectory directory = project.directory("sqlite");
        Migration migration = only(directory);
        project.file("1_a.sql", "SELECT 1;\n-- turnstone:down\nSELECT 3;\n");
        assertThat(directory.content(migration).downText().orElseThrow())
                .as("what was just read and judged is what runs")
                .contains("SELECT 2;");
        assertThatThrownBy(() -> directory.content(migration))
                .isInstanceOf(UnusableMigration.class)
                .hasMessage("migrations/1_a.sql:1: the file is no longer the one that was read. Let whoever writes it"
                        + " finish, then run again");
        Files.delete(root.resolve("migrations/1_a.sql"));
        assertThatThrownBy(() -> directory.content(migration))
                .isInstanceOf(UnusableMigration.class)
                .hasMessageContaining("the file is not there");
    }

    @Test
    void storedTextsAreReadBack() throws IOException {
        String text =
                "-- turnstone:phase contract\n\nSELECT 0;\n-- turnstone:up sqlite\nSELECT '${a}';\n-- turnstone:down\n";
        project.file("1_a.sql", text);
        MigrationDirectory directory = project.directory("sqlite", Map.of("a", "one"), Optional.empty());
        Content content = directory.content(only(directory));
        Content stored = directory.parse("1 (history)", content.upText(), content.downText());
        assertThat(stored.upText()).isEqualTo(content.upText());
        assertThat(stored.downText()).isEqualTo(content.downText());
        assertThat(statements(stored.up())).isEqualTo(statements(content.up())).containsExactly("SELECT 'one'");
        assertThat(directory.parse("1 (history)", "", Optional.empty()).up()).isEmpty();
        assertThatThrownBy(() -> directory.parse("seeds/a.sql", "COMMIT;", Optional.empty()))
                .isInstanceOf(UnusableMigration.class)
                .hasMessageContaining("seeds/a.sql:1: COMMIT would begin or end a transaction");
    }

    @Test
    void aWayForwardOfRemarksAloneDoesNothingOnPurpose() throws IOException {
        project.file("1_a.up.sql", "-- the columns came with the first release\n")
                .file("2_b.sql", "/* nothing to do */\n;\n")
                .file("3_c.up.sql", "-- nothing\n")
                .file("3_c.down.sql", "SELECT 3;\n");
        MigrationDirectory directory = project.directory("sqlite");
        MigrationSet set = directory.read();
        assertThat(Project.show(set.diagnostics())).isEmpty();
        assertThat(set.migrations())
                .hasSize(3)
                .allSatisfy(migration ->
                        assertThat(directory.content(migration).up()).isEmpty());
        assertThat(directory.content(set.migrations().getFirst()).upText())
                .isEqualTo("-- the columns came with the first release\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n\n", "\uFEFF", "-- nothing\n", "/* later */\n", ";\n", "-- turnstone:down\n-- later\n"})
    void aSecondFileWithoutStatementsIsNoWayBack(String text) throws IOException {
        project.file("1_a.up.sql", "SELECT 1;\n").file("1_a.down.sql", text);
        MigrationDirectory directory = project.directory("sqlite");
        assertThat(only(directory).downChecksum()).isEmpty();
        assertThat(directory.content(only(directory)).downText()).isEmpty();
    }

    @Test
    void aMarkerWithNothingBelowIsAWayBackThatDoesNothing() throws IOException {
        assertThat(contentOf("sqlite", "SELECT 1;\n-- turnstone:down\n-- later\n")
                        .downText())
                .isEmpty();
        assertThat(contentOf("sqlite", "SELECT 1;\n-- turnstone:down\n").downText())
                .contains("");
        Files.delete(root.resolve("migrations/1_a.sql"));
        project.file("1_a.up.sql", "SELECT 1;\n").file("1_a.down.sql", "-- turnstone:down\n\n");
        MigrationDirectory directory = project.directory("sqlite");
        assertThat(directory.content(only(directory)).downText()).contains("");
    }

    @Test
    @Timeout(20)
    void aPipeIsNamedAndNotWaitedFor() throws IOException, InterruptedException {
        project.file("1_a.sql", "SELECT 1;\n");
        Path pipe = root.resolve("migrations/2_b.sql");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(Project.show(project.directory("sqlite").read().diagnostics()))
                .containsExactly(
                        "migrations/2_b.sql:1: this is a pipe, a socket or a device, and no file. Remove it, or"
                                + " move it out of the folder");
    }

    @Test
    void numbersInDescriptionsAreNoVersions() throws IOException {
        project.file("1_2fa.sql", "SELECT 1;")
                .file("3_10_percent.sql", "SELECT 1;")
                .file("2024_report.sql", "SELECT 1;")
                .file("20241201101500_2024_totals.sql", "SELECT 1;")
                .file("20241202_99_luftballons.sql", "SELECT 1;")
                .file("20241203-1200000_rows.sql", "SELECT 1;");
        assertThat(Project.show(project.directory("sqlite").read().diagnostics()))
                .isEmpty();
    }

    @Test
    void missingAndWrongFoldersAreNamed() throws IOException {
        assertThat(Project.show(project.directory("sqlite").read().diagnostics()))
                .containsExactly(
                        "migrations:1: the folder of migrations is not there. Create it (turnstone init does), or"
                                + " name another: --dir, or dir in turnstone.toml");
        Files.writeString(root.resolve("migrations"), "");
        assertThat(Project.show(project.directory("sqlite").read().diagnostics()))
                .containsExactly(
                        "migrations:1: the folder of migrations is a file, not a folder. Create it (turnstone init"
                                + " does), or name another: --dir, or dir in turnstone.toml");
    }

    @Test
    void linksThatLeadBackAreNotFollowedForEver() throws IOException {
        project.file("sub/1_a.sql", "SELECT 1;");
        Files.createSymbolicLink(root.resolve("migrations/sub/back"), root.resolve("migrations"));
        assertThat(only(project.directory("sqlite")).file()).isEqualTo("migrations/sub/1_a.sql");
        Files.createSymbolicLink(root.resolve("migrations/2_b.sql"), root.resolve("nowhere"));
        assertThat(Project.show(project.directory("sqlite").read().diagnostics()))
                .containsExactly(
                        "migrations/2_b.sql:1: the file is not there. Make it readable, or move it out of the folder");
    }
}
