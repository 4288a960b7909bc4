package dev.turnstone.cli;

import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Schema;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A schema as a JSON document: see `docs/reference/json/inspect.schema.json`. [SavedSchema] reads it back, exactly.
final class SchemaJson {
    /// The number that the document begins with. It grows when a reader of this version could not understand what a
    /// later one writes.
    static final int FORMAT = 1;

    private SchemaJson() {}

    /// Writes it, details and needs included.
    ///
    /// @param lines whether each fact stands on a line of its own, for files that are compared line by line; all of
    ///     it is one line otherwise
    static void write(Schema schema, Writer text, boolean lines) {
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("command", "inspect");
            json.writeNumberProperty("format", FORMAT);
            json.writeStringProperty("dialect", schema.dialect());
            json.writeStringProperty("version", schema.version());
            json.writeStringProperty("fingerprint", schema.fingerprint());
            texts(json, "unmodelled", schema.unmodelled());
            json.writeName("facts");
            json.writeStartArray();
            for (Fact fact : schema.facts()) {
                if (lines) {
                    json.writeRaw('\n');
                }
                fact(json, fact);
            }
            if (lines) {
                json.writeRaw('\n');
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    /// One fact, as an object.
    static void fact(JsonGenerator json, Fact fact) {
        json.writeStartObject();
        json.writeStringProperty("id", fact.id().text());
        attributes(json, "definition", fact.definition());
        if (!fact.details().isEmpty()) {
            attributes(json, "details", fact.details());
        }
        if (!fact.needs().isEmpty()) {
            texts(
                    json,
                    "needs",
                    fact.needs().stream().sorted().map(need -> need.text()).toList());
        }
        json.writeEndObject();
    }

    /// Attributes as an object of texts.
    static void attributes(JsonGenerator json, String name, Map<String, String> attributes) {
        json.writeName(name);
        json.writeStartObject();
        attributes.forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    /// An array of texts.
    static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeName(name);
        json.writeStartArray();
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}
