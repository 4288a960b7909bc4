package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.sql.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Judges what migrations require of each other.
final class Requirements {
    private final Map<Version, Map<Version, Location>> required = new HashMap<>();
    private final Set<Version> judged = new HashSet<>();
    private final List<Diagnostic> found;

    private Requirements(List<Diagnostic> found) {
        this.found = found;
    }

    /// Reports requirements that nothing fulfils, and circles.
    ///
    /// @param requires by migration, with the places
    /// @param known every version there is, those for other dialects included
    static void check(Map<Version, Map<Version, Location>> requires, Set<Version> known, List<Diagnostic> found) {
        Requirements requirements = new Requirements(found);
        requirements.required.putAll(requires);
        for (Map<Version, Location> of : requires.values()) {
            for (Map.Entry<Version, Location> one : of.entrySet()) {
                if (!known.contains(one.getKey())) {
                    found.add(unknown(one.getKey(), one.getValue()));
                }
            }
        }
        List<Version> versions = new ArrayList<>(requires.keySet());
        versions.sort(null);
        for (Version version : versions) {
            requirements.follow(version, new ArrayList<>());
        }
    }

    private static Diagnostic unknown(Version version, Location place) {
        return Diagnostic.error(
                "unknown-requirement",
                place,
                "\"requires\" names " + version + ", and there is no such migration",
                "Correct the version, or add the migration");
    }

    private void follow(Version version, List<Version> path) {
        int begin = path.indexOf(version);
        if (begin >= 0) {
            reportCircle(path.subList(begin, path.size()));
            return;
        }
        if (!judged.add(version)) {
            return;
        }
        path.add(version);
        for (Version next : required.getOrDefault(version, Map.of()).keySet()) {
            follow(next, path);
        }
        path.removeLast();
    }

    private void reportCircle(List<Version> circle) {
        StringBuilder chain = new StringBuilder();
        for (Version version : circle) {
            chain.append(version).append(" requires ");
        }
        String message = circle.size() == 1
                ? chain + "itself, so it could never run"
                : chain.append(circle.getFirst()) + ", so none of them could be first";
        Version last = circle.getLast();
        Location place = required.getOrDefault(last, Map.of()).getOrDefault(circle.getFirst(), Location.startOf(""));
        found.add(Diagnostic.error("cyclic-requirement", place, message, "Remove one of the requirements"));
    }
}
