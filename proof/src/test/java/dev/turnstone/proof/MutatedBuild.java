package dev.turnstone.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// A build of Turnstone with one line written otherwise: shows that a test notices.
final class MutatedBuild {
    private MutatedBuild() {}

    /// A line of the source and what stands there instead.
    record Replacement(String line, String instead) {}

    /// Compiles a copy of one source file into `folder`, to be put before the build's own classes.
    ///
    /// @param source below the repository's root
    static Path compile(Path folder, String source, List<Replacement> replacements) throws IOException {
        String text = Files.readString(root().resolve(source));
        for (Replacement replacement : replacements) {
            if (text.split(java.util.regex.Pattern.quote(replacement.line()), -1).length != 2) {
                throw new IllegalStateException(
                        source + " does not hold exactly once: " + replacement.line() + ". Adapt the mutation.");
            }
            text = text.replace(replacement.line(), replacement.instead());
        }
        Path mutated = Files.createDirectories(folder.resolve("source"))
                .resolve(Path.of(source).getFileName().toString());
        Files.writeString(mutated, text);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        int code = compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-cp",
                RunnerProcess.classPath(),
                "-d",
                classes.toString(),
                mutated.toString());
        if (code != 0) {
            throw new IllegalStateException("the mutated " + source + " does not compile");
        }
        return classes;
    }

    /// The repository's root: the nearest folder above with `mvnw` in it.
    private static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .filter(path -> Files.exists(path.resolve("mvnw")))
                .findFirst()
                .orElseThrow();
    }
}
