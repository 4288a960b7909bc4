package dev.turnstone.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One holder at a time, among threads and among processes. The lock dies with its process; the empty file
/// stays.
///
/// Closing any channel of a file drops all locks this process has on it (a rule of POSIX), so a waiter
/// keeps its
/// channel open until its own turn has come and gone, and therefore waits without a limit.
final class FileMutex {
    private FileMutex() {}

    /// What is done by one at a time.
    interface Action<T> {
        T run() throws IOException;
    }

    /// Waits for its turn, then acts. The file is made when absent, with its folder.
    static <T> T holding(Path file, Action<T> action) throws IOException {
        Files.createDirectories(file.getParent());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            Waiting.untilTrue(() -> locked(channel));
            return action.run();
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByAnotherThread) {
            return false;
        }
    }
}
