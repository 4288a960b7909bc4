package dev.turnstone.migration;

import java.util.Locale;
import java.util.Optional;

/// What the name of a `.sql` file says.
sealed interface FileName {
    /// Which part of a migration the file holds.
    enum Part {
        /// `name.sql`: both ways, by sections.
        WHOLE,
        /// `name.up.sql`
        UP,
        /// `name.down.sql`
        DOWN
    }

    /// A name that says which migration the file holds.
    ///
    /// @param base the name without `.sql`, `.up.sql`, `.down.sql`: what the two files of a pair share
    record Named(Version version, String description, Part part, String base) implements FileName {}

    /// A name that does not.
    ///
    /// @param reason a sentence that begins with the name
    /// @param help what to do
    record Misnamed(String reason, String help) implements FileName {}

    String EXTENSION = ".sql";

    /// Whether a file of this name must be a migration: it ends in `.sql` in any case and does not begin with a dot.
    static boolean isSql(String name) {
        int from = name.length() - EXTENSION.length();
        return from >= 0 && name.charAt(0) != '.' && name.regionMatches(true, from, EXTENSION, 0, EXTENSION.length());
    }

    /// Reads a name for which `isSql` holds.
    static FileName parse(String name) {
        String base = name.substring(0, name.length() - EXTENSION.length());
        Part part = Part.WHOLE;
        if (endsWith(base, ".up")) {
            part = Part.UP;
            base = base.substring(0, base.length() - ".up".length());
        } else if (endsWith(base, ".down")) {
            part = Part.DOWN;
            base = base.substring(0, base.length() - ".down".length());
        }
        if (base.startsWith("R__")) {
            return repeatable(name, base, part);
        }
        return versioned(name, base, part);
    }

    private static boolean endsWith(String text, String end) {
        return text.regionMatches(true, text.length() - end.length(), end, 0, end.length());
    }

    private static FileName repeatable(String name, String base, Part part) {
        String rest = base.substring("R__".length());
        String description = describe(rest);
        if (description.isEmpty()) {
            return new Misnamed(
                    quote(name) + " has no name after R__", "Name it R__<name>.sql, as in R__active_users.sql");
        }
        for (int i = 0; i < rest.length(); i++) {
            if (Character.isWhitespace(rest.charAt(i)) || Character.isISOControl(rest.charAt(i))) {
                return new Misnamed(
                        quote(name) + " has a blank in its name, so no requires could name it",
                        "Write _ for the blank: " + base.strip().replace(' ', '_') + EXTENSION);
            }
        }
        return new Named(Version.repeatable(rest), description, part, base);
    }

    private static FileName versioned(String name, String base, Part part) {
        int start = !base.isEmpty() && (base.charAt(0) == 'V' || base.charAt(0) == 'v') ? 1 : 0;
        int end = start;
        while (end < base.length() && (Character.digit(base.charAt(end), 10) >= 0 || base.charAt(end) == '.')) {
            end++;
        }
        if (end < base.length() && end - start > 1 && base.charAt(end - 1) == '.') {
            end--;
        }
        String number = base.substring(start, end);
        if (!Version.isNumber(number)) {
            return withoutVersion(name, base, number);
        }
        Optional<Misnamed> other = otherwiseElsewhere(name, base, start, end, part);
        if (other.isPresent()) {
            return other.get();
        }
        boolean separated = end < base.length() && (base.charAt(end) == '_' || base.charAt(end) == '-');
        if (!separated && end < base.length()) {
            return new Misnamed(
                    quote(name) + " has " + quote(base.substring(end, end + 1)) + " after its version " + number
                            + " where _, __ or - must stand",
                    "Rename it to " + number + "_" + title(base, end) + name.substring(base.length()));
        }
        String description = describe(base.substring(end));
        if (description.isEmpty()) {
            return new Misnamed(
                    quote(name) + " has no description after its version " + number,
                    "Say in the name what it does: " + number + "_<description>.sql");
        }
        return new Named(new Version(number), description, part, base);
    }

    /// Why other tools, and whoever named the file, read something else in it.
    private static Optional<Misnamed> otherwiseElsewhere(String name, String base, int start, int end, Part part) {
        Optional<VersionInName> longer = VersionInName.in(base, start);
        if (longer.isPresent()) {
            VersionInName version = longer.get();
            String title = title(base, version.end());
            return Optional.of(new Misnamed(
                    quote(name) + " would have the version " + base.substring(start, end) + ", and reads as "
                            + version.written(),
                    "Rename it to " + base.substring(0, start) + version.plain() + (start > 0 ? "__" : "_")
                            + (title.isEmpty() ? "<description>" : title) + name.substring(base.length())));
        }
        return part == Part.WHOLE ? ForeignName.versioned(base, end) : Optional.empty();
    }

    /// Whether the file of this path is one of a pair.
    static boolean isOfPair(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return isSql(name) && parse(name) instanceof Named named && named.part() != Part.WHOLE;
    }

    private static String title(String base, int from) {
        int start = from;
        while (start < base.length() - 1 && !Character.isLetterOrDigit(base.charAt(start))) {
            start++;
        }
        return base.substring(start).strip().replace(' ', '_');
    }

    private static FileName withoutVersion(String name, String base, String number) {
        if (base.toUpperCase(Locale.ROOT).startsWith("R__")) {
            return new Misnamed(
                    quote(name) + " begins with a small r, so it is neither repeatable nor versioned",
                    "For a repeatable migration write a capital R: R" + base.substring(1) + EXTENSION);
        }
        if (!number.isEmpty()) {
            return new Misnamed(
                    quote(name) + " has the version " + quote(number)
                            + ", and a version is digits, or digits between dots",
                    "Name it as in 1.2_add_email.sql");
        }
        Optional<Misnamed> foreign = ForeignName.unversioned(name.substring(0, name.length() - EXTENSION.length()));
        if (foreign.isPresent()) {
            return foreign.get();
        }
        return new Misnamed(
                quote(name) + " has no version, so its place in the order is unknown",
                "Name it <version>_<description>.sql, as in 20261120101500_add_email.sql, or move it to a folder whose"
                        + " name begins with _");
    }

    /// Words for people: underscores become blanks, hyphens too when there is no underscore.
    private static String describe(String written) {
        String body = written;
        while (!body.isEmpty() && (body.charAt(0) == '_' || body.charAt(0) == '-')) {
            body = body.substring(1);
        }
        char separator = body.indexOf('_') >= 0 ? '_' : '-';
        StringBuilder words = new StringBuilder(body.length());
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i) == separator ? ' ' : body.charAt(i);
            if (c != ' ' || (!words.isEmpty() && words.charAt(words.length() - 1) != ' ')) {
                words.append(c);
            }
        }
        return words.toString().strip();
    }

    private static String quote(String text) {
        return "\"" + text + "\"";
    }
}
