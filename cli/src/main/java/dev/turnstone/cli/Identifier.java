package dev.turnstone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A name as it must be written in SQL, on PostgreSQL and on SQLite.
///
/// @param parts schema and name, or the name alone, without quotes
record Identifier(List<String> parts) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /// What either database refuses as a name without quotes.
    private static final Set<String> RESERVED = Set.of(
            ("add all alter analyse analyze and any array as asc asymmetric authorization autoincrement between binary"
                            + " both case cast check collate collation column commit concurrently constraint create cross"
                            + " current_catalog current_date current_role current_schema current_time current_timestamp"
                            + " current_user default deferrable delete desc distinct do drop else end escape except exists false"
                            + " fetch for foreign freeze from full grant group having ilike in index initially inner insert"
                            + " intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not"
                            + " notnull nothing null offset on only or order outer overlaps placing primary raise references"
                            + " returning right select session_user set similar some symmetric system_user table tablesample then"
                            + " to trailing transaction true union unique update user using values variadic verbose when where"
                            + " window with")
                    .split(" ", -1));

    Identifier {
        parts = List.copyOf(parts);
    }

    /// Reads what a person typed: `order`, `sales.order`, `"Order Lines"`.
    static Identifier of(String typed) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return new Identifier(parts);
    }

    /// The name alone, without quotes.
    String bare() {
        return parts.getLast();
    }

    /// As SQL takes it.
    String sql() {
        List<String> written = new ArrayList<>();
        for (String part : parts) {
            written.add(quoted(part));
        }
        return String.join(".", written);
    }

    /// A name in quotes when it needs them.
    static String quoted(String name) {
        boolean plain = PLAIN.matcher(name).matches() && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
        return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
