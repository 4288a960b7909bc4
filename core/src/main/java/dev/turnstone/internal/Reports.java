package dev.turnstone.internal;

import dev.turnstone.RunReport;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.history.Attempt;
import dev.turnstone.history.Direction;
import dev.turnstone.history.History;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Migration;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.Plan;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes the report of a run.
final class Reports {
    private Reports() {}

    /// @param notices what came up besides the plan's own
    static RunReport run(
            Session session, Plan plan, Direction direction, History now, List<Diagnostic> notices, long began) {
        List<RunReport.Done> done = plan.migrations().stream()
                .map(planned -> new RunReport.Done(
                        planned.migration().version(),
                        planned.migration().description(),
                        planned.direction(),
                        wayBack(planned.migration())))
                .toList();
        List<Attempt> applied = now.applied();
        Optional<Version> newest = applied.stream()
                .map(Attempt::version)
                .filter(version -> !version.isRepeatable())
                .max(Comparator.naturalOrder());
        return new RunReport(
                session.database().facts(),
                direction,
                done,
                applied.size(),
                newest,
                Duration.ofNanos(System.nanoTime() - began),
                Stream.concat(plan.notices().stream(), notices.stream()).toList());
    }

    private static boolean wayBack(Migration migration) {
        boolean written =
                migration.kind() == Kind.JAVA || migration.downChecksum().isPresent();
        return written && migration.directives().irreversible().isEmpty();
    }
}
