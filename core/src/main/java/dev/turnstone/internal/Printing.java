package dev.turnstone.internal;

import dev.turnstone.PlanReport.Part;
import dev.turnstone.dialect.Dialect;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.OpenSettings;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.Position;
import dev.turnstone.history.Status;
import dev.turnstone.internal.Composer.Body;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything a plan would send, in order: `Composer` makes it, as it does for `Runner`.
final class Printing {
    private final Session session;
    private final Dialect dialect;
    private final Composer composer;
    private final OpenSettings open;
    private final List<Part> parts = new ArrayList<>();
    private Position position;

    Printing(Session session, Composer composer, OpenSettings open) {
        this.session = session;
        this.dialect = session.dialect();
        this.composer = composer;
        this.open = open;
        this.position = session.position();
    }

    List<Part> parts(Plan plan) {
        if (!session.hasHistory() && !plan.isEmpty()) {
            List<String> create = dialect.history(session.settings().schema()).create();
            parts.add(new Part("the history", Optional.empty(), transaction("history", Entry.own(create))));
        }
        plan.migrations().forEach(this::migration);
        return List.copyOf(parts);
    }

    private void migration(PlannedMigration planned) {
        if (planned.single()) {
            add(planned, "one transaction", composer.single(planned, position, Duration.ZERO));
            return;
        }
        Covered attempt = composer.attempt(planned, position, Status.RUNNING, Optional.empty());
        add(planned, "its attempt is recorded as running", composer.open(planned, attempt, position));
        List<Step> remaining = planned.remaining();
        for (Step step : remaining) {
            boolean last = step.equals(remaining.get(remaining.size() - 1));
            switch (step) {
                case Step.Transaction ignored ->
                    add(
                            planned,
                            "step " + step.number() + ": one transaction",
                            composer.step(planned, step, attempt, position, last, Duration.ZERO));
                case Step.Code ignored ->
                    add(
                            planned,
                            "step " + step.number() + ": Java, one transaction",
                            composer.step(planned, step, attempt, position, last, Duration.ZERO));
                case Step.Alone alone -> alone(planned, alone, attempt, last);
            }
        }
    }

    private void alone(PlannedMigration planned, Step.Alone step, Covered attempt, boolean last) {
        add(planned, "step " + step.number() + ": its intent", composer.intent(step, attempt, position, "planned"));
        List<Entry> work = composer.work(planned, step);
        Entry.Sql statement = (Entry.Sql) work.get(work.size() - 1);
        String marker = Composer.marker(session.settings().schema(), planned, step);
        parts.add(new Part(
                "step " + step.number() + ": stands alone",
                Optional.of(planned),
                dialect.alone(statement, work.subList(0, work.size() - 1), marker)));
        add(
                planned,
                "step " + step.number() + ": done",
                composer.done(planned, step, attempt, position, last, Duration.ZERO));
    }

    private void add(PlannedMigration planned, String title, Body body) {
        parts.add(new Part(
                title,
                Optional.of(planned),
                transaction(planned.migration().version().text(), body.entries())));
        position = body.position();
    }

    private List<Entry> transaction(String label, List<Entry> entries) {
        return dialect.transaction(entries, session.transaction(label, true, false), open);
    }
}
