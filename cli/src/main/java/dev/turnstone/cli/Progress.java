package dev.turnstone.cli;

import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationListener;
import dev.turnstone.dialect.Facts;
import dev.turnstone.history.Direction;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.Step;
import java.time.Duration;
import java.util.Optional;

/// A run as it is told to a person: a live line per migration on a terminal, one line each in a pipe.
final class Progress implements MigrationListener, AutoCloseable {
    private static final int LONGEST_DESCRIPTION = 40;
    private final Output output;
    private final LiveLine live;
    private final Configuration configuration;
    private final boolean verbose;
    private Optional<Facts> facts = Optional.empty();
    private int applied;
    private int versionWidth;
    private int descriptionWidth;
    private final WaitingLines waiting = new WaitingLines();

    Progress(Output output, Configuration configuration, boolean verbose) {
        this.output = output;
        this.live = new LiveLine(output);
        this.configuration = configuration;
        this.verbose = verbose;
    }

    @Override
    public void on(MigrationEvent event) {
        // A run with nothing to do tells only this, and need not link the switch below.
        if (event instanceof MigrationEvent.Connected connected) {
            facts = Optional.of(connected.facts());
            applied = connected.applied();
        } else {
            tell(event);
        }
    }

    private void tell(MigrationEvent event) {
        switch (event) {
            case MigrationEvent.Connected ignored -> {}
            case MigrationEvent.Started started -> header(started.plan());
            case MigrationEvent.Waited waited ->
                waiting(
                        waited.waiting().what(),
                        "waiting for " + waited.waiting().what(),
                        waited.waiting().holder(),
                        waited.waiting().left());
            case MigrationEvent.MigrationStarted started -> live.show(columns(started.migration()));
            case MigrationEvent.StepStarted step -> step(step);
            case MigrationEvent.Progressed progressed ->
                live.update(columns(progressed.migration()) + "  " + progressed.phase());
            case MigrationEvent.Retrying retrying ->
                waiting(
                        retrying.migration().migration().version() + " " + retrying.reason(),
                        retrying.migration().migration().version() + ": " + retrying.reason() + ", try "
                                + retrying.attempt(),
                        retrying.blockers(),
                        retrying.left());
            case MigrationEvent.Reconnected again ->
                say("  the connection was lost; reconnected, and the step "
                        + (again.wasApplied() ? "was committed" : "is repeated"));
            case MigrationEvent.MigrationCompleted completed -> completed(completed.migration(), completed.duration());
            case MigrationEvent.MigrationStopped stopped -> {
                live.hide();
                say("  " + output.bad("✗") + " " + columns(stopped.migration()).stripTrailing());
            }
            case MigrationEvent.ScriptRun script -> done(script.file(), "", script.duration());
            case MigrationEvent.Noticed noticed ->
                noticed.diagnostics().forEach(notice -> Findings.print(notice, this::say, output));
            case MigrationEvent.Logged logged -> say("    " + logged.message());
            case MigrationEvent.Completed ignored -> live.hide();
            case MigrationEvent.Reached ignored -> {}
        }
    }

    private void header(Plan plan) {
        for (PlannedMigration planned : plan.migrations()) {
            versionWidth =
                    Math.max(versionWidth, planned.migration().version().text().length());
            descriptionWidth =
                    Math.max(descriptionWidth, planned.migration().description().length());
        }
        descriptionWidth = Math.min(descriptionWidth, LONGEST_DESCRIPTION);
        boolean down = !plan.isEmpty() && plan.migrations().get(0).direction() == Direction.DOWN;
        String counts = Output.count(applied) + " applied · "
                + Output.count(plan.migrations().size()) + (down ? " to revert" : " pending");
        String left = configuration.name() + "  " + facts.map(Facts::version).orElse("") + "  "
                + facts.map(configuration::label).orElse("");
        say(Output.aligned(left, output.dim(counts), counts.length(), output.width()));
        say("");
    }

    private String columns(PlannedMigration planned) {
        return Output.padded(planned.migration().version().text(), versionWidth) + "  "
                + Output.padded(Output.cut(planned.migration().description(), LONGEST_DESCRIPTION), descriptionWidth);
    }

    private void completed(PlannedMigration planned, Duration duration) {
        done(columns(planned), note(planned), duration);
    }

    private void done(String what, String note, Duration duration) {
        live.hide();
        waiting.end();
        String time = Durations.human(duration);
        String plain = "  ✓ " + what + (note.isEmpty() ? "" : "  " + note);
        String painted = "  " + output.good("✓") + " " + what + (note.isEmpty() ? "" : "  " + output.dim(note));
        int blanks = Math.max(2, output.width() - plain.length() - time.length());
        say(painted + " ".repeat(blanks) + output.dim(time));
    }

    private static String note(PlannedMigration planned) {
        String direction = planned.direction() == Direction.DOWN ? "reverted" : "";
        for (Step step : planned.steps()) {
            if (step instanceof Step.Alone alone) {
                boolean concurrent = alone.statement().statement().head().endsWith("CONCURRENTLY");
                return direction.isEmpty() ? concurrent ? "concurrently" : "outside a transaction" : direction;
            }
            if (step instanceof Step.Code && direction.isEmpty()) {
                return "java";
            }
        }
        return direction;
    }

    private void step(MigrationEvent.StepStarted started) {
        PlannedMigration planned = started.migration();
        Step step = started.step();
        if (planned.steps().size() > 1) {
            live.show(columns(planned) + "  step " + step.number() + " of "
                    + planned.steps().size());
        }
        if (!verbose) {
            return;
        }
        started.statements().forEach(this::statement);
        if (step instanceof Step.Code code) {
            say("    " + output.dim(code.className()));
        }
    }

    private void statement(String text) {
        for (String line : text.split("\n", -1)) {
            say("    " + output.dim(line));
        }
    }

    private void waiting(String reason, String what, String holder, Duration left) {
        String line = what + (holder.isEmpty() ? "" : ": held by " + holder);
        String time = Durations.human(left) + " left";
        if (output.live()) {
            live.show(line + ", " + time + "  (Ctrl-C stops)");
        } else if (waiting.due(reason, System.nanoTime())) {
            say(line + ", " + time);
        }
    }

    private void say(String line) {
        live.say(() -> output.say(line));
    }

    @Override
    public void close() {
        live.close();
    }
}
