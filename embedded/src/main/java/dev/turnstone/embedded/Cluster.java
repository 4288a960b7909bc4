package dev.turnstone.embedded;

import dev.turnstone.dialect.EmbeddedDatabaseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One data directory and the server that serves it. Callers hold the directory's [FileMutex], except for
/// [#kill].
final class Cluster {
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final int LOG_LIMIT = 1 << 20;

    private final Path data;
    private final Path log;
    private final Map<String, String> settings;
    private final Programs programs;

    private Cluster(Path directory, Map<String, String> settings, Programs programs) {
        this.data = directory.resolve("data");
        this.log = directory.resolve("server.log");
        this.settings = Map.copyOf(settings);
        this.programs = programs;
    }

    /// A running server.
    ///
    /// @param process the postmaster
    /// @param port on 127.0.0.1
    record Server(ProcessHandle process, int port) {}

    /// The cluster in a directory, made when absent.
    static Cluster open(int major, Path directory, Map<String, String> settings, Binaries binaries) throws IOException {
        Path data = directory.resolve("data");
        requireVersion(major, data);
        Programs programs = new Programs(binaries.unpacked(major), binaries.platform());
        if (!Files.exists(data)) {
            create(major, directory, programs, !"off".equals(settings.get("fsync")));
        }
        return new Cluster(directory, settings, programs);
    }

    /// Ends the server of a directory that nobody uses, if one is left; first in the way that lets it free its
    /// shared memory.
    static void endServerOf(Path directory) throws IOException {
        Path data = directory.resolve("data");
        Optional<ProcessHandle> server = PidFile.read(data).flatMap(PidFile::server);
        if (server.isPresent()) {
            server.get().destroy();
            if (!awaitDeath(server.get(), data, STOP_LIMIT)) {
                server.get().destroyForcibly();
                awaitDeath(server.get(), data, STOP_LIMIT);
            }
        }
    }

    Server startOrJoin() throws IOException {
        Optional<PidFile> file = PidFile.read(data);
        Optional<ProcessHandle> running = file.flatMap(PidFile::server);
        if (running.isEmpty()) {
            return startAt(0);
        }
        if (file.filter(PidFile::stopping).isPresent()) {
            stop(running.get());
            return startAt(0);
        }
        return awaitReady(running.get()).orElseGet(() -> {
            throw new EmbeddedDatabaseException("The server of " + data + " (process "
                    + running.get().pid() + ") ended while we joined it. See " + log + ".");
        });
    }

    /// Starts the server at a port, or at any free port when it is 0.
    Server startAt(int port) throws IOException {
        Files.deleteIfExists(PidFile.in(data));
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            long said = prepareLog();
            Process process = programs.postgres(data, settings(port == 0 ? freePort() : port), log);
            process.getOutputStream().close();
            Optional<Server> server = awaitReady(process.toHandle());
            if (server.isPresent()) {
                return server.get();
            }
            String output = logFrom(said);
            if (!passes(output) || System.nanoTime() - end > 0) {
                throw new EmbeddedDatabaseException("PostgreSQL did not start in " + data + ":\n" + output.strip());
            }
        }
    }

    void stop(Server server) throws IOException {
        stop(server.process());
    }

    void kill(Server server) throws IOException {
        server.process().destroyForcibly();
        if (!Waiting.atMost(STOP_LIMIT, () -> !PidFile.runs(server.process()))) {
            throw new IOException("process " + server.process().pid() + " survived SIGKILL");
        }
    }

    private void stop(ProcessHandle server) throws IOException {
        for (String signal : new String[] {"INT", "QUIT"}) {
            if (!PidFile.runs(server)) {
                return;
            }
            programs.signal(signal, server);
            if (awaitDeath(server, data, STOP_LIMIT)) {
                return;
            }
        }
        server.destroyForcibly();
        awaitDeath(server, data, STOP_LIMIT);
    }

    private static boolean awaitDeath(ProcessHandle server, Path data, Duration limit) throws IOException {
        return Waiting.atMost(limit, () -> !PidFile.runs(server) || !Files.exists(PidFile.in(data)));
    }

    /// Waits until the server takes connections; empty when it ended instead.
    private Optional<Server> awaitReady(ProcessHandle process) throws IOException {
        boolean decided = Waiting.atMost(START_LIMIT, () -> !PidFile.runs(process) || readyPort(process) != 0);
        if (!decided) {
            throw new IOException("the server takes no connections after " + START_LIMIT.toMinutes()
                    + " minutes; it goes on starting, see " + log);
        }
        int port = readyPort(process);
        return port == 0 ? Optional.empty() : Optional.of(new Server(process, port));
    }

    private int readyPort(ProcessHandle process) throws IOException {
        return PidFile.read(data)
                .filter(file -> file.process() == process.pid() && file.ready())
                .map(PidFile::port)
                .orElse(0);
    }

    private Map<String, String> settings(int port) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("listen_addresses", "127.0.0.1");
        all.put("port", Integer.toString(port));
        all.put("unix_socket_directories", "");
        all.put("logging_collector", "off");
        return all;
    }

    private long prepareLog() throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.move(log, log.resolveSibling("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.exists(log) ? Files.size(log) : 0;
    }

    private String logFrom(long position) throws IOException {
        byte[] all = Files.readAllBytes(log);
        int from = Math.toIntExact(Math.min(position, all.length));
        return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    }

    /// Whether trying again helps: another process was faster at the port, or the sessions of a killed server
    /// are still ending.
    private static boolean passes(String output) {
        return output.contains("could not create any TCP/IP sockets")
                || output.contains("could not bind IPv4 address")
                || output.contains("pre-existing shared memory block");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    private static void requireVersion(int major, Path data) throws IOException {
        Path file = data.resolve("PG_VERSION");
        if (!Files.exists(data)) {
            return;
        }
        if (!Files.exists(file)) {
            throw new EmbeddedDatabaseException(
                    data + " holds no PostgreSQL data. Move it away, or choose another directory.");
        }
        String version = Files.readString(file).strip();
        if (!version.equals(Integer.toString(major))) {
            throw new EmbeddedDatabaseException("The data in " + data + " is of PostgreSQL " + version + ", not "
                    + major + ". Ask for version " + version + ", or choose another directory.");
        }
    }

    /// Beside and then moved: a killed initdb leaves nothing that looks like a cluster.
    private static void create(int major, Path directory, Programs programs, boolean durable) throws IOException {
        Path beside = directory.resolve("creating");
        Folders.delete(beside);
        Files.createDirectories(directory);
        programs.initdb(major, beside, durable);
        Files.move(beside, directory.resolve("data"), StandardCopyOption.ATOMIC_MOVE);
    }
}
