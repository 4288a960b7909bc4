package dev.turnstone.sqlite.text;

import java.util.Set;

/// What names can mean inside a table: its columns, also behind the table's own name and a dot.
///
/// @param table in lower case
/// @param columns in lower case
record TableScope(String table, Set<String> columns) {
    /// Where no name is known.
    static final TableScope NONE = new TableScope("", Set.of());
}
