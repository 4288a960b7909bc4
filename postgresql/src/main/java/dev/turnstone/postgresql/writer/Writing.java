package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Id;
import java.util.List;
import java.util.function.Supplier;

/// Asks a rule for statements, and tells of whom it was when there are none.
final class Writing {
    private Writing() {}

    /// An object that cannot be written.
    static final class Impossible extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Id id;
        private final String why;

        Impossible(Id id, Unwritable cause) {
            super(cause);
            this.id = id;
            this.why = cause.why();
        }

        Id id() {
            return id;
        }

        String why() {
            return why;
        }
    }

    /// The statements.
    ///
    /// @throws Impossible when the rule refuses
    static List<String> of(Id id, Supplier<List<String>> rule) {
        try {
            return rule.get();
        } catch (Unwritable unwritable) {
            throw new Impossible(id, unwritable);
        }
    }
}
