package dev.turnstone.postgresql;

/// Quotes names and texts so that no session setting changes what they mean.
final class PostgresNames {
    private PostgresNames() {}

    /// An identifier in double quotes, unless it is a plain lower-case word.
    static String quote(String name) {
        boolean plain = !name.isEmpty() && name.charAt(0) >= 'a' && name.charAt(0) <= 'z';
        for (int i = 0; plain && i < name.length(); i++) {
            char c = name.charAt(i);
            plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        }
        return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /// A text literal: plain quotes where nothing in it could be read in two ways, dollar quotes otherwise, since
    /// `standard_conforming_strings` may be off.
    static String literal(String text) {
        if (text.indexOf('\'') < 0 && text.indexOf('\\') < 0) {
            return "'" + text + "'";
        }
        String tag = "$t$";
        for (int i = 0; text.contains(tag) || text.endsWith(tag.substring(0, tag.length() - 1)); i++) {
            tag = "$t" + i + "$";
        }
        return tag + text + tag;
    }
}
