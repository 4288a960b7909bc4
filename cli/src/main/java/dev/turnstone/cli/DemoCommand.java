package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.dialect.EmbeddedDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/// `turnstone demo`: the first thing a newcomer runs.
final class DemoCommand implements Command {
    private static final String SQLITE = "dev";
    private static final String POSTGRESQL = "embedded";
    private static final int STEPS_BACK = 3;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "demo",
                "see it work, on SQLite and on a real PostgreSQL",
                List.of(),
                false,
                false,
                List.of(),
                List.of(
                        "Copies an example project to .turnstone/demo, and migrates, reverts and migrates again on an"
                                + " SQLite file and on a PostgreSQL that comes along. Needs nothing, and touches nothing else."),
                List.of());
    }

    @Override
    public int run(Invocation invocation) {
        Path folder = folder(invocation.surroundings());
        Output output = invocation.output();
        output.say("This applies a dozen migrations of a compliance platform (policies, controls,");
        output.say("evidence, an audit trail) to an SQLite file and to a PostgreSQL that comes with");
        output.say("Turnstone, takes three of them back, and applies them again. All of it in");
        output.say(folder + ".");
        try (EmbeddedDatabases.Running server = server(folder)) {
            output.say("");
            output.say("Started " + server.label() + ".");
            int exitCode = play(invocation, folder);
            if (exitCode == ExitCode.FINE) {
                end(output, folder);
            }
            return exitCode;
        }
    }

    private static Path folder(Surroundings surroundings) {
        Path folder = surroundings.directory().resolve(".turnstone").resolve("demo");
        try {
            Files.createDirectories(folder);
        } catch (IOException readOnly) {
            folder = temporary(readOnly);
        }
        try {
            ExampleProject.copyTo(folder);
            for (String file : List.of("", "-wal", "-shm", "-journal", "-turnstone")) {
                Files.deleteIfExists(folder.resolve("compliance.db" + file));
            }
        } catch (IOException failure) {
            throw new Misconfigured(folder + ": cannot be written: " + Reasons.of(failure));
        }
        return folder;
    }

    private static Path temporary(IOException reason) {
        try {
            return Files.createTempDirectory("turnstone-demo");
        } catch (IOException failure) {
            failure.addSuppressed(reason);
            throw new Misconfigured("no place to write to: " + Reasons.of(failure));
        }
    }

    private static EmbeddedDatabases.Running server(Path folder) {
        for (EmbeddedDatabases databases : ServiceLoader.load(EmbeddedDatabases.class)) {
            if (databases.handles("embedded:postgresql")) {
                return databases.start("embedded:postgresql", folder);
            }
        }
        throw new Misconfigured("this build has no embedded PostgreSQL");
    }

    private static int play(Invocation invocation, Path folder) {
        boolean before = Files.isDirectory(folder.resolve("played"));
        List<List<String>> scenes = new ArrayList<>();
        for (String environment : List.of(SQLITE, POSTGRESQL)) {
            boolean again = before && environment.equals(POSTGRESQL);
            scenes.add(List.of(again ? "reset" : "migrate", "--env", environment));
        }
        for (String environment : List.of(SQLITE, POSTGRESQL)) {
            scenes.add(List.of("revert", "--env", environment, "--steps", Integer.toString(STEPS_BACK)));
            scenes.add(List.of("status", "--env", environment));
            scenes.add(List.of("migrate", "--env", environment));
        }
        mark(folder);
        for (List<String> scene : scenes) {
            int exitCode = call(invocation, folder, scene);
            if (exitCode != ExitCode.FINE) {
                return exitCode;
            }
        }
        return ExitCode.FINE;
    }

    /// Remembers that the embedded database has been used: it is emptied the next time.
    private static void mark(Path folder) {
        try {
            Files.createDirectories(folder.resolve("played"));
        } catch (IOException failure) {
            throw new Misconfigured(folder + ": cannot be written: " + Reasons.of(failure));
        }
    }

    private static int call(Invocation invocation, Path folder, List<String> words) {
        Surroundings outer = invocation.surroundings();
        Output output = invocation.output();
        output.say("");
        output.say(output.dim("$ ") + "turnstone " + String.join(" ", words));
        List<String> typed = new ArrayList<>(words);
        if (invocation.arguments().has("--quiet")) {
            typed.add("--quiet");
        }
        Surroundings inner = new Surroundings(
                folder,
                Map.of(),
                outer.clock(),
                outer.out(),
                outer.err(),
                outer.terminal(),
                outer.width(),
                outer.shutdown());
        return new Turnstone(inner).run(typed);
    }

    private static void end(Output output, Path folder) {
        output.say("");
        output.say("The same files went forwards, back and forwards again on both. Next:");
        output.say("");
        output.say("  cd " + (folder.toString().indexOf(' ') < 0 ? folder : "\"" + folder + "\""));
        output.say("  turnstone status --env embedded       where everything stands");
        output.say("  turnstone plan --revert --env dev     the SQL of the way back, before it runs");
        output.say("  turnstone seed --env dev              rows to look at; then try revert --all");
        output.say("");
        output.say("The migrations are in " + folder.resolve("migrations") + ".");
    }
}
