package dev.turnstone.internal;

import dev.turnstone.JavaMigration;
import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationListener;
import dev.turnstone.SchemaSource;
import dev.turnstone.Settings;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.Dialect;
import dev.turnstone.dialect.OpenSettings;
import dev.turnstone.dialect.OpenSettings.Absent;
import dev.turnstone.dialect.Waiting;
import dev.turnstone.internal.compare.Grounds;
import dev.turnstone.migration.Directives;
import dev.turnstone.migration.JavaMigrationName;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Migration;
import dev.turnstone.migration.MigrationDirectory;
import dev.turnstone.migration.MigrationSet;
import dev.turnstone.migration.Version;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;

/// One database and the migrations for it: what every command starts from. Thread-safe.
public final class Project {
    private final Settings settings;
    private final MigrationListener listener;
    private final Target target;
    private final Optional<Target> direct;
    private final List<Dialect> dialects;
    private final List<JavaMigration> javaMigrations;
    private final ClassLoader loader;
    private final Interruption interruption;
    private final Optional<String> label;
    private final Optional<SchemaSource.Database> scratch;
    private final Object memory = new Object();
    private Optional<Known> known = Optional.empty();

    /// Where the connections come from.
    public sealed interface Target {
        /// The application's own.
        record Source(DataSource dataSource) implements Target {}

        /// By URL, unpooled.
        record Url(String url, Optional<String> user, Optional<String> password) implements Target {}
    }

    /// What is found out once: the dialect, and the reader that remembers unchanged files.
    private record Known(Dialect dialect, DataSource dataSource, MigrationDirectory directory) {}

    /// See `Migrator.Builder` for each of them.
    public Project(
            Settings settings,
            MigrationListener listener,
            Target target,
            Optional<Target> direct,
            List<Dialect> dialects,
            List<JavaMigration> javaMigrations,
            ClassLoader loader,
            Interruption interruption,
            Optional<String> label,
            Optional<SchemaSource.Database> scratch) {
        this.settings = settings;
        this.listener = listener;
        this.target = target;
        this.direct = direct;
        this.dialects = List.copyOf(dialects);
        this.javaMigrations = new ArrayList<>(javaMigrations);
        this.javaMigrations.addAll(JavaMigrationIndex.load(settings.locations(), loader));
        this.loader = loader;
        this.interruption = interruption;
        this.label = label;
        this.scratch = scratch;
    }

    /// Ends running calls.
    public Interruption interruption() {
        return interruption;
    }

    /// What comparing schemas of this project starts from.
    ///
    /// @param classes which of the Java migrations belong to it
    Grounds grounds(Predicate<Version> classes) {
        return new Grounds(
                settings,
                dialects,
                Optional.of(dialect().name()),
                Optional.empty(),
                Optional.empty(),
                scratch,
                javaMigrations.stream()
                        .filter(migration -> classes.test(name(migration).version()))
                        .toList(),
                loader);
    }

    /// Whether a migration in Java has that version.
    boolean inJava(Version version) {
        return javaMigrations.stream()
                .anyMatch(migration -> name(migration).version().equals(version));
    }

    /// Whether runs and `validate` compare schemas.
    public boolean comparesSchemas() {
        return settings.schemaCheck() == Settings.SchemaCheck.COMPARED;
    }

    Settings settings() {
        return settings;
    }

    Dialect dialect() {
        return known().dialect();
    }

    MigrationDirectory directory() {
        return known().directory();
    }

    /// A connected session; the caller closes it.
    ///
    /// @param absent what becomes of a database that is not there
    Session open(Absent absent) {
        long began = System.nanoTime();
        try {
            return connected(absent);
        } catch (SQLTimeoutException e) {
            throw Failures.busy(e, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /// The same for somebody who will change something: while somebody else keeps the database from being read, as a
    /// large transaction does on SQLite, waits as long as for another runner.
    Session openToRun(Absent absent) {
        long began = System.nanoTime();
        while (true) {
            try {
                return connected(absent);
            } catch (SQLTimeoutException e) {
                Duration waited = Duration.ofNanos(System.nanoTime() - began);
                Duration left = settings.lockWait().minus(waited);
                if (left.isNegative() || left.isZero() || interruption.requested()) {
                    throw Failures.busy(e, waited);
                }
                listener.on(new MigrationEvent.Waited(new Waiting(String.valueOf(e.getMessage()), "", left)));
            }
        }
    }

    private Session connected(Absent absent) throws SQLTimeoutException {
        Known found = known();
        try {
            Database database = found.dialect().open(found.dataSource(), openSettings(absent));
            return new Session(database, found.dialect(), waiting(), listener, interruption, Run.begin());
        } catch (SQLTimeoutException e) {
            throw e;
        } catch (SQLException e) {
            throw Failures.connecting(label.orElseGet(() -> place(found)), e);
        }
    }

    /// Where a database is that did not answer. Ours name it without secrets; somebody else's data source may not.
    private String place(Known found) {
        return target instanceof Target.Url
                ? found.dataSource().toString()
                : found.dialect().name();
    }

    private Settings waiting() {
        return dialect().timeoutOfOneLock().map(settings::withinLockWait).orElse(settings);
    }

    OpenSettings openSettings(Absent absent) {
        return new OpenSettings(
                settings.schema(),
                settings.role(),
                waiting().lockTimeout(),
                direct.map(this::directSource),
                label,
                absent);
    }

    private DataSource directSource(Target direct) {
        return switch (direct) {
            case Target.Source source -> source.dataSource();
            case Target.Url url -> dataSource(dialect(), url);
        };
    }

    /// The migrations of files and classes.
    ///
    /// @throws MigrationException.Misconfigured naming each place where one cannot be right
    MigrationSet files() {
        MigrationDirectory directory = directory();
        MigrationSet files = directory.read(javaHeaders());
        List<Diagnostic> problems = new ArrayList<>(files.diagnostics());
        refuse(problems);
        return files;
    }

    /// Compares the files with the lock file; reads all of them.
    ///
    /// @throws MigrationException.Misconfigured when they do not agree
    void checkLock() {
        refuse(lockProblems());
    }

    /// Where the files and the lock file do not agree.
    List<Diagnostic> lockProblems() {
        return directory().checkLock(settings.lockFileRequired());
    }

    private static void refuse(List<Diagnostic> problems) {
        if (problems.stream().anyMatch(found -> found.severity() == Severity.ERROR)) {
            throw new MigrationException.Misconfigured(
                    "the migrations cannot be run as they are. Nothing was run.", problems);
        }
    }

    JavaMigrations javaMigrations() {
        Map<Version, JavaMigration> byVersion = new HashMap<>();
        for (JavaMigration migration : javaMigrations) {
            byVersion.put(name(migration).version(), migration);
        }
        return new JavaMigrations(byVersion, dialect().name(), listener);
    }

    Composer composer(Session session) {
        return new Composer(session.ledger(), session.run(), session.dialect().splitter(), javaMigrations()::entry);
    }

    Runner runner(Session session) {
        return new Runner(session, composer(session), new Hooks(session, settings), javaMigrations());
    }

    private List<Migration> javaHeaders() {
        List<Migration> headers = new ArrayList<>();
        for (JavaMigration migration : javaMigrations) {
            JavaMigrationName name = name(migration);
            headers.add(new Migration(
                    name.version(),
                    name.description(),
                    Kind.JAVA,
                    migration.getClass().getName(),
                    Optional.empty(),
                    migration.checksum(),
                    Optional.empty(),
                    Directives.NONE));
        }
        return headers;
    }

    private static JavaMigrationName name(JavaMigration migration) {
        try {
            return JavaMigrationName.parse(migration.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            throw new MigrationException.Misconfigured(migration.getClass().getName() + ": " + e.getMessage());
        }
    }

    private Known known() {
        synchronized (memory) {
            if (known.isEmpty()) {
                known = Optional.of(find());
            }
            return known.get();
        }
    }

    private Known find() {
        // No switch over types where every start passes: linking one costs some milliseconds.
        if (target instanceof Target.Source source) {
            Dialect dialect = byProduct(source.dataSource());
            return new Known(dialect, source.dataSource(), reader(dialect));
        }
        Target.Url url = (Target.Url) target;
        Dialect dialect = dialects.stream()
                .filter(candidate -> candidate.handles(url.url()))
                .findFirst()
                .orElseThrow(() -> new MigrationException.Misconfigured(
                        "no dialect knows this URL. Write postgresql://…, jdbc:postgresql://…, sqlite:FILE or"
                                + " embedded:postgresql."));
        return new Known(dialect, dataSource(dialect, url), reader(dialect));
    }

    private static DataSource dataSource(Dialect dialect, Target.Url url) {
        try {
            return dialect.dataSource(url.url(), url.user(), url.password());
        } catch (IllegalArgumentException e) {
            throw new MigrationException.Misconfigured(String.valueOf(e.getMessage()));
        }
    }

    private Dialect byProduct(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            return dialects.stream()
                    .filter(candidate -> candidate.handlesProduct(product))
                    .findFirst()
                    .orElseThrow(() -> new MigrationException.Misconfigured("no dialect on the class path knows "
                            + product + ". Add turnstone-postgresql or" + " turnstone-sqlite."));
        } catch (SQLException e) {
            throw Failures.connecting(label.orElse("the data source"), e);
        }
    }

    private MigrationDirectory reader(Dialect dialect) {
        MigrationDirectory.Origin origin =
                new MigrationDirectory.Origin(settings.locations(), settings.project(), loader, settings.cache());
        return new MigrationDirectory(
                origin, dialect.name(), dialect.splitter(), settings.placeholders(), settings.replacesPlaceholders());
    }
}
