package dev.turnstone.cli;

import dev.turnstone.Migrator;
import dev.turnstone.history.Attempt;
import dev.turnstone.history.Direction;
import dev.turnstone.history.Status;
import dev.turnstone.migration.Version;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// `turnstone history`: every attempt there ever was.
final class HistoryCommand implements Command {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.ROOT);

    @Override
    public Syntax syntax() {
        return new Syntax(
                "history",
                "list every attempt, newest last",
                List.of(),
                true,
                true,
                List.of(
                        Option.value("--limit", "N", "only the last N"),
                        Option.value("--version", "VERSION", "only those of one migration")),
                List.of("Reads only. Attempts are never removed: a failure stays here after the next one has"
                        + " succeeded, and what mark recorded stays beside what it corrected."),
                List.of(new Syntax.Example("turnstone history --limit 20", "what happened lately")));
    }

    @Override
    public int run(Invocation invocation) {
        Optional<Version> version = invocation.version("--version");
        Optional<Integer> limit = invocation.arguments().value("--limit").map(n -> RevertCommand.number("--limit", n));
        Configuration configuration = invocation.configuration();
        List<Attempt> attempts;
        try (Engine engine = Engine.open(invocation, configuration, event -> {})) {
            attempts = engine.call(Migrator::history);
        }
        List<Attempt> chosen = new ArrayList<>(attempts);
        version.ifPresent(only -> chosen.removeIf(attempt -> !attempt.version().equals(only)));
        List<Attempt> shown = chosen.subList(Math.max(0, chosen.size() - limit.orElse(chosen.size())), chosen.size());
        if (invocation.json()) {
            invocation.output().result(json(shown));
        } else {
            print(invocation, configuration.name(), shown);
        }
        return ExitCode.FINE;
    }

    private static void print(Invocation invocation, String name, List<Attempt> attempts) {
        Output output = invocation.output();
        if (attempts.isEmpty()) {
            output.result(name + ": no attempts");
            return;
        }
        int versionWidth = 0;
        int nameWidth = 0;
        for (Attempt attempt : attempts) {
            versionWidth = Math.max(versionWidth, attempt.version().text().length());
            nameWidth = Math.max(nameWidth, attempt.name().length());
        }
        ZoneId zone = invocation.surroundings().clock().getZone();
        for (Attempt attempt : attempts) {
            output.result(line(attempt, versionWidth, Math.min(nameWidth, 40), zone, output));
            attempt.details().reason().ifPresent(reason -> output.result("      " + output.dim(reason)));
            attempt.details().error().ifPresent(error -> {
                for (String line : error.split("\n", -1)) {
                    output.result("      " + output.dim(line));
                }
            });
        }
    }

    private static String line(Attempt attempt, int versionWidth, int nameWidth, ZoneId zone, Output output) {
        String what = attempt.direction() == Direction.DOWN ? "down" : "up";
        String status = Output.padded(attempt.status().text(), 11);
        String painted = attempt.status() == Status.COMPLETED ? output.good(status) : output.bad(status);
        return ("  " + painted + " " + Output.padded(attempt.version().text(), versionWidth) + "  "
                        + Output.padded(Output.cut(attempt.name(), nameWidth), nameWidth) + "  "
                        + Output.padded(what, 4) + "  "
                        + Output.padded(attempt.kind().text(), 10) + "  "
                        + output.dim(TIME.format(attempt.startedAt().atZone(zone)) + "  "
                                + attempt.duration().map(Durations::human).orElse("")))
                .stripTrailing();
    }

    private static String json(List<Attempt> attempts) {
        return Json.document("history", json -> {
            json.writeName("attempts");
            json.writeStartArray();
            for (Attempt attempt : attempts) {
                write(json, attempt);
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, Attempt attempt) {
        Attempt.Details details = attempt.details();
        json.writeStartObject();
        json.writeNumberProperty("id", attempt.id());
        json.writeStringProperty("version", attempt.version().text());
        json.writeStringProperty("name", attempt.name());
        json.writeStringProperty("kind", attempt.kind().text());
        json.writeStringProperty("direction", attempt.direction().text());
        json.writeStringProperty("status", attempt.status().text());
        json.writeStringProperty("startedAt", attempt.startedAt().toString());
        Json.text(json, "completedAt", attempt.completedAt());
        attempt.duration().ifPresent(duration -> Json.millis(json, "durationMillis", duration));
        Json.text(json, "checksum", attempt.checksum());
        Json.text(json, "downChecksum", attempt.downChecksum());
        Json.text(json, "error", details.error());
        Json.text(json, "reason", details.reason());
        Json.text(json, "changed", details.changed());
        details.rows().ifPresent(rows -> json.writeNumberProperty("rows", rows.longValue()));
        details.lockWait().ifPresent(wait -> Json.millis(json, "lockWaitMillis", wait));
        Json.text(json, "appliedBy", details.appliedBy());
        Json.text(json, "host", details.host());
        Json.text(json, "toolVersion", details.toolVersion());
        Json.text(json, "runId", details.runId());
        json.writeEndObject();
    }
}
