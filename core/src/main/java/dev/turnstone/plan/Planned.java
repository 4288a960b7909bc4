package dev.turnstone.plan;

import dev.turnstone.diagnostic.Diagnostic;
import java.util.List;

/// A plan, or why there can be none.
///
/// @param plan empty when there are errors
/// @param errors what does not fit together; nothing may run while there is one
/// @param standings every version's state, as it was judged
public record Planned(Plan plan, List<Diagnostic> errors, List<Standing> standings) {
    public Planned {
        errors = List.copyOf(errors);
        standings = List.copyOf(standings);
    }
}
