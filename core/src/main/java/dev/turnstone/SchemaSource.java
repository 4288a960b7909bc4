package dev.turnstone;

import dev.turnstone.migration.Version;
import dev.turnstone.schema.EntityResolution;
import dev.turnstone.schema.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a schema comes from.
public sealed interface SchemaSource {
    /// A live database; it is read and never written.
    ///
    /// @param url as a migrator takes it, `embedded:…` included
    /// @param label what it is called in output, when the database should not name itself
    record Database(String url, Optional<String> user, Optional<String> password, Optional<String> label)
            implements SchemaSource {
        /// A database that names itself.
        public Database(String url, Optional<String> user, Optional<String> password) {
            this(url, user, password, Optional.empty());
        }
    }

    /// Migrations, replayed on a scratch database by the engine that runs them everywhere.
    ///
    /// @param locations as [Settings#locations]
    /// @param to the last version to replay; absent for all, repeatables included
    record Migrations(List<String> locations, Optional<Version> to) implements SchemaSource {
        public Migrations {
            locations = List.copyOf(locations);
        }
    }

    /// SQL files, run on a scratch database. They may name renames: `-- turnstone:rename old -> new`.
    ///
    /// @param path a file, or a folder whose `.sql` files are run in the order of their names, folders below it
    /// included
    record Files(Path path) implements SchemaSource {}

    /// A schema that is known already: one that was saved, or read before.
    ///
    /// @param label what it is called in output: the name of its file
    record Given(Schema schema, String label) implements SchemaSource {}

    /// The entities of a JPA application. A *partial* desired state: what JPA cannot express is never dropped.
    ///
    /// @param classPath the application's classes and what they need; the user's own Hibernate is among it
    /// @param properties of the persistence unit: dialect, naming strategies
    /// @param packages where entities are looked for; empty for everywhere in the class path's folders
    /// @param resolutions answers to conflicts between entities
    record Entities(
            List<Path> classPath,
            Map<String, String> properties,
            List<String> packages,
            List<EntityResolution> resolutions)
            implements SchemaSource {
        public Entities {
            classPath = List.copyOf(classPath);
            properties = Map.copyOf(properties);
            packages = List.copyOf(packages);
            resolutions = List.copyOf(resolutions);
        }
    }

    /// A database in which nobody has made anything.
    record Nothing() implements SchemaSource {}
}
