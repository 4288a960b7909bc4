package dev.turnstone.sql;

import java.util.Objects;

/// One statement of a script: from its first token to its last, without the terminating semicolon.
///
/// @param text the statement exactly as written; comments before the first token are not part of it
/// @param location where its first token stands
/// @param form how it may be carried out
/// @param effect what it touches
/// @param head its leading keywords in upper case, for people: `CREATE INDEX CONCURRENTLY`, `ALTER TABLE`
public record Statement(String text, Location location, Form form, Effect effect, String head) {
    public Statement {
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(effect, "effect");
        Objects.requireNonNull(head, "head");
        if (text.isEmpty()) {
            throw new IllegalArgumentException(location + ": a statement without text");
        }
    }
}
