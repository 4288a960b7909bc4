package dev.turnstone;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Dialect;
import dev.turnstone.history.Attempt;
import dev.turnstone.internal.Adoption;
import dev.turnstone.internal.Backward;
import dev.turnstone.internal.Forward;
import dev.turnstone.internal.Interruption;
import dev.turnstone.internal.Looking;
import dev.turnstone.internal.Project;
import dev.turnstone.internal.Seeding;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.PlanRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import javax.sql.DataSource;

/// Brings one database to the state its migrations describe, and back.
///
/// Immutable but for what it remembers of unchanged files. Calls may come from several threads; each takes its own
/// connections, and those that write take turns through the database's lock. Only `interrupt` concerns other threads'
/// calls: it ends all that are running on this object.
///
/// ```java
/// Migrator migrator = Migrator.builder().dataSource(dataSource).build();
/// RunReport report = migrator.migrate(MigrateOptions.ALL);
/// ```
public final class Migrator {
    private final Project project;

    private Migrator(Project project) {
        this.project = project;
    }

    /// Begins with the defaults.
    public static Builder builder() {
        return new Builder();
    }

    /// Applies what is pending. With nothing to do it costs two queries and takes no lock.
    ///
    /// @throws MigrationException where it stopped; the history says how far it came
    public RunReport migrate(MigrateOptions options) {
        return new Forward(project).run(options);
    }

    /// Takes migrations back, newest first. Nothing is reverted when any of it would lose rows, unless that is allowed.
    ///
    /// @throws MigrationException where it stopped, or why it did not begin
    public RunReport revert(RevertOptions options) {
        return new Backward(project).run(options);
    }

    /// Where every migration stands. Reads only.
    public StatusReport status() {
        return new Looking(project).status();
    }

    /// Every attempt, oldest first. Reads only.
    public List<Attempt> history() {
        return new Looking(project).history();
    }

    /// What `migrate` or `revert` would send, by the code that would send it. Reads only.
    ///
    /// @throws MigrationException when the request cannot be carried out
    public PlanReport plan(PlanRequest request) {
        return new Looking(project).plan(request);
    }

    /// Compares files, lock file, history and chain. Reads only.
    public ValidationReport validate() {
        return new Looking(project).validate();
    }

    /// Records what was done by hand, as a new attempt.
    public void mark(Marking marking) {
        new Adoption(project).mark(marking);
    }

    /// Adopts a database as it is: versions up to `version` count as applied.
    ///
    /// @param name what the history calls it
    public void baseline(Version version, String name) {
        new Adoption(project).baseline(version, name);
    }

    /// Runs the files of `seeds` and `seeds/ENVIRONMENT` whose text has not run yet.
    ///
    /// @return the files that ran, in order
    public List<String> seed() {
        return new Seeding(project).seed();
    }

    /// Empties the database and migrates again. Refused unless the settings call the database disposable.
    public RunReport reset() {
        return new Seeding(project).reset();
    }

    /// Writes the lock file of each location.
    ///
    /// @return the files that were written
    public List<Path> writeLocks() {
        return new Looking(project).writeLocks();
    }

    /// Compares the files of each location with its lock file, which must be there. Asks no database.
    ///
    /// @return what differs; empty when nothing does
    public List<Diagnostic> checkLocks() {
        return new Looking(project).checkLocks();
    }

    /// Ends the calls that are running on this object: the statement is cancelled and the truth recorded. From any
    /// thread.
    public void interrupt() {
        project.interruption().request();
    }

    /// Gathers what a migrator needs. Not thread-safe.
    public static final class Builder {
        private Settings settings = Settings.DEFAULTS;
        private MigrationListener listener = new LoggingListener();
        private final List<JavaMigration> javaMigrations = new ArrayList<>();
        private Optional<Project.Target> target = Optional.empty();
        private Optional<Project.Target> direct = Optional.empty();
        private Optional<ClassLoader> classLoader = Optional.empty();
        private Optional<String> label = Optional.empty();

        private Builder() {}

        /// The database, by connections from the application's own source.
        public Builder dataSource(DataSource dataSource) {
            this.target = Optional.of(new Project.Target.Source(dataSource));
            return this;
        }

        /// The database, by URL.
        public Builder url(String url, Optional<String> user, Optional<String> password) {
            this.target = Optional.of(new Project.Target.Url(url, user, password));
            return this;
        }

        /// The same database without a transaction pooler between.
        public Builder direct(DataSource dataSource) {
            this.direct = Optional.of(new Project.Target.Source(dataSource));
            return this;
        }

        /// The same database without a transaction pooler between, by URL.
        public Builder directUrl(String url, Optional<String> user, Optional<String> password) {
            this.direct = Optional.of(new Project.Target.Url(url, user, password));
            return this;
        }

        /// All settings at once.
        public Builder settings(Settings settings) {
            this.settings = settings;
            return this;
        }

        /// What hears about runs instead of the log.
        public Builder listener(MigrationListener listener) {
            this.listener = listener;
            return this;
        }

        /// Migrations written in Java.
        public Builder javaMigrations(List<? extends JavaMigration> migrations) {
            this.javaMigrations.addAll(migrations);
            return this;
        }

        /// Where `classpath:` locations and the index of Java migrations are looked up; by default the thread's loader.
        public Builder classLoader(ClassLoader loader) {
            this.classLoader = Optional.of(loader);
            return this;
        }

        /// What the database is called in output.
        public Builder label(String label) {
            this.label = Optional.of(label);
            return this;
        }

        /// The migrator.
        ///
        /// @throws MigrationException.Misconfigured when there is no database, or no dialect knows it
        public Migrator build() {
            Project.Target database = target.orElseThrow(
                    () -> new MigrationException.Misconfigured("no database: give a dataSource or a url"));
            ClassLoader loader = classLoader.orElseGet(Builder::defaultLoader);
            List<Dialect> dialects = new ArrayList<>();
            ServiceLoader.load(Dialect.class, loader).forEach(dialects::add);
            return new Migrator(new Project(
                    settings, listener, database, direct, dialects, javaMigrations, loader, new Interruption(), label));
        }

        private static ClassLoader defaultLoader() {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return loader == null ? Migrator.class.getClassLoader() : loader;
        }
    }
}
