package dev.turnstone.internal;

import dev.turnstone.ToolVersion;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Who runs: kept with every attempt.
///
/// @param id random, the same for all attempts of one call
/// @param host where the runner is
/// @param toolVersion which Turnstone
record Run(String id, String host, String toolVersion) {
    static Run begin() {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        return new Run(HexFormat.of().formatHex(random), hostName(), ToolVersion.text());
    }

    private static String hostName() {
        String configured = System.getenv("HOSTNAME");
        if (configured != null && !configured.isBlank()) {
            return configured;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
