package dev.turnstone.hibernate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts constraints into the statements that make tables, for a database whose ALTER TABLE cannot add them.
///
/// @param missing the clauses that each table's statement lacks, by the table's name as it stands there
record CompletedTables(Map<String, List<String>> missing) {
    private static final String CREATE = "create table ";

    CompletedTables {
        missing = new LinkedHashMap<>(missing);
    }

    /// The statements with what they lack.
    List<String> in(List<String> statements) {
        return statements.stream().map(this::completed).toList();
    }

    private String completed(String statement) {
        for (Map.Entry<String, List<String>> table : missing.entrySet()) {
            boolean makes = statement.regionMatches(true, 0, CREATE, 0, CREATE.length())
                    && statement.substring(CREATE.length()).strip().startsWith(table.getKey() + " (");
            if (makes && !table.getValue().isEmpty()) {
                int end = close(
                        statement,
                        statement.indexOf('(', CREATE.length() + table.getKey().length()));
                return statement.substring(0, end) + ", " + String.join(", ", table.getValue())
                        + statement.substring(end);
            }
        }
        return statement;
    }

    /// Where the parenthesis that opens at `open` is closed.
    private static int close(String statement, int open) {
        int depth = 0;
        char quote = 0;
        for (int i = open; i < statement.length(); i++) {
            char letter = statement.charAt(i);
            if (quote != 0) {
                quote = letter == quote ? 0 : quote;
            } else if (letter == '\'' || letter == '"' || letter == '`') {
                quote = letter;
            } else if (letter == '(') {
                depth++;
            } else if (letter == ')' && --depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("Hibernate wrote a table without an end: " + statement);
    }
}
