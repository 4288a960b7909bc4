package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.WrittenFile;
import dev.turnstone.migration.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `turnstone baseline`: adopt a live database as it is.
final class BaselineCommand implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "baseline",
                "adopt a live database as it is",
                List.of("[VERSION]"),
                true,
                false,
                List.of(
                        Option.value("--name", "TEXT", "what the history calls it; baseline when nothing else is said"),
                        Option.value("--generate", "NAME", "write what is there as the first migration, too"),
                        Comparison.OPTIONS.get(1),
                        Comparison.IGNORE),
                List.of(
                        "Changes nothing but the history. Versions up to VERSION count as applied; migrate goes on"
                                + " behind them. Refused when the database has a history already.",
                        "With --generate the live schema becomes a migration file, VERSION_NAME.sql (the time in UTC"
                                + " when VERSION is left out), which counts as applied here and builds new databases. It"
                                + " is tried on scratch first and refused unless the schema comes out the same."),
                List.of(
                        new Syntax.Example(
                                "turnstone baseline 20260101000000", "what is there stands for all until then"),
                        new Syntax.Example("turnstone baseline --generate initial", "and new databases get it too")));
    }

    @Override
    public int run(Invocation invocation) {
        Optional<String> typed = invocation.arguments().parameter(0);
        Optional<String> generate = invocation.arguments().value("--generate");
        if (generate.isPresent()) {
            return generate(invocation, NamePattern.DEFAULT.description(generate.get()), typed);
        }
        Version version = Invocation.version("VERSION", typed.orElseThrow(BaselineCommand::withoutVersion));
        String name = invocation.arguments().value("--name").orElse("baseline");
        Configuration configuration = invocation.configuration();
        try (Engine engine = Engine.open(invocation, configuration, event -> {})) {
            engine.call(migrator -> {
                migrator.baseline(version, name);
                return version;
            });
        }
        if (invocation.json()) {
            invocation.output().result(Json.document("baseline", json -> {
                json.writeStringProperty("version", version.text());
                json.writeStringProperty("name", name);
            }));
        } else {
            invocation
                    .output()
                    .say(configuration.name() + ": adopted at " + version
                            + ". Versions up to it count as applied; turnstone migrate goes on behind them.");
        }
        return ExitCode.FINE;
    }

    private static Misconfigured withoutVersion() {
        return new Misconfigured(
                "turnstone baseline needs VERSION, or --generate NAME:" + " turnstone baseline [VERSION] [options]");
    }

    private static int generate(Invocation invocation, String name, Optional<String> typed) {
        if (invocation.arguments().has("--name")) {
            throw new Misconfigured("--generate says the name: leave --name out");
        }
        Configuration configuration = invocation.configuration();
        MigrationFolder folder = MigrationFolder.of(configuration);
        Version version = Invocation.version(
                "VERSION",
                typed.orElseGet(
                        () -> folder.next(invocation.surroundings().clock()).version()));
        WrittenFile written;
        try (Engine engine = Engine.withScratch(invocation, configuration)) {
            written = Busy.during(
                    invocation,
                    "writing and proving",
                    () -> engine.call(migrator -> migrator.generateBaseline(version, name)));
        }
        List<Path> locks = folder.locks(configuration);
        CheckpointCommand.show(invocation, configuration, "baseline", Optional.of(name), written, locks);
        if (!invocation.json()) {
            invocation
                    .output()
                    .say(configuration.name() + ": adopted at " + version + ". turnstone migrate goes on behind it.");
        }
        return ExitCode.FINE;
    }
}
