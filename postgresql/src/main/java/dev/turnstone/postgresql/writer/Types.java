package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import java.util.Map;
import java.util.Set;

/// What the types that come with PostgreSQL can become, by the names the server writes.
final class Types {
    private static final Set<String> TEXTS = Set.of("text", "character varying", "character", "name", "\"char\"");
    private static final Set<String> NUMBERS =
            Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision");
    private static final Map<String, Set<String>> ASSIGNED = Map.ofEntries(
            Map.entry("date", Set.of("timestamp without time zone", "timestamp with time zone")),
            Map.entry(
                    "timestamp without time zone",
                    Set.of("timestamp with time zone", "date", "time without time zone")),
            Map.entry(
                    "timestamp with time zone",
                    Set.of("timestamp without time zone", "date", "time without time zone", "time with time zone")),
            Map.entry("time without time zone", Set.of("time with time zone", "interval")),
            Map.entry("time with time zone", Set.of("time without time zone")),
            Map.entry("interval", Set.of("time without time zone")),
            Map.entry("json", Set.of("jsonb")),
            Map.entry("jsonb", Set.of("json")),
            Map.entry("cidr", Set.of("inet")),
            Map.entry("inet", Set.of("cidr")),
            Map.entry("bit", Set.of("bit varying")),
            Map.entry("bit varying", Set.of("bit")),
            Map.entry("macaddr", Set.of("macaddr8")),
            Map.entry("macaddr8", Set.of("macaddr")),
            Map.entry("money", Set.of("numeric")),
            Map.entry("numeric", Set.of("money")),
            Map.entry("integer", Set.of("money", "oid")),
            Map.entry("bigint", Set.of("money", "oid")));
    private static final Map<String, Set<String>> EXPLICIT = Map.of(
            "integer", Set.of("boolean", "bit"),
            "bigint", Set.of("bit"),
            "boolean", Set.of("integer"),
            "bit", Set.of("integer", "bigint"),
            "jsonb", Set.of("boolean", "numeric", "smallint", "integer", "bigint", "real", "double precision"));
    /// By how much a number of the first kind fits the second: smaller into larger loses nothing.
    private static final Map<String, Integer> EXACT = Map.of("smallint", 1, "integer", 2, "bigint", 3, "numeric", 4);

    private Types() {}

    /// A type without its modifiers and array bounds: `character varying(10)[]` is `character varying`.
    static String base(String type) {
        String element = type.endsWith("[]") ? type.substring(0, type.length() - 2) : type;
        int open = element.indexOf('(');
        int close = element.lastIndexOf(')');
        boolean modified = open > 0 && close > open && element.charAt(0) != '"' && !element.contains("\"");
        return modified ? element.substring(0, open) + element.substring(close + 1) : element;
    }

    /// Whether a column may change from one to the other without being told how: there is a cast by assignment.
    static boolean assigned(String from, String to) {
        if (from.endsWith("[]") != to.endsWith("[]")) {
            return TEXTS.contains(base(to)) && !to.endsWith("[]");
        }
        String before = base(from);
        String after = base(to);
        return before.equals(after)
                || (TEXTS.contains(after) && !after.equals("\"char\"") && !from.endsWith("[]"))
                || (TEXTS.contains(before) && TEXTS.contains(after))
                || (NUMBERS.contains(before) && NUMBERS.contains(after))
                || ASSIGNED.getOrDefault(before, Set.of()).contains(after);
    }

    /// Whether no value of the one is one of the other, neither by a cast nor by its text: JSON lists and arrays.
    static boolean strange(String from, String to) {
        return (json(from) && to.endsWith("[]") && !json(to)) || (json(to) && from.endsWith("[]") && !json(from));
    }

    private static boolean json(String type) {
        return base(type).equals("json") || base(type).equals("jsonb");
    }

    /// The expression that converts a column: a cast where there is one, by its text otherwise.
    static String using(String column, String from, String to) {
        boolean direct = (TEXTS.contains(base(from)) && from.endsWith("[]") == to.endsWith("[]"))
                || (TEXTS.contains(base(to)) && !to.endsWith("[]"))
                || (!to.endsWith("[]") && EXPLICIT.getOrDefault(from, Set.of()).contains(base(to)));
        return direct ? column + "::" + to : column + "::text::" + to;
    }

    /// Whether a value of the first kind, written as text, is read as the same value of the second.
    static boolean readable(String from, String to) {
        boolean texts = TEXTS.contains(base(from)) || TEXTS.contains(base(to));
        boolean whole = EXACT.getOrDefault(base(from), 9) < 4 && NUMBERS.contains(base(to));
        return base(from).equals(base(to)) || texts || whole;
    }

    /// Whether values may become other values by assignment, silently.
    static boolean narrows(String from, String to) {
        String before = base(from);
        String after = base(to);
        boolean number = NUMBERS.contains(before) && NUMBERS.contains(after);
        if (number && before.equals("numeric") && after.equals("numeric")) {
            return to.contains("(") && !scale(from).equals(scale(to));
        }
        if (number) {
            int small = EXACT.getOrDefault(before, 9);
            int large = EXACT.getOrDefault(after, 0);
            boolean whole = EXACT.containsKey(before) && small < 4 && EXACT.containsKey(after);
            boolean wider = before.equals("real") && after.equals("double precision");
            return !whole && !wider && small >= large;
        }
        return switch (before) {
            case "timestamp without time zone", "timestamp with time zone" ->
                after.equals("date") || after.startsWith("time ");
            case "jsonb", "json" -> before.equals("json") && after.equals("jsonb");
            case "interval" -> after.startsWith("time ");
            default -> false;
        };
    }

    private static String scale(String numeric) {
        int comma = numeric.indexOf(',');
        return comma < 0 ? "" : numeric.substring(comma);
    }

    /// How a column's type is stored when nobody says anything.
    static String storage(Fact column) {
        String type = column.get(Attribute.TYPE).orElse("");
        return switch (base(type)) {
            case "numeric", "inet", "cidr" -> type.endsWith("[]") ? "extended" : "main";
            case "smallint", "integer", "bigint", "boolean", "real", "double precision", "date", "uuid" ->
                type.endsWith("[]") ? "extended" : "plain";
            case "timestamp without time zone", "timestamp with time zone", "interval" ->
                type.endsWith("[]") ? "extended" : "plain";
            default -> "extended";
        };
    }
}
