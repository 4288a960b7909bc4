package dev.turnstone.benchmarks;

import java.util.List;

/// Flyway, by its library: a process that does nothing else, so a lower bound for its command line.
record FlywayLibrary(ClassPath classPath) implements Contestant {
    @Override
    public String name() {
        return "flyway_library";
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
        return List.of(
                ClassPath.java(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath.without("liquibase", "turnstone-", "picocli", "HikariCP"),
                FlywayProcess.class.getName(),
                verb,
                target.jdbcUrl(),
                project.path("flyway"));
    }
}
