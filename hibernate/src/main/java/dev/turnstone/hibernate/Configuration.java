package dev.turnstone.hibernate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How the application configures Hibernate: what its files say, and what the request says over them.
///
/// @param settings for Hibernate, without any that would let it connect, or make anything but a script
/// @param dialect the class that the request asked for
/// @param configuredDialect the class that the files ask for
/// @param resources mapping files
/// @param spring whether Spring Boot configures it
/// @param unit the persistence unit that is read
record Configuration(
        Map<String, String> settings,
        Optional<String> dialect,
        Optional<String> configuredDialect,
        List<String> resources,
        boolean spring,
        Optional<PersistenceUnit> unit) {
    private static final String DIALECT = "hibernate.dialect";
    private static final String PHYSICAL = "hibernate.physical_naming_strategy";
    private static final String IMPLICIT = "hibernate.implicit_naming_strategy";
    private static final String NAMING = "org.hibernate.boot.model.naming.";
    /// Where it is in Spring Boot 4, and where it was before.
    private static final List<String> SPRING_IMPLICIT = List.of(
            "org.springframework.boot.hibernate.SpringImplicitNamingStrategy",
            "org.springframework.boot.orm.jpa.hibernate.SpringImplicitNamingStrategy");

    /// What Spring Boot takes for names of columns and tables: the first that Hibernate has; it renamed it
    /// in 7.
    private static final List<String> SPRING_PHYSICAL =
            List.of(NAMING + "PhysicalNamingStrategySnakeCaseImpl", NAMING + "CamelCaseToUnderscoresNamingStrategy");

    /// Connections, what to do to databases, and what only a running application has.
    private static final List<String> PASSED_OVER = List.of(
            "hibernate.connection.",
            "hibernate.hbm2ddl.",
            "hibernate.cache.",
            "hibernate.transaction.",
            "hibernate.session_factory",
            "hibernate.multi_tenan",
            "hibernate.tenant_identifier_resolver",
            "hibernate.current_session_context_class",
            "hibernate.archive.",
            "hibernate.hikari.",
            "hibernate.agroal.",
            "hibernate.c3p0.",
            "hibernate.format_sql",
            "hibernate.dialect",
            "hibernate.generate_statistics",
            "hibernate.jmx",
            "hibernate.search.",
            "hibernate.boot.",
            "hibernate.temp.",
            "jakarta.persistence.jdbc.",
            "jakarta.persistence.database-",
            "jakarta.persistence.schema-generation.",
            "jakarta.persistence.sql-load-script-source",
            "jakarta.persistence.jtaDataSource",
            "jakarta.persistence.nonJtaDataSource",
            "javax.persistence.");

    Configuration {
        settings = Map.copyOf(settings);
        resources = List.copyOf(resources);
    }

    /// Reads the class path's files: `hibernate.properties`, then the persistence unit, then Spring Boot's,
    /// each over the one before; the request over all.
    ///
    /// @param named whether the request names packages or classes, so that a persistence unit need not
    /// @throws IllegalArgumentException when a file cannot be read, or persistence units leave a choice
    static Configuration read(ClassPath classPath, ClassLoader loader, Map<String, String> requested, boolean named) {
        List<String> profiles = Optional.ofNullable(requested.get("spring.profiles.active")).stream()
                .flatMap(list -> List.of(list.split("\\s*,\\s*", -1)).stream())
                .toList();
        Map<String, String> springFiles = SpringFiles.read(classPath, loader, profiles);
        boolean spring = SPRING_IMPLICIT.stream().anyMatch(type -> classPath.has(file(type)))
                || hasJpa(springFiles)
                || hasJpa(requested);
        Optional<String> chosen = Optional.ofNullable(requested.get(PersistenceUnit.CHOICE));
        Optional<PersistenceUnit> unit =
                chosen.isEmpty() && (spring || named) ? Optional.empty() : PersistenceUnit.find(classPath, chosen);

        Map<String, String> files = new TreeMap<>();
        classPath
                .first("hibernate.properties")
                .map(bytes -> SpringFiles.properties("hibernate.properties", new String(bytes, StandardCharsets.UTF_8)))
                .ifPresent(properties ->
                        properties.forEach((name, value) -> files.put(String.valueOf(name), String.valueOf(value))));
        unit.ifPresent(present -> files.putAll(present.properties()));
        files.putAll(ofSpring(springFiles));
        Map<String, String> own = new TreeMap<>(requested);
        own.putAll(ofSpring(requested));

        Map<String, String> settings = new LinkedHashMap<>(files);
        settings.putAll(own);
        if (spring) {
            names(classPath, settings);
        }
        List<String> resources =
                new ArrayList<>(unit.map(PersistenceUnit::mappingFiles).orElse(List.of()));
        resources.addAll(mappingResources(springFiles));
        if (resources.isEmpty() && classPath.has("META-INF/orm.xml")) {
            resources.add("META-INF/orm.xml");
        }
        return new Configuration(
                kept(settings),
                Optional.ofNullable(own.get(DIALECT)),
                Optional.ofNullable(files.get(DIALECT)),
                resources,
                spring,
                unit);
    }

    private static boolean hasJpa(Map<String, String> properties) {
        return properties.keySet().stream().anyMatch(name -> name.startsWith("spring.jpa."));
    }

    /// What Spring Boot makes of its own properties: the names, the dialect, and whatever stands below
    /// `properties`.
    private static Map<String, String> ofSpring(Map<String, String> properties) {
        Map<String, String> hibernate = new LinkedHashMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith("spring.jpa.properties.")) {
                String below = name.substring("spring.jpa.properties.".length());
                hibernate.put(below.replaceAll("^\\[(.*)]$", "$1"), value);
            }
        });
        properties.forEach((name, value) -> {
            switch (relaxed(name)) {
                case "spring.jpa.hibernate.naming.physicalstrategy" -> hibernate.put(PHYSICAL, value);
                case "spring.jpa.hibernate.naming.implicitstrategy" -> hibernate.put(IMPLICIT, value);
                case "spring.jpa.databaseplatform" -> hibernate.put(DIALECT, value);
                default -> {
                    // Spring's own business: connections, sessions, what to do to databases.
                }
            }
        });
        return hibernate;
    }

    private static List<String> mappingResources(Map<String, String> properties) {
        return properties.entrySet().stream()
                .filter(entry -> relaxed(entry.getKey()).startsWith("spring.jpa.mappingresources"))
                .flatMap(entry -> List.of(entry.getValue().split("\\s*,\\s*", -1)).stream())
                .toList();
    }

    private static String relaxed(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static void names(ClassPath classPath, Map<String, String> settings) {
        for (String physical : SPRING_PHYSICAL) {
            if (classPath.has(file(physical))) {
                settings.putIfAbsent(PHYSICAL, physical);
            }
        }
        for (String implicit : SPRING_IMPLICIT) {
            if (classPath.has(file(implicit))) {
                settings.putIfAbsent(IMPLICIT, implicit);
            }
        }
    }

    private static String file(String type) {
        return type.replace('.', '/') + ".class";
    }

    private static Map<String, String> kept(Map<String, String> settings) {
        Map<String, String> kept = new LinkedHashMap<>();
        settings.forEach((name, value) -> {
            boolean hibernate = name.startsWith("hibernate.") || name.startsWith("jakarta.persistence.");
            if (hibernate && PASSED_OVER.stream().noneMatch(name::startsWith)) {
                kept.put(name, value);
            }
        });
        return kept;
    }
}
