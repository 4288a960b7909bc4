package dev.turnstone.benchmarks;

import java.nio.file.Path;
import java.util.List;

/// The command line as users start it.
///
/// @param launcher `bin/turnstone`
record Turnstone(Path launcher) implements Contestant {
    @Override
    public String name() {
        return "turnstone";
    }

    @Override
    public List<String> migrate(Project project, Target target) {
        return List.of(launcher.toString(), "migrate", "--url", target.jdbcUrl());
    }

    @Override
    public List<String> status(Project project, Target target) {
        return List.of(launcher.toString(), "status", "--url", target.jdbcUrl());
    }
}
