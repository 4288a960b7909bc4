package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The statistics targets of an index's expressions.
final class IndexStatistics {
    private IndexStatistics() {}

    /// The statements that bring one index's targets to another's.
    static List<String> become(Fact from, Fact to) {
        Map<String, String> before = read(from);
        Map<String, String> after = read(to);
        List<String> statements = new ArrayList<>();
        String head = "ALTER INDEX " + Mention.index(to.id()) + " ALTER COLUMN ";
        before.keySet().stream()
                .filter(column -> !after.containsKey(column))
                .forEach(column -> statements.add(head + column + " SET STATISTICS -1"));
        after.forEach((column, target) -> {
            if (!target.equals(before.get(column))) {
                statements.add(head + column + " SET STATISTICS " + target);
            }
        });
        return statements;
    }

    private static Map<String, String> read(Fact index) {
        Map<String, String> targets = new TreeMap<>();
        for (String entry : index.get(PostgresAttribute.STATISTICS).orElse("").split(", ", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                targets.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return targets;
    }
}
