package dev.turnstone.migration;

import java.util.Objects;

/// The name and the place in the order of a migration: digits, dotted digits, or `R__name` for a repeatable one.
///
/// Numbers are compared part by part as numbers of any length, and parts left out count as 0, so `1`, `1.0` and `01`
/// are one version; repeatables come after all numbers, by name. `equals` and `hashCode` follow `compareTo`; `text`
/// and `toString` stay as written.
///
/// @param text as written, without a leading `V`
public record Version(String text) implements Comparable<Version> {
    private static final String REPEATABLE = "R__";

    public Version {
        Objects.requireNonNull(text, "text");
        if (!isRepeatableText(text) && !isNumber(text)) {
            throw new IllegalArgumentException("\"" + text + "\" is not a version: write digits or dotted digits as in"
                    + " 20261120101500 or 1.2.3, or R__name for a repeatable migration");
        }
    }

    /// The version of the repeatable migration `name`.
    public static Version repeatable(String name) {
        return new Version(REPEATABLE + name);
    }

    /// Reads what a person typed; blanks around it and a leading `V` are accepted.
    ///
    /// @throws IllegalArgumentException when it is no version; the message says what one looks like
    public static Version parse(String typed) {
        String text = typed.strip();
        boolean prefixed = text.length() > 1 && (text.charAt(0) == 'V' || text.charAt(0) == 'v');
        return new Version(prefixed && isNumber(text.substring(1)) ? text.substring(1) : text);
    }

    /// Whether `text` is digits or dotted digits.
    static boolean isNumber(String text) {
        boolean digitBefore = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' ? !digitBefore : c < '0' || c > '9') {
                return false;
            }
            digitBefore = c != '.';
        }
        return digitBefore;
    }

    private static boolean isRepeatableText(String text) {
        if (!text.startsWith(REPEATABLE) || text.length() == REPEATABLE.length()) {
            return false;
        }
        for (int i = REPEATABLE.length(); i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i)) || Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// Whether this names a repeatable migration.
    public boolean isRepeatable() {
        return text.charAt(0) == 'R';
    }

    @Override
    public int compareTo(Version other) {
        if (isRepeatable() || other.isRepeatable()) {
            return isRepeatable() && other.isRepeatable()
                    ? text.compareTo(other.text)
                    : Boolean.compare(isRepeatable(), other.isRepeatable());
        }
        if (text.length() == other.text.length() && text.indexOf('.') < 0 && other.text.indexOf('.') < 0) {
            return text.compareTo(other.text);
        }
        int mine = 0;
        int theirs = 0;
        while (mine < text.length() || theirs < other.text.length()) {
            int myEnd = endOfPart(text, mine);
            int theirEnd = endOfPart(other.text, theirs);
            int order = compareParts(text, mine, myEnd, other.text, theirs, theirEnd);
            if (order != 0) {
                return order;
            }
            mine = myEnd + 1;
            theirs = theirEnd + 1;
        }
        return 0;
    }

    private static int endOfPart(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '.') {
            end++;
        }
        return end;
    }

    private static int compareParts(String left, int leftFrom, int leftEnd, String right, int rightFrom, int rightEnd) {
        int i = skipZeros(left, leftFrom, leftEnd);
        int j = skipZeros(right, rightFrom, rightEnd);
        if (leftEnd - i != rightEnd - j) {
            return Integer.compare(leftEnd - i, rightEnd - j);
        }
        for (; i < leftEnd; i++, j++) {
            if (left.charAt(i) != right.charAt(j)) {
                return Character.compare(left.charAt(i), right.charAt(j));
            }
        }
        return 0;
    }

    /// The first index that is no leading zero; `end` when there is none, also when `from` is already behind it.
    private static int skipZeros(String text, int from, int end) {
        int i = Math.min(from, end);
        while (i < end && text.charAt(i) == '0') {
            i++;
        }
        return i;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        if (isRepeatable()) {
            return text.hashCode();
        }
        int hash = 0;
        int pendingEmptyParts = 0;
        for (int from = 0; from < text.length(); ) {
            int end = endOfPart(text, from);
            int start = skipZeros(text, from, end);
            if (start == end) {
                pendingEmptyParts++;
            } else {
                hash = 31 * hash + pendingEmptyParts + 1;
                pendingEmptyParts = 0;
                for (int i = start; i < end; i++) {
                    hash = 31 * hash + text.charAt(i);
                }
            }
            from = end + 1;
        }
        return hash;
    }

    @Override
    public String toString() {
        return text;
    }
}
