package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads TOML into a flat list of keys with their lines: tables, dotted and quoted keys, all kinds of strings,
/// integers,
/// booleans, arrays of strings and inline tables. The lines are why no library does it: errors name them.
final class Toml {
    private final TomlText text;
    private final List<TomlEntry> entries = new ArrayList<>();
    private final Map<List<String>, Integer> seen = new HashMap<>();

    private Toml(String file, String content) {
        this.text = new TomlText(file, content);
    }

    /// @param file what errors call it
    /// @throws Misconfigured naming file and line when it cannot be read
    static List<TomlEntry> read(String file, String content) {
        Toml toml = new Toml(file, content);
        toml.document();
        return toml.entries;
    }

    private void document() {
        List<String> table = List.of();
        text.skipLines();
        while (!text.atEnd()) {
            if (text.peek() == '[') {
                table = header();
            } else {
                keyAndValue(table);
            }
            text.endOfLine();
            text.skipLines();
        }
    }

    private List<String> header() {
        int line = text.line();
        text.expect('[');
        if (text.peek() == '[') {
            throw text.error("arrays of tables ([[…]]) mean nothing here");
        }
        List<String> path = path();
        text.expect(']');
        put(new TomlEntry(path, new TomlEntry.Value.Table(), line));
        return path;
    }

    private void keyAndValue(List<String> table) {
        int line = text.line();
        List<String> path = new ArrayList<>(table);
        path.addAll(path());
        text.expect('=');
        text.skipBlanks();
        if (!text.atEnd() && text.peek() == '{') {
            inlineTable(path, line);
        } else {
            put(new TomlEntry(List.copyOf(path), value(), line));
        }
    }

    private void inlineTable(List<String> path, int line) {
        put(new TomlEntry(List.copyOf(path), new TomlEntry.Value.Table(), line));
        text.expect('{');
        text.skipBlanks();
        while (text.peek() != '}') {
            keyAndValue(path);
            text.skipBlanks();
            if (text.peek() != '}') {
                text.expect(',');
                text.skipBlanks();
            }
        }
        text.expect('}');
    }

    private List<String> path() {
        List<String> path = new ArrayList<>();
        do {
            if (!path.isEmpty()) {
                text.expect('.');
            }
            text.skipBlanks();
            path.add(text.key());
            text.skipBlanks();
        } while (!text.atEnd() && text.peek() == '.');
        return List.copyOf(path);
    }

    private TomlEntry.Value value() {
        char first = text.peek();
        if (first == '"' || first == '\'') {
            return new TomlEntry.Value.Text(text.string());
        }
        if (first == '[') {
            return new TomlEntry.Value.Texts(array());
        }
        String word = text.word();
        if (word.equals("true") || word.equals("false")) {
            return new TomlEntry.Value.Flag(word.equals("true"));
        }
        try {
            return new TomlEntry.Value.Whole(Long.decode(word.replace("_", "")));
        } catch (NumberFormatException notANumber) {
            throw text.error(
                    "cannot read the value " + (word.isEmpty() ? "here" : word)
                            + ": write text in quotes, a whole number, true, false or an array of texts",
                    notANumber);
        }
    }

    private List<String> array() {
        List<String> texts = new ArrayList<>();
        text.expect('[');
        text.skipLines();
        while (text.peek() != ']') {
            if (text.peek() != '"' && text.peek() != '\'') {
                throw text.error("an array holds texts in quotes here");
            }
            texts.add(text.string());
            text.skipLines();
            if (text.peek() != ']') {
                text.expect(',');
                text.skipLines();
            }
        }
        text.expect(']');
        return List.copyOf(texts);
    }

    private void put(TomlEntry entry) {
        Integer before = seen.putIfAbsent(entry.path(), entry.line());
        if (before != null) {
            throw new Misconfigured(text.file() + ":" + entry.line() + ": " + String.join(".", entry.path())
                    + " stands in line " + before + " already");
        }
        entries.add(entry);
    }
}
