package dev.turnstone.migration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Where the bytes of a file come from.
sealed interface FileBytes {
    byte[] read() throws IOException;

    /// A file of a folder.
    record InFolder(Path path) implements FileBytes {
        @Override
        public byte[] read() throws IOException {
            return Files.readAllBytes(path);
        }
    }

    /// A resource, in a folder, a jar, or a jar inside a jar.
    record OnClassPath(ClassLoader loader, String resource) implements FileBytes {
        @Override
        public byte[] read() throws IOException {
            try (InputStream stream = loader.getResourceAsStream(resource)) {
                if (stream == null) {
                    throw new NoSuchFileException("classpath:" + resource);
                }
                return stream.readAllBytes();
            }
        }
    }
}
