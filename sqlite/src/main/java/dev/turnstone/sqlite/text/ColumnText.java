package dev.turnstone.sqlite.text;

import java.util.Optional;
import java.util.Set;

/// A column as a stored table has it, its constraints aside.
///
/// @param name as written
/// @param type in normal form: `varchar(255)`; empty for none
/// @param notNull whether it takes no NULL
/// @param notNullConflict what follows ON CONFLICT, in lower case; absent for `abort`
/// @param notNullName the name of its NOT NULL
/// @param value its default in normal form; absent for none and for NULL
/// @param collation in lower case; absent for `binary`
/// @param generated of a generated column
/// @param written as it stands, its constraints included, comments left out
public record ColumnText(
        String name,
        String type,
        boolean notNull,
        Optional<String> notNullConflict,
        Optional<String> notNullName,
        Optional<String> value,
        Optional<String> collation,
        Optional<Generated> generated,
        String written) {
    /// How a generated column is computed.
    ///
    /// @param stored whether its values are kept on disk
    /// @param expression in normal form
    /// @param columns those it mentions, in lower case
    public record Generated(boolean stored, String expression, Set<String> columns) {}
}
