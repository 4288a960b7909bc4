package dev.turnstone.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.turnstone.MigrateOptions;
import dev.turnstone.Migrator;
import dev.turnstone.RunReport;
import dev.turnstone.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An application that migrates when it starts. Prints two lines: the milliseconds of the first call, and
/// of the median of later ones.
public final class Application {
    private static final int WARM_UP = 100;
    private static final int CALLS = 50;

    private Application() {}

    /// How the application connects.
    enum Connections {
        /// From a pool that is already filled.
        POOLED,
        /// A new one each time.
        PLAIN
    }

    /// Calls `migrate` many times.
    ///
    /// @param arguments how to connect, a JDBC URL, the project's folder
    public static void main(String[] arguments) {
        switch (Connections.valueOf(arguments[0])) {
            case PLAIN -> calls(Migrator.builder().url(arguments[1], Optional.empty(), Optional.empty()), arguments[2]);
            case POOLED -> {
                HikariConfig configuration = new HikariConfig();
                configuration.setJdbcUrl(arguments[1]);
                try (HikariDataSource pool = new HikariDataSource(configuration)) {
                    calls(Migrator.builder().dataSource(pool), arguments[2]);
                }
            }
        }
    }

    private static void calls(Migrator.Builder builder, String project) {
        Settings defaults = Settings.DEFAULTS;
        long began = System.nanoTime();
        Migrator migrator = builder.settings(in(Path.of(project), defaults)).build();
        migrate(migrator);
        double first = milliseconds(began);
        for (int call = 0; call < WARM_UP; call++) {
            migrate(migrator);
        }
        List<Double> warm = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) {
            long again = System.nanoTime();
            migrate(migrator);
            warm.add(milliseconds(again));
        }
        System.out.println(first);
        System.out.println(new Samples(warm).median());
    }

    private static void migrate(Migrator migrator) {
        RunReport report = migrator.migrate(MigrateOptions.ALL);
        if (!report.migrations().isEmpty()) {
            throw new IllegalStateException("there was something to do");
        }
    }

    private static double milliseconds(long since) {
        return (System.nanoTime() - since) / 1e6;
    }

    private static Settings in(Path project, Settings settings) {
        return new Settings(
                settings.locations(),
                project,
                settings.schema(),
                settings.role(),
                settings.outOfOrder(),
                settings.missingIsError(),
                settings.lockFileRequired(),
                settings.lockWait(),
                settings.lockTimeout(),
                settings.retryBudget(),
                settings.placeholders(),
                settings.cache(),
                settings.disposable(),
                settings.environment(),
                settings.hookCommands());
    }
}
