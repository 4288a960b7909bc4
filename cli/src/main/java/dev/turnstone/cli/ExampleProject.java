package dev.turnstone.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The example project that travels with the command line.
final class ExampleProject {
    private static final String FOLDER = "example/";

    private ExampleProject() {}

    /// Copies its files into `target`; files of the same names there are replaced.
    ///
    /// @throws IOException when one cannot be written
    static void copyTo(Path target) throws IOException {
        URL known = Objects.requireNonNull(ExampleProject.class.getResource(FOLDER + ConfigurationFile.NAME));
        URI uri;
        try {
            uri = known.toURI();
        } catch (URISyntaxException impossible) {
            throw new IOException(known + " is no place to copy from", impossible);
        }
        if (uri.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                copy(jar.provider().getPath(uri), target);
            }
        } else {
            copy(Path.of(uri), target);
        }
    }

    private static void copy(Path configuration, Path target) throws IOException {
        Path source = Optional.ofNullable(configuration.getParent()).orElseThrow();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(source)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path copy = target.resolve(source.relativize(file).toString());
            Files.createDirectories(Optional.ofNullable(copy.getParent()).orElseThrow());
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
