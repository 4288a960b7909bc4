package dev.turnstone.migration;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A line that is a comment, or may be meant as one, cut into words.
///
/// @param words its letters and digits, in small letters
/// @param signs what stands before each word, and behind the last: one more than words
/// @param isComment whether it begins as a comment does: with `--`, `/*`, `//` or `#`, or as a line inside one
record CommentLine(List<String> words, List<String> signs, boolean isComment) {
    /// Longer lines are prose.
    private static final int LONGEST = 200;

    private static final String OPENERS = "-/*#+@!;";
    private static final String WORD = "turnstone";

    CommentLine {
        words = List.copyOf(words);
        signs = List.copyOf(signs);
    }

    /// Reads the line between `from` and `end`; none when it cannot be one. Letters and signs of other widths and
    /// alphabets' dashes count as the plain ones, invisible ones not at all.
    static Optional<CommentLine> of(String text, int from, int end) {
        int first = from;
        while (first < end && SourceText.isBlank(text.charAt(first))) {
            first++;
        }
        if (first == end || end - first > LONGEST || !mayBegin(text, first)) {
            return Optional.empty();
        }
        String plain = plain(text.substring(first, end));
        boolean isBlock = plain.startsWith("/*");
        int close = plain.indexOf("*/");
        String inside = isBlock && close > 0 ? plain.substring(0, close) : plain;
        return Optional.of(cut(inside, !plain.regionMatches(true, 0, WORD, 0, WORD.length())));
    }

    private static boolean mayBegin(String text, int at) {
        char c = text.charAt(at);
        return OPENERS.indexOf(c) >= 0 || c > 126 || text.regionMatches(true, at, WORD, 0, WORD.length());
    }

    private static String plain(String written) {
        String composed = isAscii(written) ? written : Normalizer.normalize(written, Normalizer.Form.NFKC);
        StringBuilder plain = new StringBuilder(composed.length());
        for (int i = 0; i < composed.length(); i++) {
            char c = composed.charAt(i);
            switch (Character.getType(c)) {
                case Character.FORMAT -> {}
                case Character.DASH_PUNCTUATION -> plain.append('-');
                case Character.SPACE_SEPARATOR -> plain.append(' ');
                default -> plain.append(isColon(c) ? ':' : c == '\u2212' ? '-' : Character.toLowerCase(c));
            }
        }
        return plain.toString().strip();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 126) {
                return false;
            }
        }
        return true;
    }

    /// Ratio, modifier letter colons, Armenian full stop and Hebrew sof pasuq look like a colon.
    private static boolean isColon(char c) {
        return "\u2236\uA789\u02D0\u02F8\u0589\u05C3".indexOf(c) >= 0;
    }

    private static CommentLine cut(String text, boolean isComment) {
        List<String> words = new ArrayList<>();
        List<String> signs = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            int start = i;
            while (i < text.length() && !Character.isLetterOrDigit(text.charAt(i))) {
                i++;
            }
            signs.add(text.substring(start, i));
            int word = i;
            while (i < text.length() && Character.isLetterOrDigit(text.charAt(i))) {
                i++;
            }
            if (i > word) {
                words.add(text.substring(word, i).toLowerCase(Locale.ROOT));
            }
        }
        if (signs.size() == words.size()) {
            signs.add("");
        }
        return new CommentLine(words, signs, isComment);
    }

    int size() {
        return words.size();
    }

    /// The word at `index`; empty behind the last.
    String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }

    /// What stands before the word at `index`; empty behind the last.
    String before(int index) {
        return index < signs.size() ? signs.get(index) : "";
    }

    /// Whether these are all its words.
    boolean says(String... expected) {
        return words.equals(List.of(expected));
    }
}
