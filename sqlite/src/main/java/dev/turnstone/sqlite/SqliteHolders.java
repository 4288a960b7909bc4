package dev.turnstone.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Who holds locks on a file, as far as the operating system tells: Linux lists them in `/proc/locks`.
final class SqliteHolders {
    private static final Path LOCKS = Path.of("/proc/locks");

    private SqliteHolders() {}

    /// Who is in the way of a writer: in WAL mode the other writer, else readers too.
    static String ofDatabase(Path database) {
        Path shared = database.resolveSibling(database.getFileName() + "-shm");
        return Files.exists(shared) ? of(shared, "WRITE") : of(database, "");
    }

    /// `pid 4711 (java)`, or several; empty where nothing can be told.
    static String of(Path file) {
        return of(file, "");
    }

    private static String of(Path file, String mode) {
        TreeSet<Long> holders = new TreeSet<>();
        try {
            if (!Files.isReadable(LOCKS)) {
                return "";
            }
            String inode = Files.getAttribute(file, "unix:ino").toString();
            for (String line : Files.readAllLines(LOCKS)) {
                if (line.contains(mode)) {
                    collect(line, inode, holders);
                }
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "";
        }
        return String.join(", ", holders.stream().map(SqliteHolders::describe).toList());
    }

    /// A line reads `1: POSIX  ADVISORY  WRITE 4711 fe:01:131090 0 EOF`; waiters have an arrow and are left out.
    private static void collect(String line, String inode, Set<Long> holders) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length >= 6 && fields[5].endsWith(":" + inode) && fields[4].matches("\\d+")) {
            holders.add(Long.parseLong(fields[4]));
        }
    }

    private static String describe(long pid) {
        if (pid == ProcessHandle.current().pid()) {
            return "another connection of this process";
        }
        Optional<String> command = ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .map(path -> String.valueOf(Path.of(path).getFileName()));
        return "pid " + pid + command.map(name -> " (" + name + ")").orElse("");
    }
}
