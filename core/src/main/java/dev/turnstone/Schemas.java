package dev.turnstone;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Dialect;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.internal.compare.Comparing;
import dev.turnstone.internal.compare.Grounds;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/// Reads schemas wherever they come from, compares any two, and writes the migration between them.
///
/// Scratch databases are made when a source needs one, on a server that is kept until this is closed. No call changes a
/// database that is a source. Used by one thread at a time.
///
/// ```java
/// try (Schemas schemas = Schemas.builder().dialect("postgresql", Optional.empty()).build()) {
///     DiffReport report = schemas.diff(
///             new SchemaSource.Migrations(List.of("migrations"), Optional.empty()),
///             new SchemaSource.Files(Path.of("schema.sql")),
///             DiffOptions.DEFAULTS);
/// }
/// ```
public final class Schemas implements AutoCloseable {
    private final Comparing comparing;

    private Schemas(Comparing comparing) {
        this.comparing = comparing;
    }

    /// Begins with the defaults.
    public static Builder builder() {
        return new Builder();
    }

    /// The schema of a source.
    ///
    /// @throws MigrationException when it cannot be had; the message says file and line, or the database's words
    public Schema inspect(SchemaSource source) {
        return inspect(source, notice -> {});
    }

    /// The schema of a source.
    ///
    /// @param notices takes what a person should know of it, as what was left out
    /// @throws MigrationException when it cannot be had
    public Schema inspect(SchemaSource source, Consumer<Diagnostic> notices) {
        return comparing.inspect(source, notices);
    }

    /// The statements that make a schema in an empty database.
    public Written script(Schema schema) {
        return comparing.script(schema);
    }

    /// What distinguishes two sources. What only the database's own rewriting of texts makes different is no
    /// difference.
    public DiffReport diff(SchemaSource from, SchemaSource to, DiffOptions options) {
        return comparing.diff(from, to, options);
    }

    /// The statements that bring the first schema of a report to the second, as they are; nothing is proven.
    public Written statements(DiffReport report, Writer.Style style) {
        return comparing.statements(report, style);
    }

    /// Writes the migration that brings `from` to `to`, and proves it on scratch databases.
    public GeneratedMigration generate(SchemaSource from, SchemaSource to, GenerateOptions options) {
        return comparing.generate(from, to, options);
    }

    /// Stops what was started.
    @Override
    public void close() {
        comparing.close();
    }

    /// Gathers what comparing needs. Not thread-safe.
    public static final class Builder {
        private Settings settings = Settings.DEFAULTS;
        private Optional<String> dialect = Optional.empty();
        private Optional<String> version = Optional.empty();
        private Optional<SchemaSource.Database> like = Optional.empty();
        private Optional<SchemaSource.Database> scratch = Optional.empty();
        private final List<JavaMigration> javaMigrations = new ArrayList<>();
        private Optional<ClassLoader> classLoader = Optional.empty();

        private Builder() {}

        /// The settings that migrations are read and replayed with.
        public Builder settings(Settings settings) {
            this.settings = settings;
            return this;
        }

        /// Which kind of database the schemas are for, when no source is one.
        ///
        /// @param version its version; absent for the newest that scratch databases can be made of
        public Builder dialect(String name, Optional<String> version) {
            this.dialect = Optional.of(name);
            this.version = version;
            return this;
        }

        /// A database that scratch databases must be like. It is asked for its version, and only when no source says
        /// it.
        public Builder like(SchemaSource.Database database) {
            this.like = Optional.of(database);
            return this;
        }

        /// Where scratch databases are made instead of on an embedded server: a server on which databases may be made,
        /// or an empty database when they may not.
        public Builder scratch(String url, Optional<String> user, Optional<String> password) {
            this.scratch = Optional.of(new SchemaSource.Database(url, user, password));
            return this;
        }

        /// Migrations written in Java, which are replayed with the others.
        public Builder javaMigrations(List<? extends JavaMigration> migrations) {
            this.javaMigrations.addAll(migrations);
            return this;
        }

        /// Where dialects, `classpath:` locations and the index of Java migrations are looked up; by default the
        /// thread's loader.
        public Builder classLoader(ClassLoader loader) {
            this.classLoader = Optional.of(loader);
            return this;
        }

        /// What compares.
        public Schemas build() {
            ClassLoader loader = classLoader.orElseGet(Builder::defaultLoader);
            List<Dialect> dialects = new ArrayList<>();
            ServiceLoader.load(Dialect.class, loader).forEach(dialects::add);
            return new Schemas(new Comparing(
                    new Grounds(settings, dialects, dialect, version, like, scratch, javaMigrations, loader)));
        }

        private static ClassLoader defaultLoader() {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return loader == null ? Schemas.class.getClassLoader() : loader;
        }
    }
}
