package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `--format json` prints is what the documented schemas say.
class JsonSchemaTest {
    private static final Path SCHEMAS = Path.of("../docs/reference/json");
    private final JsonMapper mapper = new JsonMapper();

    @TempDir
    private Path folder;

    @Test
    void everyCommandFollowsItsSchema() throws IOException {
        check("init", 0, "init");
        check("new", 0, "new", "users", "--template", "table", "--table", "users");
        check("lock", 1, "lock", "--check");
        check("lock", 0, "lock");
        check("plan", 0, "plan", "--out", "up.plan");
        check("plan", 0, "migrate", "--dry-run");
        check("status", 0, "status");
        check("run", 0, "migrate");
        check("run", 0, "migrate");
        check("status", 0, "status");
        check("plan", 0, "plan", "--revert");
        check("history", 0, "history");
        Files.createDirectory(folder.resolve("seeds"));
        Files.writeString(folder.resolve("seeds/users.sql"), "INSERT INTO users (id, your_column) VALUES (1, 'x');");
        check("seed", 0, "seed");
        check("error", 5, "revert");
        check("run", 0, "revert", "--allow-data-loss");
        Files.writeString(folder.resolve("migrations/99990101000000_wrong.sql"), "CREATE TABLE;\n");
        check("error", 2, "lock", "--nonsense");
        check("error", 2, "migrate");
        check("lock", 0, "lock");
        check("error", 3, "migrate");
        check("history", 0, "history");
        check("mark", 0, "mark", "99990101000000", "--applied", "--reason", "because");
        Files.writeString(folder.resolve("migrations/99990101000000_wrong.sql"), "CREATE TABLE x (id integer);\n");
        check("lock", 0, "lock");
        check("validate", 1, "validate");
        check("error", 5, "reset");
        check("baseline", 0, "baseline", "1", "--url", "sqlite:other.db");
    }

    @Test
    void whatComparesSchemasFollowsItsSchemaToo() throws IOException {
        check("init", 0, "init");
        Files.writeString(
                folder.resolve("migrations/1_users.sql"),
                "CREATE TABLE users (id integer PRIMARY KEY, mail text);\n-- turnstone:down\nDROP TABLE users;\n");
        Files.writeString(
                folder.resolve("schema.sql"), "CREATE TABLE users (id integer PRIMARY KEY, email text, name text);\n");
        check("run", 0, "migrate");
        check("inspect", 0, "inspect");
        check("diff", 0, "diff");
        check("diff", 1, "diff", "--to", "schema.sql", "--check");
        check("diff", 1, "diff", "--to", "schema.sql", "--check", "--rename", "users.mail=users.email");
        check("generate", 0, "generate", "none", "--to", "live");
        check("generate", 5, "generate", "email", "--to", "schema.sql");
        check("generate", 0, "generate", "email", "--to", "schema.sql", "--no-renames", "--dry-run");
        check("generate", 0, "generate", "email", "--to", "schema.sql", "--rename", "users.mail=users.email");
        check("run", 0, "migrate");
        check("drift", 0, "drift");
        check("validate", 0, "validate", "--drift");
        check("checkpoint", 0, "checkpoint");
        check("error", 2, "diff", "--to", "shcema.sql");
    }

    @Test
    void noticesWhatASchemaDoesNotKnow() throws IOException {
        JsonNode schema = mapper.readTree(Files.readString(SCHEMAS.resolve("mark.schema.json")));

        assertThat(differences(schema, mapper.readTree("{\"command\":\"mark\",\"version\":1,\"as\":\"x\",\"more\":2}")))
                .containsExactlyInAnyOrder("$.version is no string", "$.more is not known", "$.reason is missing");
    }

    private void check(String schema, int exitCode, String... words) throws IOException {
        List<String> typed = new ArrayList<>(List.of(words));
        typed.add("--format");
        typed.add("json");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                folder,
                Map.of(),
                Clock.fixed(Instant.parse("2026-11-20T10:15:00Z"), ZoneOffset.UTC),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                80,
                new Shutdown());

        int ended = new Turnstone(surroundings).run(typed);

        String printed = out.toString(StandardCharsets.UTF_8);
        assertThat(ended).as(printed).isEqualTo(exitCode);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(printed.lines()).hasSize(1);
        JsonNode rules = mapper.readTree(Files.readString(SCHEMAS.resolve(schema + ".schema.json")));
        assertThat(differences(rules, mapper.readTree(printed))).as(printed).isEmpty();
    }

    private static List<String> differences(JsonNode schema, JsonNode value) {
        List<String> found = new ArrayList<>();
        differences("$", schema, value, found);
        return found;
    }

    private static void differences(String path, JsonNode schema, JsonNode value, List<String> found) {
        if (schema.has("enum")) {
            boolean known = false;
            for (JsonNode choice : schema.get("enum")) {
                known = known || choice.equals(value);
            }
            if (!known) {
                found.add(path + " may not be " + value);
            }
            return;
        }
        String type = schema.get("type").asString();
        boolean fits = switch (type) {
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            default -> value.isObject();
        };
        if (!fits) {
            found.add(path + " is no " + type);
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                differences(path + "[" + i + "]", schema.get("items"), value.get(i), found);
            }
        } else if (value.isObject()) {
            properties(path, schema, value, found);
        }
    }

    private static void properties(String path, JsonNode schema, JsonNode value, List<String> found) {
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            JsonNode rules = schema.get("properties").get(property.getKey());
            JsonNode others = schema.get("additionalProperties");
            rules = rules == null && others != null && others.isObject() ? others : rules;
            if (rules == null) {
                found.add(path + "." + property.getKey() + " is not known");
            } else {
                differences(path + "." + property.getKey(), rules, property.getValue(), found);
            }
        }
        for (JsonNode required : schema.get("required")) {
            if (!value.has(required.asString())) {
                found.add(path + "." + required.asString() + " is missing");
            }
        }
    }
}
