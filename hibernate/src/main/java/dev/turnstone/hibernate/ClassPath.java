package dev.turnstone.hibernate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The user's class path. Everything is read from the disk when it is asked for; nothing is kept open.
///
/// @param roots folders and jars that exist, in order
/// @param absent what was named and does not exist
record ClassPath(List<Path> roots, List<Path> absent) {
    ClassPath {
        roots = List.copyOf(roots);
        absent = List.copyOf(absent);
    }

    /// The class path that those entries make; `lib/*` stands for the jars of a folder, by name.
    ///
    /// @throws IllegalArgumentException when one of them is no class path entry
    static ClassPath of(List<Path> entries) {
        List<Path> roots = new ArrayList<>();
        List<Path> absent = new ArrayList<>();
        for (Path entry : entries) {
            boolean all = entry.endsWith("*");
            Path place = all ? entry.toAbsolutePath().getParent() : entry;
            if (place == null || !Files.exists(place)) {
                absent.add(entry);
            } else if (all) {
                roots.addAll(jarsOf(place));
            } else {
                roots.add(checked(entry));
            }
        }
        return new ClassPath(roots, absent);
    }

    private static List<Path> jarsOf(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path checked(Path entry) {
        if (Files.isDirectory(entry)) {
            return entry;
        }
        try (ZipFile jar = new ZipFile(entry.toFile())) {
            if (jar.getEntry("BOOT-INF/classes/") != null || jar.getEntry("WEB-INF/classes/") != null) {
                throw new IllegalArgumentException(entry + " holds its classes and libraries inside itself."
                        + " Unpack it (unzip -d app " + entry.getFileName() + ") and name app/BOOT-INF/classes and"
                        + " 'app/BOOT-INF/lib/*' (WEB-INF for a war) instead.");
            }
            return entry;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    entry + " is neither a folder nor a jar that can be read: " + e.getMessage(), e);
        }
    }

    /// The entries as a class loader takes them.
    URL[] urls() {
        return roots.stream().map(ClassPath::url).toArray(URL[]::new);
    }

    private static URL url(Path root) {
        try {
            return root.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(root + " cannot be on a class path", e);
        }
    }

    /// The folders among the roots.
    List<Path> folders() {
        return roots.stream().filter(Files::isDirectory).toList();
    }

    /// Whether any root holds that resource.
    boolean has(String resource) {
        return roots.stream().anyMatch(root -> resource(root, resource).isPresent());
    }

    /// The first resource of that name.
    Optional<byte[]> first(String resource) {
        return roots.stream().flatMap(root -> resource(root, resource).stream()).findFirst();
    }

    /// Every resource of that name.
    List<byte[]> all(String resource) {
        return roots.stream().flatMap(root -> resource(root, resource).stream()).toList();
    }

    private static Optional<byte[]> resource(Path root, String name) {
        try {
            if (Files.isDirectory(root)) {
                Path file = root.resolve(name);
                return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
            }
            try (ZipFile jar = new ZipFile(root.toFile())) {
                ZipEntry entry = jar.getEntry(name);
                return entry == null ? Optional.empty() : Optional.of(bytes(jar, entry));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " of " + root, e);
        }
    }

    /// The classes of a root.
    ///
    /// @param wanted by the full name of the class
    static List<ClassFile> classes(Path root, Predicate<String> wanted) {
        try {
            return Files.isDirectory(root) ? classesOfFolder(root, wanted) : classesOfJar(root, wanted);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the classes of " + root, e);
        }
    }

    private static List<ClassFile> classesOfFolder(Path root, Predicate<String> wanted) throws IOException {
        List<ClassFile> classes = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.sorted().toList()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (isWanted(name, wanted)) {
                    classes.add(ClassFile.read(Files.readAllBytes(file)));
                }
            }
        }
        return classes;
    }

    private static List<ClassFile> classesOfJar(Path root, Predicate<String> wanted) throws IOException {
        List<ClassFile> classes = new ArrayList<>();
        try (ZipFile jar = new ZipFile(root.toFile())) {
            Enumeration<? extends ZipEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (isWanted(entry.getName(), wanted)) {
                    classes.add(ClassFile.read(bytes(jar, entry)));
                }
            }
        }
        return classes;
    }

    private static boolean isWanted(String file, Predicate<String> wanted) {
        return file.endsWith(".class")
                && !file.startsWith("META-INF/")
                && !file.endsWith("module-info.class")
                && wanted.test(
                        file.substring(0, file.length() - ".class".length()).replace('/', '.'));
    }

    private static byte[] bytes(ZipFile jar, ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
