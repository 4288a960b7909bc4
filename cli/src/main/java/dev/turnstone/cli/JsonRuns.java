package dev.turnstone.cli;

import dev.turnstone.RunReport;

/// What `migrate`, `revert` and `reset` did, as a JSON document: see `docs/reference/json/run.schema.json`.
final class JsonRuns {
    private JsonRuns() {}

    static String of(String command, Configuration configuration, RunReport report) {
        return Json.document(command, json -> {
            Json.database(json, configuration, report.facts());
            json.writeStringProperty("direction", report.direction().text());
            json.writeName("migrations");
            json.writeStartArray();
            for (RunReport.Done done : report.migrations()) {
                json.writeStartObject();
                json.writeStringProperty("version", done.version().text());
                json.writeStringProperty("description", done.description());
                json.writeStringProperty("direction", done.direction().text());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberProperty("applied", report.applied());
            Json.text(json, "newest", report.newest());
            Json.millis(json, "durationMillis", report.duration());
            Json.diagnostics(json, "notices", report.notices());
        });
    }
}
