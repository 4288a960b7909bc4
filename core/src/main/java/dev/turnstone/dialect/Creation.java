package dev.turnstone.dialect;

import java.util.Locale;
import java.util.Optional;

/// A named thing of a database, as a statement names it.
///
/// @param kind `table`, `index`, `view`, `column`, `constraint`, `type`, `function`, `sequence`, `trigger`, `schema`, …
/// @param name as written, qualified where it was, quotes included
/// @param table the table it belongs to, as written, for columns, constraints and triggers
public record Creation(String kind, String name, Optional<String> table) {
    /// The kind of an index that a statement left behind and no query uses.
    public static final String INVALID_INDEX = "invalid index";

    /// Whether both name one thing: one without a schema is the same as one in any.
    public boolean isSame(Creation other) {
        return kind.equals(other.kind)
                && same(name, other.name)
                && (table.isEmpty() || other.table.isEmpty() || same(table.get(), other.table.get()));
    }

    /// The name as it is spoken of: `view active_users`, `policy tenant on orders`.
    public String words() {
        return kind + " " + name + table.map(on -> " on " + on).orElse("");
    }

    private static boolean same(String one, String other) {
        String first = plain(one);
        String second = plain(other);
        return first.equals(second) || first.endsWith("." + second) || second.endsWith("." + first);
    }

    /// Folded as the databases fold it; quotes matter only for letters that fold.
    private static String plain(String name) {
        return name.indexOf('"') < 0 ? name.toLowerCase(Locale.ROOT) : name.replace("\"", "");
    }
}
