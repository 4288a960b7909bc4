package dev.turnstone.benchmarks;

import java.util.ArrayList;
import java.util.List;

/// Liquibase's own command line.
record Liquibase(ClassPath classPath) implements Contestant {
    @Override
    public String name() {
        return "liquibase";
    }

    @Override
    public List<String> migrate(Project project, Target target) {
        return command("update", project, target);
    }

    @Override
    public List<String> status(Project project, Target target) {
        return command("status", project, target);
    }

    private List<String> command(String verb, Project project, Target target) {
        List<String> command = new ArrayList<>(List.of(
                ClassPath.java(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dliquibase.analytics.enabled=false",
                "-cp",
                classPath.without("flyway", "turnstone-", "HikariCP"),
                "liquibase.integration.commandline.LiquibaseCommandLine",
                "--search-path=" + project.folder(),
                verb,
                "--url=" + target.jdbcUrl(),
                "--changelog-file=changelog.xml"));
        if (target instanceof Target.Postgres) {
            command.add("--username=postgres");
        }
        return command;
    }
}
