package dev.turnstone.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every fault a file can have, with the exact words a person gets. All are read for SQLite, with the placeholder
/// `schema` known.
class BadFilesTest {
    /// @param title what is wrong
    /// @param files by path below `migrations`; `§` in a text is the byte FF
    /// @param expected place, message and help of each diagnostic
    record Fault(String title, Map<String, String> files, List<String> expected) {
        @Override
        public String toString() {
            return title;
        }
    }

    @ParameterizedTest
    @MethodSource({"names", "contents", "markers", "directives", "others"})
    void saysWhatIsWrongWhereAndWhatToDo(Fault fault, @TempDir Path folder) throws IOException {
        Project project = new Project(folder);
        Files.createDirectories(folder.resolve("migrations"));
        for (Map.Entry<String, String> file : fault.files().entrySet()) {
            byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
            project.file(file.getKey(), file.getValue().contains("§") ? withRawByte(file.getValue()) : bytes);
        }

        MigrationSet set = project.directory("sqlite", Map.of("schema", "main"), Optional.empty())
                .read();

        assertThat(Project.show(set.diagnostics())).containsExactlyElementsOf(fault.expected());
        assertThat(set.hasErrors()).isTrue();
    }

    private static byte[] withRawByte(String text) {
        return text.replace('§', '\u00FF').getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Fault fault(String title, Map<String, String> files, String... expected) {
        return new Fault(title, files, List.of(expected));
    }

    private static Map<String, String> files(String... namesAndTexts) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return files;
    }

    private static Map<String, String> text(String text) {
        return Map.of("1_a.sql", text);
    }

    static Stream<Fault> names() {
        return Stream.of(
                fault(
                        "no version",
                        files("add_email.sql", "SELECT 1;\n"),
                        "migrations/add_email.sql:1: \"add_email.sql\" has no version, so its place in the order is"
                                + " unknown. Name it <version>_<description>.sql, as in 20261120101500_add_email.sql, or"
                                + " move it to a folder whose name begins with _"),
                fault(
                        "no description",
                        files("5.sql", "SELECT 1;\n"),
                        "migrations/5.sql:1: \"5.sql\" has no description after its version 5. Say in the name what it"
                                + " does: 5_<description>.sql"),
                fault(
                        "separator but no description",
                        files("5__.sql", "SELECT 1;\n"),
                        "migrations/5__.sql:1: \"5__.sql\" has no description after its version 5. Say in the name"
                                + " what it does: 5_<description>.sql"),
                fault(
                        "a letter behind the version",
                        files("5add email.sql", "SELECT 1;\n"),
                        "migrations/5add email.sql:1: \"5add email.sql\" has \"a\" after its version 5 where _, __ or"
                                + " - must stand. Rename it to 5_add_email.sql"),
                fault(
                        "version that ends in a dot",
                        files("5._a.sql", "SELECT 1;\n", "V0006.Add.down.sql", "SELECT 1;\n"),
                        "migrations/5._a.sql:1: \"5._a.sql\" has \".\" after its version 5 where _, __ or - must"
                                + " stand. Rename it to 5_a.sql",
                        "migrations/V0006.Add.down.sql:1: \"V0006.Add.down.sql\" has \".\" after its version 0006"
                                + " where _, __ or - must stand. Rename it to 0006_Add.down.sql"),
                fault(
                        "version with two dots",
                        files("1..2_a.sql", "SELECT 1;\n"),
                        "migrations/1..2_a.sql:1: \"1..2_a.sql\" has the version \"1..2\", and a version is digits, or"
                                + " digits between dots. Name it as in 1.2_add_email.sql"),
                fault(
                        "underscores in a version",
                        files("V1_10__a.sql", "SELECT 1;\n"),
                        "migrations/V1_10__a.sql:1: \"V1_10__a.sql\" would have the version 1, and reads as 1_10."
                                + " Rename it to V1.10__a.sql"),
                fault(
                        "underscores in a long version",
                        files("1_2_3__a b.sql", "SELECT 1;\n"),
                        "migrations/1_2_3__a b.sql:1: \"1_2_3__a b.sql\" would have the version 1, and reads as 1_2_3."
                                + " Rename it to 1.2.3_a_b.sql"),
                fault(
                        "a date with hyphens",
                        files("2024-12-01-x.sql", "SELECT 1;\n"),
                        "migrations/2024-12-01-x.sql:1: \"2024-12-01-x.sql\" would have the version 2024, and reads as"
                                + " 2024-12-01. Rename it to 20241201_x.sql"),
                fault(
                        "a date with underscores and a time",
                        files("2014_10_12_000000_create_users.sql", "SELECT 1;\n"),
                        "migrations/2014_10_12_000000_create_users.sql:1: \"2014_10_12_000000_create_users.sql\" would"
                                + " have the version 2014, and reads as 2014_10_12_000000. Rename it to"
                                + " 20141012000000_create_users.sql"),
                fault(
                        "a date and a time",
                        files("20241201_120000_add.sql", "SELECT 1;\n"),
                        "migrations/20241201_120000_add.sql:1: \"20241201_120000_add.sql\" would have the version"
                                + " 20241201, and reads as 20241201_120000. Rename it to 20241201120000_add.sql"),
                fault(
                        "a date, T and a time",
                        files("V20241201T120000__add.up.sql", "SELECT 1;\n"),
                        "migrations/V20241201T120000__add.up.sql:1: \"V20241201T120000__add.up.sql\" would have the"
                                + " version 20241201, and reads as 20241201T120000. Rename it to"
                                + " V20241201120000__add.up.sql"),
                fault(
                        "a date and a time in parts",
                        files("2024-12-01-12-30-05-add.down.sql", "SELECT 1;\n"),
                        "migrations/2024-12-01-12-30-05-add.down.sql:1: \"2024-12-01-12-30-05-add.down.sql\" would"
                                + " have the version 2024, and reads as 2024-12-01-12-30-05. Rename it to"
                                + " 20241201123005_add.down.sql"),
                fault(
                        "another word for the way back",
                        files("1_a.undo.sql", "SELECT 1;\n"),
                        "migrations/1_a.undo.sql:1: \"1_a.undo.sql\" reads as the way back of a pair, which is called"
                                + " otherwise here. Rename it to 1_a.down.sql"),
                fault(
                        "another word behind the version",
                        files("001.do.create_users.sql", "SELECT 1;\n"),
                        "migrations/001.do.create_users.sql:1: \"001.do.create_users.sql\" reads as the way forward of"
                                + " a pair, which is called otherwise here. Rename it to 001_create_users.up.sql"),
                fault(
                        "the way back of another tool",
                        files("U1__a.sql", "SELECT 1;\n"),
                        "migrations/U1__a.sql:1: \"U1__a.sql\" reads as the way back of V1__a. Rename the two to"
                                + " V1__a.up.sql and V1__a.down.sql"),
                fault(
                        "a version in the folder",
                        files("2024_a/up.sql", "SELECT 1;\n"),
                        "migrations/2024_a/up.sql:1: \"up.sql\" has no version: that of its folder is not read. Name"
                                + " it as the folder: <version>_<description>.up.sql"),
                fault(
                        "repeatable without a name",
                        files("R__.sql", "SELECT 1;\n"),
                        "migrations/R__.sql:1: \"R__.sql\" has no name after R__. Name it R__<name>.sql, as in"
                                + " R__active_users.sql"),
                fault(
                        "small r",
                        files("r__views.sql", "SELECT 1;\n"),
                        "migrations/r__views.sql:1: \"r__views.sql\" begins with a small r, so it is neither"
                                + " repeatable nor versioned. For a repeatable migration write a capital R: R__views.sql"),
                fault(
                        "blank in the name of a repeatable",
                        files("R__active users.sql", "SELECT 1;\n"),
                        "migrations/R__active users.sql:1: \"R__active users.sql\" has a blank in its name, so no"
                                + " requires could name it. Write _ for the blank: R__active_users.sql"),
                fault(
                        "one version twice",
                        files("5_a.sql", "SELECT 1;\n", "5_b.sql", "SELECT 1;\n"),
                        "migrations/5_b.sql:1: the version 5 stands twice: here and in migrations/5_a.sql. Give the"
                                + " newer one a version of its own (turnstone new writes one)"),
                fault(
                        "one version written in two ways",
                        files("1.0_a.sql", "SELECT 1;\n", "V1__b.sql", "SELECT 1;\n"),
                        "migrations/V1__b.sql:1: the version 1 stands twice: here and in migrations/1.0_a.sql. Give"
                                + " the newer one a version of its own (turnstone new writes one)"),
                fault(
                        "one version in common and for the engine",
                        files("common/5_a.sql", "SELECT 1;\n", "sqlite/5_a.sql", "SELECT 1;\n"),
                        "migrations/sqlite/5_a.sql:1: the version 5 stands twice: here and in"
                                + " migrations/common/5_a.sql. Give the newer one a version of its own (turnstone new"
                                + " writes one)"),
                fault(
                        "one repeatable twice",
                        files("R__v.sql", "SELECT 1;\n", "views/R__v.sql", "SELECT 1;\n"),
                        "migrations/views/R__v.sql:1: the version R__v stands twice: here and in migrations/R__v.sql."
                                + " Rename one of them, or join the two"),
                fault(
                        "three with one version",
                        files("5_a.sql", "SELECT 1;\n", "5_b.sql", "SELECT 1;\n", "5_c.sql", "SELECT 1;\n"),
                        "migrations/5_b.sql:1: the version 5 stands twice: here and in migrations/5_a.sql. Give the"
                                + " newer one a version of its own (turnstone new writes one)",
                        "migrations/5_c.sql:1: the version 5 stands twice: here and in migrations/5_a.sql. Give the"
                                + " newer one a version of its own (turnstone new writes one)"),
                fault(
                        "a way back without its up file",
                        files("5_a.down.sql", "SELECT 1;\n"),
                        "migrations/5_a.down.sql:1: the file is a way back, and there is no .up.sql file of the same"
                                + " name beside it. Add it, or correct the name"),
                fault(
                        "pair with names that differ",
                        files("5_add.up.sql", "SELECT 1;\n", "5_ad.down.sql", "SELECT 1;\n"),
                        "migrations/5_ad.down.sql:1: the file is a way back, and there is no .up.sql file of the same"
                                + " name beside it. Add it, or correct the name"),
                fault(
                        "capital extension is no way out",
                        files("notes.SQL", "SELECT 1;\n"),
                        "migrations/notes.SQL:1: \"notes.SQL\" has no version, so its place in the order is unknown."
                                + " Name it <version>_<description>.sql, as in 20261120101500_add_email.sql, or move it to"
                                + " a folder whose name begins with _"),
                fault(
                        "a file for another engine is named wrongly",
                        files("postgresql/notes.sql", "SELECT 1;\n"),
                        "migrations/postgresql/notes.sql:1: \"notes.sql\" has no version, so its place in the order is"
                                + " unknown. Name it <version>_<description>.sql, as in 20261120101500_add_email.sql, or"
                                + " move it to a folder whose name begins with _"),
                fault(
                        "a pair beside a single file",
                        files("5_a.sql", "SELECT 1;\n", "5_a.up.sql", "SELECT 1;\n"),
                        "migrations/5_a.up.sql:1: the version 5 stands twice: here and in migrations/5_a.sql. Give the"
                                + " newer one a version of its own (turnstone new writes one)"));
    }

    static Stream<Fault> contents() {
        return Stream.of(
                fault(
                        "empty file",
                        text(""),
                        "migrations/1_a.sql:1: the file holds no statement, so it would be recorded as applied without"
                                + " doing anything. Write the statements, or a comment that says why there are none, or"
                                + " remove the file"),
                fault(
                        "only markers",
                        text("-- turnstone:up\n-- turnstone:down\n"),
                        "migrations/1_a.sql:1: the file holds no statement, so it would be recorded as applied without"
                                + " doing anything. Write the statements, or a comment that says why there are none, or"
                                + " remove the file"),
                fault(
                        "not UTF-8",
                        text("SELECT 1;\nSELECT 'caf§';\n"),
                        "migrations/1_a.sql:2: the file is not UTF-8 here, so its letters would be guessed. Save it as"
                                + " UTF-8"),
                fault(
                        "zero byte",
                        text("SELECT 1;\nSELECT '\0';\n"),
                        "migrations/1_a.sql:2: the file holds a zero byte here, which no text has. Save it as UTF-8"),
                fault(
                        "quote never closed",
                        text("SELECT 1;\nSELECT 'a;\n"),
                        "migrations/1_a.sql:2: the quote ' is never closed. Close it"),
                fault(
                        "transaction control in up",
                        text("BEGIN;\nSELECT 1;\nCOMMIT;\n"),
                        "migrations/1_a.sql:1: BEGIN would begin or end a transaction that Turnstone keeps, and"
                                + " history and schema could come apart. Remove it: statements that may share a"
                                + " transaction already do",
                        "migrations/1_a.sql:3: COMMIT would begin or end a transaction that Turnstone keeps, and"
                                + " history and schema could come apart. Remove it: statements that may share a"
                                + " transaction already do"),
                fault(
                        "transaction control in down",
                        text("SELECT 1;\n-- turnstone:down\nROLLBACK;\n"),
                        "migrations/1_a.sql:3: ROLLBACK would begin or end a transaction that Turnstone keeps, and"
                                + " history and schema could come apart. Remove it: statements that may share a"
                                + " transaction already do"),
                fault(
                        "unknown placeholder with a near name",
                        text("SELECT 1;\nSELECT *\n  FROM ${shema}.t;\n"),
                        "migrations/1_a.sql:3: the placeholder ${shema} has no value. Did you mean ${schema}?"),
                fault(
                        "unknown placeholder",
                        text("SELECT '${owner}';\n"),
                        "migrations/1_a.sql:1: the placeholder ${owner} has no value. Give it a value under"
                                + " [placeholders] in turnstone.toml; for the text itself write \\${owner}"),
                fault(
                        "placeholder with blanks",
                        text("SELECT '${ schema }';\n"),
                        "migrations/1_a.sql:1: the placeholder ${ schema } has no value. Did you mean ${schema}?"),
                fault(
                        "empty way back of a pair is missing its up text",
                        files("5_a.up.sql", "", "5_a.down.sql", "SELECT 1;\n"),
                        "migrations/5_a.up.sql:1: the file holds no statement, so it would be recorded as applied"
                                + " without doing anything. Write the statements, or a comment that says why there are"
                                + " none, or remove the file"));
    }

    static Stream<Fault> markers() {
        return Stream.of(
                fault(
                        "misspelt marker",
                        text("SELECT 1;\n-- turnstone:donw\nSELECT 2;\n"),
                        "migrations/1_a.sql:2: \"donw\" is no marker and no directive, so the line would have no"
                                + " effect. Did you mean \"-- turnstone:down\"?"),
                fault(
                        "capital letters",
                        text("SELECT 1;\n-- Turnstone:Down\nSELECT 2;\n"),
                        "migrations/1_a.sql:2: \"Turnstone:Down\" is no marker and no directive, so the line would"
                                + " have no effect. Did you mean \"-- turnstone:down\"?"),
                fault(
                        "no colon",
                        text("SELECT 1;\n-- turnstone down\nSELECT 2;\n"),
                        "migrations/1_a.sql:2: \"turnstone down\" is no marker and no directive, so the line would"
                                + " have no effect. Did you mean \"-- turnstone:down\"?"),
                fault(
                        "nothing behind the colon",
                        text("-- turnstone:\nSELECT 2;\n"),
                        "migrations/1_a.sql:1: a comment that begins with \"turnstone:\" says nothing after the colon."
                                + " Write one of up, down, allow, assert, checkpoint, irreversible, out-of-order, phase,"
                                + " placeholders, requires"),
                fault(
                        "unknown database",
                        text("SELECT 1;\n-- turnstone:down mysql\nSELECT 2;\n"),
                        "migrations/1_a.sql:2: \"mysql\" after the marker \"down\" is no database that a section can"
                                + " be for. Write one of postgresql (or postgres), sqlite, or nothing for a section that"
                                + " holds for all"),
                fault(
                        "two databases",
                        text("SELECT 1;\n-- turnstone:down sqlite postgres\nSELECT 2;\n"),
                        "migrations/1_a.sql:2: \"postgres\" after the marker \"down sqlite\" is one word too many."
                                + " Write a section for each database; set a remark off by two blanks"),
                fault(
                        "up twice",
                        text("SELECT 1;\n-- turnstone:up\nSELECT 2;\n"),
                        "migrations/1_a.sql:2: the section \"up\" stands twice: here and as the text before the first"
                                + " marker of migrations/1_a.sql. Join the two, or name the database of one: --"
                                + " turnstone:up sqlite"),
                fault(
                        "down twice",
                        text("SELECT 1;\n-- turnstone:down\nSELECT 2;\n-- turnstone:down\nSELECT 3;\n"),
                        "migrations/1_a.sql:4: the section \"down\" stands twice: here and in migrations/1_a.sql:2."
                                + " Join the two, or name the database of one: -- turnstone:down sqlite"),
                fault(
                        "section for one database twice",
                        text("-- turnstone:up postgres\nSELECT 2;\n-- turnstone:up postgresql\nSELECT 3;\n"),
                        "migrations/1_a.sql:3: the section \"up postgresql\" stands twice: here and in"
                                + " migrations/1_a.sql:1. Join the two"),
                fault(
                        "down in both files of a pair",
                        files("5_a.up.sql", "SELECT 1;\n-- turnstone:down\nSELECT 2;\n", "5_a.down.sql", "SELECT 3;\n"),
                        "migrations/5_a.down.sql:1: the section \"down\" stands twice: here and in"
                                + " migrations/5_a.up.sql:2. Join the two, or name the database of one: -- turnstone:down"
                                + " sqlite"),
                fault(
                        "up in the file of the way back",
                        files(
                                "5_a.up.sql",
                                "SELECT 1;\n",
                                "5_a.down.sql",
                                "SELECT 3;\n-- turnstone:up sqlite\nSELECT 4;\n"),
                        "migrations/5_a.down.sql:2: the section \"up sqlite\" stands in the file of the way back. Move"
                                + " it to the .up.sql file of the pair"),
                fault(
                        "only a way back",
                        text("-- turnstone:down\nSELECT 2;\n"),
                        "migrations/1_a.sql:1: the file has a way back but no up. Write the way forward above the"
                                + " first marker, or below -- turnstone:up"),
                fault(
                        "way back for an engine without an up",
                        text("-- turnstone:up postgresql\nSELECT 1;\n-- turnstone:down sqlite\nSELECT 2;\n"),
                        "migrations/1_a.sql:3: the file has a way back for sqlite but no up for it. Add a section --"
                                + " turnstone:up sqlite, left empty when nothing is to be done there"),
                fault(
                        "section of another engine in an engine's folder",
                        files("sqlite/1_a.sql", "SELECT 1;\n-- turnstone:up postgresql\nSELECT 2;\n"),
                        "migrations/sqlite/1_a.sql:2: the section \"up postgresql\" can never run in a folder that is"
                                + " for sqlite alone. Remove it, or move the file out of the folder"),
                fault(
                        "marker inside an open quote",
                        text("SELECT 'a\n\n-- turnstone:down\n b';\nSELECT 2;\n"),
                        "migrations/1_a.sql:3: the marker stands inside what line 1 opens: the quote ' is never"
                                + " closed. Close it before the marker, or keep \"-- turnstone:\" out of the quoted text"),
                fault(
                        "marker behind a statement",
                        text("SELECT 1; -- turnstone:down\nSELECT 2;\n"),
                        "migrations/1_a.sql:1: \"-- turnstone:down\" stands behind a statement, where it has no"
                                + " effect. Write it on a line of its own"));
    }

    static Stream<Fault> directives() {
        return Stream.of(
                fault(
                        "unknown directive",
                        text("-- turnstone:alow drop-table: gone\nSELECT 1;\n"),
                        "migrations/1_a.sql:1: \"alow\" is no marker and no directive, so the line would have no"
                                + " effect. Did you mean \"-- turnstone:allow\"?"),
                fault(
                        "directive of a later version",
                        text("-- turnstone:backfill batch=100\nSELECT 1;\n"),
                        "migrations/1_a.sql:1: this version of Turnstone does not know the directive \"backfill\" yet."
                                + " Remove the line, or use a Turnstone that knows it"),
                fault(
                        "another directive of a later version",
                        text("-- turnstone:rename a -> b\nSELECT 1;\n"),
                        "migrations/1_a.sql:1: this version of Turnstone does not know the directive \"rename\" yet."
                                + " Remove the line, or use a Turnstone that knows it"),
                fault(
                        "allow without a reason",
                        text("-- turnstone:allow drop-table\nSELECT 1;\n"),
                        "migrations/1_a.sql:1: \"allow\" gives no reason, and those who read it later need one. Write"
                                + " it as -- turnstone:allow drop-table: <why it is safe here>"),
                fault(
                        "allow without a rule",
                        text("-- turnstone:allow: because\nSELECT 1;\n"),
                        "migrations/1_a.sql:1: \"allow\" does not name one rule. Write it as -- turnstone:allow"
                                + " <rule>: <why it is safe here>"),
                fault(
                        "allow below the last statement",
                        text("SELECT 1;\n-- turnstone:allow drop-table: gone\n"),
                        "migrations/1_a.sql:2: \"allow\" has no statement below it. Write it on the line above the"
                                + " statement it is for, or remove it"),
                fault(
                        "allow inside a statement",
                        text("SELECT 1,\n-- turnstone:allow drop-table: gone\n2;\n"),
                        "migrations/1_a.sql:2: \"allow\" stands inside a statement, where it has no effect. Write it"
                                + " on the line above the statement, in line 1"),
                fault(
                        "allow behind a statement",
                        text("SELECT 1; -- turnstone:allow drop-table: gone\nSELECT 2;\n"),
                        "migrations/1_a.sql:1: \"-- turnstone:allow drop-table: gone\" stands behind a statement,"
                                + " where it has no effect. Write it on a line of its own, above the statement it is for"),
                fault(
                        "irreversible without a reason",
                        text("-- turnstone:irreversible\nSELECT 1;\n"),
                        "migrations/1_a.sql:1: \"irreversible\" gives no reason, and those who read it later need one."
                                + " Write it as -- turnstone:irreversible: <why there is no way back>"),
                fault(
                        "irreversible with a way back",
                        text("-- turnstone:irreversible: gone is gone\nSELECT 1;\n-- turnstone:down\nSELECT 2;\n"),
                        "migrations/1_a.sql:1: the migration says that it is irreversible, and has a way back in"
                                + " migrations/1_a.sql:3. Remove one of the two"),
                fault(
                        "irreversible in the middle",
                        text("SELECT 1;\n-- turnstone:irreversible: gone is gone\nSELECT 2;\n"),
                        "migrations/1_a.sql:2: \"irreversible\" concerns the whole migration, so it has no effect"
                                + " here. Write it at the top of the file, above the first statement"),
                fault(
                        "irreversible in the way back",
                        text("SELECT 1;\n-- turnstone:down\n-- turnstone:irreversible: gone is gone\n"),
                        "migrations/1_a.sql:3: \"irreversible\" concerns the whole migration, so it has no effect"
                                + " here. Write it at the top of the file, above the first statement"),
                fault(
                        "irreversible twice",
                        text("-- turnstone:irreversible: gone\n-- turnstone:irreversible: really\nSELECT 1;\n"),
                        "migrations/1_a.sql:2: \"irreversible\" stands twice, first in line 1, and only one of them"
                                + " can hold. Remove one"),
                fault(
                        "unknown phase",
                        text("-- turnstone:phase shrink\n\nSELECT 1;\n"),
                        "migrations/1_a.sql:1: \"phase\" is followed by \"shrink\" where expand or contract must"
                                + " stand. Write one of them, and a remark on a line of its own"),
                fault(
                        "phase without a word",
                        text("-- turnstone:phase\nSELECT 1;\n"),
                        "migrations/1_a.sql:1: \"phase\" is followed by nothing where expand or contract must stand."
                                + " Write one of them, and a remark on a line of its own"),
                fault(
                        "unknown order",
                        text("-- turnstone:out-of-order ignore\nSELECT 1;\n"),
                        "migrations/1_a.sql:1: \"out-of-order\" is followed by \"ignore\" where error, warn or run"
                                + " must stand. Write one of them, and a remark on a line of its own"),
                fault(
                        "assert above what is no query",
                        text("-- turnstone:assert\nDELETE FROM t;\n"),
                        "migrations/1_a.sql:1: \"assert\" stands above DELETE, which has no answer to check. Write a"
                                + " SELECT below it that is true, or a single count that is 0, when all is well"),
                fault(
                        "assert with words",
                        text("-- turnstone:assert no orphans\nSELECT 1;\n"),
                        "migrations/1_a.sql:1: \"assert\" is followed by \"no orphans\", but takes nothing on its"
                                + " line. Write the query on the next line, and a remark in a comment of its own"),
                fault(
                        "assert below the last statement",
                        text("SELECT 1;\n-- turnstone:assert\n"),
                        "migrations/1_a.sql:2: \"assert\" has no statement below it. Write it on the line above the"
                                + " statement it is for, or remove it"),
                fault(
                        "requires nothing",
                        text("-- turnstone:requires\nSELECT 1;\n"),
                        "migrations/1_a.sql:1: \"requires\" names no version. Write what must be applied before, as in"
                                + " -- turnstone:requires 20261120101500"),
                fault(
                        "requires what is no version",
                        text("-- turnstone:requires users\nSELECT 1;\n"),
                        "migrations/1_a.sql:1: \"requires\" names \"users\", which is no version. Write versions as in"
                                + " 20261120101500 or 1.2.3, or R__name, with blanks between them"),
                fault(
                        "requires what is not there",
                        files("2_a.sql", "-- turnstone:requires 1\nSELECT 1;\n"),
                        "migrations/2_a.sql:1: \"requires\" names 1, and there is no such migration. Correct the"
                                + " version, or add the migration"),
                fault(
                        "requires itself",
                        text("-- turnstone:requires 1\nSELECT 1;\n"),
                        "migrations/1_a.sql:1: 1 requires itself, so it could never run. Remove one of the"
                                + " requirements"),
                fault(
                        "requires in a circle",
                        files(
                                "1_a.sql",
                                "-- turnstone:requires 2\nSELECT 1;\n",
                                "2_b.sql",
                                "-- turnstone:requires R__v\nSELECT 1;\n",
                                "R__v.sql",
                                "-- turnstone:requires 1\nSELECT 1;\n"),
                        "migrations/R__v.sql:1: 1 requires 2 requires R__v requires 1, so none of them could be first."
                                + " Remove one of the requirements"));
    }

    static Stream<Fault> others() {
        return Stream.of(fault(
                "several files, all of them named",
                files("2_b.sql", "", "a.sql", "SELECT 1;\n", "1_a.sql", "COMMIT;\n-- turnstone:donw\n"),
                "migrations/1_a.sql:1: COMMIT would begin or end a transaction that Turnstone keeps, and"
                        + " history and schema could come apart. Remove it: statements that may share a"
                        + " transaction already do",
                "migrations/1_a.sql:2: \"donw\" is no marker and no directive, so the line would have no"
                        + " effect. Did you mean \"-- turnstone:down\"?",
                "migrations/2_b.sql:1: the file holds no statement, so it would be recorded as applied without"
                        + " doing anything. Write the statements, or a comment that says why there are none, or"
                        + " remove the file",
                "migrations/a.sql:1: \"a.sql\" has no version, so its place in the order is unknown. Name it"
                        + " <version>_<description>.sql, as in 20261120101500_add_email.sql, or move it to a"
                        + " folder whose name begins with _"));
    }
}
