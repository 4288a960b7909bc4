package dev.turnstone.dialect;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.schema.EntityConflict;
import dev.turnstone.schema.EntityResolution;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Says which tables the entities of a JPA application want. Found with [java.util.ServiceLoader].
/// Stateless and thread-safe.
///
/// Entities say less than a database holds, so a schema made of them is a *partial* desired state: see
/// [dev.turnstone.schema.EntityScope].
public interface EntityScripts {
    /// The statements that make what the entities map, without connecting to any database: those that the
    /// application's own Hibernate would send.
    ///
    /// @throws IllegalArgumentException when the class path, a class or a property cannot be right; the
    ///     message says why and what to do
    Script script(Request request);

    /// The statements that carry out an answer to a conflict on a database whose schema is `live`. They
    /// come *before* those that bring the result to the schema of the entities, from which
    /// [Request#resolutions] leaves the legacy class out: run them on scratch, inspect, and compare from
    /// there.
    ///
    /// @param live may lack the table, when nothing is to be done
    /// @throws IllegalArgumentException when the answer is to another conflict
    Written resolve(EntityConflict conflict, EntityResolution resolution, Schema live);

    /// What is asked.
    ///
    /// @param dialect `postgresql`, `sqlite`
    /// @param version of the database, as [Schema#version]
    /// @param classPath the application's classes and what they need, its Hibernate included; `lib/*`
    ///     stands for the jars of a folder
    /// @param properties of the persistence unit, which beat those found on the class path: `hibernate.*`,
    ///     `jakarta.persistence.*`, `spring.jpa.*`
    /// @param packages where entities are looked for, or full names of classes; empty for what
    ///     `META-INF/persistence.xml` names, or else for everywhere in the class path's folders
    /// @param resolutions answers to conflicts: the legacy class of each is left out
    record Request(
            String dialect,
            String version,
            List<Path> classPath,
            Map<String, String> properties,
            List<String> packages,
            List<EntityResolution> resolutions) {
        public Request {
            classPath = List.copyOf(classPath);
            properties = Map.copyOf(properties);
            packages = List.copyOf(packages);
            resolutions = List.copyOf(resolutions);
        }

        /// A request that answers no conflict.
        public Request(
                String dialect,
                String version,
                List<Path> classPath,
                Map<String, String> properties,
                List<String> packages) {
            this(dialect, version, classPath, properties, packages, List.of());
        }
    }

    /// What the entities want.
    ///
    /// @param provider which one said so, for people: `Hibernate 6.6.33 with PostgreSQLDialect 18.1`
    /// @param entities the full names of the classes, sorted
    /// @param statements without closing semicolons, in an order in which they run on an empty database
    /// @param diagnostics what a person should know; with an error among them (two entities that map one
    ///     table in contradiction) the statements are no desired state
    /// @param conflicts those errors as values, each with its ways out
    /// @param answered conflicts that the request answers, whose legacy class is left out: see [#resolve]
    /// @param drawn which keys are drawn from which sequences, as the application does it: no default says so
    record Script(
            String provider,
            List<String> entities,
            List<String> statements,
            List<Diagnostic> diagnostics,
            List<EntityConflict> conflicts,
            List<Answered> answered,
            List<Drawn> drawn) {
        public Script {
            entities = List.copyOf(entities);
            statements = List.copyOf(statements);
            diagnostics = List.copyOf(diagnostics);
            conflicts = List.copyOf(conflicts);
            answered = List.copyOf(answered);
            drawn = List.copyOf(drawn);
        }
    }

    /// A key whose values an application draws from a sequence.
    record Drawn(Id sequence, Id column) {}

    /// A conflict and the answer to it.
    record Answered(EntityConflict conflict, EntityResolution resolution) {}
}
