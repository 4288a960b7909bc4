package dev.turnstone.cli;

import dev.turnstone.WrittenFile;
import dev.turnstone.migration.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `turnstone checkpoint`: collapse history into one proven file.
final class CheckpointCommand implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "checkpoint",
                "collapse migrations into one proven file",
                List.of("[VERSION]"),
                true,
                false,
                List.of(Comparison.OPTIONS.get(1), Comparison.IGNORE),
                List.of("Writes one file that makes, in an empty database, what all migrations up to VERSION make, the"
                        + " newest when nothing is said. It is tried on scratch first and refused unless the schema comes"
                        + " out the same. A new database runs it instead of what it covers; one that has applied all of"
                        + " that records it; one in the middle applies the rest first. The files it covers may stay or"
                        + " go."),
                List.of(new Syntax.Example("turnstone checkpoint 20260101000000", "last year's files in one")));
    }

    @Override
    public int run(Invocation invocation) {
        Optional<Version> to = invocation.arguments().parameter(0).map(text -> Invocation.version("VERSION", text));
        Configuration configuration = invocation.configuration();
        WrittenFile written;
        try (Engine engine = Engine.withScratch(invocation, configuration)) {
            written = Busy.during(
                    invocation, "replaying on scratch", () -> engine.call(migrator -> migrator.checkpoint(to)));
        }
        List<Path> locks = MigrationFolder.of(configuration).locks(configuration);
        show(invocation, configuration, "checkpoint", Optional.empty(), written, locks);
        return ExitCode.FINE;
    }

    /// Says what was written.
    static void show(
            Invocation invocation,
            Configuration configuration,
            String command,
            Optional<String> name,
            WrittenFile written,
            List<Path> locks) {
        Output output = invocation.output();
        String file = LockCommand.shown(configuration, written.path());
        if (invocation.json()) {
            output.result(Json.document(command, json -> {
                json.writeStringProperty("version", written.version().text());
                Json.text(json, "name", name);
                json.writeStringProperty("file", file);
                SchemaJson.texts(json, "notices", written.notices());
                SchemaJson.texts(
                        json,
                        "locks",
                        locks.stream()
                                .map(lock -> LockCommand.shown(configuration, lock))
                                .toList());
            }));
            return;
        }
        output.say("created " + file);
        locks.forEach(lock -> output.say("wrote " + LockCommand.shown(configuration, lock)));
        output.say("Proven on scratch: it makes the same schema.");
        written.notices().forEach(notice -> output.result(output.attention("note: ") + notice));
    }
}
