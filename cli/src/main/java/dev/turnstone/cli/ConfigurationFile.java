package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.Settings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A `turnstone.toml` whose keys are all known and whose values may stand where they do.
///
/// @param shown how errors call it
/// @param folder where it stands: relative paths in it start there
/// @param tables its keys by table: the empty text for the top, `env.prod`, `service.shop`, `service.shop.env.prod`
record ConfigurationFile(String shown, Path folder, Map<String, Map<String, TomlEntry>> tables) {
    static final String NAME = "turnstone.toml";
    private static final String HOOKS = "hooks";
    private static final String PLACEHOLDERS = "placeholders";
    private static final String ENTITIES = "entities";
    private static final String PROPERTIES = "properties";
    private static final List<String> TABLES =
            List.of("timeouts", HOOKS, PLACEHOLDERS, ENTITIES, "new", AcceptedRefusals.TABLE);

    /// The nearest one, in `directory` or above.
    static Optional<Path> find(Path directory) {
        for (Path folder = directory; folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(NAME);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /// Reads and checks a file.
    ///
    /// @param shown how errors call it
    /// @throws Misconfigured naming file and line
    static ConfigurationFile read(Path file, String shown) {
        String content;
        try {
            content = Files.readString(file);
        } catch (CharacterCodingException notUtf8) {
            throw new Misconfigured(shown + ": not UTF-8: save it in that encoding", List.of());
        } catch (IOException failure) {
            throw new Misconfigured(shown + ": cannot be read: " + Reasons.of(failure));
        }
        ConfigurationFile configuration = new ConfigurationFile(
                shown, Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file), new LinkedHashMap<>());
        configuration.tables.put("", new LinkedHashMap<>());
        for (TomlEntry entry : Toml.read(shown, content)) {
            configuration.place(entry);
        }
        return configuration;
    }

    private void place(TomlEntry entry) {
        int depth = depth(entry);
        String table = String.join(".", entry.path().subList(0, depth));
        Map<String, TomlEntry> keys = tables.computeIfAbsent(table, ignored -> new LinkedHashMap<>());
        List<String> rest = entry.path().subList(depth, entry.path().size());
        if (rest.isEmpty()) {
            return;
        }
        check(entry, table, rest);
        if (!(entry.value() instanceof TomlEntry.Value.Table)) {
            keys.put(String.join(".", rest), entry);
        }
    }

    /// How many names of the path say whose option it is.
    private int depth(TomlEntry entry) {
        List<String> path = entry.path();
        int depth = 0;
        if (path.size() > depth && path.get(depth).equals("service")) {
            depth = named(entry, depth);
        }
        if (path.size() > depth && path.get(depth).equals("env")) {
            depth = named(entry, depth);
        }
        return depth;
    }

    private int named(TomlEntry entry, int depth) {
        boolean table = entry.value() instanceof TomlEntry.Value.Table;
        int names = entry.path().size() - depth;
        if (names == 1 || (names == 2 && !table)) {
            String word = entry.path().get(depth);
            throw at(entry, "[" + word + "] needs a name: [" + word + ".NAME]");
        }
        return depth + 2;
    }

    private void check(TomlEntry entry, String table, List<String> rest) {
        String first = rest.get(0);
        boolean isTable = entry.value() instanceof TomlEntry.Value.Table;
        boolean known = TABLES.contains(first);
        if (first.equals(ENTITIES) && rest.size() > 1 && rest.get(1).equals(PROPERTIES)) {
            checkProperty(entry, rest, isTable);
            return;
        }
        if (rest.size() > (known ? 2 : 1)) {
            throw unknown(entry, String.join(".", rest), table, tops());
        }
        if (known && rest.size() == 1) {
            if (!isTable) {
                throw at(entry, first + " is a table: [" + (table.isEmpty() ? "" : table + ".") + first + "]");
            }
            return;
        }
        if (first.equals(PLACEHOLDERS) || first.equals(HOOKS) || first.equals(AcceptedRefusals.TABLE)) {
            checkText(entry, rest, table);
            return;
        }
        Key key = Key.of(String.join(".", rest)).orElseThrow(() -> unknownKey(entry, rest, table));
        key.objection(entry.value()).ifPresent(objection -> {
            throw at(entry, objection);
        });
    }

    /// `hibernate.dialect = "…"` is one property, with or without quotes around its name.
    private void checkProperty(TomlEntry entry, List<String> rest, boolean isTable) {
        if (isTable) {
            return;
        }
        if (rest.size() == 2 || !(entry.value() instanceof TomlEntry.Value.Text)) {
            throw at(
                    entry,
                    rest.size() == 2
                            ? PROPERTIES + " is a table: [" + ENTITIES + "." + PROPERTIES + "]"
                            : String.join(".", rest) + " must be a text in quotes");
        }
    }

    private void checkText(TomlEntry entry, List<String> rest, String table) {
        if (rest.get(0).equals(HOOKS) && !Settings.HOOK_NAMES.contains(rest.get(1))) {
            throw unknown(entry, rest.get(1), (table.isEmpty() ? "" : table + ".") + HOOKS, Settings.HOOK_NAMES);
        }
        if (!(entry.value() instanceof TomlEntry.Value.Text)) {
            throw at(entry, String.join(".", rest) + " must be a text in quotes");
        }
        if (rest.get(0).equals(AcceptedRefusals.TABLE)) {
            String text = ((TomlEntry.Value.Text) entry.value()).text();
            AcceptedRefusals.objection(rest.get(1), text).ifPresent(objection -> {
                throw at(entry, objection);
            });
        }
    }

    private Misconfigured unknownKey(TomlEntry entry, List<String> rest, String table) {
        if (rest.size() == 2) {
            String inner = (table.isEmpty() ? "" : table + ".") + rest.get(0);
            List<String> names = new ArrayList<>(Key.names(rest.get(0)));
            if (rest.get(0).equals(ENTITIES)) {
                names.add(PROPERTIES);
            }
            return unknown(entry, rest.get(1), inner, names);
        }
        return unknown(entry, rest.get(0), table, tops());
    }

    private static List<String> tops() {
        List<String> tops = new ArrayList<>(Key.names(""));
        tops.addAll(TABLES);
        tops.add("env");
        tops.add("service");
        return tops;
    }

    private Misconfigured unknown(TomlEntry entry, String key, String table, List<String> names) {
        String where = table.isEmpty() ? "" : " in [" + table + "]";
        String guess = Guess.of(key, names, "\"");
        return at(
                entry,
                "unknown key \"" + key + "\"" + where + "."
                        + (guess.isEmpty() ? " Known here: " + String.join(", ", names) : guess));
    }

    private Misconfigured at(TomlEntry entry, String message) {
        return new Misconfigured(shown + ":" + entry.line() + ": " + message);
    }

    /// The names behind `prefix` in the names of tables: environments for `env.`, services for `service.`.
    List<String> names(String prefix) {
        List<String> names = new ArrayList<>();
        for (String table : tables.keySet()) {
            if (table.startsWith(prefix)) {
                int end = table.indexOf('.', prefix.length());
                String name = table.substring(prefix.length(), end < 0 ? table.length() : end);
                if (!names.contains(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }
}
