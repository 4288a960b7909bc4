package dev.turnstone.sqlite.text;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A constraint as a stored table has it, written with a column or on its own.
///
/// @param name as written
/// @param within the column it is written with, in lower case; absent when it stands on its own
/// @param keys the columns of a key; of a foreign key, those that refer
/// @param foreign of a foreign key
/// @param check the condition in normal form
/// @param conflict what follows ON CONFLICT, in lower case; absent for `abort`
/// @param columns all columns it mentions, in lower case
/// @param written as it stands, comments left out
public record ConstraintText(
        Type type,
        Optional<String> name,
        Optional<String> within,
        List<KeyText> keys,
        Optional<ForeignText> foreign,
        Optional<String> check,
        Optional<String> conflict,
        Set<String> columns,
        String written) {
    public ConstraintText {
        keys = List.copyOf(keys);
        columns = Set.copyOf(columns);
    }

    /// The sorts of constraints.
    public enum Type {
        PRIMARY_KEY("primary key"),
        UNIQUE("unique"),
        FOREIGN_KEY("foreign key"),
        CHECK("check");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        /// As in [dev.turnstone.schema.Attribute#TYPE].
        public String words() {
            return words;
        }
    }

    ConstraintText withForeign(ForeignText other) {
        return new ConstraintText(type, name, within, keys, Optional.of(other), check, conflict, columns, written);
    }
}
