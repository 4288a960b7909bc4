package dev.turnstone.cli;

import dev.turnstone.Migrator;
import dev.turnstone.StatusReport;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.history.Attempt;
import dev.turnstone.plan.Standing;
import dev.turnstone.plan.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// `turnstone status`: where every migration stands.
final class StatusCommand implements Command {
    private static final int LONGEST_DESCRIPTION = 40;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "status",
                "show where every migration stands",
                List.of(),
                true,
                true,
                List.of(Option.flag("--check", "exit 1 unless everything is applied and as it was")),
                List.of("Reads only. pending: migrate would run it. changed: the file differs from what ran. missing:"
                        + " applied, and the file is gone. out of order: pending, and older than what is applied. running:"
                        + " somebody is at it, or died at it. half applied: the next run goes on from there. failed: its"
                        + " last attempt was rolled back, and the next run tries it again. lost: a view, function or"
                        + " trigger that a repeatable made is gone, and the next run makes it again. covered: a checkpoint"
                        + " stands for it."),
                List.of(new Syntax.Example("turnstone status --check", "in a deployment, before it starts")));
    }

    @Override
    public int run(Invocation invocation) {
        Configuration configuration = invocation.configuration();
        StatusReport report;
        try (Engine engine = Engine.open(invocation, configuration, event -> {})) {
            report = engine.call(Migrator::status);
        }
        if (invocation.json()) {
            invocation.output().result(json(configuration, report));
        } else {
            new Page(invocation, report).print(configuration);
        }
        boolean fine = settled(report);
        return fine || !invocation.arguments().has("--check") ? ExitCode.FINE : ExitCode.FOUND;
    }

    private static boolean settled(StatusReport report) {
        for (Standing standing : report.standings()) {
            if (standing.state() != State.APPLIED && standing.state() != State.BASELINE) {
                return false;
            }
        }
        return report.problems().isEmpty();
    }

    private static String json(Configuration configuration, StatusReport report) {
        return Json.document("status", json -> {
            Json.database(json, configuration, report.facts());
            json.writeBooleanProperty("settled", settled(report));
            json.writeName("migrations");
            json.writeStartArray();
            for (Standing standing : report.standings()) {
                json.writeStartObject();
                json.writeStringProperty("version", standing.version().text());
                json.writeStringProperty("description", standing.description());
                json.writeStringProperty("state", standing.state().text());
                standing.migration().ifPresent(file -> json.writeStringProperty("file", file.file()));
                standing.attempt().ifPresent(attempt -> {
                    json.writeStringProperty("startedAt", attempt.startedAt().toString());
                    attempt.duration().ifPresent(duration -> Json.millis(json, "durationMillis", duration));
                });
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeName("running");
            json.writeStartArray();
            report.running().forEach(json::writeString);
            json.writeEndArray();
            Json.diagnostics(json, "problems", report.problems());
            Json.diagnostics(json, "notices", report.notices());
        });
    }

    /// The page for people.
    private static final class Page {
        private final Invocation invocation;
        private final Output output;
        private final StatusReport report;
        private final Instant now;
        private int stateWidth = 8;
        private int versionWidth;
        private int descriptionWidth;

        Page(Invocation invocation, StatusReport report) {
            this.invocation = invocation;
            this.output = invocation.output();
            this.report = report;
            this.now = invocation.surroundings().clock().instant();
            for (Standing standing : report.standings()) {
                stateWidth = Math.max(stateWidth, standing.state().text().length());
                versionWidth = Math.max(versionWidth, standing.version().text().length());
                descriptionWidth =
                        Math.max(descriptionWidth, standing.description().length());
            }
            descriptionWidth = Math.min(descriptionWidth, LONGEST_DESCRIPTION);
        }

        void print(Configuration configuration) {
            output.result(configuration.name() + "  " + report.facts().version() + "  "
                    + configuration.label(report.facts()));
            output.result("");
            for (Standing standing : report.standings()) {
                output.result(line(standing));
            }
            for (String running : report.running()) {
                output.result("  " + output.attention("running now: ") + running);
            }
            String summary = summary();
            if (report.standings().isEmpty()) {
                output.result("  no migrations yet: turnstone new NAME writes one");
            } else if (!summary.isEmpty()) {
                output.result("");
                output.result(summary);
            }
            problems();
        }

        /// What the states do not say already.
        private void problems() {
            List<String> said = List.of("changed", "missing", "out-of-order");
            for (Diagnostic problem : report.problems()) {
                if (!said.contains(problem.rule())) {
                    Findings.print(problem, output::result, output);
                }
            }
        }

        private String line(Standing standing) {
            State state = standing.state();
            String left = "  " + paint(state, Output.padded(state.text(), stateWidth)) + "  "
                    + Output.padded(standing.version().text(), versionWidth) + "  "
                    + Output.padded(Output.cut(standing.description(), LONGEST_DESCRIPTION), descriptionWidth);
            String right = switch (state) {
                case APPLIED -> standing.attempt().map(this::when).orElse("");
                case CHANGED -> "file differs from what ran";
                case LOST -> "something it made is gone";
                case MISSING -> "applied, file is gone";
                case OUT_OF_ORDER -> "older than what is applied";
                case RUNNING -> "since " + ago(standing);
                case PARTIAL -> "the next run goes on";
                case FAILED -> "failed " + ago(standing) + ", nothing of it is left";
                case COVERED -> "a checkpoint stands for it";
                case BASELINE, PENDING -> "";
            };
            return right.isEmpty() ? left.stripTrailing() : left + "  " + output.dim(right);
        }

        private String paint(State state, String text) {
            return switch (state) {
                case APPLIED, BASELINE, COVERED -> output.good(text);
                case PENDING, RUNNING, OUT_OF_ORDER, LOST, MISSING -> output.attention(text);
                case CHANGED, PARTIAL, FAILED -> output.bad(text);
            };
        }

        private String ago(Standing standing) {
            return standing.attempt()
                    .map(attempt -> Durations.ago(Duration.between(attempt.startedAt(), now)))
                    .orElse("");
        }

        private String when(Attempt attempt) {
            String ago = Output.padded(Durations.ago(Duration.between(attempt.startedAt(), now)), 9);
            String time = attempt.duration().map(Durations::human).orElse("");
            return (ago + "  " + " ".repeat(Math.max(0, 8 - time.length())) + time).stripTrailing();
        }

        private String summary() {
            List<String> parts = new ArrayList<>();
            boolean changed = false;
            for (State state : State.values()) {
                int count = 0;
                for (Standing standing : report.standings()) {
                    count += standing.state() == state ? 1 : 0;
                }
                if (count > 0 && state != State.APPLIED && state != State.BASELINE) {
                    parts.add(Output.count(count) + " " + state.text());
                    changed = changed || state == State.CHANGED;
                }
            }
            if (parts.isEmpty()) {
                return "";
            }
            return String.join(" · ", parts) + "."
                    + (changed ? "  What changed: turnstone validate" + Runs.where(invocation.arguments()) : "");
        }
    }
}
