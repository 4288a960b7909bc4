package dev.turnstone.migration;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Names of files that mean something to another migration tool.
final class ForeignName {
    private static final Map<String, String> ENDS =
            Map.of(".undo", ".down", ".rollback", ".down", ".revert", ".down", ".do", ".up");
    private static final Map<String, String> PARTS = Map.of("up", ".up", "down", ".down", "migration", "");

    private ForeignName() {}

    /// What is wrong with a name, without `.sql`, that has a version: `1_a.undo`, `001.do.create_users`.
    static Optional<FileName.Misnamed> versioned(String base, int endOfVersion) {
        String small = base.toLowerCase(Locale.ROOT);
        String version = base.substring(0, endOfVersion);
        for (Map.Entry<String, String> end : ENDS.entrySet()) {
            int from = base.length() - end.getKey().length();
            if (small.endsWith(end.getKey()) && from > endOfVersion) {
                return Optional.of(part(base, base.substring(0, from), end.getValue()));
            }
            String inside = end.getKey() + ".";
            if (small.startsWith(inside, endOfVersion) && base.length() > endOfVersion + inside.length()) {
                String title = base.substring(endOfVersion + inside.length());
                return Optional.of(part(base, version + "_" + title, end.getValue()));
            }
        }
        return Optional.empty();
    }

    private static FileName.Misnamed part(String base, String name, String part) {
        String which = part.equals(".up") ? "forward" : "back";
        return new FileName.Misnamed(
                quote(base) + " reads as the way " + which + " of a pair, which is called otherwise here",
                "Rename it to " + name + part + FileName.EXTENSION);
    }

    /// What is wrong with a name, without `.sql`, that has no version: `U1__a`, `B1__a`, `up`, `migration`.
    static Optional<FileName.Misnamed> unversioned(String base) {
        String part = PARTS.get(base.toLowerCase(Locale.ROOT));
        if (part != null) {
            return Optional.of(new FileName.Misnamed(
                    quote(base) + " has no version: that of its folder is not read",
                    "Name it as the folder: <version>_<description>" + part + FileName.EXTENSION));
        }
        boolean numbered = base.length() > 1 && Character.isDigit(base.charAt(1)) && base.contains("__");
        if (numbered && (base.charAt(0) == 'U' || base.charAt(0) == 'u')) {
            String name = "V" + base.substring(1);
            return Optional.of(new FileName.Misnamed(
                    quote(base) + " reads as the way back of " + name,
                    "Rename the two to " + name + ".up.sql and " + name + ".down.sql"));
        }
        if (numbered && base.charAt(0) == 'B') {
            return Optional.of(new FileName.Misnamed(
                    quote(base) + " reads as a baseline, which is no file of this kind here",
                    "Name it V" + base.substring(1) + ".sql if it is the first migration of an empty database;"
                            + " turnstone checkpoint writes one that replaces the files before it"));
        }
        return Optional.empty();
    }

    private static String quote(String base) {
        return "\"" + base + FileName.EXTENSION + "\"";
    }
}
