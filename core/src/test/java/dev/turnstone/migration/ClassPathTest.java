package dev.turnstone.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
    @TempDir
    Path root;

    private Path jarOfMigrations() throws IOException {
        Path jar = root.resolve("app.jar");
        Path folder = root.resolve("migrations");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(
                        "db/migration/" + folder.relativize(file).toString().replace('\\', '/')));
                out.write(Files.readAllBytes(file));
                out.closeEntry();
            }
        }
        return jar;
    }

    private static MigrationDirectory directory(ClassLoader loader) {
        return new MigrationDirectory(
                new MigrationDirectory.Origin(
                        List.of("classpath:/db/migration/"), Path.of(""), loader, Optional.empty()),
                "sqlite",
                new PlainSplitter(),
                Map.of());
    }

    @Test
    void readsWhatTheLockFileInAJarLists() throws IOException {
        Project project = new Project(root)
                .file("1_a.sql", "SELECT 1;")
                .file("sqlite/2_b.sql", "SELECT 2;")
                .file("postgresql/3_c.sql", "SELECT 3;");
        project.directory("sqlite").writeLocks();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jarOfMigrations().toUri().toURL()}, null)) {
            MigrationDirectory directory = directory(loader);
            MigrationSet set = directory.read();
            assertThat(Project.show(set.diagnostics())).isEmpty();
            assertThat(set.migrations())
                    .extracting(Migration::file)
                    .containsExactly("classpath:db/migration/1_a.sql", "classpath:db/migration/sqlite/2_b.sql");
            assertThat(directory.content(set.migrations().getFirst()).up()).hasSize(1);
            assertThat(directory.checkLock(true)).isEmpty();
        }
    }

    @Test
    void saysHowToMakeAMissingIndex() throws IOException {
        new Project(root).file("1_a.sql", "SELECT 1;");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jarOfMigrations().toUri().toURL()}, null)) {
            assertThat(Project.show(directory(loader).read().diagnostics()))
                    .containsExactly(
                            "classpath:db/migration/turnstone.lock:1: the class path is not searched, and there is"
                                    + " no turnstone.lock that lists the migrations of classpath:db/migration. Run turnstone lock"
                                    + " in the folder of the migrations, and pack turnstone.lock with them");
        }
    }

    @Test
    void aStaleIndexShows() throws IOException {
        Project project = new Project(root).file("1_a.sql", "SELECT 1;").file("2_b.sql", "SELECT 2;");
        project.directory("sqlite").writeLocks();
        project.file("1_a.sql", "SELECT 11;");
        Files.delete(root.resolve("migrations/2_b.sql"));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jarOfMigrations().toUri().toURL()}, null)) {
            assertThat(Project.show(directory(loader).read().diagnostics()))
                    .containsExactly(
                            "classpath:db/migration/1_a.sql:1: the file is not the one that turnstone.lock lists, so the"
                                    + " list may miss others too. Run turnstone lock before the files are packed",
                            "classpath:db/migration/2_b.sql:1: the file is not there. Make it readable, or move it out of"
                                    + " the folder");
        }
    }
}
