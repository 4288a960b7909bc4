package dev.turnstone.dialect;

import dev.turnstone.diagnostic.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Says which tables the entities of a JPA application want. Found with [java.util.ServiceLoader].
public interface EntityScripts {
    /// The statements that make what the entities map, without connecting to any database.
    ///
    /// @throws IllegalArgumentException when the class path or the properties cannot be right; the message says why and
    ///     what to do
    Script script(Request request);

    /// What is asked.
    ///
    /// @param dialect `postgresql`, `sqlite`
    /// @param version of the database, as [dev.turnstone.schema.Schema#version]
    /// @param classPath the application's classes and what they need, its Hibernate included
    /// @param properties of the persistence unit
    /// @param packages where entities are looked for; empty for everywhere in the class path's folders
    record Request(
            String dialect,
            String version,
            List<Path> classPath,
            Map<String, String> properties,
            List<String> packages) {
        public Request {
            classPath = List.copyOf(classPath);
            properties = Map.copyOf(properties);
            packages = List.copyOf(packages);
        }
    }

    /// What the entities want.
    ///
    /// @param statements without closing semicolons, in an order in which they run on an empty database
    /// @param diagnostics what a person should know; with an error among them (two entities that map one table in
    ///     contradiction) the statements are no desired state
    record Script(List<String> statements, List<Diagnostic> diagnostics) {
        public Script {
            statements = List.copyOf(statements);
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
