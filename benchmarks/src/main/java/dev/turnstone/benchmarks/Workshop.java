package dev.turnstone.benchmarks;

import dev.turnstone.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// What all benchmarks share: a folder, a PostgreSQL server that writes to the disk as in production, the contestants.
///
/// @param folder projects and databases are made here
/// @param turnstone from this clone
record Workshop(
        Path folder,
        EmbeddedPostgres server,
        Turnstone turnstone,
        Client psql,
        Client sqlite3,
        Flyway flyway,
        FlywayLibrary flywayLibrary,
        Liquibase liquibase,
        ClassPath classPath)
        implements AutoCloseable {
    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "shared_buffers", "512MB",
            "max_wal_size", "8GB",
            "log_min_messages", "warning");

    /// Starts the server and builds what is stale.
    ///
    /// @param root the clone
    static Workshop open(Path root) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(root.resolve("benchmarks/target/workshop"));
        Turnstone turnstone = new Turnstone(root.resolve("bin/turnstone"));
        Timed ignored = Timed.run(List.of(turnstone.launcher().toString(), "--prepare"), folder);
        ClassPath classPath = ClassPath.ofThisProcess();
        return new Workshop(
                folder,
                EmbeddedPostgres.start(EmbeddedPostgres.NEWEST, folder.resolve("postgresql"), SETTINGS),
                turnstone,
                Client.psql(),
                Client.sqlite3(),
                new Flyway(root.resolve("benchmarks/target/flyway")),
                new FlywayLibrary(classPath),
                new Liquibase(classPath),
                classPath);
    }

    Project project(int size) throws IOException {
        return Project.in(folder.resolve("project-" + size), size);
    }

    /// A database for one contestant.
    Target.Postgres postgresql(Contestant contestant) {
        return new Target.Postgres(server, "bench_" + contestant.name());
    }

    /// A file for one contestant.
    Target.Sqlite sqlite(Contestant contestant) {
        return new Target.Sqlite(folder.resolve("bench_" + contestant.name() + ".db"));
    }

    /// Applies all of `project` to the emptied `target`; timed.
    Turn apply(Contestant contestant, Project project, Target target) {
        return new Turn(
                contestant.name(),
                () -> {
                    target.empty();
                    forget(project);
                },
                contestant.migrate(project, target),
                project.folder(),
                () -> mustHold(project, target, contestant));
    }

    /// A further `migrate` where nothing is pending; timed.
    Turn again(Contestant contestant, Project project, Target target) {
        return new Turn(
                contestant.name(),
                Turn.Action.NOTHING,
                contestant.migrate(project, target),
                project.folder(),
                () -> mustHold(project, target, contestant));
    }

    /// `status`; timed.
    Turn status(Contestant contestant, Project project, Target target) {
        return new Turn(
                contestant.name(),
                Turn.Action.NOTHING,
                contestant.status(project, target),
                project.folder(),
                Turn.Action.NOTHING);
    }

    /// Applies all of `project`; not timed.
    void applied(Contestant contestant, Project project, Target target) throws Exception {
        Turn turn = apply(contestant, project, target);
        turn.prepare().run();
        Timed ignored = Timed.run(turn.command(), turn.folder());
        turn.proof().run();
    }

    /// What Turnstone remembers of a project's files.
    private static void forget(Project project) throws IOException {
        Path memory = project.folder().resolve(".turnstone");
        if (Files.isDirectory(memory)) {
            try (var files = Files.list(memory)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void mustHold(Project project, Target target, Contestant contestant) throws SQLException {
        int tables = target.tables();
        if (tables != project.size()) {
            throw new IllegalStateException(contestant.name() + " left " + tables + " tables, not " + project.size());
        }
    }

    /// The server's data is removed with it: every turn left a database.
    @Override
    public void close() {
        Path data = server.directory();
        server.close();
        boolean ignored = EmbeddedPostgres.discard(data);
    }
}
