package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How new migration files are called: `V{sequence:3}__{Description}.up.sql`.
///
/// @param prefix `V`, `v` or nothing
/// @param kind what the version counts
/// @param width digits of a timestamp, or least digits of a sequence
/// @param separator between version and description
/// @param before literal text in front of the description
/// @param style how the description is written
/// @param after literal text behind it
/// @param pair whether the way back gets a file of its own
record NamePattern(
        String prefix, Kind kind, int width, String separator, String before, Style style, String after, boolean pair) {
    /// What a version counts.
    enum Kind {
        TIMESTAMP,
        MILLIS,
        SECONDS,
        SEQUENCE
    }

    /// How the words of a description are written.
    enum Style {
        /// `add_email`
        SNAKE,
        /// `add-email`
        KEBAB,
        /// `AddEmail`
        PASCAL,
        /// `addEmail`
        CAMEL
    }

    /// `20261120101500_add_email.sql`
    static final NamePattern DEFAULT = new NamePattern("", Kind.TIMESTAMP, 14, "_", "", Style.SNAKE, "", false);

    private static final Pattern WRITTEN =
            Pattern.compile("([Vv]?)\\{(timestamp|date|millis|seconds|sequence)(?::(\\d{1,2}))?}(__|_|-)"
                    + "([\\w-]*)\\{([Dd]escription|description:kebab|description:camel)}([\\w-]*)(\\.up)?(?:\\.sql)?");
    private static final Pattern FILE = Pattern.compile("([Vv]?)(\\d+(?:\\.\\d+)*)(__|_|-)(.+?)(\\.up|\\.down)?\\.sql");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int DATE = 8;
    private static final int LONGEST_TIME = 17;

    /// Reads what the configuration says.
    ///
    /// @throws Misconfigured when no migration could be called so
    static NamePattern parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new Misconfigured("new.name must be a version, a separator and a description, as"
                    + " \"{timestamp}_{description}\" or \"V{sequence:3}__{Description}.up.sql\", not \"" + text
                    + "\". Versions: {timestamp}, {timestamp:12}, {date}, {millis}, {seconds}, {sequence:3}."
                    + " Descriptions: {description}, {Description}, {description:kebab}, {description:camel}");
        }
        int digits = written.group(3) == null ? 0 : Integer.parseInt(written.group(3));
        Kind kind = written.group(2).equals("date")
                ? Kind.TIMESTAMP
                : Kind.valueOf(written.group(2).toUpperCase(Locale.ROOT));
        int width = written.group(2).equals("date") ? DATE : kind == Kind.TIMESTAMP && digits == 0 ? 14 : digits;
        if (kind == Kind.TIMESTAMP && (width < DATE || width > LONGEST_TIME)) {
            throw new Misconfigured("new.name: a timestamp has 8 to 17 digits, not " + width);
        }
        return new NamePattern(
                written.group(1),
                kind,
                width,
                written.group(4),
                written.group(5),
                style(written.group(6)),
                written.group(7),
                written.group(8) != null);
    }

    private static Style style(String written) {
        return switch (written) {
            case "Description" -> Style.PASCAL;
            case "description:kebab" -> Style.KEBAB;
            case "description:camel" -> Style.CAMEL;
            default -> Style.SNAKE;
        };
    }

    /// What the name of a migration that is there suggests for the next.
    static Optional<NamePattern> like(String file) {
        Matcher name = FILE.matcher(file);
        if (!name.matches()) {
            return Optional.empty();
        }
        String version = name.group(2);
        Kind kind = kind(version);
        int last = version.length() - version.lastIndexOf('.') - 1;
        boolean padded = version.indexOf('.') < 0 && version.charAt(0) == '0';
        int width = kind == Kind.TIMESTAMP ? version.length() : padded ? last : 0;
        return Optional.of(new NamePattern(
                name.group(1), kind, width, name.group(3), "", styleOf(name.group(4)), "", name.group(5) != null));
    }

    private static Kind kind(String version) {
        int length = version.length();
        if (version.indexOf('.') >= 0) {
            return Kind.SEQUENCE;
        }
        boolean dated = length >= DATE
                && length <= LONGEST_TIME
                && version.matches("(19|20|21)\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])\\d*");
        if (dated && (length == DATE || length == 12 || length == 14 || length == LONGEST_TIME)) {
            return Kind.TIMESTAMP;
        }
        if (length == 13 && version.charAt(0) == '1') {
            return Kind.MILLIS;
        }
        return length == 10 && version.charAt(0) == '1' ? Kind.SECONDS : Kind.SEQUENCE;
    }

    private static Style styleOf(String description) {
        boolean capitals = !description.equals(description.toLowerCase(Locale.ROOT));
        if (description.indexOf('_') >= 0 || (!capitals && description.indexOf('-') < 0)) {
            return Style.SNAKE;
        }
        if (description.indexOf('-') >= 0) {
            return Style.KEBAB;
        }
        return Character.isUpperCase(description.charAt(0)) ? Style.PASCAL : Style.CAMEL;
    }

    /// The version that the clock says now, when it is the clock that says it.
    Optional<String> now(Clock clock) {
        Instant instant = clock.instant();
        return switch (kind) {
            case TIMESTAMP -> Optional.of(TIME.format(instant).substring(0, width));
            case MILLIS -> Optional.of(Long.toString(instant.toEpochMilli()));
            case SECONDS -> Optional.of(Long.toString(instant.getEpochSecond()));
            case SEQUENCE -> Optional.empty();
        };
    }

    /// The first version of a sequence, or another with as many digits.
    String padded(String digits) {
        return "0".repeat(Math.max(0, (kind == Kind.SEQUENCE ? width : 0) - digits.length())) + digits;
    }

    /// The name without `.sql`.
    ///
    /// @throws Misconfigured when nothing of `typed` can stand in a name
    String base(String version, String typed) {
        return prefix + version + separator + before + description(typed) + after;
    }

    /// A description in this style: `add_email` for `Add email!` and for `AddEmail`.
    ///
    /// @throws Misconfigured when nothing of it can stand in a name
    String description(String typed) {
        List<String> words = words(typed);
        if (words.isEmpty()) {
            throw new Misconfigured(
                    "NAME needs a letter from a to z or a digit, as add_email_to_users, not \"" + typed + "\"");
        }
        return switch (style) {
            case SNAKE -> String.join("_", words).toLowerCase(Locale.ROOT);
            case KEBAB -> String.join("-", words).toLowerCase(Locale.ROOT);
            case PASCAL -> capitalised(words);
            case CAMEL -> {
                String pascal = capitalised(words);
                yield pascal.substring(0, 1).toLowerCase(Locale.ROOT) + pascal.substring(1);
            }
        };
    }

    private static String capitalised(List<String> words) {
        StringBuilder joined = new StringBuilder();
        for (String word : words) {
            joined.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return joined.toString();
    }

    /// Letters from a to z and digits, cut where others stand and where a capital follows a small letter.
    private static List<String> words(String typed) {
        List<String> words = new ArrayList<>();
        for (String run : typed.split("[^A-Za-z0-9]+", -1)) {
            for (String word : run.split("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", -1)) {
                if (!word.isEmpty()) {
                    words.add(word);
                }
            }
        }
        return words;
    }
}
