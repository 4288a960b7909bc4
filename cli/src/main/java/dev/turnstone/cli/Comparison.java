package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.Migrator;
import dev.turnstone.SchemaSource;
import dev.turnstone.Schemas;
import dev.turnstone.schema.EntityResolution;
import dev.turnstone.schema.Schema;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What compares the schemas of a call: its sources by the names a person gave them, and what scratch databases are
/// made for and where.
final class Comparison implements AutoCloseable {
    /// What is left out of schemas.
    static final Option IGNORE = Option.values(
            "--ignore", "PATTERN", "objects to leave out besides ignore: audit_*, legacy.*, trigger:*.log");

    /// The options of every command that reads schemas.
    static final List<Option> OPTIONS = List.of(
            Option.value("--dialect", "NAME", "postgresql, postgresql:16 or sqlite, when no source is a database"),
            Option.value("--scratch", "URL", "a server to make scratch databases on, or an empty database"),
            Option.values("--classes", "PATH", "class path of the JPA entities, for the source entities"),
            Option.values("--resolve", "ANSWER", "TABLE:CLASS:WAY, where two entities contradict each other"),
            IGNORE);

    private static final String NAMING = "hibernate.physical_naming_strategy";
    private final Invocation invocation;
    private final Configuration configuration;
    private final Schemas schemas;
    private final Map<SourceName, SchemaSource> sources;

    private Comparison(
            Invocation invocation,
            Configuration configuration,
            Schemas schemas,
            Map<SourceName, SchemaSource> sources) {
        this.invocation = invocation;
        this.configuration = configuration;
        this.schemas = schemas;
        this.sources = sources;
    }

    /// Reads the names of sources and makes ready for them. The database of the call is asked for only when a source
    /// is it, or when nothing else says for which kind of database this is.
    ///
    /// @param names by option: `--from` and `--to`, or `--source`
    /// @throws Misconfigured when a name means nothing, or no kind of database is known
    static Comparison open(Invocation invocation, Map<String, String> names) {
        Arguments arguments = invocation.arguments();
        Configuration offline = Configuration.withoutDatabase(arguments, invocation.surroundings());
        Map<String, SourceName> read = new HashMap<>();
        names.forEach((option, typed) -> read.put(option, name(invocation, offline, option, typed)));
        // A migration for several is written for the first, and said again for the others.
        Optional<String> dialect =
                offline.dialect().or(() -> arguments.value("--dialects").map(all -> all.split(",", -1)[0].strip()));
        boolean said = dialect.isPresent() || read.values().stream().anyMatch(SourceName::saysDialect);
        boolean asked = read.values().stream().anyMatch(SourceName::asksDatabase);
        Configuration configuration = asked || !said ? invocation.configuration() : offline;
        Schemas.Builder builder = Schemas.builder().settings(configuration.settings());
        dialect.ifPresent(name -> dialect(builder, name));
        if (asked || !said) {
            builder.like(live(invocation, configuration, said));
        }
        configuration.scratch().ifPresent(url -> builder.scratch(url, Optional.empty(), Optional.empty()));
        return new Comparison(invocation, configuration, builder.build(), new HashMap<>());
    }

    private static SourceName name(Invocation invocation, Configuration configuration, String option, String typed) {
        List<Path> locations = configuration.settings().locations().stream()
                .filter(location -> !location.startsWith("classpath:"))
                .map(location -> configuration.settings().project().resolve(location))
                .toList();
        return SourceName.parse(option, typed, invocation.surroundings().directory(), locations);
    }

    private static void dialect(Schemas.Builder builder, String typed) {
        int colon = typed.indexOf(':');
        String name = colon < 0 ? typed : typed.substring(0, colon);
        if (!name.equals("postgresql") && !name.equals("sqlite")) {
            throw new Misconfigured("dialect must be postgresql, postgresql:16 (any version) or sqlite, not \"" + typed
                    + "\"." + Guess.of(name, List.of("postgresql", "sqlite"), ""));
        }
        Optional<String> version = colon < 0 ? Optional.empty() : Optional.of(typed.substring(colon + 1));
        if (version.isPresent() && !version.get().matches("\\d+(\\.\\d+)*")) {
            throw new Misconfigured("dialect: \"" + version.get() + "\" is not a version: write " + name
                    + (name.equals("sqlite") ? "" : ":16"));
        }
        builder.dialect(name, version);
    }

    private static SchemaSource.Database live(Invocation invocation, Configuration configuration, boolean said) {
        Optional<ConfigurationFile> file = Configuration.file(invocation.arguments(), invocation.surroundings());
        if (!said && configuration.url().isEmpty()) {
            throw new Misconfigured("nothing says for which kind of database this is: give --dialect postgresql or"
                    + " --dialect sqlite, or name a database with --env or --url");
        }
        return new SchemaSource.Database(
                configuration.requiredUrl(file),
                configuration.user(),
                configuration.password(),
                Optional.of(configuration.name()));
    }

    Schemas schemas() {
        return schemas;
    }

    Configuration configuration() {
        return configuration;
    }

    /// The source of that name.
    ///
    /// @param option behind which it stands
    SchemaSource source(String option, String typed) {
        SourceName name = name(invocation, configuration, option, typed);
        SchemaSource known = sources.get(name);
        if (known == null) {
            known = source(name);
            sources.put(name, known);
        }
        return known;
    }

    private SchemaSource source(SourceName name) {
        return switch (name) {
            case SourceName.Live ignored -> live(invocation, configuration, true);
            case SourceName.History ignored -> history();
            case SourceName.Migrations migrations ->
                new SchemaSource.Migrations(
                        migrations
                                .folder()
                                .map(folder -> List.of(inProject(folder)))
                                .orElse(configuration.settings().locations()),
                        migrations.to());
            case SourceName.Entities ignored -> entities();
            case SourceName.Nothing ignored -> new SchemaSource.Nothing();
            case SourceName.Environment environment -> environment(environment.name());
            case SourceName.Url url -> new SchemaSource.Database(url.url(), Optional.empty(), Optional.empty());
            case SourceName.Sql sql -> new SchemaSource.Files(sql.path());
            case SourceName.Saved saved ->
                new SchemaSource.Given(SavedSchema.read(saved.file(), saved.shown()), saved.shown());
        };
    }

    /// Locations are looked up in the project, and named so in what is written.
    private String inProject(Path folder) {
        Path project = configuration.settings().project().toAbsolutePath().normalize();
        Path absolute = folder.toAbsolutePath().normalize();
        return (absolute.startsWith(project) ? project.relativize(absolute) : absolute).toString();
    }

    private SchemaSource history() {
        try (Engine engine = Engine.withScratch(invocation, configuration)) {
            Schema expected = engine.call(Migrator::drift).expected();
            return new SchemaSource.Given(expected, "history of " + configuration.name());
        }
    }

    private SchemaSource environment(String name) {
        Arguments other = invocation.arguments().without("--url").with("--env", name);
        Configuration there = Configuration.resolve(other, invocation.surroundings());
        return new SchemaSource.Database(
                there.requiredUrl(Configuration.file(other, invocation.surroundings())),
                there.user(),
                there.password(),
                Optional.of(there.name()));
    }

    private SchemaSource entities() {
        Layers layers = configuration.layers();
        List<Path> classPath = new ArrayList<>();
        for (String typed : invocation.arguments().values("--classes")) {
            for (String part : typed.split(File.pathSeparator, -1)) {
                classPath.add(invocation.surroundings().directory().resolve(part));
            }
        }
        if (classPath.isEmpty()) {
            for (String part : layers.texts(Key.ENTITIES_CLASS_PATH).orElse(List.of())) {
                classPath.add(configuration.settings().project().resolve(part));
            }
        }
        if (classPath.isEmpty()) {
            throw new Misconfigured("entities: say where they are: --classes target/classes --classes 'target/lib/*',"
                    + " or class-path under [entities] in turnstone.toml");
        }
        Map<String, String> properties = new HashMap<>(layers.table("entities.properties"));
        layers.text(Key.ENTITIES_NAMING_STRATEGY).ifPresent(strategy -> properties.put(NAMING, strategy));
        return new SchemaSource.Entities(
                classPath, properties, layers.texts(Key.ENTITIES_PACKAGES).orElse(List.of()), resolutions());
    }

    private List<EntityResolution> resolutions() {
        List<EntityResolution> resolutions = new ArrayList<>();
        for (String typed : invocation.arguments().values("--resolve")) {
            try {
                resolutions.add(EntityResolution.parse(typed));
            } catch (IllegalArgumentException noAnswer) {
                Misconfigured wrong = new Misconfigured("--resolve: " + noAnswer.getMessage());
                wrong.addSuppressed(noAnswer);
                throw wrong;
            }
        }
        return resolutions;
    }

    @Override
    public void close() {
        schemas.close();
    }
}
