package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.migration.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person means by a source's name, and whether a database is asked for it.
class SourceNameTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(folder.resolve("migrations"));
        write("schema.sql", "CREATE TABLE a (b integer);");
        write("saved.json", "{}");
        write("parts/01_a.sql", "CREATE TABLE a (b integer);");
        write("marked/1_a.sql", "CREATE TABLE a (b integer);\n-- turnstone:down\nDROP TABLE a;");
        write("pairs/1_a.up.sql", "CREATE TABLE a (b integer);");
        write("locked/turnstone.lock", "");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
        Files.writeString(file, text);
    }

    private SourceName read(String typed) {
        return SourceName.parse("--to", typed, folder, List.of(folder.resolve("migrations")));
    }

    @Test
    void isOneOfTheWords() {
        assertThat(read("live")).isEqualTo(new SourceName.Live());
        assertThat(read("history")).isEqualTo(new SourceName.History());
        assertThat(read("migrations")).isEqualTo(new SourceName.Migrations(Optional.empty(), Optional.empty()));
        assertThat(read("migrations@2"))
                .isEqualTo(new SourceName.Migrations(Optional.empty(), Optional.of(new Version("2"))));
        assertThat(read("entities")).isEqualTo(new SourceName.Entities());
        assertThat(read("nothing")).isEqualTo(new SourceName.Nothing());
        assertThat(read("env:prod")).isEqualTo(new SourceName.Environment("prod"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://app@db/shop",
                "postgres://app@db/shop",
                "jdbc:postgresql://db/shop",
                "embedded:postgresql",
                "embedded:postgresql:16/app"
            })
    void isAUrl(String url) {
        assertThat(read(url)).isEqualTo(new SourceName.Url(url));
    }

    @Test
    void isAUrlWhoseFileStartsHere() {
        assertThat(read("sqlite:app.db")).isEqualTo(new SourceName.Url("sqlite:" + folder.resolve("app.db")));
    }

    @Test
    void isAFile() {
        assertThat(read("schema.sql")).isEqualTo(new SourceName.Sql(folder.resolve("schema.sql")));
        assertThat(read("parts")).isEqualTo(new SourceName.Sql(folder.resolve("parts")));
        assertThat(read("saved.json")).isEqualTo(new SourceName.Saved(folder.resolve("saved.json"), "saved.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"./migrations", "marked", "pairs", "locked"})
    void isAFolderOfMigrationsWhichAreNeverRunWhole(String typed) {
        assertThat(read(typed))
                .isEqualTo(new SourceName.Migrations(Optional.of(folder.resolve(typed)), Optional.empty()));
    }

    @Test
    void asksTheDatabaseOnlyWhenItIsOne() {
        assertThat(List.of("live", "history")).allMatch(typed -> read(typed).asksDatabase());
        assertThat(List.of("migrations", "entities", "nothing", "schema.sql", "saved.json", "env:prod", "sqlite:a.db"))
                .noneMatch(typed -> read(typed).asksDatabase());
        assertThat(List.of("saved.json", "env:prod", "sqlite:a.db", "live"))
                .allMatch(typed -> read(typed).saysDialect());
        assertThat(List.of("migrations", "entities", "nothing", "schema.sql"))
                .noneMatch(typed -> read(typed).saysDialect());
    }
}
