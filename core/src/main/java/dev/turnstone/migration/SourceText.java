package dev.turnstone.migration;

/// The normal forms of a file's text.
final class SourceText {
    private SourceText() {}

    /// Without byte-order mark, every line end a single LF. This is the text that is split and run, and that places
    /// count in.
    static String withPlainLineEnds(String raw) {
        int from = !raw.isEmpty() && raw.charAt(0) == '\uFEFF' ? 1 : 0;
        if (raw.indexOf('\r') < 0) {
            return raw.substring(from);
        }
        StringBuilder plain = new StringBuilder(raw.length());
        for (int i = from; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\r') {
                plain.append(c);
            } else if (i + 1 == raw.length() || raw.charAt(i + 1) != '\n') {
                plain.append('\n');
            }
        }
        return plain.toString();
    }

    /// What checksums are made over and what the history stores: as `withPlainLineEnds`, and no blanks (spaces, tabs)
    /// at the end of a line, no blank lines at the beginning and the end, and one LF at the end unless nothing is
    /// left.
    static String normalise(String raw) {
        if (isNormal(raw)) {
            return raw;
        }
        String plain = withPlainLineEnds(raw);
        StringBuilder normal = new StringBuilder(plain.length() + 1);
        int emptyLines = 0;
        for (int from = 0; from < plain.length(); ) {
            int newline = plain.indexOf('\n', from);
            int lineEnd = newline < 0 ? plain.length() : newline;
            int end = lineEnd;
            while (end > from && isBlank(plain.charAt(end - 1))) {
                end--;
            }
            if (end == from) {
                emptyLines++;
            } else {
                for (int i = 0; i < emptyLines && !normal.isEmpty(); i++) {
                    normal.append('\n');
                }
                emptyLines = 0;
                normal.append(plain, from, end).append('\n');
            }
            from = lineEnd + 1;
        }
        return normal.toString();
    }

    private static boolean isNormal(String raw) {
        if (raw.isEmpty()) {
            return true;
        }
        if (!raw.endsWith("\n") || raw.endsWith("\n\n") || raw.charAt(0) == '\n' || raw.charAt(0) == '\uFEFF') {
            return false;
        }
        for (int newline = raw.indexOf('\n'); newline >= 0; newline = raw.indexOf('\n', newline + 1)) {
            if (isBlank(raw.charAt(newline - 1))) {
                return false;
            }
        }
        return raw.indexOf('\r') < 0;
    }

    /// Where white space, comments and semicolons that begin at `from` end: at the first statement, or at the end of
    /// the text.
    static int endOfGap(String text, int from) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (text.startsWith("--", i)) {
                int newline = text.indexOf('\n', i);
                i = newline < 0 ? text.length() : newline;
            } else if (text.startsWith("/*", i)) {
                i = endOfComment(text, i);
            } else if (c == ';' || Character.isWhitespace(c)) {
                i++;
            } else {
                return i;
            }
        }
        return i;
    }

    /// Where the block comment that begins at `from` ends, comments inside it included; the text's end when it never
    /// does.
    static int endOfComment(String text, int from) {
        int depth = 0;
        int i = from;
        while (i < text.length()) {
            if (text.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (text.startsWith("*/", i)) {
                depth--;
                i += 2;
                if (depth == 0) {
                    return i;
                }
            } else {
                i++;
            }
        }
        return i;
    }

    /// Whether there is more than white space, comments and semicolons.
    static boolean holdsStatement(String text) {
        return endOfGap(text, 0) < text.length();
    }

    /// Whether a comment is the first thing besides white space and semicolons.
    static boolean beginsWithComment(String text) {
        int i = 0;
        while (i < text.length() && (text.charAt(i) == ';' || Character.isWhitespace(text.charAt(i)))) {
            i++;
        }
        return text.startsWith("--", i) || text.startsWith("/*", i);
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
