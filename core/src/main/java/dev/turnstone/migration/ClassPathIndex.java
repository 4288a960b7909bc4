package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.sql.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// Finds the migrations of a `classpath:` location by its lock file, which lists them all; jars are never searched.
final class ClassPathIndex {
    private static final String PREFIX = "classpath:";

    private ClassPathIndex() {}

    static boolean isClassPath(String location) {
        return location.startsWith(PREFIX);
    }

    /// Adds the files the index of `location` lists.
    static void list(String location, ClassLoader loader, Collector collector) {
        String folder = strip(location.substring(PREFIX.length()));
        String shown = PREFIX + folder;
        String lock = (folder.isEmpty() ? "" : folder + "/") + LockFile.NAME;
        byte[] bytes;
        try {
            bytes = new FileBytes.OnClassPath(loader, lock).read();
        } catch (NoSuchFileException missing) {
            collector.report(Diagnostic.error(
                    "no-index",
                    Location.startOf(PREFIX + lock),
                    "the class path is not searched, and there is no " + LockFile.NAME
                            + " that lists the migrations of " + shown,
                    "Run turnstone lock in the folder of the migrations, and pack " + LockFile.NAME + " with them"));
            return;
        } catch (IOException failure) {
            collector.report(TextDecoder.unreadable(PREFIX + lock, failure));
            return;
        }
        LockFile.Reading reading = LockFile.parse(new String(bytes, StandardCharsets.UTF_8), PREFIX + lock);
        for (Diagnostic diagnostic : reading.diagnostics()) {
            collector.report(diagnostic);
        }
        for (LockFile.Line line : reading.lock().lines()) {
            addListed(line, folder, loader, collector);
        }
    }

    private static String strip(String folder) {
        int from = folder.startsWith("/") ? 1 : 0;
        int to = folder.length() > from && folder.endsWith("/") ? folder.length() - 1 : folder.length();
        return folder.substring(from, to);
    }

    private static void addListed(LockFile.Line line, String folder, ClassLoader loader, Collector collector) {
        String relative = line.path();
        Optional<String> engine = Optional.empty();
        int from = 0;
        for (int slash = relative.indexOf('/'); slash >= 0; slash = relative.indexOf('/', from)) {
            String name = relative.substring(from, slash);
            if (Collector.isSkipped(name)) {
                return;
            }
            engine = Collector.engineIn(name, engine);
            from = slash + 1;
        }
        String fileName = relative.substring(from);
        if (FileName.isSql(fileName)) {
            String resource = (folder.isEmpty() ? "" : folder + "/") + relative;
            collector.add(new FoundFile(
                    PREFIX + resource,
                    relative,
                    engine,
                    FoundFile.Stamp.RESOURCE,
                    new FileBytes.OnClassPath(loader, resource),
                    Optional.of(line.checksum())));
        }
    }
}
