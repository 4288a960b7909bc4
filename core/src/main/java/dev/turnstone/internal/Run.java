package dev.turnstone.internal;

import dev.turnstone.ToolVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Who runs: kept with every attempt.
///
/// @param id random, the same for all attempts of one call
/// @param host where the runner is
/// @param toolVersion which Turnstone
record Run(String id, String host, String toolVersion) {
    /// Where Linux says its name without asking the resolver.
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    /// A run that begins now. Its id tells runs apart and is no secret, so it needs no secure source, which would take
    /// longer to wake than everything else here.
    static Run begin() {
        return new Run(
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()), hostName(), ToolVersion.text());
    }

    private static String hostName() {
        String configured = System.getenv("HOSTNAME");
        if (configured != null && !configured.isBlank()) {
            return configured;
        }
        try {
            return Files.isReadable(KERNEL)
                    ? Files.readString(KERNEL).strip()
                    : InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
