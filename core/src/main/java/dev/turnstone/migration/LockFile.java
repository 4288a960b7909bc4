package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.sql.Location;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// `turnstone.lock`: every migration file of a folder with its checksum. Each line carries a chain over itself and
/// all lines before it, so two branches that both add a file conflict when they are merged.
///
/// @param lines in the order of their paths
public record LockFile(List<Line> lines) {
    /// The file's name, in the folder it lists.
    public static final String NAME = "turnstone.lock";

    private static final String HEADER =
            "# The migration files of this folder and their checksums; each line's last hash covers"
                    + " all lines before it.\n# Written by `turnstone lock`, which also resolves a merge conflict here. Commit it"
                    + " with the files.\n";

    /// One file.
    ///
    /// @param path relative to the folder, with `/`
    /// @param checksum over the whole file's normalised text
    /// @param proofs what this checksum has passed, by name (`lint`, `test`): words without blanks
    public record Line(String path, Checksum checksum, NavigableMap<String, String> proofs) {
        public Line {
            proofs = Collections.unmodifiableNavigableMap(new TreeMap<>(proofs));
            for (Map.Entry<String, String> proof : proofs.entrySet()) {
                if (!isWord(proof.getKey()) || proof.getKey().indexOf('=') >= 0 || !isWord(proof.getValue())) {
                    throw new IllegalArgumentException("a proof is written name=value without blanks, not " + proof);
                }
            }
        }

        private static boolean isWord(String text) {
            return !text.isEmpty()
                    && text.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
        }
    }

    /// A lock file as found, with what is wrong with it by itself.
    ///
    /// @param lock the lines that could be read; for a file with merge conflicts those of both sides, the later
    ///     winning
    /// @param diagnostics malformed lines, a broken chain, merge conflicts
    public record Reading(LockFile lock, List<Diagnostic> diagnostics) {
        public Reading {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    public LockFile {
        lines = List.copyOf(lines);
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i - 1).path().compareTo(lines.get(i).path()) >= 0) {
                throw new IllegalArgumentException(
                        "not in the order of paths: " + lines.get(i).path());
            }
        }
    }

    /// The lock of these files, by path, without proofs.
    public static LockFile of(Map<String, Checksum> files) {
        List<Line> lines = new ArrayList<>(files.size());
        for (Map.Entry<String, Checksum> file : new TreeMap<>(files).entrySet()) {
            lines.add(new Line(file.getKey(), file.getValue(), new TreeMap<>()));
        }
        return new LockFile(lines);
    }

    /// This lock with the proofs of `earlier` for each file whose checksum is the same there.
    public LockFile keepingProofs(LockFile earlier) {
        Map<String, Line> byPath = earlier.byPath();
        List<Line> kept = new ArrayList<>(lines.size());
        for (Line line : lines) {
            Line before = byPath.getOrDefault(line.path(), line);
            NavigableMap<String, String> proofs = new TreeMap<>(line.proofs());
            if (before.checksum().equals(line.checksum())) {
                before.proofs().forEach(proofs::putIfAbsent);
            }
            kept.add(new Line(line.path(), line.checksum(), proofs));
        }
        return new LockFile(kept);
    }

    /// This lock with one more proof for a file; unchanged when the file is not listed.
    public LockFile withProof(String path, String name, String value) {
        List<Line> changed = new ArrayList<>(lines.size());
        for (Line line : lines) {
            NavigableMap<String, String> proofs = new TreeMap<>(line.proofs());
            if (line.path().equals(path)) {
                proofs.put(name, value);
            }
            changed.add(new Line(line.path(), line.checksum(), proofs));
        }
        return new LockFile(changed);
    }

    /// The file's text: the same for the same lines, ending in a line end.
    public String text() {
        StringBuilder text = new StringBuilder(HEADER);
        String chain = "";
        for (Line line : lines) {
            chain = chain(chain, line);
            text.append(encode(line.path()))
                    .append("  ")
                    .append(line.checksum())
                    .append("  ")
                    .append(chain);
            line.proofs()
                    .forEach((name, value) ->
                            text.append(' ').append(name).append('=').append(value));
            text.append('\n');
        }
        return text.toString();
    }

    /// Reads what `text` gave. Never fails: what cannot be read becomes a diagnostic.
    ///
    /// @param file the lock file's path, for places
    public static Reading parse(String text, String file) {
        return new LockReader(file).read(SourceText.withPlainLineEnds(text));
    }

    /// What differs between this lock and the files, by path.
    ///
    /// @param files the checksums of the whole files, by path relative to the folder
    /// @param folder the folder's path, for places
    public List<Diagnostic> verify(Map<String, Checksum> files, String folder) {
        List<Diagnostic> found = new ArrayList<>();
        Map<String, Line> listed = byPath();
        for (Map.Entry<String, Checksum> file : new TreeMap<>(files).entrySet()) {
            Optional<Line> line = Optional.ofNullable(listed.get(file.getKey()));
            if (line.isEmpty()) {
                found.add(differs(folder, file.getKey(), "the file is not in " + NAME));
            } else if (!line.get().checksum().equals(file.getValue())) {
                found.add(differs(folder, file.getKey(), "the file has changed since " + NAME + " was written"));
            }
        }
        for (Line line : lines) {
            if (!files.containsKey(line.path())) {
                found.add(differs(folder, line.path(), "the file is listed in " + NAME + " and is not there"));
            }
        }
        return found;
    }

    private static Diagnostic differs(String folder, String path, String message) {
        return Diagnostic.error(
                "lock-differs",
                Location.startOf(folder + "/" + path),
                message,
                "If that is as it should be, run turnstone lock and commit " + NAME);
    }

    private Map<String, Line> byPath() {
        Map<String, Line> byPath = HashMap.newHashMap(lines.size());
        for (Line line : lines) {
            byPath.put(line.path(), line);
        }
        return byPath;
    }

    /// The hash over the chain before and this line; proofs are not covered, they come and go.
    static String chain(String before, Line line) {
        MessageDigest digest = Checksum.sha256();
        digest.update((before + "\n" + line.path() + "  " + line.checksum()).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    /// A path on one line, where columns are set off by two blanks: what could be misread as `%` and hexadecimal
    /// digits.
    private static String encode(String path) {
        StringBuilder encoded = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean lost = c == ' ' && (i == path.length() - 1 || path.charAt(i + 1) == ' ');
            if (c == '%' || Character.isISOControl(c) || lost || (i == 0 && isSpecialFirst(c))) {
                encoded.append('%').append(HexFormat.of().toHexDigits((byte) c));
            } else {
                encoded.append(c);
            }
        }
        return encoded.toString();
    }

    private static boolean isSpecialFirst(char c) {
        return c == '#' || c == ' ' || c == '<' || c == '=' || c == '>' || c == '|';
    }
}
