package dev.turnstone.cli;

import dev.turnstone.MigrationListener;
import dev.turnstone.Migrator;
import java.nio.file.Files;
import java.util.List;

/// `turnstone seed`: rows that belong to the project.
final class SeedCommand implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "seed",
                "run the files of seeds/ that have not run as they are now",
                List.of(),
                true,
                false,
                List.of(Option.value("--lock-wait", "DURATION", "how long to wait for another runner, as 60s")),
                List.of("Runs seeds/*.sql, then seeds/ENV/*.sql with --env ENV, each in the order of names, each in one"
                        + " transaction, each again only when its text has changed."),
                List.of());
    }

    @Override
    public int run(Invocation invocation) {
        Configuration configuration = invocation.configuration();
        Output output = invocation.output();
        MigrationListener silent = event -> {};
        try (Progress progress = new Progress(output, configuration, invocation.verbose());
                Engine engine = Engine.open(invocation, configuration, invocation.json() ? silent : progress)) {
            List<String> files = engine.call(Migrator::seed);
            if (invocation.json()) {
                output.result(json(files));
            } else if (files.isEmpty()) {
                output.say(configuration.name() + ": " + nothing(configuration));
            } else {
                output.say("");
                output.say(Output.count(files.size(), "seed") + " run, durable.");
            }
        }
        return ExitCode.FINE;
    }

    private static String nothing(Configuration configuration) {
        return Files.isDirectory(configuration.settings().project().resolve("seeds"))
                ? "no seed has changed since it ran"
                : "there are no seeds: write SQL files into seeds/";
    }

    private static String json(List<String> files) {
        return Json.document("seed", json -> {
            json.writeName("files");
            json.writeStartArray();
            files.forEach(json::writeString);
            json.writeEndArray();
        });
    }
}
