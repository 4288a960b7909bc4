package dev.turnstone.postgresql.writer;

import java.util.List;

/// How an object becomes another one of the same identity.
sealed interface Alteration {
    /// It is altered where it stands, and what depends on it stays.
    ///
    /// @param statements may be empty when what it belongs to brings it along
    record InPlace(List<String> statements) implements Alteration {
        public InPlace {
            statements = List.copyOf(statements);
        }
    }

    /// A column's type changes where it stands: what has looked at the type is taken down before and put back.
    ///
    /// @param converts whether values become something else, so that a default cannot stay either
    record Retyped(List<String> statements, boolean converts) implements Alteration {
        public Retyped {
            statements = List.copyOf(statements);
        }
    }

    /// It is dropped and made again, with what depends on it.
    record Anew() implements Alteration {}

    /// A type is renamed aside, made again, and dropped when every column has been converted.
    record Renewed() implements Alteration {}

    /// It cannot be written.
    ///
    /// @param why and what to do instead
    record Refused(String why) implements Alteration {}

    /// Altered where it stands.
    static Alteration inPlace(String... statements) {
        return new InPlace(List.of(statements));
    }
}
