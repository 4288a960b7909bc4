package dev.turnstone.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.UUID;

/// Who uses a server: a locked file for each user, so that the last one can put out the light. A user whose
/// process
/// was killed has an unlocked file, which counts for nothing. Callers hold the server's [FileMutex].
final class Users {
    private final Path folder;
    private final Path file;
    private final FileChannel channel;

    private Users(Path folder, Path file, FileChannel channel) {
        this.folder = folder;
        this.file = file;
        this.channel = channel;
    }

    static Users enter(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(processName() + UUID.randomUUID());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            throw new IOException(file + " is locked by another process as soon as it was made");
        }
        return new Users(folder, file, channel);
    }

    /// Whether nobody else uses the server.
    boolean alone() throws IOException {
        for (Path other : Folders.list(folder)) {
            if (!other.equals(file) && inUse(other)) {
                return false;
            }
        }
        return true;
    }

    void leave() throws IOException {
        Files.deleteIfExists(file);
        channel.close();
    }

    static boolean anyIn(Path folder) throws IOException {
        for (Path user : Folders.list(folder)) {
            if (inUse(user)) {
                return true;
            }
        }
        return false;
    }

    private static boolean inUse(Path file) throws IOException {
        // Never open a file of our own process: closing it again would drop the lock.
        if (file.getFileName().toString().startsWith(processName())) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return true;
            }
            Files.deleteIfExists(file);
            return false;
        }
    }

    /// Names this process and no later one that is given the same number.
    private static String processName() {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return self.pid() + "-" + started + "-";
    }
}
