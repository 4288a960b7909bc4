package dev.turnstone.proof;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException;
import dev.turnstone.Migrator;
import dev.turnstone.RevertOptions;
import dev.turnstone.Settings;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.migration.OutOfOrder;
import dev.turnstone.plan.PlanRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A small project and a database, which a test brings into some state before it asks Turnstone for something.
final class Situation implements AutoCloseable {
    static final Command MIGRATE = new Command(
            "migrate", migrator -> migrator.migrate(MigrateOptions.ALL).notices());
    static final Command REVERT = revert(1, false);
    static final Command REVERT_ALL = new Command(
            "revert --all",
            migrator -> migrator.revert(new RevertOptions(new PlanRequest.Target.All(), false, Optional.empty()))
                    .notices());
    static final Command STATUS = new Command("status", migrator -> {
        return java.util.stream.Stream.concat(
                        migrator.status().problems().stream(), migrator.status().notices().stream())
                .toList();
    });
    static final Command VALIDATE =
            new Command("validate", migrator -> migrator.validate().diagnostics());

    private final ProofDatabase database;
    private final ProofProject project;
    private final List<Connection> held = new ArrayList<>();
    private Settings settings;
    private String url;

    Situation(ProofDatabase database, Path folder) {
        this.database = database;
        this.project = new ProofProject(folder).migration("1_people.sql", """
                        CREATE TABLE people (id integer PRIMARY KEY, name text);

                        -- turnstone:down
                        DROP TABLE people;
                        """).migration("2_email.sql", """
                        ALTER TABLE people ADD COLUMN email text;

                        -- turnstone:down
                        ALTER TABLE people DROP COLUMN email;
                        """);
        this.settings = project.settings();
        this.url = database.url();
    }

    /// What a person types, and what it does.
    record Command(String words, Function<Migrator, List<Diagnostic>> run) {
        static Command of(String words, java.util.function.Consumer<Migrator> run) {
            return new Command(words, migrator -> {
                run.accept(migrator);
                return List.of();
            });
        }
    }

    /// What comes of it.
    ///
    /// @param text message and findings, places of this machine replaced by words
    record Outcome(int exitCode, String text) {}

    static Command revert(int steps, boolean lossy) {
        return new Command(
                "revert --steps " + steps + (lossy ? " --allow-data-loss" : ""),
                migrator -> migrator.revert(
                                new RevertOptions(new PlanRequest.Target.Steps(steps), lossy, Optional.empty()))
                        .notices());
    }

    Path folder() {
        return project.folder();
    }

    ProofDatabase database() {
        return database;
    }

    Migrator migrator() {
        return project.migrator(url, settings);
    }

    Situation file(String name, String text) {
        project.file(name, text);
        return this;
    }

    Situation without(String name) {
        try {
            Files.delete(project.folder().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /// Migrates.
    Situation applied() {
        migrator().migrate(MigrateOptions.ALL);
        return this;
    }

    /// Leaves version 3 half applied: its table is there, its last statement failed.
    Situation halfApplied() {
        file("migrations/3_orders.sql", """
                CREATE TABLE orders (id integer);
                VACUUM;
                INSERT INTO nowhere VALUES (1);

                -- turnstone:down
                DROP TABLE orders;
                """);
        if (run(MIGRATE).exitCode() != 3) {
            throw new AssertionError("3 should have failed");
        }
        return this;
    }

    Situation execute(String... statements) {
        database.execute(statements);
        return this;
    }

    /// Executes statements on a connection that stays open, and keeps what they lock, until this is closed.
    Situation holding(String... statements) {
        return holding(database, statements);
    }

    Situation holding(ProofDatabase other, String... statements) {
        try {
            Connection connection = other.connect();
            held.add(connection);
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            return this;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        for (Connection connection : held) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    Situation outOfOrder(OutOfOrder policy) {
        settings = project.settings(policy, false);
        return this;
    }

    Situation connectedBy(String other) {
        url = other;
        return this;
    }

    Outcome run(Command command) {
        return run(migrator(), command);
    }

    Outcome run(Migrator migrator, Command command) {
        try {
            List<Diagnostic> found = command.run().apply(migrator);
            boolean wrong = found.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
            return new Outcome(wrong ? 1 : 0, plain(findings(found).strip()));
        } catch (MigrationException e) {
            return new Outcome(e.exitCode(), plain(e.getMessage() + findings(e.diagnostics())));
        }
    }

    private static String findings(List<Diagnostic> found) {
        StringBuilder text = new StringBuilder();
        for (Diagnostic finding : found) {
            text.append('\n');
            finding.location().ifPresent(place -> text.append(place).append(": "));
            text.append(finding.message());
            finding.help().ifPresent(help -> text.append("\n  help: ").append(help));
        }
        return text.toString();
    }

    /// What a person sees, places of this machine replaced by those of the guide.
    private String plain(String text) {
        String database = switch (this.database) {
            case OnPostgres postgres ->
                text.replace(
                                "127.0.0.1:" + postgres.server().port() + "/"
                                        + postgres.database().name(),
                                "DB")
                        .replace(postgres.database().name(), "DB")
                        .replace("127.0.0.1:" + postgres.server().port(), "db1:5432");
            case OnSqlite sqlite -> text.replace(sqlite.file().toString(), "DB");
        };
        return withoutNumbers(
                database.replace("postgres@DB", "DB").replace(project.folder().toString(), "DIR"));
    }

    /// A text without what differs from run to run.
    static String withoutNumbers(String text) {
        return text.replaceAll("pid \\d+", "pid N")
                .replaceAll("for \\d+ s\\b", "for N s")
                .replaceAll("Tried (once|\\d+ times)", "Tried N times")
                .replaceAll("Waited \\d+ s\\b", "Waited N s");
    }
}
