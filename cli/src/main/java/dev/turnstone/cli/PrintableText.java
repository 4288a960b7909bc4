package dev.turnstone.cli;

import java.util.regex.Pattern;

/// Text as a terminal may get it: what files, names and servers bring along never moves the cursor, colours or renames
/// anything, and never shows letters in another order.
final class PrintableText {
    /// Stands for the escape character of colours that are ours until the text is printed.
    static final char OWN_ESCAPE = '\uF8F0';

    private static final Pattern OWN_COLOUR = Pattern.compile(OWN_ESCAPE + "\\[(\\d+m)");

    private PrintableText() {}

    /// The text with control characters written out, as `\x1b`; line ends and tabs stay.
    ///
    /// @param terminal whether what only a terminal acts on is written out too
    static String of(String text, boolean terminal) {
        String shown = isHarmless(text) ? text : escaped(text, terminal);
        return shown.indexOf(OWN_ESCAPE) < 0 ? shown : OWN_COLOUR.matcher(shown).replaceAll("\u001b[$1");
    }

    private static boolean isHarmless(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\n' && c != '\t') || (c > 126 && acts(c))) {
                return false;
            }
        }
        return true;
    }

    /// The controls above ASCII, and those that turn the direction of writing.
    private static boolean acts(char c) {
        return (c >= 127 && c <= 159) || (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
    }

    private static String escaped(String text, boolean terminal) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lineEnd = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (lineEnd) {
                continue;
            }
            if (c < ' ' && c != '\n' && c != '\t') {
                escaped.append(String.format("\\x%02x", (int) c));
            } else if (terminal && acts(c)) {
                escaped.append(c > 255 ? String.format("\\u%04x", (int) c) : String.format("\\x%02x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
