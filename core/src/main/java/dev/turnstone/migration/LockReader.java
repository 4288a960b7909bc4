package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.sql.Location;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Reads one lock file.
final class LockReader {
    private static final List<String> CONFLICT_MARKERS = List.of("<<<<<<<", "=======", ">>>>>>>", "|||||||");

    private final String file;
    private final List<Diagnostic> found = new ArrayList<>();
    private final NavigableMap<String, LockFile.Line> lines = new TreeMap<>();
    private String chain = "";
    private String lastPath = "";
    private boolean broken;

    LockReader(String file) {
        this.file = file;
    }

    LockFile.Reading read(String text) {
        Location place = Location.startOf(file);
        while (place.offset() < text.length()) {
            int newline = text.indexOf('\n', place.offset());
            int end = newline < 0 ? text.length() : newline;
            String line = text.substring(place.offset(), end).stripTrailing();
            if (isConflictMarker(line)) {
                conflict(place);
            } else if (!line.isEmpty() && line.charAt(0) != '#') {
                readLine(line, place);
            }
            place = new Location(file, place.line() + 1, 1, Math.min(end + 1, text.length()));
        }
        return new LockFile.Reading(new LockFile(List.copyOf(lines.values())), found);
    }

    private static boolean isConflictMarker(String line) {
        for (String marker : CONFLICT_MARKERS) {
            if (line.startsWith(marker)) {
                return true;
            }
        }
        return false;
    }

    /// Said once a file: what follows cannot be in the chain.
    private void conflict(Location place) {
        if (!broken) {
            broken = true;
            found.add(Diagnostic.error(
                    "lock-conflict",
                    place,
                    "the lock file holds the marks of an unresolved merge: both sides changed migrations",
                    "Look whether the migrations of both sides go together, then run turnstone lock"));
        }
    }

    private void readLine(String text, Location place) {
        int pathEnd = text.indexOf("  ");
        int checksumEnd = pathEnd < 0 ? -1 : text.indexOf("  ", pathEnd + 2);
        if (checksumEnd < 0) {
            malformed(place);
            return;
        }
        String path = text.substring(0, pathEnd);
        String checksum = text.substring(pathEnd + 2, checksumEnd);
        String[] words = text.substring(checksumEnd + 2).split(" ", -1);
        NavigableMap<String, String> proofs = new TreeMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 1) {
                malformed(place);
                return;
            }
            proofs.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        try {
            add(new LockFile.Line(decode(path), Checksum.parse(checksum), proofs), words[0], place);
        } catch (IllegalArgumentException notAsWritten) {
            malformed(place);
        }
    }

    private void malformed(Location place) {
        found.add(Diagnostic.error(
                "lock-unreadable",
                place,
                "the line is not a path, a checksum and a hash, two blanks between them",
                "Run turnstone lock to write the file anew"));
        broken = true;
    }

    private void add(LockFile.Line line, String writtenChain, Location place) {
        lines.put(line.path(), line);
        chain = LockFile.chain(chain, line);
        boolean inOrder = line.path().compareTo(lastPath) > 0;
        lastPath = line.path();
        if (!broken && !(inOrder && chain.equals(writtenChain))) {
            broken = true;
            found.add(Diagnostic.error(
                    "lock-chain",
                    place,
                    "the line for " + line.path()
                            + " does not follow from the lines before it: a line was edited, removed, added or moved by hand"
                            + " or by a merge",
                    "Look whether the migrations go together, then run turnstone lock"));
        }
    }

    private static String decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        StringBuilder decoded = new StringBuilder(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c != '%') {
                decoded.append(c);
            } else if (i + 2 < encoded.length()) {
                decoded.append((char) HexFormat.fromHexDigits(encoded, i + 1, i + 3));
                i += 2;
            } else {
                throw new IllegalArgumentException("a lone % in " + encoded);
            }
        }
        return decoded.toString();
    }
}
