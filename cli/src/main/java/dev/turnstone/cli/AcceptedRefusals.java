package dev.turnstone.cli;

import dev.turnstone.migration.Allow;
import dev.turnstone.migration.Version;
import dev.turnstone.sql.Location;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The table `[allow]`: what a published migration, which nobody may edit any more, would accept with
/// `-- turnstone:allow RULE: reason` on its statements.
///
/// `20240101120000 = "index-loss: dropped on purpose"`
final class AcceptedRefusals {
    static final String TABLE = "allow";
    private static final List<String> RULES = List.of("data-loss", "index-loss", "trigger-loss");

    private AcceptedRefusals() {}

    /// What is wrong with one line of the table.
    static Optional<String> objection(String version, String text) {
        try {
            Version.parse(version);
        } catch (IllegalArgumentException e) {
            return Optional.of("\"" + version + "\" is no version. Write the version of a migration, in quotes when it"
                    + " has dots");
        }
        int colon = text.indexOf(':');
        String reason = colon < 0 ? "" : text.substring(colon + 1).strip();
        Optional<String> unknown =
                rules(text).stream().filter(rule -> !RULES.contains(rule)).findFirst();
        if (unknown.isPresent()) {
            return Optional.of("\"" + unknown.get() + "\" cannot be allowed here. Known: " + String.join(", ", RULES)
                    + ". Write it as \"RULE: reason\"");
        }
        return reason.isEmpty()
                ? Optional.of("the reason is missing, and those who read it later need one. Write \"RULE: reason\"")
                : Optional.empty();
    }

    /// The table as settings have it; its lines have no objection.
    ///
    /// @param lines by version
    static Map<Version, List<Allow>> of(Map<String, String> lines) {
        Map<Version, List<Allow>> accepted = new HashMap<>();
        lines.forEach((version, text) -> {
            String reason = text.substring(text.indexOf(':') + 1).strip();
            accepted.put(
                    Version.parse(version),
                    rules(text).stream()
                            .map(rule -> new Allow(rule, reason, Location.startOf(ConfigurationFile.NAME)))
                            .toList());
        });
        return accepted;
    }

    private static List<String> rules(String text) {
        int colon = text.indexOf(':');
        return List.of((colon < 0 ? text : text.substring(0, colon)).strip().split("\\s*,\\s*", -1));
    }
}
