package dev.turnstone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.dialect.EmbeddedDatabaseException;
import dev.turnstone.dialect.EmbeddedDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPostgresDatabasesTest {
    private final EmbeddedDatabases databases =
            ServiceLoader.load(EmbeddedDatabases.class).findFirst().orElseThrow();

    @TempDir
    private Path folder;

    @Test
    void servesTheProjectsDatabase() throws Exception {
        Path project = Files.createDirectory(folder.resolve("My Shop"));
        try (EmbeddedDatabases.Running running = databases.start("embedded:postgresql", project)) {
            assertThat(database(running.url())).isEqualTo("my_shop");
            assertThat(running.label())
                    .isEqualTo("embedded PostgreSQL 18, database my_shop in "
                            + project.resolve(".turnstone/postgresql-18"));
            try (EmbeddedDatabases.Running again = databases.start("embedded:postgresql:18/other", project)) {
                assertThat(database(again.url())).isEqualTo("other");
            }
            assertThat(database(running.url())).isEqualTo("my_shop");
        }
        assertThat(project.resolve(".turnstone/.gitignore")).hasContent("*");
        assertThat(EmbeddedPostgres.discard(project.resolve(".turnstone/postgresql-18")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"embedded:postgresql:", "embedded:postgresql:x", "embedded:postgresql/", "embedded:postgresqlx"})
    void refusesAMistakenUrl(String url) {
        assertThat(databases.handles(url)).isTrue();
        assertThatThrownBy(() -> databases.start(url, folder))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessage("\"" + url + "\" is not a URL of an embedded database."
                        + " Write embedded:postgresql, embedded:postgresql:17 or embedded:postgresql:17/DATABASE.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void leavesOtherUrlsToOthers() {
        assertThat(databases.handles("jdbc:postgresql://localhost/db")).isFalse();
        assertThat(databases.handles("sqlite:app.db")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"shop,shop", "My Shop!,my_shop", "2048-game,game", "---,app", "postgres,app", "été,t", "/,app"})
    void namesTheDatabaseAfterTheFolder(String name, String database) {
        Path project = Path.of("/").resolve(name);
        assertThat(EmbeddedPostgresDatabases.databaseName(project)).isEqualTo(database);
    }

    private static String database(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return connection.getCatalog();
        }
    }
}
