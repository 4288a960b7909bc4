package dev.turnstone.hibernate.bridge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.hibernate.Version;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistry;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;

/// Asks Hibernate what it would send to create a database for classes.
///
/// It goes the way an application goes when it starts, since what Hibernate makes depends on it:
/// constraints of Bean Validation become part of columns when a session factory is built. Before the
/// factory would be ready it stops.
///
/// The question is a map: `settings` (map of texts), `classes`, `packages`, `resources` (lists of texts).
/// The answer: `version` and `dialect` (texts), `statements` (list of texts), `tables` (list of maps, see
/// [MappedTables]), `missing` (map from tables to lists of texts, see [MissingConstraints]).
public final class Bridge implements UnaryOperator<Map<String, Object>> {
    /// The bridge has no state.
    public Bridge() {}

    @Override
    public Map<String, Object> apply(Map<String, Object> question) {
        ClassLoader loader = Bridge.class.getClassLoader();
        Capture capture = new Capture();
        BootstrapServiceRegistry boot = new BootstrapServiceRegistryBuilder()
                .applyClassLoader(loader)
                .applyIntegrator(capture)
                .build();
        StandardServiceRegistryBuilder builder = new StandardServiceRegistryBuilder(boot);
        // What it took from hibernate.properties and the JVM: how to connect, above all.
        builder.getSettings().clear();
        builder.getSettings().putAll(map(question, "settings"));
        StandardServiceRegistry registry = builder.build();
        try {
            sources(question, registry, loader)
                    .getMetadataBuilder(registry)
                    .build()
                    .getSessionFactoryBuilder()
                    .build()
                    .close();
            throw new IllegalStateException("Hibernate " + Version.getVersionString() + " asked no integrator");
        } catch (Captured captured) {
            return Map.of(
                    "version", Version.getVersionString(),
                    "dialect", capture.dialect(),
                    "statements", capture.statements(),
                    "tables", capture.tables(),
                    "missing", capture.missing());
        } finally {
            StandardServiceRegistryBuilder.destroy(registry);
        }
    }

    private static MetadataSources sources(
            Map<String, Object> question, StandardServiceRegistry registry, ClassLoader loader) {
        MetadataSources sources = new MetadataSources(registry);
        for (String name : list(question, "packages")) {
            sources.addPackage(name);
        }
        for (String name : list(question, "classes")) {
            sources.addAnnotatedClass(loaded(name, loader));
        }
        for (String resource : list(question, "resources")) {
            sources.addResource(resource);
        }
        return sources;
    }

    private static Class<?> loaded(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("there is no class " + name, e);
        }
    }

    private static List<String> list(Map<String, Object> question, String key) {
        return question.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Map<String, String> map(Map<String, Object> question, String key) {
        Map<String, String> texts = new HashMap<>();
        if (question.get(key) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        }
        return texts;
    }
}
