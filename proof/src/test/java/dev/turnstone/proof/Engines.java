package dev.turnstone.proof;

import dev.turnstone.Schemas;
import dev.turnstone.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The engines that comparing schemas is tried on.
enum Engines {
    POSTGRESQL_18("postgresql", 18),
    POSTGRESQL_15("postgresql", 15),
    SQLITE("sqlite", 0);

    private final String dialect;
    private final int major;

    Engines(String dialect, int major) {
        this.dialect = dialect;
        this.major = major;
    }

    static Stream<Engines> all() {
        return Stream.of(values());
    }

    boolean sqlite() {
        return this == SQLITE;
    }

    /// An empty database.
    ProofDatabase fresh(Path folder) {
        return sqlite() ? OnSqlite.fresh(folder) : OnPostgres.fresh(major);
    }

    /// Where scratch databases are made, when not at the dialect's own place.
    Optional<String> scratch() {
        return sqlite()
                ? Optional.empty()
                : Optional.of(PostgresServer.shared(major).jdbcUrl("postgres"));
    }

    /// What compares schemas of this engine, for the project in `folder`.
    Schemas schemas(Path folder) {
        Schemas.Builder builder = Schemas.builder()
                .settings(new ProofProject(folder).settings())
                .dialect(dialect, sqlite() ? Optional.empty() : Optional.of(Integer.toString(major)));
        scratch().ifPresent(url -> builder.scratch(url, Optional.empty(), Optional.empty()));
        return builder.build();
    }

    @Override
    public String toString() {
        return sqlite() ? dialect : dialect + " " + major;
    }
}
