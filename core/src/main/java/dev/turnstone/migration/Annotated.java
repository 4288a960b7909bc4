package dev.turnstone.migration;

import dev.turnstone.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A statement with what the directives above it say.
///
/// @param statement its text has the placeholders replaced; its location is that in the file as written
/// @param isAssert whether it is a query that must return true, or a single zero count, for the migration to go on
/// @param allows the diagnostics accepted on it
/// @param phase when it may run, if it says so itself
/// @param written its text as the file has it, when placeholders were replaced
public record Annotated(
        Statement statement, boolean isAssert, List<Allow> allows, Optional<Phase> phase, Optional<String> written) {
    public Annotated {
        Objects.requireNonNull(statement, "statement");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(written, "written");
        allows = List.copyOf(allows);
    }

    /// A statement without directives.
    public static Annotated plain(Statement statement) {
        return new Annotated(statement, false, List.of(), Optional.empty(), Optional.empty());
    }
}
