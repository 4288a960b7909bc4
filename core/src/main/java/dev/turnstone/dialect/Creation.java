package dev.turnstone.dialect;

import java.util.Optional;

/// A named thing of a database, as a statement names it.
///
/// @param kind `table`, `index`, `view`, `column`, `constraint`, `type`, `function`, `sequence`, `trigger`, `schema`, …
/// @param name as written, qualified where it was, quotes included
/// @param table the table it belongs to, as written, for columns, constraints and triggers
public record Creation(String kind, String name, Optional<String> table) {}
