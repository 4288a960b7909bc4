package dev.turnstone.internal;

import dev.turnstone.JavaMigration;
import dev.turnstone.MigrationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Finds Java migrations by an index, never by scanning: `classpath:LOCATION` may hold a file `java-migrations.index`
/// with one class name a line, written at build time or by hand.
final class JavaMigrationIndex {
    private static final String CLASSPATH = "classpath:";
    private static final String NAME = "java-migrations.index";

    private JavaMigrationIndex() {}

    static List<JavaMigration> load(List<String> locations, ClassLoader loader) {
        List<JavaMigration> found = new ArrayList<>();
        for (String location : locations) {
            if (location.startsWith(CLASSPATH)) {
                String path = location.substring(CLASSPATH.length());
                String resource = (path.startsWith("/") ? path.substring(1) : path) + "/" + NAME;
                for (String name : lines(resource, loader)) {
                    found.add(instance(name, resource, loader));
                }
            }
        }
        return found;
    }

    private static List<String> lines(String resource, ClassLoader loader) {
        try (InputStream stream = loader.getResourceAsStream(resource)) {
            if (stream == null) {
                return List.of();
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new MigrationException.Misconfigured(resource + ": cannot be read: " + e.getMessage());
        }
    }

    private static JavaMigration instance(String name, String resource, ClassLoader loader) {
        try {
            Object instance =
                    Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
            if (instance instanceof JavaMigration migration) {
                return migration;
            }
            throw new MigrationException.Misconfigured(resource + ": " + name + " is no JavaMigration");
        } catch (ReflectiveOperationException e) {
            throw new MigrationException.Misconfigured(resource + ": " + name + " cannot be made: " + e
                    + ". It needs to be public with a public constructor without parameters.");
        }
    }
}
