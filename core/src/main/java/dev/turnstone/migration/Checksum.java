package dev.turnstone.migration;

import dev.turnstone.sql.TextDigest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/// The checksum of a text with the name of the algorithm that made it, printed as `sha256:9f86…`.
///
/// @param algorithm lower-case name without punctuation, `sha256` for those Turnstone makes
/// @param value lower-case hexadecimal for `sha256`, any text without blanks for other algorithms
public record Checksum(String algorithm, String value) {
    private static final String SHA256 = "sha256";

    public Checksum {
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(value, "value");
        boolean valid = algorithm.equals(SHA256) ? isSha256(value) : isName(algorithm) && isWord(value);
        if (!valid) {
            throw unreadable(algorithm + ":" + value);
        }
    }

    /// The SHA-256 of a text in UTF-8. Line ends, a byte-order mark, blanks at line ends and blank lines around the
    /// text do not matter; everything else does.
    public static Checksum of(String text) {
        return new Checksum(
                SHA256, new TextDigest().add(SourceText.normalise(text)).hex());
    }

    static Checksum ofHex(String sha256) {
        return new Checksum(SHA256, sha256);
    }

    /// A fresh SHA-256.
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /// Reads what `toString` wrote.
    ///
    /// @throws IllegalArgumentException when `written` is not `algorithm:value`
    public static Checksum parse(String written) {
        int colon = written.indexOf(':');
        if (colon < 0) {
            throw unreadable(written);
        }
        return new Checksum(written.substring(0, colon), written.substring(colon + 1));
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /// Reads bytes, not chars: thousands are checked at the start of a run, before this is compiled.
    private static boolean isSha256(String text) {
        byte[] digits = text.getBytes(StandardCharsets.ISO_8859_1);
        for (byte digit : digits) {
            if ((digit < 'a' || digit > 'f') && (digit < '0' || digit > '9')) {
                return false;
            }
        }
        return digits.length == 64;
    }

    private static IllegalArgumentException unreadable(String written) {
        return new IllegalArgumentException(
                "\"" + written + "\" is not a checksum: it is written as sha256:<64 hexadecimal digits>");
    }

    // Written out, because a record links these at their first call, which costs a short run many milliseconds.
    @Override
    public boolean equals(Object other) {
        return other instanceof Checksum checksum
                && algorithm.equals(checksum.algorithm)
                && value.equals(checksum.value);
    }

    @Override
    public int hashCode() {
        return 31 * algorithm.hashCode() + value.hashCode();
    }

    @Override
    public String toString() {
        return algorithm + ":" + value;
    }
}
