package dev.turnstone;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Dialect;
import dev.turnstone.history.Attempt;
import dev.turnstone.internal.Adoption;
import dev.turnstone.internal.Backward;
import dev.turnstone.internal.Collapsing;
import dev.turnstone.internal.Drifting;
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
        return new Looking(project).validate(project.comparesSchemas());
    }

    /// The same, and compares tables, columns, indexes, constraints and all else with what the history says, as `drift`
    /// does. Reads only.
    public ValidationReport validateSchema() {
        return new Looking(project).validate(true);
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

    /// Compares the live schema with what the history says: by fingerprint when the last run left one, otherwise, and
    /// when that differs, with a replay of the texts that the history keeps. Reads only.
    public DriftReport drift() {
        return new Drifting(project).report();
    }

    /// Records that the live schema, as it is now, is the right one.
    ///
    /// @param reason why; kept in the history
    public void acceptDrift(String reason) {
        new Drifting(project).accept(reason);
    }

    /// Writes the live schema as a migration file into the first location, after a replay on scratch came out equal to
    /// it, and records it as applied: the database is adopted as it is, and new ones are built from the file.
    ///
    /// @param name the description in the file's name
    /// @throws MigrationException.Refused when the replay differs, or something cannot be written; no file is left
    public WrittenFile generateBaseline(Version version, String name) {
        return new Collapsing(project).baseline(version, name);
    }

    /// Collapses all migrations up to a version into one file for empty databases, after its fingerprint on scratch
    /// came out as that of the replay. A new database runs it instead of what it covers; one that has applied all of
    /// that records it; one in the middle applies the rest first.
    ///
    /// @param to the last version it covers; absent for the newest there is
    /// @throws MigrationException.Refused when the fingerprints differ, or something cannot be written; no file is left
    public WrittenFile checkpoint(Optional<Version> to) {
        return new Collapsing(project).checkpoint(to);
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
        private Optional<SchemaSource.Database> scratch = Optional.empty();

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

        /// Where scratch databases are made instead of on an embedded server: a server on which databases may be made,
        /// or an empty database when they may not. Asked for by `drift`, `generateBaseline` and `checkpoint` only.
        public Builder scratch(String url, Optional<String> user, Optional<String> password) {
            this.scratch = Optional.of(new SchemaSource.Database(url, user, password));
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
                    settings,
                    listener,
                    database,
                    direct,
                    dialects,
                    javaMigrations,
                    loader,
                    new Interruption(),
                    label,
                    scratch));
        }

        private static ClassLoader defaultLoader() {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return loader == null ? Migrator.class.getClassLoader() : loader;
        }
    }
}
