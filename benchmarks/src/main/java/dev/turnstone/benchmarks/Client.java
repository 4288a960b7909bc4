package dev.turnstone.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The database's own client, fed with one transaction a migration, a row of a history table in each.
///
/// @param program `psql` or `sqlite3`
record Client(Path program) implements Contestant {
    /// `psql` itself, not a wrapper that looks for it first.
    static Client psql() throws IOException {
        return newest("psql");
    }

    /// `pg_dump` itself.
    static Client pgDump() throws IOException {
        return newest("pg_dump");
    }

    private static Client newest(String program) throws IOException {
        Path packages = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(packages)) {
            try (Stream<Path> versions = Files.list(packages)) {
                Optional<Path> newest = versions.map(
                                version -> version.resolve("bin").resolve(program))
                        .filter(Files::isExecutable)
                        .max(Path::compareTo);
                if (newest.isPresent()) {
                    return new Client(newest.get());
                }
            }
        }
        return new Client(Path.of(program));
    }

    /// The major version it says it is.
    int major() throws IOException, InterruptedException {
        String said = Timed.run(
                        List.of(program.toString(), "--version"), Path.of("").toAbsolutePath())
                .output();
        return Integer.parseInt(said.replaceFirst("(?s).*\\(PostgreSQL\\) (\\d+).*", "$1"));
    }

    static Client sqlite3() {
        return new Client(Path.of("sqlite3"));
    }

    @Override
    public String name() {
        return program.getFileName().toString();
    }

    @Override
    public List<String> migrate(Project project, Target target) {
        return switch (target) {
            case Target.Postgres postgres ->
                List.of(
                        program.toString(),
                        "--no-psqlrc",
                        "--quiet",
                        "--set=ON_ERROR_STOP=1",
                        "--file=" + project.path("psql.sql"),
                        "postgresql://postgres@127.0.0.1:" + postgres.server().port() + "/" + postgres.database());
            case Target.Sqlite sqlite ->
                List.of(program.toString(), "-bail", sqlite.file().toString(), ".read " + project.path("sqlite3.sql"));
        };
    }

    @Override
    public List<String> status(Project project, Target target) {
        throw new UnsupportedOperationException(name() + " keeps no status");
    }
}
