package dev.turnstone;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Facts;
import dev.turnstone.plan.Standing;
import java.util.List;

/// Where every migration stands.
///
/// @param standings in version order
/// @param problems what would stop `migrate`, and `after-` hooks whose last attempt failed
/// @param notices what would not
/// @param running what runners are doing now, one line each for people
public record StatusReport(
        Facts facts,
        List<Standing> standings,
        List<Diagnostic> problems,
        List<Diagnostic> notices,
        List<String> running) {
    public StatusReport {
        standings = List.copyOf(standings);
        problems = List.copyOf(problems);
        notices = List.copyOf(notices);
        running = List.copyOf(running);
    }
}
