package dev.turnstone.internal.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Everyday values of the database's own types. Pure.
final class PlainValues {
    private static final Pattern LENGTH = Pattern.compile("\\((\\d+)");

    private PlainValues() {}

    /// The likeliest first.
    ///
    /// @param number of the row, from 1: rows should not be equal
    static List<String> of(String written, int number) {
        String type = written.toLowerCase(Locale.ROOT);
        String digit = Integer.toString(number);
        if (type.contains("range")) {
            return range(type, number);
        }
        if (type.startsWith("bool")) {
            return List.of("'" + number % 2 + "'", "'true'", "'false'");
        }
        if (type.contains("timestamp") || type.startsWith("datetime")) {
            return List.of("'2026-01-0" + digit + " 10:00:00'");
        }
        if (type.startsWith("date")) {
            return List.of("'2026-01-0" + digit + "'");
        }
        if (type.startsWith("time")) {
            return List.of("'10:00:0" + digit + "'");
        }
        if (type.startsWith("interval")) {
            return List.of("'" + digit + " days'");
        }
        if (type.contains("char") || type.contains("text") || type.startsWith("clob") || type.isEmpty()) {
            return texts(type, digit);
        }
        boolean whole = type.contains("int") && !type.startsWith("point");
        if (whole || type.contains("serial") || type.equals("oid")) {
            return List.of("'" + digit + "'", "'" + number * 10 + "'", "'" + number * 100 + "'", "'-" + digit + "'");
        }
        return special(type, digit);
    }

    /// Not the empty one: what a range holds should survive.
    private static List<String> range(String type, int number) {
        String low;
        String high;
        if (type.contains("date")) {
            low = "2026-01-0" + number;
            high = "2026-02-0" + number;
        } else if (type.contains("ts")) {
            low = "\"2026-01-0" + number + " 10:00:00\"";
            high = "\"2026-01-0" + number + " 11:00:00\"";
        } else {
            low = Integer.toString(number * 10);
            high = Integer.toString(number * 10 + 5);
        }
        String range = "[" + low + "," + high + ")";
        return type.contains("multirange")
                ? List.of("'{" + range + "}'", "'{}'")
                : List.of("'" + range + "'", "'empty'");
    }

    private static List<String> texts(String type, String digit) {
        Matcher length = LENGTH.matcher(type);
        int longest = length.find() ? Integer.parseInt(length.group(1)) : 100;
        List<String> texts = new ArrayList<>();
        for (String text :
                List.of("a" + digit, digit, "a" + digit + "@example.org", "ABCDEFGH" + digit, "12345678" + digit, "")) {
            if (text.length() <= longest) {
                texts.add("'" + text + "'");
            }
        }
        return texts;
    }

    private static List<String> special(String type, String digit) {
        if (type.startsWith("uuid")) {
            return List.of("'00000000-0000-4000-8000-00000000000" + digit + "'");
        }
        if (type.startsWith("json")) {
            return List.of("'{\"a\": " + digit + ", \"b\": [true, null, \"x\"]}'", "'[]'");
        }
        if (type.startsWith("bytea")) {
            return List.of("'\\x0" + digit + "'");
        }
        if (type.startsWith("blob")) {
            return List.of("x'0" + digit + "'");
        }
        if (type.startsWith("inet") || type.startsWith("cidr")) {
            return List.of("'10.0.0." + digit + "'");
        }
        if (type.startsWith("macaddr")) {
            return List.of("'08:00:2b:01:02:0" + digit + "'", "'08:00:2b:01:02:03:04:0" + digit + "'");
        }
        if (type.startsWith("bit")) {
            Matcher length = LENGTH.matcher(type);
            return List.of("'" + "1".repeat(length.find() ? Integer.parseInt(length.group(1)) : 1) + "'");
        }
        if (type.startsWith("point")) {
            return List.of("'(" + digit + ",1)'");
        }
        if (type.startsWith("xml")) {
            return List.of("'<a/>'");
        }
        return List.of("'" + digit + "'", "'0." + digit + "'", "'a" + digit + "'", "'a=>" + digit + "'", "''", "'()'");
    }
}
