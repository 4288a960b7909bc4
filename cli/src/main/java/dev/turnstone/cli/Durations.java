package dev.turnstone.cli;

import java.time.Duration;
import java.util.Optional;

/// Durations as people write and read them.
final class Durations {
    private Durations() {}

    /// Reads `500ms`, `60s`, `2m` or `1h`.
    static Optional<Duration> parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > 9) {
            return Optional.empty();
        }
        long number = Long.parseLong(text.substring(0, digits));
        return switch (text.substring(digits)) {
            case "ms" -> Optional.of(Duration.ofMillis(number));
            case "s" -> Optional.of(Duration.ofSeconds(number));
            case "m" -> Optional.of(Duration.ofMinutes(number));
            case "h" -> Optional.of(Duration.ofHours(number));
            default -> Optional.empty();
        };
    }

    /// Writes `<1 ms`, `38 ms`, `4.2 s`, `3 m 10 s` or `2 h 5 m`.
    static String human(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "<1 ms";
        }
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 59_950) {
            long tenths = (millis + 50) / 100;
            return tenths / 10 + "." + tenths % 10 + " s";
        }
        long seconds = (millis + 500) / 1000;
        if (seconds < 3600) {
            return seconds / 60 + " m " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " m";
    }

    /// Writes how long ago something was: `just now`, `5 m ago`, `3 h ago`, `yesterday`, `12 d ago`.
    static String ago(Duration passed) {
        long minutes = passed.toMinutes();
        if (minutes < 1) {
            return "just now";
        }
        if (minutes < 60) {
            return minutes + " m ago";
        }
        if (minutes < 24 * 60) {
            return minutes / 60 + " h ago";
        }
        long days = passed.toDays();
        return days == 1 ? "yesterday" : days + " d ago";
    }
}
