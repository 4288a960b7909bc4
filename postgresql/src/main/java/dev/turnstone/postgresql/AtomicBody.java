package dev.turnstone.postgresql;

import dev.turnstone.sql.Token;

/// The body of an SQL function written as statements: `BEGIN ATOMIC …; …; END`.
///
/// Each of its statements ends with a semicolon, so the `END` of the body is the one that follows a semicolon or
/// `ATOMIC`; that of a `CASE` never does, and neither does a column called `end`.
final class AtomicBody {
    private final String text;
    private int start = -1;
    private boolean open;

    AtomicBody(String text) {
        this.text = text;
    }

    boolean isOpen() {
        return open;
    }

    int start() {
        return start;
    }

    /// @param token outside parentheses
    /// @param verb the statement's first word
    void see(Token token, Token previous, String verb) {
        if (!open && verb.equals("CREATE") && token.is(text, "ATOMIC") && previous.is(text, "BEGIN")) {
            open = true;
            start = previous.start();
        } else if (open && token.is(text, "END") && (previous.is(text, ';') || previous.is(text, "ATOMIC"))) {
            open = false;
        }
    }
}
