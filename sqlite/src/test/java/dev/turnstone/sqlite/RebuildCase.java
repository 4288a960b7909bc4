package dev.turnstone.sqlite;

import dev.turnstone.schema.Change.Rename;
import dev.turnstone.schema.Id;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One case of `rebuilds.txt`; the file says at its top what the sections mean.
record RebuildCase(String name, Map<String, String> sections) {
    static Stream<RebuildCase> all() {
        try (InputStream stream = RebuildCase.class.getResourceAsStream("rebuilds.txt")) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            List<RebuildCase> cases = new ArrayList<>();
            for (String block : text.split("(?m)^=== ", -1)) {
                if (!block.startsWith("#")) {
                    cases.add(read(block));
                }
            }
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RebuildCase read(String block) {
        int line = block.indexOf('\n');
        Map<String, String> sections = new HashMap<>();
        for (String section : block.substring(line + 1).split("(?m)^\\[", -1)) {
            int close = section.indexOf("]\n");
            if (close > 0) {
                sections.put(
                        section.substring(0, close),
                        section.substring(close + 2).strip());
            }
        }
        return new RebuildCase(block.substring(0, line), sections);
    }

    String section(String section) {
        return sections.getOrDefault(section, "");
    }

    List<String> lines(String section) {
        return section(section).lines().toList();
    }

    List<Rename> renames(boolean back) {
        return lines("rename").stream()
                .map(line -> line.split(" -> ", -1))
                .map(pair -> back
                        ? new Rename(Id.parse(pair[1]), Id.parse(pair[0]))
                        : new Rename(Id.parse(pair[0]), Id.parse(pair[1])))
                .toList();
    }

    /// What rows get, by `table.column`.
    Map<String, String> fills() {
        Map<String, String> fills = new HashMap<>();
        lines("fill").stream().map(line -> line.split(" -> ", -1)).forEach(pair -> fills.put(pair[0], pair[1]));
        return fills;
    }

    @Override
    public String toString() {
        return name;
    }
}
