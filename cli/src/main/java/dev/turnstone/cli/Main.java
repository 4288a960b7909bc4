package dev.turnstone.cli;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The process: from the command line to the exit code.
public final class Main {
    private static final int BUFFER = 16 * 1024;

    private Main() {}

    /// Runs one command and ends the process with its exit code.
    public static void main(String[] arguments) {
        Shutdown shutdown = new Shutdown();
        shutdown.listen();
        int exitCode = run(List.of(arguments), shutdown);
        shutdown.finished();
        System.exit(exitCode);
    }

    /// Runs one command in this process's surroundings.
    static int run(List<String> typed, Shutdown shutdown) {
        Printed printed = new Printed(new FileOutputStream(FileDescriptor.out));
        Surroundings surroundings = new Surroundings(
                Path.of("").toAbsolutePath(),
                System.getenv(),
                Clock.system(ZoneId.systemDefault()),
                stream(printed),
                stream(new FileOutputStream(FileDescriptor.err)),
                terminal(),
                width(),
                shutdown,
                answers());
        int exitCode = new Turnstone(surroundings).run(typed);
        surroundings.out().flush();
        Optional<String> lost = printed.lost();
        lost.ifPresent(why -> surroundings
                .err()
                .println("standard output could not be written: " + why + ". Not all of it is there."));
        surroundings.err().flush();
        return lost.isPresent() && exitCode == ExitCode.FINE ? ExitCode.USAGE : exitCode;
    }

    private static PrintStream stream(OutputStream descriptor) {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        Charset charset =
                windows ? Charset.forName(System.getProperty("stdout.encoding", "UTF-8")) : StandardCharsets.UTF_8;
        return new PrintStream(new BufferedOutputStream(descriptor, BUFFER), false, charset);
    }

    /// The launcher knows, and asking the Java machine costs time.
    private static boolean terminal() {
        return Boolean.getBoolean("turnstone.terminal");
    }

    /// A person can be asked when one watches and types.
    private static Optional<BufferedReader> answers() {
        return terminal() && Boolean.getBoolean("turnstone.answers")
                ? Optional.of(new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())))
                : Optional.empty();
    }

    private static int width() {
        String columns = System.getenv("COLUMNS");
        if (columns == null || columns.isEmpty() || columns.length() > 4) {
            return 80;
        }
        try {
            return Math.clamp(Integer.parseInt(columns), 60, 100);
        } catch (NumberFormatException notANumber) {
            return 80;
        }
    }
}
