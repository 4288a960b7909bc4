package dev.turnstone.cli;

import dev.turnstone.Migrator;
import java.util.List;

/// `turnstone reset`: a fresh database.
final class ResetCommand implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "reset",
                "empty a disposable database and migrate again",
                List.of(),
                true,
                false,
                List.of(Option.value("--lock-wait", "DURATION", "how long to wait for another runner, as 60s")),
                List.of("Removes everything in the database, the history included, and migrates. Refused unless"
                        + " turnstone.toml says disposable = true for this environment; there is no flag for that."),
                List.of(new Syntax.Example("turnstone reset --env dev", "start again")));
    }

    @Override
    public int run(Invocation invocation) {
        return Runs.run(invocation, "reset", Migrator::reset);
    }
}
