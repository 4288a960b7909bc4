package dev.turnstone.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Flyway's own command line, as a user starts it, but with the drivers and plug-ins of these two databases alone, and
/// without looking for updates: the real distribution is slower.
///
/// @param jars the folder it is in
record Flyway(Path jars) implements Contestant {
    @Override
    public String name() {
        return "flyway";
    }

    @Override
    public List<String> migrate(Project project, Target target) {
        return command("migrate", project, target);
    }

    @Override
    public List<String> status(Project project, Target target) {
        return command("info", project, target);
    }

    private List<String> command(String verb, Project project, Target target) {
        List<String> command = new ArrayList<>(List.of(
                ClassPath.java(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                jars.resolve("*").toString(),
                "org.flywaydb.commandline.Main",
                "-skipCheckForUpdate",
                "-url=" + target.jdbcUrl(),
                "-locations=filesystem:" + project.path("flyway")));
        if (target instanceof Target.Postgres) {
            command.add("-user=postgres");
        }
        command.add(verb);
        return command;
    }
}
