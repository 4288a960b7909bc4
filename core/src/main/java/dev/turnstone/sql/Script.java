package dev.turnstone.sql;

import java.util.List;

/// A text and the statements found in it.
///
/// The gaps (white space, comments, semicolons) are what lies between the statements; text and gaps joined in
/// order give the text back, character by character.
///
/// @param text the text that was split
/// @param start where the text's first character stands in its file
/// @param statements in order of appearance
public record Script(String text, Location start, List<Statement> statements) {
    public Script {
        statements = List.copyOf(statements);
    }

    /// The gap before statement `index`, or after the last one when `index` is the number of statements.
    public String gap(int index) {
        int from = index == 0 ? 0 : endOf(statements.get(index - 1));
        int to = index == statements.size() ? text.length() : beginOf(statements.get(index));
        return text.substring(from, to);
    }

    /// Gaps and statements joined again: always equal to `text`.
    public String join() {
        StringBuilder joined = new StringBuilder(text.length());
        for (int i = 0; i < statements.size(); i++) {
            joined.append(gap(i)).append(statements.get(i).text());
        }
        return joined.append(gap(statements.size())).toString();
    }

    private int beginOf(Statement statement) {
        return statement.location().offset() - start.offset();
    }

    private int endOf(Statement statement) {
        return beginOf(statement) + statement.text().length();
    }
}
