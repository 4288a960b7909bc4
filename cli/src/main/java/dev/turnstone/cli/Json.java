package dev.turnstone.cli;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Facts;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The JSON documents of `--format json`: one object on one line. Their schemas are in `docs/reference/json`.
final class Json {
    private Json() {}

    /// An object whose first property names the command.
    static String document(String command, Consumer<JsonGenerator> body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("command", command);
            body.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    static void database(JsonGenerator json, Configuration configuration, Facts facts) {
        json.writeName("database");
        json.writeStartObject();
        json.writeStringProperty("name", configuration.name());
        json.writeStringProperty("version", facts.version());
        json.writeStringProperty("label", configuration.label(facts));
        json.writeStringProperty("user", facts.user());
        json.writeEndObject();
    }

    static void diagnostics(JsonGenerator json, String name, List<Diagnostic> diagnostics) {
        json.writeName(name);
        json.writeStartArray();
        for (Diagnostic diagnostic : diagnostics) {
            json.writeStartObject();
            json.writeStringProperty("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("rule", diagnostic.rule());
            json.writeStringProperty("message", diagnostic.message());
            diagnostic.location().ifPresent(place -> {
                json.writeStringProperty("file", place.file());
                json.writeNumberProperty("line", place.line());
                json.writeNumberProperty("column", place.column());
            });
            text(json, "help", diagnostic.help());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// A property that is left out when there is no value.
    static void text(JsonGenerator json, String name, Optional<?> value) {
        value.ifPresent(present -> json.writeStringProperty(name, present.toString()));
    }

    /// Milliseconds, with three digits behind the point where they are known.
    static void millis(JsonGenerator json, String name, Duration duration) {
        json.writeNumberProperty(name, TimeUnit.NANOSECONDS.toMicros(duration.toNanos()) / 1000.0);
    }
}
