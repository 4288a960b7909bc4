package dev.turnstone.internal;

import dev.turnstone.MigrationException;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.Loss;
import dev.turnstone.dialect.Trial;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tries a way back before it is taken, and refuses it when rows would disappear.
final class LossGate {
    private final Session session;
    private final Composer composer;

    LossGate(Session session, Composer composer) {
        this.session = session;
        this.composer = composer;
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
            reasons.add(reason("data-loss", name(plan, loss.migration()) + loss.what(), loss.rows()));
        }
        for (Trial.Untried untried : trial.untried()) {
            reasons.add(reason(
                    "untried",
                    name(plan, Optional.of(untried.unit())) + "cannot be tried first: " + untried.reason(),
                    "mend its down, or go without the trial: --allow-data-loss"));
        }
        if (!reasons.isEmpty()) {
            String what = trial.losses().isEmpty()
                    ? "refused: what reverting would lose cannot be told beforehand."
                    : "refused: reverting would lose rows.";
            throw new MigrationException.Refused(what, reasons);
        }
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
