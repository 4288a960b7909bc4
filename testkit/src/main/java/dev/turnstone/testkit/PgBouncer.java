package dev.turnstone.testkit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A PgBouncer in transaction mode before one server, on a free port. It lets everybody in as `postgres`.
///
/// It is not part of the build: a test asks [#isInstalled] and says so when it is left out.
public final class PgBouncer implements AutoCloseable {
    private static final String UP = "process up";
    private static final int TRIES = 5;
    private final Process process;
    private final Path folder;
    private final int serverPort;
    private final int port;

    private PgBouncer(Process process, Path folder, int serverPort, int port) {
        this.process = process;
        this.folder = folder;
        this.serverPort = serverPort;
        this.port = port;
    }

    /// Whether the program is there (Debian: `apt-get install pgbouncer`).
    public static boolean isInstalled() {
        return program("pgbouncer").isPresent();
    }

    /// Starts one.
    ///
    /// @param serverPort of the server on this machine
    /// @param poolSize connections to each of the server's databases, at most
    public static PgBouncer before(int serverPort, int poolSize) {
        for (int i = 0; i < TRIES; i++) {
            Optional<PgBouncer> started = start(serverPort, poolSize);
            if (started.isPresent()) {
                return started.get();
            }
        }
        throw new IllegalStateException("PgBouncer did not start in " + TRIES + " tries");
    }

    /// Empty when somebody else took the port first.
    private static Optional<PgBouncer> start(int serverPort, int poolSize) {
        try {
            Path folder = Files.createTempDirectory("turnstone-pgbouncer");
            int port = freePort();
            Path configuration =
                    Files.writeString(folder.resolve("pgbouncer.ini"), """
                    [databases]
                    * = host=127.0.0.1 port=%d user=postgres
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %d
                    unix_socket_dir =
                    auth_type = any
                    pool_mode = transaction
                    default_pool_size = %d
                    max_client_conn = 200
                    """.formatted(serverPort, port, poolSize));
            Process process = new ProcessBuilder(command(configuration))
                    .redirectErrorStream(true)
                    .start();
            PgBouncer bouncer = new PgBouncer(process, folder, serverPort, port);
            if (bouncer.isUp()) {
                return Optional.of(bouncer);
            }
            bouncer.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// It refuses to run as root; then it runs in a user namespace of its own, as the servers of tests do.
    private static List<String> command(Path configuration) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            command.addAll(List.of(program("unshare").orElseThrow().toString(), "-U"));
        }
        command.addAll(List.of(program("pgbouncer").orElseThrow().toString(), configuration.toString()));
        return command;
    }

    private boolean isUp() throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.contains(UP)) {
            line = output.readLine();
        }
        if (line == null) {
            return false;
        }
        Thread.ofVirtual().name("pgbouncer-output").start(() -> drain(output));
        return true;
    }

    /// Nobody reads its words any more, but it must be able to say them.
    private static void drain(BufferedReader output) {
        try (output) {
            while (output.readLine() != null) {
                Thread.onSpinWait();
            }
        } catch (IOException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /// The port clients connect to, on 127.0.0.1.
    public int port() {
        return port;
    }

    /// `url`, a JDBC URL of the server, by way of this pooler.
    public String through(String url) {
        String direct = ":" + serverPort + "/";
        if (!url.contains(direct)) {
            throw new IllegalArgumentException(url + " does not lead to port " + serverPort);
        }
        return url.replace(direct, ":" + port + "/");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Optional<Path> program(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Ends it, and with it all connections through it.
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try {
            Files.deleteIfExists(folder.resolve("pgbouncer.ini"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
