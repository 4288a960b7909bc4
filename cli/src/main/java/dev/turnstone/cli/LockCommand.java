package dev.turnstone.cli;

import dev.turnstone.Migrator;
import dev.turnstone.diagnostic.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `turnstone lock`: write or merge the lock file.
final class LockCommand implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "lock",
                "write turnstone.lock, or merge it",
                List.of(),
                false,
                false,
                List.of(Option.flag("--check", "change nothing; exit 1 when it is absent or does not fit the files")),
                List.of("turnstone.lock lists each migration file with its checksum. Two branches that both add a"
                        + " migration conflict in it, so that a person looks before production does. This command writes"
                        + " it anew, whatever stands there: it also resolves that conflict. No database is asked."),
                List.of());
    }

    @Override
    public int run(Invocation invocation) {
        Configuration configuration = invocation.configuration();
        return invocation.arguments().has("--check")
                ? check(invocation, configuration)
                : write(invocation, configuration);
    }

    private static int write(Invocation invocation, Configuration configuration) {
        List<Path> written = migrator(configuration).writeLocks();
        Output output = invocation.output();
        if (invocation.json()) {
            output.result(Json.document("lock", json -> {
                json.writeName("written");
                json.writeStartArray();
                written.forEach(file -> json.writeString(shown(configuration, file)));
                json.writeEndArray();
            }));
        } else if (written.isEmpty()) {
            output.say("turnstone.lock is as it should be");
        } else {
            written.forEach(file -> output.say("wrote " + shown(configuration, file)));
        }
        return ExitCode.FINE;
    }

    private static int check(Invocation invocation, Configuration configuration) {
        List<Diagnostic> findings = migrator(configuration).checkLocks();
        Output output = invocation.output();
        if (invocation.json()) {
            output.result(Json.document("lock", json -> Json.diagnostics(json, "findings", findings)));
        } else if (findings.isEmpty()) {
            output.say("turnstone.lock is as it should be");
        } else {
            findings.forEach(finding -> Findings.print(finding, output::result, output));
        }
        return findings.isEmpty() ? ExitCode.FINE : ExitCode.FOUND;
    }

    /// A migrator that is never connected: the lock file covers whole files, so it is the same for every database.
    static Migrator migrator(Configuration configuration) {
        return Migrator.builder()
                .url("sqlite::memory:", Optional.empty(), Optional.empty())
                .settings(configuration.settings())
                .build();
    }

    /// The path as a person would write it.
    static String shown(Configuration configuration, Path file) {
        Path project = configuration.settings().project();
        return file.startsWith(project) ? project.relativize(file).toString() : file.toString();
    }
}
