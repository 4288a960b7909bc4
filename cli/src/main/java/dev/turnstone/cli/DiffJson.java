package dev.turnstone.cli;

import dev.turnstone.DiffReport;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Schema;
import dev.turnstone.schema.Suggestion;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// A comparison as JSON: see `docs/reference/json/diff.schema.json`.
final class DiffJson {
    private DiffJson() {}

    /// The properties of a report, into the object that `json` is writing.
    static void write(JsonGenerator json, DiffReport report) {
        Diff diff = report.diff();
        side(json, "from", report.from(), report.renames().map(Diff::from).orElse(diff.from()));
        side(json, "to", report.to(), diff.to());
        json.writeBooleanProperty("equal", report.empty());
        json.writeName("changes");
        json.writeStartArray();
        for (Change change : report.changes()) {
            change(json, change, report.of(change));
        }
        json.writeEndArray();
        SchemaJson.texts(
                json, "reordered", diff.reordered().stream().map(Id::text).toList());
        suggestions(json, report.suggestions());
        json.writeName("unmodelled");
        json.writeStartArray();
        for (DiffReport.Unmodelled object : report.unmodelled()) {
            json.writeStartObject();
            json.writeStringProperty("object", object.object());
            json.writeStringProperty("side", object.side());
            json.writeEndObject();
        }
        json.writeEndArray();
        Json.diagnostics(json, "notices", report.notices());
    }

    /// The property `suggestions`.
    static void suggestions(JsonGenerator json, List<Suggestion> suggestions) {
        json.writeName("suggestions");
        json.writeStartArray();
        for (Suggestion suggestion : suggestions) {
            json.writeStartObject();
            json.writeStringProperty("from", suggestion.from().text());
            json.writeStringProperty("to", suggestion.to().text());
            json.writeStringProperty("option", Renames.option(suggestion));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void side(JsonGenerator json, String name, String label, Schema schema) {
        json.writeName(name);
        json.writeStartObject();
        json.writeStringProperty("label", label);
        json.writeStringProperty("dialect", schema.dialect());
        json.writeStringProperty("version", schema.version());
        json.writeStringProperty("fingerprint", schema.fingerprint());
        json.writeEndObject();
    }

    private static void change(JsonGenerator json, Change change, Diff diff) {
        json.writeStartObject();
        switch (change) {
            case Change.Create create -> {
                begin(json, "create", change.id());
                fact(json, "to", create.fact());
            }
            case Change.Drop drop -> {
                begin(json, "drop", change.id());
                fact(json, "from", drop.fact());
            }
            case Change.Alter alter -> {
                begin(json, "alter", change.id());
                fact(json, "from", alter.from());
                fact(json, "to", alter.to());
            }
            case Change.Rename rename -> {
                begin(json, "rename", change.id());
                json.writeStringProperty("renamed", rename.to().text());
            }
        }
        Json.text(json, "loses", Differences.loss(change));
        if (Differences.implied(change, diff)) {
            json.writeBooleanProperty("implied", true);
        }
        json.writeEndObject();
    }

    private static void begin(JsonGenerator json, String verb, Id id) {
        json.writeStringProperty("change", verb);
        json.writeStringProperty("id", id.text());
        json.writeStringProperty("kind", id.kind().code());
        json.writeStringProperty("object", id.words());
    }

    private static void fact(JsonGenerator json, String name, Fact fact) {
        json.writeName(name);
        SchemaJson.fact(json, fact);
    }
}
