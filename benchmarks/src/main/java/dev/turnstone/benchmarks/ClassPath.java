package dev.turnstone.benchmarks;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The class path of this process, from which each contestant gets its own part.
///
/// @param entries jars and folders, absolute
record ClassPath(List<String> entries) {
    ClassPath {
        entries = List.copyOf(entries);
    }

    static ClassPath ofThisProcess() {
        return new ClassPath(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .toList());
    }

    /// This process's Java.
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// All of it.
    String whole() {
        return String.join(File.pathSeparator, entries);
    }

    /// What has none of `parts` in its file name.
    String without(String... parts) {
        return entries.stream()
                .filter(entry -> Arrays.stream(parts)
                        .noneMatch(
                                part -> Path.of(entry).getFileName().toString().contains(part)))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
