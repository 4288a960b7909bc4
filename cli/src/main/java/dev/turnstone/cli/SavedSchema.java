package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Schema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// Reads what [SchemaJson] wrote. Properties it does not know are left alone; everything else must be as written.
final class SavedSchema {
    private final String shown;
    private final JsonParser json;
    private int format;
    private Optional<String> dialect = Optional.empty();
    private Optional<String> version = Optional.empty();
    private Optional<List<Fact>> facts = Optional.empty();
    private List<String> unmodelled = List.of();

    private SavedSchema(String shown, JsonParser json) {
        this.shown = shown;
        this.json = json;
    }

    /// Reads a file.
    ///
    /// @param shown how errors call it
    /// @throws Misconfigured naming the place where it is no saved schema, or the format that is newer than this reader
    static Schema read(Path file, String shown) {
        try (BufferedReader text = Files.newBufferedReader(file)) {
            return read(text, shown);
        } catch (IOException failure) {
            throw unreadable(shown, failure);
        }
    }

    /// Reads a text.
    static Schema read(Reader text, String shown) {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser json = factory.createParser(ObjectReadContext.empty(), text)) {
            return new SavedSchema(shown, json).schema();
        } catch (StreamReadException wrong) {
            throw new Misconfigured(place(shown, wrong.getLocation()) + "no JSON: " + wrong.getOriginalMessage());
        } catch (JacksonIOException failure) {
            IOException cause = failure.getCause();
            throw cause == null ? new Misconfigured(shown + ": cannot be read") : unreadable(shown, cause);
        }
    }

    private static Misconfigured unreadable(String shown, IOException failure) {
        return failure instanceof CharacterCodingException
                ? new Misconfigured(shown + ": not UTF-8: it is no saved schema")
                : new Misconfigured(shown + ": cannot be read: " + Reasons.of(failure));
    }

    private Schema schema() {
        expect(json.nextToken(), JsonToken.START_OBJECT, "a saved schema is a JSON object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            property(name);
        }
        if (json.nextToken() != null) {
            throw here("nothing may follow the object");
        }
        if (format == 0) {
            throw missing("format");
        }
        try {
            return new Schema(
                    dialect.orElseThrow(() -> missing("dialect")),
                    version.orElseThrow(() -> missing("version")),
                    facts.orElseThrow(() -> missing("facts")),
                    unmodelled);
        } catch (IllegalArgumentException twice) {
            throw wrong(shown + ": " + twice.getMessage(), twice);
        }
    }

    private void property(String name) {
        switch (name) {
            case "format" -> {
                expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, "format is a whole number");
                format = format(json.getValueAsString());
            }
            case "dialect" -> dialect = Optional.of(text(name));
            case "version" -> version = Optional.of(text(name));
            case "unmodelled" -> unmodelled = texts(name);
            case "facts" -> facts = Optional.of(facts());
            default -> json.skipChildren();
        }
    }

    private int format(String number) {
        if (number.equals(Integer.toString(SchemaJson.FORMAT))) {
            return SchemaJson.FORMAT;
        }
        throw here("written in format " + number + ", and this turnstone reads format " + SchemaJson.FORMAT
                + ". Read it with a newer turnstone, or run inspect --format json again");
    }

    private List<Fact> facts() {
        expect(json.currentToken(), JsonToken.START_ARRAY, "facts is an array");
        List<Fact> read = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.START_OBJECT, "each of the facts is an object");
            read.add(fact());
        }
        return read;
    }

    private Fact fact() {
        Optional<Id> id = Optional.empty();
        Map<String, String> definition = Map.of();
        Map<String, String> details = Map.of();
        Set<Id> needs = new HashSet<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> id = Optional.of(id(text(name)));
                case "definition" -> definition = attributes(name);
                case "details" -> details = attributes(name);
                case "needs" -> texts(name).forEach(need -> needs.add(id(need)));
                default -> json.skipChildren();
            }
        }
        return new Fact(id.orElseThrow(() -> here("this fact has no id")), definition, details, needs);
    }

    private Map<String, String> attributes(String name) {
        expect(json.currentToken(), JsonToken.START_OBJECT, name + " is an object of texts");
        Map<String, String> attributes = new TreeMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String attribute = json.currentName();
            json.nextToken();
            attributes.put(attribute, text(attribute));
        }
        return attributes;
    }

    private List<String> texts(String name) {
        expect(json.currentToken(), JsonToken.START_ARRAY, name + " is an array of texts");
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text(name));
        }
        return texts;
    }

    private String text(String name) {
        expect(json.currentToken(), JsonToken.VALUE_STRING, name + " must be a text");
        return json.getString();
    }

    private Id id(String text) {
        try {
            return Id.parse(text);
        } catch (IllegalArgumentException noIdentity) {
            throw wrong(place(json.currentTokenLocation()) + noIdentity.getMessage(), noIdentity);
        }
    }

    private void expect(JsonToken found, JsonToken wanted, String otherwise) {
        if (found != wanted) {
            throw here(otherwise);
        }
    }

    private Misconfigured missing(String property) {
        return new Misconfigured(shown + ": \"" + property
                + "\" is missing: this is no schema that turnstone inspect --format json wrote");
    }

    private Misconfigured here(String message) {
        return new Misconfigured(place(json.currentTokenLocation()) + message);
    }

    private String place(TokenStreamLocation place) {
        return place(shown, place);
    }

    private static String place(String shown, TokenStreamLocation place) {
        return shown + ":" + place.getLineNr() + ":" + Math.max(1, place.getColumnNr()) + ": ";
    }

    private static Misconfigured wrong(String message, IllegalArgumentException why) {
        Misconfigured wrong = new Misconfigured(message);
        wrong.addSuppressed(why);
        return wrong;
    }
}
