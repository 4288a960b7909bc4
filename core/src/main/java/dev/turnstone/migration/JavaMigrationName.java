package dev.turnstone.migration;

import java.util.Objects;

/// What the name of a Java migration's class says: `V20261120101500__AddEmail` is version 20261120101500, "Add
/// email". Dots of a version are written as single underscores: `V1_2__AddEmail`; `R__Views` is repeatable.
///
/// @param version the version
/// @param description the rest of the name, cut before capitals and at underscores; words of capitals alone stay so
public record JavaMigrationName(Version version, String description) {
    public JavaMigrationName {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(description, "description");
    }

    /// Reads the simple name of a class.
    ///
    /// @throws IllegalArgumentException when it does not name a migration; the message says what such a name looks
    ///     like
    public static JavaMigrationName parse(String simpleName) {
        int separator = simpleName.indexOf("__");
        if (separator > 0 && separator + 2 < simpleName.length()) {
            String before = simpleName.substring(0, separator);
            String title = simpleName.substring(separator + 2);
            String description = words(title);
            if (!description.isEmpty() && before.equals("R")) {
                return new JavaMigrationName(Version.repeatable(title), description);
            }
            String number = before.substring(1).replace('_', '.');
            if (!description.isEmpty() && before.charAt(0) == 'V' && Version.isNumber(number)) {
                return new JavaMigrationName(new Version(number), description);
            }
        }
        throw new IllegalArgumentException("the class name " + simpleName
                + " does not say which migration it is: name the class V<version>__<Description> as in"
                + " V20261120101500__AddEmail, or R__<Description>");
    }

    private static String words(String title) {
        StringBuilder words = new StringBuilder(title.length() + 8);
        for (int i = 0; i < title.length(); i++) {
            char c = title.charAt(i);
            if (c == '_') {
                separate(words);
                continue;
            }
            boolean startsWord = i > 0 && Character.isUpperCase(c) && (!isUpper(title, i - 1) || isLower(title, i + 1));
            if (startsWord) {
                separate(words);
            }
            boolean first = words.isEmpty();
            words.append(startsWord && !first && isLower(title, i + 1) ? Character.toLowerCase(c) : c);
        }
        return words.toString().strip();
    }

    private static void separate(StringBuilder words) {
        if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
            words.append(' ');
        }
    }

    private static boolean isUpper(String text, int index) {
        return index >= 0 && index < text.length() && Character.isUpperCase(text.charAt(index));
    }

    private static boolean isLower(String text, int index) {
        return index < text.length() && Character.isLowerCase(text.charAt(index));
    }
}
