package dev.turnstone.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class SharedMaterialTest {
    @TempDir
    Path folder;

    @Test
    void liesBesideTheRepositoryThatHoldsTheWorkingFolder() throws IOException {
        Path module = Files.createDirectories(folder.resolve("repository/core/src"));
        Files.createFile(folder.resolve("repository/mvnw"));

        assertThat(SharedMaterial.besideRepository(module)).contains(folder.resolve("shared"));
        assertThat(SharedMaterial.besideRepository(folder)).isEmpty();
    }

    @Test
    void isFoundByName() throws IOException {
        Path pairs = Files.createDirectories(folder.resolve("shared/pairs"));

        assertThat(SharedMaterial.require(Optional.of(folder.resolve("shared")), "pairs"))
                .isEqualTo(pairs);
    }

    @Test
    void skipsTheTestAndSaysWhatItLookedForWhenAbsent() {
        assertThatThrownBy(() -> SharedMaterial.require(Optional.of(folder.resolve("shared")), "pairs/sqlite.jsonl"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("`pairs/sqlite.jsonl`")
                .hasMessageContaining(folder.resolve("shared").toString())
                .hasMessageContaining("TURNSTONE_SHARED");
        assertThatThrownBy(() -> SharedMaterial.require(Optional.empty(), "pairs"))
                .isInstanceOf(TestAbortedException.class);
    }
}
