package dev.turnstone.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a server says of itself in `postmaster.pid`: line 1 the process, 3 when it started, 4 the port, 8
/// the state.
///
/// @param process the postmaster, living or not
/// @param started in seconds since 1970, taken by the postmaster just after its process began
/// @param port 0 while it is not yet written
/// @param state `starting`, `ready`, `stopping` or, while not yet written, empty
record PidFile(long process, long started, int port, String state) {
    private static final Duration TOLERANCE = Duration.ofSeconds(30);

    static Path in(Path data) {
        return data.resolve("postmaster.pid");
    }

    /// The file's content; empty when there is none, or when its first lines are not there yet.
    static Optional<PidFile> read(Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(in(data));
            if (lines.size() < 3) {
                return Optional.empty();
            }
            return Optional.of(new PidFile(
                    Long.parseLong(lines.get(0).strip()),
                    Long.parseLong(lines.get(2).strip()),
                    lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0,
                    lines.size() > 7 ? lines.get(7).strip() : ""));
        } catch (NoSuchFileException | NumberFormatException absentOrHalfWritten) {
            return Optional.empty();
        }
    }

    boolean ready() {
        return state.equals("ready");
    }

    boolean stopping() {
        return state.equals("stopping");
    }

    /// The postmaster, if it lives. Its number may since belong to another process, so the program and the
    /// time of its start must fit too.
    Optional<ProcessHandle> server() {
        return ProcessHandle.of(process).filter(PidFile::runs).filter(this::sameProcess);
    }

    /// Whether the process lives; one that is dead and not yet collected by its parent does not.
    static boolean runs(ProcessHandle handle) {
        if (!handle.isAlive()) {
            return false;
        }
        try {
            String status = Files.readString(Path.of("/proc/" + handle.pid() + "/stat"));
            return !status.substring(status.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException noSuchProcessOrNotLinux) {
            return handle.isAlive();
        }
    }

    private boolean sameProcess(ProcessHandle handle) {
        ProcessHandle.Info info = handle.info();
        boolean program = info.command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(true);
        boolean time = info.startInstant()
                .map(start -> Duration.between(start, Instant.ofEpochSecond(started))
                                .abs()
                                .compareTo(TOLERANCE)
                        <= 0)
                .orElse(true);
        return program && time;
    }
}
