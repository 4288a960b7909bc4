package dev.turnstone.benchmarks;

/// What runs in the process of Flyway's library.
public final class FlywayProcess {
    private FlywayProcess() {}

    /// Runs one command.
    ///
    /// @param arguments `migrate` or `info`, a JDBC URL, a folder
    public static void main(String[] arguments) {
        org.flywaydb.core.Flyway flyway = org.flywaydb.core.Flyway.configure()
                .dataSource(arguments[1], null, null)
                .locations("filesystem:" + arguments[2])
                .load();
        switch (arguments[0]) {
            case "migrate" -> System.out.println(flyway.migrate().migrationsExecuted);
            case "info" -> System.out.println(flyway.info().applied().length);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }
}
