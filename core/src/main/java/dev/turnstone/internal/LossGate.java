package dev.turnstone.internal;

import dev.turnstone.MigrationException;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.Loss;
import dev.turnstone.dialect.Trial;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tries a way back before it is taken, and refuses it when rows would disappear.
final class LossGate {
    private final Session session;
    private final Composer composer;
    private final Set<Version> accepted;

    /// @param accepted the migrations that may lose rows
    LossGate(Session session, Composer composer, Set<Version> accepted) {
        this.session = session;
        this.composer = composer;
        this.accepted = accepted;
    }

    /// @throws MigrationException.Refused naming each table and column that would lose rows, and what could not be
    /// tried
    void judge(Plan plan) {
        List<List<Entry>> units = new ArrayList<>();
        for (PlannedMigration planned : plan.migrations()) {
            List<Entry> unit = new ArrayList<>();
            for (Step step : planned.remaining()) {
                unit.addAll(composer.work(planned, step));
            }
            units.add(unit);
        }
        Trial trial = trial(units);
        List<Diagnostic> reasons = new ArrayList<>();
        for (Loss loss : trial.losses()) {
            if (loss.migration().filter(index -> accepted(plan, index)).isEmpty()) {
                reasons.add(reason("data-loss", name(plan, loss.migration()) + loss.what(), loss.rows()));
            }
        }
        for (Trial.Untried untried : trial.untried()) {
            untried(plan, untried, reasons);
        }
        if (!reasons.isEmpty()) {
            String what = reasons.stream().noneMatch(reason -> reason.rule().equals("data-loss"))
                    ? "refused: what reverting would lose cannot be told beforehand."
                    : "refused: reverting would lose rows.";
            throw new MigrationException.Refused(what, reasons);
        }
    }

    /// What cannot be tried, and what comes after it and so cannot be tried either.
    private void untried(Plan plan, Trial.Untried untried, List<Diagnostic> reasons) {
        if (!accepted(plan, untried.unit())) {
            reasons.add(reason(
                    "untried",
                    name(plan, Optional.of(untried.unit())) + "cannot be tried first: " + untried.reason(),
                    "mend its down, or go without the trial: --allow-data-loss"));
            return;
        }
        for (int i = untried.unit() + 1; i < plan.migrations().size(); i++) {
            if (!accepted(plan, i)) {
                reasons.add(reason(
                        "untried",
                        name(plan, Optional.of(i)) + "cannot be tried first: it comes after "
                                + name(plan, Optional.of(untried.unit())).strip() + ", which cannot",
                        "revert that one first, then the rest, or go without the trial: --allow-data-loss"));
            }
        }
    }

    private boolean accepted(Plan plan, int index) {
        return accepted.contains(plan.migrations().get(index).migration().version());
    }

    private Trial trial(List<List<Entry>> units) {
        try {
            return session.database().trial(units, session.transaction("trial", false, false));
        } catch (EntryFailed e) {
            throw switch (e.kind()) {
                case CONTENTION ->
                    new MigrationException.LockNotAcquired(
                            "the way back could not be tried, somebody holds its tables: "
                                    + session.database()
                                            .blockers(units.stream()
                                                    .flatMap(List::stream)
                                                    .toList())
                                    + ". Nothing was changed. Try again, or skip the trial with --allow-data-loss.");
                case CONNECTION_LOST ->
                    new MigrationException.DatabaseUnavailable(
                            "the connection was lost while the way back was tried. Nothing was changed.", e);
                case CANCELLED -> new MigrationException.Interrupted("stopped before anything was reverted");
                case REFUSED, UNSAFE, OVERTAKEN ->
                    new MigrationException.Refused(
                            "the way back could not be tried: " + place(e)
                                    + String.valueOf(e.getMessage()).replaceFirst("\\.$", "")
                                    + ". Nothing was changed.",
                            List.of());
            };
        }
    }

    private static String place(EntryFailed failed) {
        return failed.entry()
                .flatMap(Wording::source)
                .map(statement -> statement.location() + ": ")
                .orElse("");
    }

    private static String name(Plan plan, Optional<Integer> unit) {
        return unit.map(index -> plan.migrations().get(index).migration().version() + "  ")
                .orElse("");
    }

    private static Diagnostic reason(String rule, String what, String detail) {
        return new Diagnostic(Severity.ERROR, rule, what, Optional.empty(), Optional.of(detail));
    }
}
