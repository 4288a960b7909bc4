package dev.turnstone.internal.compare;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values at the border of a type: the least in rows of odd numbers, the greatest in the others. Pure.
final class BorderValues {
    private static final Pattern DIGITS = Pattern.compile("\\((\\d+)(?:,\\s*(-?\\d+))?\\)");
    /// Of many bytes, and not too many for an index.
    private static final int LONG = 90;

    private BorderValues() {}

    /// The likeliest first; empty for types of which no border is known.
    static List<String> of(String written, int number) {
        String type = written.toLowerCase(Locale.ROOT);
        boolean least = number % 2 == 1;
        if (type.contains("range") || type.contains("serial") || type.startsWith("point")) {
            return List.of();
        }
        if (type.contains("timestamp") || type.startsWith("datetime")) {
            return least
                    ? List.of("'-infinity'", "'0001-01-01 00:00:00'")
                    : List.of("'infinity'", "'9999-12-31 23:59:59.999999'");
        }
        if (type.startsWith("date")) {
            return least ? List.of("'-infinity'", "'0001-01-01'") : List.of("'infinity'", "'9999-12-31'");
        }
        if (type.startsWith("time")) {
            return List.of(least ? "'00:00:00'" : "'23:59:59.999999'");
        }
        if (type.startsWith("interval")) {
            return List.of(least ? "'-178000 years'" : "'178000 years 11 mons 29 days 23:59:59'");
        }
        if (type.startsWith("smallint") || type.startsWith("int2")) {
            return List.of(least ? "'-32768'" : "'32767'");
        }
        if (type.startsWith("bigint") || type.startsWith("int8")) {
            return List.of(least ? "'-9223372036854775808'" : "'9223372036854775807'");
        }
        if (type.startsWith("int")) {
            return List.of(least ? "'-2147483648'" : "'2147483647'");
        }
        return numbersAndTexts(type, least);
    }

    private static List<String> numbersAndTexts(String type, boolean least) {
        if (type.startsWith("numeric") || type.startsWith("decimal")) {
            return List.of((least ? "'-" : "'") + digits(type) + "'");
        }
        if (type.startsWith("double") || type.startsWith("float")) {
            return List.of(least ? "'-1.7976931348623157e308'" : "'1.7976931348623157e308'");
        }
        if (type.startsWith("real")) {
            return List.of(least ? "'-3.4028235e38'" : "'3.4028235e38'");
        }
        if (type.contains("char") || type.contains("text")) {
            return least ? List.of("''") : List.of("'" + text(type) + "'");
        }
        if (type.startsWith("uuid")) {
            return List.of(least ? "'00000000-0000-0000-0000-000000000000'" : "'ffffffff-ffff-ffff-ffff-ffffffffffff'");
        }
        if (type.startsWith("json")) {
            return List.of(
                    least
                            ? "'null'"
                            : "'{\"\": [1.50, \"ü漢\", null, {\"deep\": [[]]}], \"n\": 123456789012345678901234567890}'");
        }
        if (type.startsWith("bytea")) {
            return List.of(least ? "''" : "'\\x00ff5c27'");
        }
        return List.of();
    }

    /// As many digits as the type holds, or more than a machine's number does.
    private static String digits(String type) {
        Matcher size = DIGITS.matcher(type);
        if (!size.find()) {
            return "123456789012345678901234567890.123456789012345678901";
        }
        int all = Math.min(Integer.parseInt(size.group(1)), 60);
        int behind = size.group(2) == null ? 0 : Math.max(0, Math.min(Integer.parseInt(size.group(2)), all));
        String before = all == behind ? "0" : "9".repeat(all - behind);
        return behind == 0 ? before : before + "." + "9".repeat(behind);
    }

    private static String text(String type) {
        Matcher size = DIGITS.matcher(type);
        int most = size.find() ? Integer.parseInt(size.group(1)) : type.equals("char") ? 1 : LONG * 4;
        String words = "Ünï\"''\\漢字".repeat(LONG);
        StringBuilder text = new StringBuilder();
        int length = 0;
        for (int i = 0; i < words.length() && length < Math.min(most, LONG * 4); i++) {
            boolean quote = words.charAt(i) == '\'';
            text.append(quote ? "''" : words.charAt(i));
            i += quote ? 1 : 0;
            length++;
        }
        return text.toString();
    }
}
