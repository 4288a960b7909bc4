package dev.turnstone.sqlite.text;

import java.util.List;
import java.util.Optional;

/// What a foreign key refers to.
///
/// @param table in lower case
/// @param columns in lower case; empty when the primary key is meant
/// @param onDelete `cascade`, `set null`, …; absent for no action
/// @param onUpdate the same
/// @param match the word after MATCH, which SQLite keeps and does not heed
/// @param deferred whether it is checked at the end of the transaction
public record ForeignText(
        String table,
        List<String> columns,
        Optional<String> onDelete,
        Optional<String> onUpdate,
        Optional<String> match,
        boolean deferred) {
    public ForeignText {
        columns = List.copyOf(columns);
    }

    ForeignText withDeferred(boolean whether) {
        return new ForeignText(table, columns, onDelete, onUpdate, match, whether);
    }
}
