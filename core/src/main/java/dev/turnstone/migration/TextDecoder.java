package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.sql.Location;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/// Reads files as UTF-8, exactly: what is not UTF-8 is an error with its line, never a replacement character.
final class TextDecoder {
    private TextDecoder() {}

    /// The text of a file; none when it cannot be had, which is added to `found`.
    static Optional<String> read(FoundFile file, List<Diagnostic> found) {
        byte[] bytes;
        try {
            bytes = file.bytes().read();
        } catch (IOException failure) {
            found.add(unreadable(file.path(), failure));
            return Optional.empty();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            found.add(notText(file.path(), text.substring(0, nul), "holds a zero byte here, which no text has"));
            return Optional.empty();
        }
        if (text.indexOf('\uFFFD') >= 0) {
            Optional<String> before = validBeginning(bytes);
            if (before.isPresent()) {
                found.add(notText(file.path(), before.get(), "is not UTF-8 here, so its letters would be guessed"));
                return Optional.empty();
            }
        }
        if (file.listed().isPresent() && !file.listed().get().equals(Checksum.of(text))) {
            found.add(Diagnostic.error(
                    "stale-index",
                    Location.startOf(file.path()),
                    "the file is not the one that " + LockFile.NAME + " lists, so the list may miss others too",
                    "Run turnstone lock before the files are packed"));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static Diagnostic notText(String path, String before, String what) {
        return Diagnostic.error(
                "undecodable-file",
                Location.startOf(path).advance(before, before.length()),
                "the file " + what,
                "Save it as UTF-8");
    }

    static Diagnostic unreadable(String path, IOException failure) {
        String why = switch (failure) {
            case NoSuchFileException gone -> "the file is not there";
            case AccessDeniedException denied -> "the file may not be read by this user";
            default -> "the file cannot be read: " + failure.getMessage();
        };
        return Diagnostic.error(
                "unreadable-file", Location.startOf(path), why, "Make it readable, or move it out of the folder");
    }

    /// What can be decoded before the first fault; none when there is no fault.
    private static Optional<String> validBeginning(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
        return result.isError() ? Optional.of(decoded.flip().toString()) : Optional.empty();
    }
}
