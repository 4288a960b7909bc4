package dev.turnstone.cli;

import dev.turnstone.migration.Version;
import java.util.List;

/// `turnstone baseline`: adopt a live database as it is.
final class BaselineCommand implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "baseline",
                "adopt a live database as it is",
                List.of("VERSION"),
                true,
                false,
                List.of(Option.value(
                        "--name", "TEXT", "what the history calls it; baseline when nothing else is said")),
                List.of("Runs nothing. Versions up to VERSION count as applied; migrate goes on behind them. Refused"
                        + " when the database has a history already."),
                List.of(new Syntax.Example(
                        "turnstone baseline 20260101000000", "what is there stands for all until then")));
    }

    @Override
    public int run(Invocation invocation) {
        Version version = Invocation.version(
                "VERSION", invocation.arguments().parameter(0).orElseThrow());
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
}
