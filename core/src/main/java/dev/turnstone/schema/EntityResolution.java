package dev.turnstone.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A person's answer to an [EntityConflict].
///
/// @param table the table as [Id#path] names it: `public.users`, or `users`
/// @param legacy the full name of the class that is to give way
/// @param way what becomes of what it maps
public record EntityResolution(String table, String legacy, Way way) {
    private static final String FORM =
            " is not TABLE:LEGACY_CLASS:WAY with a way of rename-aside, rename-aside=NEW_NAME,"
                    + " merge=OLD=NEW,… or drop-legacy, as users:com.acme.legacy.User:rename-aside";

    /// What becomes of what the legacy class maps.
    public sealed interface Way {
        /// The table as it is gets another name and keeps its rows; a new one is made for the other class.
        ///
        /// @param name the table's new name; absent for the old one with `_legacy` behind it
        record RenameAside(Optional<String> name) implements Way {}

        /// One table: columns of the legacy class become columns of the other, with their values.
        ///
        /// @param columns from each old name to the new one
        record Merge(Map<String, String> columns) implements Way {
            public Merge {
                columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
            }
        }

        /// What only the legacy class maps is dropped.
        record DropLegacy() implements Way {}
    }

    /// Whether this answers that conflict: it names its table and one of its classes.
    public boolean answers(EntityConflict conflict) {
        boolean sameTable =
                conflict.table().path().equals(table) || conflict.table().name().equals(table);
        return sameTable
                && (conflict.one().type().equals(legacy)
                        || conflict.other().type().equals(legacy));
    }

    /// The table as it is called once it is set aside: no entity maps it, and it is to be kept.
    ///
    /// @throws IllegalStateException when this way sets no table aside
    public Id aside(EntityConflict conflict) {
        if (!(way instanceof Way.RenameAside renamed)) {
            throw new IllegalStateException("no table is set aside by " + way);
        }
        Id before = conflict.table();
        return new Id(Kind.TABLE, before.parent(), renamed.name().orElse(before.name() + "_legacy"));
    }

    /// Reads `TABLE:LEGACY_CLASS:WAY`, where the way is `rename-aside`, `rename-aside=NEW_NAME`,
    /// `merge=OLD=NEW,…` or `drop-legacy`.
    ///
    /// @throws IllegalArgumentException when it is nothing of the kind; the message says what is
    public static EntityResolution parse(String text) {
        int way = text.lastIndexOf(':');
        int legacy = way < 0 ? -1 : text.lastIndexOf(':', way - 1);
        if (legacy <= 0 || way <= legacy + 1) {
            throw new IllegalArgumentException("\"" + text + "\"" + FORM);
        }
        return new EntityResolution(
                text.substring(0, legacy), text.substring(legacy + 1, way), way(text, text.substring(way + 1)));
    }

    private static Way way(String text, String way) {
        if (way.equals("drop-legacy")) {
            return new Way.DropLegacy();
        }
        if (way.equals("rename-aside")) {
            return new Way.RenameAside(Optional.empty());
        }
        if (way.startsWith("rename-aside=") && way.length() > "rename-aside=".length()) {
            return new Way.RenameAside(Optional.of(way.substring("rename-aside=".length())));
        }
        if (!way.startsWith("merge=")) {
            throw new IllegalArgumentException("\"" + text + "\"" + FORM);
        }
        Map<String, String> columns = new LinkedHashMap<>();
        for (String pair : way.substring("merge=".length()).split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals <= 0 || equals == pair.length() - 1) {
                throw new IllegalArgumentException("\"" + text + "\": \"" + pair + "\" is not OLD=NEW");
            }
            columns.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return new Way.Merge(columns);
    }
}
