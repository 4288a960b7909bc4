package dev.turnstone.postgresql.inspector;

/// Cuts what PostgreSQL prints.
final class Expressions {
    private Expressions() {}

    /// The expression without the parentheses that stand around the whole of it.
    static String unwrapped(String expression) {
        String text = expression;
        while (text.length() > 1 && text.charAt(0) == '(' && closing(text, 0) == text.length() - 1) {
            text = text.substring(1, text.length() - 1);
        }
        return text;
    }

    /// Where the parenthesis that opens at `open` closes; parentheses in quotes do not count.
    private static int closing(String text, int open) {
        int depth = 0;
        int at = open;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                at = endOfQuoted(text, at);
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return at;
            }
            at++;
        }
        return -1;
    }

    /// Where what begins with a quote at `at` ends: at the last character of it.
    private static int endOfQuoted(String text, int at) {
        char quote = text.charAt(at);
        boolean escapes = quote == '\'' && at > 0 && text.charAt(at - 1) == 'E';
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += escapes && text.charAt(end) == '\\' ? 2 : 1;
        }
        return end;
    }

    /// Where an identifier that begins at `at`, quoted or not, ends: behind its last character.
    static int identifierEnd(String text, int at) {
        int end = at;
        if (text.charAt(at) != '"') {
            while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '.') {
                end++;
            }
            return end;
        }
        end++;
        while (true) {
            end = text.indexOf('"', end) + 1;
            if (end == 0) {
                return text.length();
            }
            if (end == text.length() || text.charAt(end) != '"') {
                return end;
            }
            end++;
        }
    }

    /// What follows a name of one or two parts that begins at `at`, and the blank behind it.
    static String afterName(String text, int at) {
        int end = identifierEnd(text, at);
        if (end < text.length() && text.charAt(end) == '.') {
            end = identifierEnd(text, end + 1);
        }
        return text.substring(Math.min(text.length(), end + 1));
    }
}
