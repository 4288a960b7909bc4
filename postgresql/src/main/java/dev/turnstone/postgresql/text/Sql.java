package dev.turnstone.postgresql.text;

import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.List;
import java.util.stream.Collectors;

/// Writes names and texts so that they mean the same under every setting of a session.
public final class Sql {
    private Sql() {}

    /// An identifier, in double quotes where it needs them: keywords that are reserved in any way are quoted.
    public static String name(String name) {
        boolean plain = !name.isEmpty() && (name.charAt(0) == '_' || lower(name.charAt(0)));
        for (int i = 0; plain && i < name.length(); i++) {
            char c = name.charAt(i);
            plain = lower(c) || (c >= '0' && c <= '9') || c == '_';
        }
        return plain && !Keywords.quoted(name) ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static boolean lower(char c) {
        return c >= 'a' && c <= 'z';
    }

    /// Identifiers, quoted, joined by commas.
    public static String names(List<String> names) {
        return names.stream().map(Sql::name).collect(Collectors.joining(", "));
    }

    /// The name of an object as a statement says it: with its schema, when it has one; a routine with its arguments,
    /// which its identity already holds as SQL.
    public static String name(Id id) {
        String own = switch (id.kind()) {
            case FUNCTION, PROCEDURE, AGGREGATE -> routine(id.name());
            default -> name(id.name());
        };
        return id.parent()
                .filter(parent -> parent.kind() == Kind.SCHEMA)
                .map(parent -> name(parent.name()) + "." + own)
                .orElse(own);
    }

    /// `name(type, type)` with the name quoted.
    private static String routine(String signature) {
        int open = signature.endsWith(")") ? opening(signature) : signature.length();
        return name(signature.substring(0, open)) + signature.substring(open);
    }

    /// The parenthesis that the last one closes.
    private static int opening(String signature) {
        int depth = 0;
        boolean quoted = false;
        for (int i = signature.length() - 1; i >= 0; i--) {
            char c = signature.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == ')') {
                depth++;
            } else if (!quoted && c == '(' && --depth == 0) {
                return i;
            }
        }
        return signature.length();
    }

    /// A text literal: `E'…'` where there is a backslash.
    public static String literal(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }
}
