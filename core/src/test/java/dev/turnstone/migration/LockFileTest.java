package dev.turnstone.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
    @Provide
    Arbitrary<LockFile> locks() {
        Arbitrary<String> paths = Arbitraries.strings()
                .withChars("ab1 _%#<=\n\u0001é")
                .ofMinLength(1)
                .ofMaxLength(8)
                .map(name -> name + ".sql");
        Arbitrary<Checksum> checksums = Arbitraries.integers().map(number -> Checksum.of("text " + number));
        return Arbitraries.maps(paths, checksums)
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(LockFile::of)
                .flatMap(lock -> Arbitraries.of(lock.lines())
                        .map(line -> lock.withProof(line.path(), "lint", "1").withProof(line.path(), "test", "18")));
    }

    @Property(seed = "20261130")
    void readsWhatItWrote(@ForAll("locks") LockFile lock) {
        LockFile.Reading reading = LockFile.parse(lock.text(), "turnstone.lock");
        assertThat(reading.diagnostics()).isEmpty();
        assertThat(reading.lock()).isEqualTo(lock);
        assertThat(reading.lock().text()).isEqualTo(lock.text());
        assertThat(lock.text()).endsWith("\n");
    }

    @Property(seed = "20261130")
    void anEditedLineShows(@ForAll("locks") LockFile lock, @ForAll("positions") int position) {
        LockFile.Line edited = lock.lines().get(position % lock.lines().size());
        String other = Checksum.of("something else").toString();
        Assume.that(!other.equals(edited.checksum().toString()));
        String text = lock.text().replaceFirst(edited.checksum().toString(), other);
        assertThat(LockFile.parse(text, "turnstone.lock").diagnostics())
                .extracting(diagnostic -> diagnostic.rule())
                .containsExactly("lock-chain");
    }

    @Property(seed = "20261130")
    void aRemovedLineShowsUnlessItIsTheLast(@ForAll("locks") LockFile lock, @ForAll("positions") int position) {
        List<String> lines = lock.text().lines().toList();
        int removed = 2 + position % lock.lines().size();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == removed ? "" : lines.get(i) + "\n");
        }
        assertThat(LockFile.parse(text.toString(), "turnstone.lock").diagnostics())
                .hasSize(removed == lines.size() - 1 ? 0 : 1);
    }

    @Provide
    Arbitrary<Integer> positions() {
        return Arbitraries.integers().between(0, 1000);
    }

    @Test
    void isWrittenForPeople() {
        Map<String, Checksum> files = new TreeMap<>();
        files.put("2_b.sql", Checksum.of("b"));
        files.put("1_a.sql", Checksum.of("a"));
        assertThat(LockFile.of(files).withProof("1_a.sql", "lint", "ok").text()).isEqualTo("""
                # The migration files of this folder and their checksums; each line's last hash covers all lines before it.
                # Written by `turnstone lock`, which also resolves a merge conflict here. Commit it with the files.
                1_a.sql  sha256:87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7  b69a23a24421cd68a2591b8d73fbf437dd8894e0c7444a4e1460242388efbce2 lint=ok
                2_b.sql  sha256:0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f  631fcf7edaf01e3e916d2e31c4a2156611fd211d05b303c4ebe9018efc7a85b8
                """);
    }

    @Test
    void proofsStayWithTheirChecksum() {
        LockFile before = LockFile.of(Map.of("1_a.sql", Checksum.of("a"), "2_b.sql", Checksum.of("b")))
                .withProof("1_a.sql", "lint", "1")
                .withProof("2_b.sql", "lint", "1");
        LockFile after = LockFile.of(Map.of("1_a.sql", Checksum.of("a"), "2_b.sql", Checksum.of("changed")))
                .keepingProofs(before);
        assertThat(after.lines().get(0).proofs()).containsExactly(Map.entry("lint", "1"));
        assertThat(after.lines().get(1).proofs()).isEmpty();
    }

    @Test
    void aMergeConflictIsSaidOnceAndKeepsTheProofsOfBothSides() {
        LockFile ours = LockFile.of(Map.of("1_a.sql", Checksum.of("a"), "2_b.sql", Checksum.of("b")))
                .withProof("2_b.sql", "lint", "1");
        LockFile theirs = LockFile.of(Map.of("1_a.sql", Checksum.of("a"), "3_c.sql", Checksum.of("c")))
                .withProof("3_c.sql", "lint", "1");
        List<String> our = ours.text().lines().toList();
        List<String> their = theirs.text().lines().toList();
        String merged = String.join("\n", our.subList(0, 3)) + "\n<<<<<<< HEAD\n" + our.getLast() + "\n=======\n"
                + their.getLast() + "\n>>>>>>> branch\n";

        LockFile.Reading reading = LockFile.parse(merged, "migrations/turnstone.lock");

        assertThat(Project.show(reading.diagnostics()))
                .containsExactly("migrations/turnstone.lock:4: the lock file holds the marks of an unresolved merge:"
                        + " both sides changed migrations. Look whether the migrations of both sides go together, then"
                        + " run turnstone lock");
        assertThat(reading.lock().lines())
                .extracting(LockFile.Line::path)
                .containsExactly("1_a.sql", "2_b.sql", "3_c.sql");
        assertThat(reading.lock().lines().get(2).proofs()).containsKey("lint");
    }

    @Test
    void unreadableLinesAreNamed() {
        LockFile.Reading reading = LockFile.parse("1_a.sql sha256:abc\n", "migrations/turnstone.lock");
        assertThat(Project.show(reading.diagnostics()))
                .containsExactly(
                        "migrations/turnstone.lock:1: the line is not a path, a checksum and a hash, two blanks"
                                + " between them. Run turnstone lock to write the file anew");
    }

    @Test
    void isComparedWithTheFiles(@TempDir Path folder) throws IOException {
        Project project = new Project(folder)
                .file("1_a.sql", "SELECT 1;\n")
                .file("2_b.sql", "SELECT 2;\n")
                .file("postgresql/3_c.sql", "SELECT 3;\n");
        MigrationDirectory directory = project.directory("sqlite");
        assertThat(directory.checkLock(false)).isEmpty();
        assertThat(Project.show(directory.checkLock(true)))
                .containsExactly(
                        "migrations/turnstone.lock:1: the configuration requires this file, and it is not there."
                                + " Run turnstone lock and commit the file");

        assertThat(directory.writeLocks()).hasSize(1);
        assertThat(directory.writeLocks()).isEmpty();
        assertThat(directory.checkLock(true)).isEmpty();

        project.file("2_b.sql", "SELECT 22;\n").file("4_d.sql", "SELECT 4;\n");
        Files.delete(folder.resolve("migrations/postgresql/3_c.sql"));
        assertThat(Project.show(directory.checkLock(true)))
                .containsExactly(
                        "migrations/2_b.sql:1: the file has changed since turnstone.lock was written. If that is as it"
                                + " should be, run turnstone lock and commit turnstone.lock",
                        "migrations/4_d.sql:1: the file is not in turnstone.lock. If that is as it should be, run"
                                + " turnstone lock and commit turnstone.lock",
                        "migrations/postgresql/3_c.sql:1: the file is listed in turnstone.lock and is not there. If"
                                + " that is as it should be, run turnstone lock and commit turnstone.lock");
        assertThat(directory.writeLocks()).hasSize(1);
        assertThat(directory.checkLock(true)).isEmpty();
    }
}
