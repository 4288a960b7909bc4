package dev.turnstone.hibernate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A database, as Hibernate is told about one that it cannot ask.
///
/// @param product as its driver calls it
/// @param mark what the names of Hibernate's dialects for it hold
/// @param defaultSchema of tables that name none; empty when it has no schemas
record Database(String product, String mark, String defaultSchema) {
    private static final Map<String, Database> KNOWN = Map.of(
            "postgresql", new Database("PostgreSQL", "PostgreSQL", "public"),
            "sqlite", new Database("SQLite", "SQLite", ""));
    private static final String COMMUNITY = "org/hibernate/community/dialect/SQLiteDialect.class";

    /// The database that Turnstone calls so.
    ///
    /// @param hibernate the version that is used, for the message
    /// @throws IllegalArgumentException when it is another, or Hibernate needs a jar for it that is not
    ///     there
    static Database of(String dialect, ClassPath classPath, String hibernate) {
        Database database = KNOWN.get(dialect);
        if (database == null) {
            throw new IllegalArgumentException(
                    "entities cannot be read for \"" + dialect + "\": the databases are postgresql and sqlite");
        }
        if (dialect.equals("sqlite") && !classPath.has(COMMUNITY)) {
            throw new IllegalArgumentException("Hibernate keeps its SQLite dialect in a jar of its own:"
                    + " add org.hibernate.orm:hibernate-community-dialects:" + hibernate + " to the class path");
        }
        return database;
    }

    /// The statements that it takes: SQLite keeps no comments, and Hibernate writes them for it all the same.
    List<String> taken(List<String> statements) {
        return product.equals("SQLite")
                ? statements.stream()
                        .filter(statement -> !statement.startsWith("comment on "))
                        .toList()
                : statements;
    }

    /// The settings that name product and version, so that Hibernate chooses what the version can do.
    Map<String, String> settings(String version) {
        String[] parts = version.split("[^0-9]+", -1);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("jakarta.persistence.database-product-name", product);
        if (!parts[0].isEmpty()) {
            settings.put("jakarta.persistence.database-product-version", version);
            settings.put("jakarta.persistence.database-major-version", parts[0]);
            settings.put(
                    "jakarta.persistence.database-minor-version",
                    parts.length > 1 && !parts[1].isEmpty() ? parts[1] : "0");
        }
        settings.put("hibernate.boot.allow_jdbc_metadata_access", "false");
        settings.put("hibernate.temp.use_jdbc_metadata_defaults", "false");
        settings.put("hibernate.cache.use_second_level_cache", "false");
        settings.put("hibernate.cache.use_query_cache", "false");
        // Rows are not part of a schema: the one is for 6.5 and later, the other for before.
        settings.put("hibernate.hbm2ddl.skip_default_import_file", "true");
        settings.put("hibernate.hbm2ddl.import_files", "META-INF/no-rows-are-imported.sql");
        return settings;
    }

    /// Whether a class that the application configures as its dialect is one for this database: by its
    /// name, or that of a class it extends.
    ///
    /// @throws IllegalArgumentException when there is no such class
    boolean isSpokenBy(String dialect, ClassLoader loader) {
        if (!dialect.contains(".")) {
            return dialect.startsWith(mark);
        }
        try {
            for (Class<?> at = Class.forName(dialect, false, loader); at != null; at = at.getSuperclass()) {
                if (at.getSimpleName().startsWith(mark)) {
                    return true;
                }
            }
            return false;
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "the configured dialect " + dialect + " is not on the class path: leave"
                            + " hibernate.dialect out, and Hibernate chooses by database and version",
                    e);
        }
    }
}
