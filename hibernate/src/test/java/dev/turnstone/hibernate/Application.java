package dev.turnstone.hibernate;

import dev.turnstone.dialect.EntityScripts.Request;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// An application as its users have it: classes in a folder, and libraries, Hibernate among them.
///
/// @param classes the folder
/// @param libraries jars
record Application(Path classes, List<Path> libraries) {
    /// The versions of Hibernate in `target/libraries`: the oldest supported, the last 6, and 7.
    static final List<String> VERSIONS = List.of("6.4", "6.6", "7.4");

    private static final Path LIBRARIES = Path.of("target", "libraries");

    /// The application of `src/test/applications` of that name, compiled against that Hibernate.
    static Application compiled(String name, String hibernate, Path folder) {
        Path sources = Path.of("src", "test", "applications", name);
        return compiled(filesOf(sources, ".java"), hibernate, folder, List.of()).with(sources);
    }

    /// An application of one file.
    static Application ofSource(String name, String source, String hibernate, Path folder, List<Path> more)
            throws IOException {
        Path file = folder.resolve("sources").resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        return compiled(List.of(file), hibernate, folder, more);
    }

    /// An application of those files.
    ///
    /// @param more jars besides Hibernate
    static Application compiled(List<Path> sources, String hibernate, Path folder, List<Path> more) {
        Path classes = folder.resolve("classes");
        List<Path> libraries = new ArrayList<>(jars(hibernate));
        libraries.addAll(jars("common"));
        libraries.addAll(more);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            Files.createDirectories(classes);
            String path = String.join(
                    System.getProperty("path.separator"),
                    libraries.stream().map(Path::toString).toList());
            List<String> options =
                    List.of("--release", "21", "-proc:none", "-nowarn", "-d", classes.toString(), "-cp", path);
            boolean compiled = compiler.getTask(
                            output, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("the application does not compile: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Application(classes, libraries);
    }

    /// With the resources among its sources.
    private Application with(Path sources) {
        for (Path resource : filesOf(sources, "")) {
            if (!resource.toString().endsWith(".java")) {
                addFile(sources.relativize(resource).toString(), read(resource));
            }
        }
        return this;
    }

    /// With a resource of that name.
    Application addFile(String name, String text) {
        try {
            Path file = classes.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// With more jars.
    Application plus(List<Path> jars) {
        List<Path> all = new ArrayList<>(libraries);
        all.addAll(jars);
        return new Application(classes, all);
    }

    /// The jars of a folder of `target/libraries`.
    static List<Path> jars(String folder) {
        return filesOf(LIBRARIES.resolve(folder), ".jar");
    }

    List<Path> classPath() {
        List<Path> all = new ArrayList<>(List.of(classes));
        all.addAll(libraries);
        return all;
    }

    Request request(String dialect, String version) {
        return new Request(dialect, version, classPath(), Map.of(), List.of());
    }

    Request request(Map<String, String> properties, List<String> names) {
        return new Request("postgresql", "18.1", classPath(), properties, names);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> filesOf(Path folder, String suffix) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
