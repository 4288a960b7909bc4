package dev.turnstone.sqlite;

import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.RunnerLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// A process of its own that takes the lock of a database, says so, writes without committing, and waits to be killed.
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws Exception {
        try (Database database = new SqliteFile(Path.of(arguments[0])).open();
                RunnerLock lock = database.lock(Duration.ofSeconds(30), waiting -> {})) {
            // A shared transaction would be committed when its turn is over, which on a busy machine is at once.
            SqliteFile.execute(database.connection(), "BEGIN IMMEDIATE");
            SqliteFile.execute(database.connection(), "CREATE TABLE uncommitted (id)");
            System.out.println("locked " + lock.held());
            System.out.flush();
            waitForTheEnd();
        }
    }

    private static void waitForTheEnd() throws IOException {
        while (System.in.read() >= 0) {
            // Until the parent closes the pipe.
        }
    }

    /// The process, once it holds the lock.
    static Process start(Path database) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        database.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = process.inputReader().readLine();
        if (!"locked true".equals(line)) {
            process.destroyForcibly();
            throw new IOException("it did not take the lock: " + line);
        }
        return process;
    }
}
