package dev.turnstone.testkit;

import java.io.File;
import java.nio.file.Path;

/// Where the servers of tests keep their data: in memory where there is such a folder with room enough, because file
/// systems on disks slow down when thousands of databases come and go; else in the temporary folder.
public final class DataFolder {
    private static final File MEMORY = new File("/dev/shm");
    private static final long ENOUGH = 3L << 30;

    private DataFolder() {}

    /// A folder of this user's.
    ///
    /// @param purpose what its name says it is for
    public static Path of(String purpose) {
        boolean memory = MEMORY.isDirectory() && MEMORY.canWrite() && MEMORY.getUsableSpace() > ENOUGH;
        String base = memory ? MEMORY.getPath() : System.getProperty("java.io.tmpdir");
        return Path.of(base, "turnstone-" + purpose + "-" + System.getProperty("user.name"));
    }
}
