package dev.turnstone.internal.compare;

import dev.turnstone.DiffReport;
import dev.turnstone.GenerateOptions;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.GeneratedMigration.File;
import dev.turnstone.GeneratedMigration.Proof;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Written;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes a difference as a migration, both ways, and lets it be proven: for one dialect, or the same change for
/// several, each with sections of its own where the statements differ.
final class Generating {
    private final Grounds grounds;
    private final GenerateOptions options;

    Generating(Grounds grounds, GenerateOptions options) {
        this.grounds = grounds;
        this.options = options;
    }

    /// One dialect's difference.
    ///
    /// @param usings what was said of values that change their types
    record Difference(Workbench bench, DiffReport report, Usings usings) {}

    /// The migration for differences, proven, or why there is none.
    ///
    /// @param differences one for each dialect, at least one
    GeneratedMigration migration(List<Difference> differences) {
        DiffReport report = withAllNotices(differences);
        if (differences.stream()
                .allMatch(difference -> difference.report().changes().isEmpty())) {
            return new GeneratedMigration.Nothing(report);
        }
        if (!options.renamesDecided() && !report.suggestions().isEmpty()) {
            return new GeneratedMigration.Undecided(report, report.suggestions());
        }
        List<Draft> drafts = differences.stream()
                .map(difference -> Draft.of(
                        difference.bench(),
                        difference.report(),
                        options.style(),
                        options.down() ? Optional.of(difference.usings()) : Optional.empty()))
                .toList();
        String name = options.version().text() + "_" + options.name() + ".sql";
        File file = new File(name, grounds.inFile(MigrationText.of(drafts, List.of())));
        List<Written.Refusal> refusals = new ArrayList<>();
        drafts.forEach(draft -> refusals.addAll(draft.refusals()));
        boolean some =
                drafts.stream().anyMatch(draft -> !draft.up().statements().isEmpty());
        if (!refusals.isEmpty() && !(options.partial() && some)) {
            return new GeneratedMigration.Refused(report, file, refusals, List.of());
        }
        return proven(report, drafts, file, refusals);
    }

    /// The first dialect's report, with what the others have to say.
    private static DiffReport withAllNotices(List<Difference> differences) {
        DiffReport first = differences.get(0).report();
        List<Diagnostic> notices = new ArrayList<>(first.notices());
        for (Difference other : differences.subList(1, differences.size())) {
            String dialect = other.bench().target().dialect().name();
            other.report().notices().stream()
                    .filter(notice -> !first.notices().contains(notice))
                    .map(notice -> new Diagnostic(
                            notice.severity(),
                            notice.rule(),
                            dialect + ": " + notice.message(),
                            notice.location(),
                            notice.help()))
                    .forEach(notices::add);
        }
        return new DiffReport(
                first.from(),
                first.to(),
                first.renames(),
                first.answers(),
                first.diff(),
                first.suggestions(),
                first.unmodelled(),
                notices);
    }

    private GeneratedMigration proven(
            DiffReport report, List<Draft> drafts, File file, List<Written.Refusal> refusals) {
        List<String> failures = new ArrayList<>();
        Set<String> losses = new LinkedHashSet<>();
        Set<String> doubts = new LinkedHashSet<>();
        Proof proof = null;
        for (Draft draft : drafts) {
            losses.addAll(draft.up().losses());
            Proving.Outcome outcome = new Proving(grounds, draft.bench())
                    .prove(
                            draft.report(),
                            file,
                            options.down(),
                            !draft.up().losses().isEmpty(),
                            refusals);
            doubts.addAll(outcome.proof().doubts());
            String where = drafts.size() > 1 ? draft.dialect() + ": " : "";
            outcome.failures().forEach(failure -> failures.add(where + failure));
            proof = proof == null ? outcome.proof() : proof;
        }
        return failures.isEmpty() && proof != null
                ? new GeneratedMigration.Proven(
                        report,
                        new File(file.name(), grounds.inFile(MigrationText.of(drafts, List.copyOf(doubts)))),
                        List.copyOf(losses),
                        refusals,
                        told(proof, drafts, doubts))
                : new GeneratedMigration.Refused(report, file, refusals, failures);
    }

    /// The first dialect's proof with what is to be told of all.
    private static Proof told(Proof proof, List<Draft> drafts, Set<String> doubts) {
        Set<String> told = new LinkedHashSet<>();
        drafts.forEach(draft -> told.addAll(Fills.open(draft.report().diff())));
        told.addAll(doubts);
        return new Proof(
                proof.server(),
                proof.tables(),
                proof.rows(),
                proof.unseeded(),
                List.copyOf(told),
                proof.reverted(),
                proof.duration());
    }
}
