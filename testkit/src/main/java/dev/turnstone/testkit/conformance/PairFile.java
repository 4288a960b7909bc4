package dev.turnstone.testkit.conformance;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads files of pairs: a JSON object on each line. Fields that are not known say nothing about the judgement.
public final class PairFile {
    private static final JsonMapper JSON = JsonMapper.shared();

    private PairFile() {}

    /// A file that cannot be used; the message says where and why.
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /// The pairs of a file, in its order.
    ///
    /// @throws Unreadable naming the file and the line
    public static List<Pair> read(Path file) throws Unreadable {
        List<Pair> pairs = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (!line.isBlank()) {
                Pair pair = pair(line, file + ":" + number);
                if (!names.add(pair.name())) {
                    throw new Unreadable(file + ":" + number + ": a second pair is called \"" + pair.name() + "\"");
                }
                pairs.add(pair);
            }
        }
        return pairs;
    }

    private static List<String> lines(Path file) throws Unreadable {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new Unreadable(file + ": there is no such file");
        } catch (MalformedInputException e) {
            throw new Unreadable(file + ": this is not UTF-8");
        } catch (IOException e) {
            throw new Unreadable(file + ": cannot be read (" + e.getMessage() + ")");
        }
    }

    private static Pair pair(String line, String place) throws Unreadable {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JacksonException e) {
            throw new Unreadable(place + ": this is not JSON: " + e.getOriginalMessage());
        }
        if (!node.isObject()) {
            throw new Unreadable(place + ": a line holds an object {\"name\": …, \"from\": …, \"to\": …}");
        }
        return new Pair(
                text(node, "name", place),
                text(node, "from", place),
                text(node, "to", place),
                new LinkedHashSet<>(texts(node, "roles", place)),
                seeds(node, place),
                noop(node),
                texts(node, "verified", place));
    }

    private static String text(JsonNode node, String field, String place) throws Unreadable {
        JsonNode value = node.path(field);
        if (!value.isString()) {
            throw new Unreadable(place + ": \"" + field + "\" is missing or no text");
        }
        return value.stringValue();
    }

    /// A text, an array of texts, or nothing.
    private static List<String> texts(JsonNode node, String field, String place) throws Unreadable {
        JsonNode value = node.path(field);
        if (value.isString()) {
            return value.stringValue().isBlank() ? List.of() : List.of(value.stringValue());
        }
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : value) {
            if (!each.isString()) {
                throw new Unreadable(place + ": \"" + field + "\" holds something that is no text");
            }
            texts.add(each.stringValue());
        }
        return texts;
    }

    /// `seed_from` first, then every other `seed…` that is not about the schema after.
    private static List<String> seeds(JsonNode node, String place) throws Unreadable {
        List<String> seeds = new ArrayList<>(texts(node, "seed_from", place));
        for (String field : node.propertyNames()) {
            String lower = field.toLowerCase(Locale.ROOT);
            if (lower.startsWith("seed") && !lower.equals("seed_from") && !lower.equals("seed_to")) {
                seeds.addAll(texts(node, field, place));
            }
        }
        return seeds;
    }

    /// `changed` speaks of texts: what is not changed is the same, what is changed may be nevertheless.
    private static Optional<Boolean> noop(JsonNode node) {
        if (node.path("noop").isBoolean()) {
            return Optional.of(node.path("noop").booleanValue());
        }
        boolean unchanged =
                node.path("changed").isBoolean() && !node.path("changed").booleanValue();
        return unchanged ? Optional.of(true) : Optional.empty();
    }
}
