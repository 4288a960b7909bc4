package dev.turnstone.postgresql.writer;

import java.util.ArrayList;
import java.util.List;

/// Looks into SQL outside of quotes and parentheses.
final class TopLevel {
    private TopLevel() {}

    /// Where `words` stands in `sql` outside of everything; -1 when nowhere.
    static int find(String sql, String words) {
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (depth == 0 && sql.startsWith(words, i)) {
                return i;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (depth == 0 && sql.startsWith(words, i)) {
                return i;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            }
        }
        return -1;
    }

    /// What commas divide outside of everything, without the blanks around.
    static List<String> parts(String sql) {
        List<String> parts = new ArrayList<>();
        String rest = sql;
        for (int comma = find(rest, ","); comma >= 0; comma = find(rest, ",")) {
            parts.add(rest.substring(0, comma).strip());
            rest = rest.substring(comma + 1);
        }
        if (!rest.isBlank()) {
            parts.add(rest.strip());
        }
        return parts;
    }

    /// Where the parenthesis that opens at `open` closes; -1 when it does not.
    static int closing(String sql, int open) {
        int depth = 0;
        char quote = 0;
        for (int i = open; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /// What is left of `sql` without the insides of quotes, parentheses and brackets.
    static String outside(String sql) {
        StringBuilder left = new StringBuilder();
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            boolean closes = quote != 0 ? c == quote : c == ')' || c == ']';
            if (closes && quote == 0) {
                depth--;
            }
            if (depth == 0 && (quote == 0 || closes)) {
                left.append(c);
            }
            if (quote != 0) {
                quote = closes ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(' || c == '[') {
                depth++;
            }
        }
        return left.toString();
    }
}
