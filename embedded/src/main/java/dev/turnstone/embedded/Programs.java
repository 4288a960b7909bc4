package dev.turnstone.embedded;

import dev.turnstone.dialect.EmbeddedDatabaseException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Runs PostgreSQL's programs, in the way this machine needs.
///
/// PostgreSQL refuses to run as root; then it runs in a user namespace of its own, where it is nobody and
/// still owns root's files.
/// The server gets its own session, so that Ctrl-C in the terminal reaches us and not the server beneath us.
final class Programs {
    private final Path home;
    private final Platform platform;

    Programs(Path home, Platform platform) {
        this.home = home;
        this.platform = platform;
    }

    /// Makes an empty cluster: superuser `postgres`, no password, UTF-8, the same sorting on every machine.
    void initdb(int major, Path data, boolean durable) throws IOException {
        List<String> command = new ArrayList<>(unprivileged());
        command.addAll(List.of(program("initdb"), "-D", data.toString(), "-U", "postgres", "--auth=trust"));
        command.addAll(List.of("--encoding=UTF8", "--locale=C"));
        if (major >= 17) {
            command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        }
        if (!durable) {
            command.add("--no-sync");
        }
        run(command);
    }

    /// Sends a signal by its name (`INT` fast, `QUIT` immediate shutdown), on any operating system. A server that has
    /// ended
    /// meanwhile needs none.
    void signal(String name, ProcessHandle server) throws IOException {
        List<String> command = new ArrayList<>(unprivileged());
        command.addAll(List.of(program("pg_ctl"), "kill", name, Long.toString(server.pid())));
        try {
            run(command);
        } catch (EmbeddedDatabaseException e) {
            if (PidFile.runs(server)) {
                throw e;
            }
        }
    }

    /// Starts the server and returns at once.
    Process postgres(Path data, Map<String, String> settings, Path log) throws IOException {
        List<String> command = new ArrayList<>(ownSession());
        command.addAll(unprivileged());
        command.addAll(List.of(program("postgres"), "-D", data.toString()));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return builder(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .directory(data.toFile())
                .start();
    }

    private String program(String name) {
        return home.resolve("bin")
                .resolve(platform.windows() ? name + ".exe" : name)
                .toString();
    }

    private static void run(List<String> command) throws IOException {
        Process process = builder(command).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.onExit().join().exitValue();
        if (exit != 0 && output.contains("unshare failed")) {
            throw new EmbeddedDatabaseException(
                    "PostgreSQL does not run as root, and this machine does not allow the user"
                            + " namespace that would help (" + output.strip() + "). Run as another user.");
        }
        if (exit != 0) {
            throw new EmbeddedDatabaseException(
                    Path.of(command.getFirst()).getFileName() + " ended with " + exit + ": " + output.strip());
        }
    }

    private static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private List<String> ownSession() {
        if (platform.system().equals("linux")) {
            return onPath("setsid").map(List::of).orElse(List.of());
        }
        if (platform.system().equals("darwin")) {
            return onPath("perl")
                    .map(perl -> List.of(perl, "-e", "use POSIX; POSIX::setsid(); exec @ARGV"))
                    .orElse(List.of());
        }
        return List.of();
    }

    private List<String> unprivileged() {
        if (!platform.system().equals("linux") || !runsAsRoot()) {
            return List.of();
        }
        return List.of(
                onPath("unshare")
                        .orElseThrow(() -> new EmbeddedDatabaseException(
                                "PostgreSQL does not run as root, and the program unshare, which would help, is missing."
                                        + " Run as another user, or install util-linux.")),
                "-U");
    }

    private static boolean runsAsRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot tell whether this process runs as root", unreadable);
        }
    }

    private static Optional<String> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
