package dev.turnstone.cli;

import dev.turnstone.MigrationException;
import dev.turnstone.MigrationException.Failure;
import dev.turnstone.diagnostic.Diagnostic;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// What stopped a command, as a JSON document: see `docs/reference/json/error.schema.json`.
final class JsonErrors {
    private JsonErrors() {}

    static String of(String command, MigrationException exception) {
        return Json.document(command, json -> {
            begin(json, kind(exception), String.valueOf(exception.getMessage()), exception.exitCode());
            Json.diagnostics(json, "diagnostics", diagnostics(exception));
            if (exception instanceof MigrationException.StatementFailed failed) {
                failure(json, failed.failure());
            }
            json.writeEndObject();
        });
    }

    static String of(String command, String kind, String message, int exitCode) {
        return Json.document(command, json -> {
            begin(json, kind, message, exitCode);
            Json.diagnostics(json, "diagnostics", List.of());
            json.writeEndObject();
        });
    }

    private static void begin(JsonGenerator json, String kind, String message, int exitCode) {
        json.writeName("error");
        json.writeStartObject();
        json.writeStringProperty("kind", kind);
        json.writeNumberProperty("exitCode", exitCode);
        json.writeStringProperty("message", message);
    }

    private static String kind(MigrationException exception) {
        return switch (exception) {
            case MigrationException.Misconfigured ignored -> "misconfigured";
            case MigrationException.HistoryConflict ignored -> "conflict";
            case MigrationException.StatementFailed ignored -> "failed";
            case MigrationException.LockNotAcquired ignored -> "locked";
            case MigrationException.Refused ignored -> "refused";
            case MigrationException.DatabaseUnavailable ignored -> "unavailable";
            case MigrationException.Interrupted ignored -> "interrupted";
        };
    }

    private static List<Diagnostic> diagnostics(MigrationException exception) {
        return switch (exception) {
            case MigrationException.Misconfigured wrong -> wrong.diagnostics();
            case MigrationException.HistoryConflict conflict -> conflict.diagnostics();
            case MigrationException.Refused refused -> refused.diagnostics();
            case MigrationException.StatementFailed ignored -> List.of();
            case MigrationException.LockNotAcquired ignored -> List.of();
            case MigrationException.DatabaseUnavailable ignored -> List.of();
            case MigrationException.Interrupted ignored -> List.of();
        };
    }

    private static void failure(JsonGenerator json, Failure failure) {
        json.writeName("failure");
        json.writeStartObject();
        json.writeStringProperty("version", failure.version().text());
        json.writeStringProperty("description", failure.description());
        failure.location().ifPresent(place -> {
            json.writeStringProperty("file", place.file());
            json.writeNumberProperty("line", place.line());
            json.writeNumberProperty("column", place.column());
        });
        Json.text(json, "excerpt", failure.excerpt());
        json.writeStringProperty("message", failure.message());
        json.writeStringProperty("sqlState", failure.sqlState());
        json.writeNumberProperty("stepsDone", failure.stepsDone());
        json.writeNumberProperty("stepsTotal", failure.stepsTotal());
        json.writeNumberProperty("before", failure.before());
        if (!failure.missing().isEmpty()) {
            json.writeName("missing");
            json.writeStartArray();
            failure.missing().forEach(json::writeString);
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
