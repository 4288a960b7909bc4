package dev.turnstone.hibernate;

import dev.turnstone.testkit.PostgresServer;
import dev.turnstone.testkit.PostgresServer.FreshDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The engines that entities become schemas of.
enum Engine {
    POSTGRESQL_18("postgresql", "18.1"),
    POSTGRESQL_15("postgresql", "15.1"),
    SQLITE("sqlite", "3.54.1");

    private final String dialect;
    private final String version;

    Engine(String dialect, String version) {
        this.dialect = dialect;
        this.version = version;
    }

    /// Each application loads Hibernate again, which is most of a test: the older server joins in the long form only.
    static List<Engine> tried() {
        return Boolean.getBoolean("turnstone.long") ? List.of(values()) : List.of(POSTGRESQL_18, SQLITE);
    }

    String dialect() {
        return dialect;
    }

    /// As Hibernate is told it.
    String version() {
        return version;
    }

    boolean sqlite() {
        return this == SQLITE;
    }

    /// An empty database.
    ///
    /// @param folder where a file may be made
    Place place(Path folder, String name) {
        return sqlite()
                ? new Place("jdbc:sqlite:" + folder.resolve(name + ".db"), Optional.empty())
                : new Place(PostgresServer.shared(Integer.parseInt(version.replaceFirst("\\..*", "")))
                        .freshDatabase());
    }

    /// A database of one test.
    record Place(String url, Optional<FreshDatabase> server) implements AutoCloseable {
        Place(FreshDatabase server) {
            this(server.url(), Optional.of(server));
        }

        @Override
        public void close() {
            server.ifPresent(FreshDatabase::close);
        }
    }
}
