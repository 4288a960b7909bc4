package dev.turnstone.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Material too large or too foreign for the repository: corpora of other projects' migrations, measured facts.
/// It lies in a folder `shared` beside the repository, or where the environment variable `TURNSTONE_SHARED` points.
public final class SharedMaterial {
    private static final String VARIABLE = "TURNSTONE_SHARED";

    private SharedMaterial() {}

    /// The file or folder `name` (as `pairs/sqlite.jsonl`). Without it the calling test, and only that test, is
    /// skipped,
    /// and the report says what was looked for and where.
    ///
    /// @throws org.opentest4j.TestAbortedException when it is absent
    public static Path require(String name) {
        Path start = Path.of("").toAbsolutePath();
        Optional<Path> named = Optional.ofNullable(System.getenv(VARIABLE)).map(Path::of);
        return require(named.or(() -> besideRepository(start)), name);
    }

    /// The same for a folder that the caller has looked for.
    static Path require(Optional<Path> folder, String name) {
        Optional<Path> found = folder.map(path -> path.resolve(name)).filter(Files::exists);
        Assumptions.assumeTrue(
                found.isPresent(),
                () -> "needs the shared material `" + name + "`, which is not in "
                        + folder.map(Path::toString).orElse("any repository above the working folder")
                        + ". Put it in a folder `shared` beside the repository, or point " + VARIABLE
                        + " to its folder.");
        return found.orElseThrow();
    }

    /// The folder `shared` beside the repository that holds `start`: the nearest folder above with `mvnw` in it.
    static Optional<Path> besideRepository(Path start) {
        return Stream.iterate(Optional.of(start), Optional::isPresent, path -> path.map(Path::getParent))
                .flatMap(Optional::stream)
                .filter(path -> Files.exists(path.resolve("mvnw")))
                .findFirst()
                .map(root -> root.resolveSibling("shared"));
    }
}
