package dev.turnstone.internal.compare;

import dev.turnstone.MigrationException;
import dev.turnstone.SchemaSource;
import dev.turnstone.Settings;
import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.Dialect;
import dev.turnstone.dialect.OpenSettings;
import dev.turnstone.dialect.OpenSettings.Absent;
import dev.turnstone.migration.Version;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Reads schemas, each from where it comes from.
final class Sources implements AutoCloseable {
    private final Grounds grounds;
    private final ScratchServers servers;
    private final Embedded embedded;

    Sources(Grounds grounds, ScratchServers servers) {
        this.grounds = grounds;
        this.servers = servers;
        this.embedded = new Embedded(grounds.loader());
    }

    /// What the schemas of these sources are for: what a live or saved one is, the first of them; otherwise what was
    /// asked for.
    Target target(List<SchemaSource> sources) {
        for (SchemaSource source : sources) {
            if (source instanceof SchemaSource.Database database) {
                return target(database, Absent.REFUSED);
            }
        }
        for (SchemaSource source : sources) {
            if (source instanceof SchemaSource.Given given) {
                return new Target(
                        grounds.named(given.schema().dialect()), given.schema().version());
            }
        }
        if (grounds.like().isPresent()
                && grounds.dialect()
                        .map(grounds.handling(reach(grounds.like().get())).name()::equals)
                        .orElse(true)) {
            return target(grounds.like().get(), Absent.EMPTY);
        }
        if (grounds.dialect().isPresent()) {
            return new Target(
                    grounds.named(grounds.dialect().get()), grounds.version().orElse(""));
        }
        if (grounds.dialects().size() == 1) {
            return new Target(grounds.dialects().get(0), "");
        }
        throw new MigrationException.Misconfigured(
                "it is not said which database this is for. Name one with --url or --env, or a dialect.");
    }

    private Target target(SchemaSource.Database source, Absent absent) {
        String url = reach(source);
        Dialect dialect = grounds.handling(url);
        try (Database database = dialect.open(dataSource(dialect, url, source), open(source, absent))) {
            String version = database.connection().getMetaData().getDatabaseProductVersion();
            return new Target(dialect, version.replaceFirst("[^0-9.].*", ""));
        } catch (SQLException e) {
            throw unreadable(label(source), e);
        }
    }

    private OpenSettings open(SchemaSource.Database source, Absent absent) {
        Settings settings = grounds.settings();
        return new OpenSettings(
                settings.schema(), Optional.empty(), settings.lockTimeout(), Optional.empty(), source.label(), absent);
    }

    /// A place to try things for `target` in.
    Workbench workbench(Target target) {
        return new Workbench(target, () -> servers.of(target), grounds.settings());
    }

    /// The schema of a source.
    ///
    /// @throws MigrationException.Misconfigured when it is of another kind of database than `target`
    Reading read(SchemaSource source, Target target) {
        Reading reading = reading(source, target);
        String dialect = target.dialect().name();
        if (!reading.schema().dialect().equals(dialect)) {
            throw new MigrationException.Misconfigured(reading.label() + " is a schema of "
                    + reading.schema().dialect() + ", and this is about " + dialect
                    + ". Files, migrations and entities can be compared for any database, others only for their own.");
        }
        return reading;
    }

    private Reading reading(SchemaSource source, Target target) {
        return switch (source) {
            case SchemaSource.Given given ->
                Reading.of(grounds.settings().ignored().of(given.schema()), given.label());
            case SchemaSource.Database database -> live(database);
            case SchemaSource.Nothing ignored ->
                Reading.of(target.dialect().inspector().fresh(version(target)), "an empty database");
            case SchemaSource.Migrations migrations -> replayed(migrations, workbench(target));
            case SchemaSource.Files files ->
                new SchemaFiles(grounds.settings().project(), target.dialect().splitter())
                        .build(files.path(), workbench(target));
            case SchemaSource.Entities entities ->
                new Entities(grounds.loader()).read(entities, version(target), workbench(target));
        };
    }

    private String version(Target target) {
        return target.version().isEmpty()
                ? workbench(target)
                        .attempt(
                                "an empty database",
                                (scratch, connection) ->
                                        connection.getMetaData().getDatabaseProductVersion())
                        .replaceFirst("[^0-9.].*", "")
                : target.version();
    }

    private Reading replayed(SchemaSource.Migrations migrations, Workbench bench) {
        String label = String.join(", ", migrations.locations())
                + migrations.to().map(to -> " up to " + to).orElse("");
        return replayed(migrations.locations(), migrations.to(), label, bench);
    }

    /// The schema that migrations leave on an empty database.
    Reading replayed(List<String> locations, Optional<Version> to, String label, Workbench bench) {
        Replay replay = new Replay(grounds, locations, to);
        return bench.attempt(label, (scratch, connection) -> {
            replay.on(scratch);
            return Reading.scripted(
                    bench.inspected(connection),
                    label,
                    Workbench.owner(connection),
                    () -> Provenance.read(grounds, locations, bench.target().dialect()));
        });
    }

    private Reading live(SchemaSource.Database source) {
        String url = reach(source);
        Dialect dialect = grounds.handling(url);
        try (Database database = dialect.open(dataSource(dialect, url, source), open(source, Absent.REFUSED))) {
            Settings settings = grounds.settings();
            Reading reading = Reading.of(
                            dialect.inspector().inspect(database.connection(), settings.schema(), settings.ignored()),
                            database.facts().label())
                    .by(database.facts().user());
            return reading.of(ExtensionVersions.live(reading.schema()));
        } catch (SQLException e) {
            throw unreadable(label(source), e);
        }
    }

    private static String label(SchemaSource.Database source) {
        return source.label().orElse("the database");
    }

    private static MigrationException unreadable(String label, SQLException e) {
        String words = String.valueOf(e.getMessage()).strip().replaceFirst("\\.$", "");
        return new MigrationException.DatabaseUnavailable(
                "cannot read the schema of " + label + ": " + words + ". Nothing was changed.", e);
    }

    private String reach(SchemaSource.Database database) {
        Path folder = grounds.settings().project().toAbsolutePath();
        return embedded.reach(database.url(), folder);
    }

    private static DataSource dataSource(Dialect dialect, String url, SchemaSource.Database database) {
        try {
            return dialect.dataSource(url, database.user(), database.password());
        } catch (IllegalArgumentException e) {
            throw new MigrationException.Misconfigured(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        embedded.close();
    }
}
