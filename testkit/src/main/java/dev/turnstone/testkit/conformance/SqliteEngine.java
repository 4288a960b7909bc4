package dev.turnstone.testkit.conformance;

import dev.turnstone.dialect.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// SQLite files in a temporary folder.
final class SqliteEngine implements Engine {
    private final Dialect dialect = Engine.dialect("sqlite");
    private final AtomicInteger count = new AtomicInteger();
    private final Path folder;

    SqliteEngine() {
        try {
            folder = Files.createTempDirectory("turnstone-conformance-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Ground ground() {
        Path place = folder.resolve("d" + count.incrementAndGet());
        try {
            Files.createDirectory(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Ground(dialect, "sqlite:" + place.resolve("main.db"), Optional.empty(), () -> delete(place));
    }

    @Override
    public void roles(Collection<String> names) {
        if (!names.isEmpty()) {
            throw new IllegalArgumentException("SQLite knows no roles: " + names);
        }
    }

    @Override
    public boolean suits(Collection<String> verified) {
        return verified.isEmpty() || verified.stream().anyMatch(version -> version.startsWith("sqlite"));
    }

    @Override
    public Optional<String> scratchUrl() {
        return Optional.empty();
    }

    @Override
    public Optional<Dump> dump(Ground ground) {
        try {
            return Optional.of(ground.connected(SqliteFacts::read));
        } catch (SQLException e) {
            throw new IllegalStateException("the pragmas of SQLite cannot be asked", e);
        }
    }

    @Override
    public void close() {
        delete(folder);
    }

    private static void delete(Path tree) {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
