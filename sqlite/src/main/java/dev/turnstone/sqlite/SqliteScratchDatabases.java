package dev.turnstone.sqlite;

import dev.turnstone.dialect.ScratchDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// Scratch databases are temporary files: several connections see the same one, as a migrator needs. Nothing is
/// flushed to the disk for them.
final class SqliteScratchDatabases implements ScratchDatabases {
    private static final String UNSAFE_AND_FAST = "?synchronous=off&journal_mode=memory";

    private final SqliteUrl near;
    private final ConcurrentLinkedQueue<Scratch> made = new ConcurrentLinkedQueue<>();

    /// @param near in memory, for the system's folder of temporary files; otherwise they stand beside this file
    SqliteScratchDatabases(SqliteUrl near) {
        this.near = near;
    }

    @Override
    public ScratchDatabase create(Set<String> roles) throws SQLException {
        try {
            Scratch scratch = new Scratch(folder());
            made.add(scratch);
            return scratch;
        } catch (IOException e) {
            throw new SQLException("no scratch database can be made: " + e.getMessage(), e);
        }
    }

    private Path folder() throws IOException {
        String prefix = "turnstone-scratch-";
        if (near.inMemory()) {
            return Files.createTempDirectory(prefix);
        }
        Path beside = near.path().toAbsolutePath().getParent();
        return beside == null ? Files.createTempDirectory(prefix) : Files.createTempDirectory(beside, prefix);
    }

    @Override
    public String label() {
        return near.inMemory() ? "temporary files" : "temporary files beside " + near.path();
    }

    @Override
    public void close() {
        made.forEach(Scratch::close);
    }

    /// A folder of its own, so that journals and the file of the lock go with it.
    private record Scratch(Path folder) implements ScratchDatabase {
        @Override
        public Connection connect() throws SQLException {
            return new SqliteDataSource(SqliteUrl.parse(url())).getConnection();
        }

        @Override
        public String url() {
            return "sqlite:" + folder.resolve("scratch.db") + UNSAFE_AND_FAST;
        }

        @Override
        public void close() {
            if (!Files.exists(folder)) {
                return;
            }
            try (Stream<Path> below = Files.walk(folder)) {
                List<Path> deepestFirst =
                        below.sorted(Comparator.reverseOrder()).toList();
                for (Path path : deepestFirst) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the scratch database in " + folder + " cannot be removed", e);
            }
        }
    }
}
