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
import dev.turnstone.plan.TableLock;
import dev.turnstone.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
            parts.add(new Part("the history", Optional.empty(), transaction("history", Entry.own(create)), Map.of()));
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
        parts.add(part(
                "step " + step.number() + ": stands alone",
                planned,
                dialect.alone(statement, work.subList(0, work.size() - 1), marker)));
        add(
                planned,
                "step " + step.number() + ": done",
                composer.done(planned, step, attempt, position, last, Duration.ZERO));
    }

    private void add(PlannedMigration planned, String title, Body body) {
        parts.add(part(title, planned, transaction(planned.migration().version().text(), body.entries())));
        position = body.position();
    }

    /// A table that the same part creates is seen by nobody else yet.
    private Part part(String title, PlannedMigration planned, List<Entry> entries) {
        Map<Statement, List<TableLock>> locks = new LinkedHashMap<>();
        Set<String> created = new HashSet<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Sql sql && sql.source().isPresent()) {
                Statement statement = sql.source().get();
                List<TableLock> seen = dialect.locks(statement).stream()
                        .filter(lock -> !created.contains(lock.on()))
                        .toList();
                if (!seen.isEmpty()) {
                    locks.put(statement, seen);
                }
                dialect.creates(statement)
                        .filter(creation -> creation.kind().equals("table"))
                        .ifPresent(creation -> created.add(creation.name()));
            }
        }
        return new Part(title, Optional.of(planned), entries, locks);
    }

    private List<Entry> transaction(String label, List<Entry> entries) {
        return dialect.transaction(entries, session.transaction(label, true, false), open);
    }
}
