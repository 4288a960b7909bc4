package dev.turnstone.history;

import dev.turnstone.migration.Checksum;
import dev.turnstone.sql.TextDigest;
import java.util.Optional;

/// The chain over the journal: each row's hash covers what the runner knew when it wrote the row, the attempt
/// the row belongs to, and the row before it. Times and row counts come from the server and are not covered.
public final class Chain {
    private Chain() {}

    /// What of an attempt is covered.
    ///
    /// @param error absent while the attempt runs
    public record Covered(
            long id,
            String version,
            String name,
            String kind,
            String direction,
            String status,
            Optional<Checksum> checksum,
            Optional<Checksum> downChecksum,
            Optional<String> upText,
            Optional<String> downText,
            Optional<String> error,
            Optional<String> reason,
            Optional<String> runId) {
        /// The same attempt with another status and error.
        public Covered with(Status status, Optional<String> error) {
            return new Covered(
                    id,
                    version,
                    name,
                    kind,
                    direction,
                    status.text(),
                    checksum,
                    downChecksum,
                    upText,
                    downText,
                    error,
                    reason,
                    runId);
        }
    }

    /// The chain value of a journal row.
    ///
    /// @param before the chain of the row before, empty for the first
    public static String next(
            String before,
            long seq,
            Covered attempt,
            int step,
            String statementHash,
            Event event,
            Optional<String> cursor) {
        TextDigest digest = new TextDigest();
        put(digest, before);
        put(digest, Long.toString(seq));
        put(digest, Long.toString(attempt.id));
        put(digest, attempt.version);
        put(digest, attempt.name);
        put(digest, attempt.kind);
        put(digest, attempt.direction);
        put(digest, attempt.status);
        put(digest, attempt.checksum.map(Checksum::toString));
        put(digest, attempt.downChecksum.map(Checksum::toString));
        put(digest, attempt.upText);
        put(digest, attempt.downText);
        put(digest, attempt.error);
        put(digest, attempt.reason);
        put(digest, attempt.runId);
        put(digest, Integer.toString(step));
        put(digest, statementHash);
        put(digest, event.text());
        put(digest, cursor);
        return digest.hex();
    }

    /// SHA-256 of a text's UTF-8 bytes, hex.
    public static String hash(String text) {
        return new TextDigest().add(text).hex();
    }

    private static void put(TextDigest digest, Optional<String> value) {
        TextDigest ignored = digest.add((byte) (value.isPresent() ? 1 : 0));
        value.ifPresent(text -> put(digest, text));
    }

    private static void put(TextDigest digest, String value) {
        TextDigest ignored = digest.addMeasured(value);
    }
}
