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
