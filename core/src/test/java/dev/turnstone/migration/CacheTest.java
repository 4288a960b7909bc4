package dev.turnstone.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether a file was opened is seen by changing what the cache remembers of it: that still shows.
class CacheTest {
    private static final String FILE = "1_a.sql";
    private static final Checksum ANOTHER = Checksum.of("another text");

    @TempDir
    Path root;

    private Project project;
    private Path cache;

    @BeforeEach
    void create() throws IOException {
        cache = root.resolve(".turnstone/headers-sqlite");
        project = new Project(root)
                .file(FILE, "-- turnstone:requires R__v\nSELECT 1;\n")
                .file("R__v.sql", "SELECT 1;");
        project.aged(FILE, 60).aged("R__v.sql", 60);
    }

    private MigrationSet read(String dialect, Map<String, String> placeholders) {
        return project.directory(dialect, placeholders, Optional.of(root.resolve(".turnstone/headers")))
                .read();
    }

    private Optional<Checksum> checksum() {
        return read("sqlite", Map.of()).migrations().getFirst().checksum();
    }

    /// Makes the cache say that the file has another checksum.
    private void rememberAnother() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(cache)).position(Integer.BYTES);
        byte[] key = new byte[bytes.getInt()];
        bytes.get(key);
        String text = new String(key, StandardCharsets.UTF_8);
        Map<String, KnownFile> known = CacheFile.load(cache, text);
        known.replaceAll((name, file) -> name.endsWith(FILE)
                ? new KnownFile(
                        file.stamp(), file.sha256(), file.rank(), file.header().map(CacheTest::another))
                : file);
        CacheFile.save(cache, text, known);
    }

    private static Header another(Header header) {
        Migration is = header.migration().orElseThrow();
        Migration other = new Migration(
                is.version(),
                is.description(),
                is.kind(),
                is.file(),
                is.downFile(),
                Optional.of(ANOTHER),
                is.downChecksum(),
                is.directives());
        return new Header(Optional.of(other), header.requires(), header.isWhole());
    }

    private void changeBehindSizeAndTime(String text) throws IOException {
        Path path = root.resolve("migrations").resolve(FILE);
        FileTime time = Files.getLastModifiedTime(path);
        assertThat(Files.size(path)).isEqualTo(text.length());
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, time);
    }

    @Test
    void unchangedFilesAreNotOpenedAgain() throws IOException {
        Optional<Checksum> first = checksum();
        rememberAnother();
        assertThat(checksum()).contains(ANOTHER);
        Files.delete(cache);
        assertThat(checksum()).isEqualTo(first);
    }

    @Test
    void anEditOfTheSameSizeAndTimeIsSeen() throws IOException {
        assertThat(read("sqlite", Map.of()).diagnostics()).isEmpty();
        changeBehindSizeAndTime("-- turnstone:requires R__w\nSELECT 2;\n");
        assertThat(read("sqlite", Map.of()).hasErrors()).isTrue();
    }

    @Test
    void aFilePutInThePlaceOfAnotherIsSeen() throws IOException {
        Optional<Checksum> before = checksum();
        Path path = root.resolve("migrations").resolve(FILE);
        FileTime time = Files.getLastModifiedTime(path);
        Path other = root.resolve("other");
        Files.writeString(other, "-- turnstone:requires R__v\nSELECT 2;\n");
        Files.setLastModifiedTime(other, time);
        Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
        assertThat(checksum()).isNotEqualTo(before);
    }

    @Test
    void whatIsForgottenIsReadAnew() throws IOException {
        Optional<Checksum> first = checksum();
        rememberAnother();
        MigrationDirectory directory =
                project.directory("sqlite", Map.of(), Optional.of(root.resolve(".turnstone/headers")));
        directory.forget();
        assertThat(directory.read().migrations().getFirst().checksum()).isEqualTo(first);
    }

    @Test
    void theOtherDialectDoesNotMakeItForget() throws IOException {
        assertThat(checksum()).isPresent();
        rememberAnother();
        assertThat(read("postgresql", Map.of()).hasErrors()).isFalse();
        assertThat(checksum()).contains(ANOTHER);
    }

    @Test
    void anObjectRemembersWithoutACacheFile() throws IOException {
        MigrationDirectory directory = project.directory("sqlite");
        MigrationSet first = directory.read();
        assertThat(directory.read().migrations().getFirst().checksum().orElseThrow())
                .isSameAs(first.migrations().getFirst().checksum().orElseThrow());
    }

    @Test
    void everythingAHeaderSaysIsKept() throws IOException {
        project.file(FILE, """
                -- turnstone:phase contract
                -- turnstone:out-of-order run
                -- turnstone:requires 2 R__v

                SELECT 1;
                """)
                .aged(FILE, 60)
                .file("2_b.up.sql", "-- turnstone:irreversible: über\nSELECT 1;")
                .aged("2_b.up.sql", 60)
                .file("3_c.up.sql", "SELECT 1;")
                .file("3_c.down.sql", "SELECT 2;")
                .aged("3_c.up.sql", 60)
                .aged("3_c.down.sql", 60)
                .file("4_d.sql", "-- turnstone:up postgresql\nSELECT 1;")
                .aged("4_d.sql", 60);
        MigrationSet first = read("sqlite", Map.of());
        assertThat(first.diagnostics()).isEmpty();
        assertThat(first.migrations()).hasSize(4);
        byte[] written = Files.readAllBytes(cache);
        assertThat(read("sqlite", Map.of())).isEqualTo(first);
        assertThat(Files.readAllBytes(cache)).isEqualTo(written);
    }

    @Test
    void aNewTimeOrSizeOpensTheFile() throws IOException {
        Optional<Checksum> before = checksum();
        rememberAnother();
        assertThat(checksum()).contains(ANOTHER);
        project.aged(FILE, 30);
        assertThat(checksum()).isEqualTo(before);
    }

    @Test
    void aFileThatChangedJustNowIsNotTrusted() throws IOException {
        project.aged(FILE, 0);
        Optional<Checksum> before = checksum();
        changeBehindSizeAndTime("-- turnstone:requires R__v\nSELECT 2;\n");
        assertThat(checksum()).isNotEqualTo(before);
    }

    @Test
    void otherSettingsDoNotShareWhatIsKept() throws IOException {
        Optional<Checksum> before = checksum();
        rememberAnother();
        assertThat(read("postgresql", Map.of()).migrations().getFirst().checksum())
                .isEqualTo(before);
        assertThat(read("sqlite", Map.of("a", "b")).migrations().getFirst().checksum())
                .isEqualTo(before);
    }

    @Test
    void anotherWayBackOpensAPairAgain() throws IOException {
        project.file("2_b.up.sql", "SELECT 1;").aged("2_b.up.sql", 60);
        assertThat(read("sqlite", Map.of()).migrations().get(1).downChecksum()).isEmpty();
        project.file("2_b.down.sql", "SELECT 2;").aged("2_b.down.sql", 60);
        assertThat(read("sqlite", Map.of()).migrations().get(1).downChecksum()).isPresent();
        project.file("2_b.down.sql", "SELECT 33;").aged("2_b.down.sql", 60);
        assertThat(read("sqlite", Map.of()).migrations().get(1).downChecksum()).contains(Checksum.of("SELECT 33;"));
        Files.delete(root.resolve("migrations/2_b.down.sql"));
        assertThat(read("sqlite", Map.of()).migrations().get(1).downChecksum()).isEmpty();
    }

    @Test
    void faultsAreFoundEachTime() throws IOException {
        project.file("2_b.sql", "COMMIT;").aged("2_b.sql", 60);
        assertThat(read("sqlite", Map.of()).hasErrors()).isTrue();
        assertThat(read("sqlite", Map.of()).hasErrors()).isTrue();
    }

    @Test
    void aDamagedCacheIsAsGoodAsNone() throws IOException {
        MigrationSet first = read("sqlite", Map.of());
        byte[] good = Files.readAllBytes(cache);
        for (int length : new int[] {0, 3, 4, 20, good.length - 1}) {
            Files.write(cache, Arrays.copyOf(good, length));
            assertThat(read("sqlite", Map.of())).isEqualTo(first);
            assertThat(Files.readAllBytes(cache)).hasSize(good.length);
        }
        for (int i = 0; i < good.length; i += 7) {
            byte[] bad = good.clone();
            bad[i] ^= 0x55;
            Files.write(cache, bad);
            assertThat(read("sqlite", Map.of())).isEqualTo(first);
        }
    }

    @Test
    void aCacheThatCannotBeWrittenIsNoError() throws IOException {
        Files.writeString(root.resolve(".turnstone"), "a file where the folder should be");
        assertThat(read("sqlite", Map.of()).diagnostics()).isEmpty();
    }
}
