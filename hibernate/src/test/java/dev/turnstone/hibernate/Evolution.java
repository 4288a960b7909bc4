package dev.turnstone.hibernate;

import dev.turnstone.DiffOptions;
import dev.turnstone.DiffOptions.Renaming;
import dev.turnstone.DiffReport;
import dev.turnstone.GenerateOptions;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.MigrateOptions;
import dev.turnstone.Migrator;
import dev.turnstone.RevertOptions;
import dev.turnstone.SchemaSource;
import dev.turnstone.Schemas;
import dev.turnstone.Settings;
import dev.turnstone.dialect.Writer;
import dev.turnstone.hibernate.Engine.Place;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.PlanRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An application that changes, and the migrations that follow it: each is generated from those before.
///
/// @param folder the project
/// @param database that the migrations run on
record Evolution(Path folder, Engine engine, Place scratch, Place database, List<Renaming> renames)
        implements AutoCloseable {
    static Evolution on(Engine engine, Path folder) throws IOException {
        Files.createDirectories(folder.resolve("migrations"));
        return new Evolution(
                folder, engine, engine.place(folder, "scratch"), engine.place(folder, "database"), List.of());
    }

    /// With these renames said.
    Evolution renaming(String... typed) {
        return new Evolution(
                folder,
                engine,
                scratch,
                database,
                List.of(typed).stream().map(Renaming::parse).toList());
    }

    /// What Hibernate makes of these classes, in the database.
    Evolution made(String hibernate, String source) throws IOException, SQLException {
        Application application = application("made", hibernate, source);
        try (Sql sql = Sql.open(database.url())) {
            sql.run(new HibernateEntities()
                    .script(application.request(engine.dialect(), engine.version()))
                    .statements());
        }
        return this;
    }

    /// A migration written by a person.
    Evolution byHand(String version, String sql) throws IOException {
        Files.writeString(folder.resolve("migrations").resolve(version + "_by_hand.sql"), sql);
        return this;
    }

    /// The migration to what these classes want, written when it is proven.
    GeneratedMigration generate(String version, String hibernate, String source) throws IOException {
        try (Schemas schemas = schemas()) {
            GeneratedMigration migration = schemas.generate(
                    migrations(),
                    entities(version, hibernate, source),
                    new GenerateOptions(
                            Version.parse(version),
                            "entities",
                            Writer.Style.ONLINE,
                            true,
                            options(),
                            true,
                            false,
                            Set.of()));
            if (migration instanceof GeneratedMigration.Proven proven) {
                Files.writeString(
                        folder.resolve("migrations").resolve(proven.file().name()),
                        proven.file().text());
            }
            return migration;
        }
    }

    /// What distinguishes the migrations from what these classes want.
    DiffReport diff(String hibernate, String source) throws IOException {
        try (Schemas schemas = schemas()) {
            return schemas.diff(migrations(), entities("diff", hibernate, source), options());
        }
    }

    /// What distinguishes the database from what these classes want.
    DiffReport diffLive(String hibernate, String source) throws IOException {
        try (Schemas schemas = schemas()) {
            return schemas.diff(
                    new SchemaSource.Database(database.url(), Optional.empty(), Optional.empty()),
                    entities("diff", hibernate, source),
                    options());
        }
    }

    /// Applies what is pending.
    Evolution migrate() {
        migrator().migrate(new MigrateOptions(Optional.empty(), false, Optional.empty()));
        return this;
    }

    /// Reverts the last one.
    Evolution revert() {
        migrator().revert(new RevertOptions(new PlanRequest.Target.Steps(1), true, Optional.empty()));
        return this;
    }

    private Migrator migrator() {
        return Migrator.builder()
                .url(database.url(), Optional.empty(), Optional.empty())
                .settings(settings())
                .listener(event -> {})
                .build();
    }

    private DiffOptions options() {
        return DiffOptions.DEFAULTS.withRenames(renames);
    }

    private Settings settings() {
        return Settings.DEFAULTS.withLocations(List.of(location()));
    }

    private SchemaSource migrations() {
        return new SchemaSource.Migrations(List.of(location()), Optional.empty());
    }

    private String location() {
        return folder.resolve("migrations").toString();
    }

    private SchemaSource entities(String version, String hibernate, String source) throws IOException {
        Application application = application(version, hibernate, source);
        return new SchemaSource.Entities(application.classPath(), Map.of(), List.of(), List.of());
    }

    private Application application(String version, String hibernate, String source) throws IOException {
        return Application.ofSource(
                "com.acme.Shop", source, hibernate, Files.createDirectories(folder.resolve("v" + version)), List.of());
    }

    private Schemas schemas() {
        Schemas.Builder builder = Schemas.builder().settings(settings()).dialect(engine.dialect(), Optional.empty());
        return engine.sqlite()
                ? builder.build()
                : builder.scratch(scratch.url(), Optional.empty(), Optional.empty())
                        .build();
    }

    @Override
    public void close() {
        scratch.close();
        database.close();
    }
}
