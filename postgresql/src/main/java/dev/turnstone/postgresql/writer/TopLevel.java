package dev.turnstone.postgresql.writer;

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
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (depth == 0 && sql.startsWith(words, i)) {
                return i;
            }
        }
        return -1;
    }
}
