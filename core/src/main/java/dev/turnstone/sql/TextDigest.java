package dev.turnstone.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 over texts in UTF-8 that never holds a copy of a long one.
public final class TextDigest {
    private static final int PIECE = 1 << 16;
    private final MessageDigest digest;

    /// Of nothing yet.
    public TextDigest() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /// Adds a byte.
    public TextDigest add(byte value) {
        digest.update(value);
        return this;
    }

    /// Adds a text.
    public TextDigest add(String text) {
        if (text.length() <= PIECE) {
            digest.update(bytes(text));
            return this;
        }
        for (int from = 0; from < text.length(); ) {
            int to = pieceEnd(text, from);
            digest.update(bytes(text.substring(from, to)));
            from = to;
        }
        return this;
    }

    /// Adds the number of a text's bytes, in four bytes, then the text.
    public TextDigest addMeasured(String text) {
        boolean small = text.length() <= PIECE;
        byte[] whole = small ? bytes(text) : new byte[0];
        int length = small ? whole.length : length(text);
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (length >>> shift));
        }
        if (!small) {
            return add(text);
        }
        digest.update(whole);
        return this;
    }

    /// The digest as hexadecimal digits. Nothing may be added afterwards.
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static int length(String text) {
        int length = 0;
        for (int from = 0; from < text.length(); ) {
            int to = pieceEnd(text, from);
            length += bytes(text.substring(from, to)).length;
            from = to;
        }
        return length;
    }

    /// Never between the two halves of a character.
    private static int pieceEnd(String text, int from) {
        int to = Math.min(from + PIECE, text.length());
        return to < text.length() && Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
