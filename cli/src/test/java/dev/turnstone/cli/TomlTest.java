package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// The reader that knows lines says the same as one that knows all of TOML.
class TomlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = \"x\"\nb = 'y' # comment\n",
                "a = \"\\t\\n\\\"\\\\ \\u00e9 \\U0001F426\"\n",
                "a = '''\nfirst\nsecond'''\nb = 1\n",
                "a = \"\"\"\none \\\n   two\"\"\"\n",
                "a = \"\"\"he said \"x\"\"\"\"\n",
                "a = 1_000\nb = -7\nc = 0xff\nd = +3\n",
                "[env.prod]\nurl = \"u\"\n[env.\"dev 1\"]\nurl = \"v\"\n",
                "env.prod.url = \"u\"\nenv.prod.disposable = true\n",
                "dir = [\n  \"a\", # one\n  'b',\n]\n",
                "timeouts = { lock = \"1s\", retry = \"2m\" }\n",
                "\n\n# nothing\n\t[hooks]\t# here\nafter-migrate = \"\"\n",
                "a = \"x\"\r\nb = false\r\n"
            })
    void agreesWithALibrary(String text) {
        Map<String, String> expected = new TreeMap<>();
        flatten("", new TomlMapper().readTree(text), expected);

        Map<String, String> actual = new TreeMap<>();
        for (TomlEntry entry : Toml.read("t", text)) {
            put(entry, actual);
        }

        assertThat(expected).isNotEmpty();
        assertThat(actual).isEqualTo(expected);
    }

    private static void put(TomlEntry entry, Map<String, String> into) {
        String path = String.join("/", entry.path());
        switch (entry.value()) {
            case TomlEntry.Value.Text text -> into.put(path, text.text());
            case TomlEntry.Value.Flag flag -> into.put(path, String.valueOf(flag.set()));
            case TomlEntry.Value.Whole whole -> into.put(path, String.valueOf(whole.number()));
            case TomlEntry.Value.Texts texts -> into.put(path, String.join("|", texts.texts()));
            case TomlEntry.Value.Table ignored -> {}
        }
    }

    private static void flatten(String path, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                flatten(path.isEmpty() ? property.getKey() : path + "/" + property.getKey(), property.getValue(), into);
            }
        } else if (node.isArray()) {
            List<String> texts = new ArrayList<>();
            node.forEach(element -> texts.add(element.asString()));
            into.put(path, String.join("|", texts));
        } else {
            into.put(path, node.asString());
        }
    }
}
