package dev.turnstone.sqlite.inspector;

import dev.turnstone.sqlite.inspector.CatalogRows.StoredObject;
import dev.turnstone.sqlite.text.SqliteWords;
import java.util.HashSet;
import java.util.Set;

/// The tables in which virtual tables keep their rows: as SQLite lists them and, for versions that list none, as
/// the modules that come with it name them.
final class Shadows {
    private static final Set<String> SUFFIXES = Set.of(
            "content", "data", "idx", "docsize", "config", "segments", "segdir", "stat", "node", "parent", "rowid");

    private Shadows() {}

    static Set<String> in(CatalogRows rows) {
        Set<String> shadows = new HashSet<>(rows.shadows());
        Set<String> tables = new HashSet<>();
        for (StoredObject object : rows.objects()) {
            if (object.type().equals("table") && !object.virtual()) {
                tables.add(SqliteWords.fold(object.name()));
            }
        }
        for (StoredObject object : rows.objects()) {
            if (object.virtual()) {
                for (String suffix : SUFFIXES) {
                    String name = SqliteWords.fold(object.name()) + "_" + suffix;
                    if (rows.shadows().isEmpty() && tables.contains(name)) {
                        shadows.add(name);
                    }
                }
            }
        }
        return shadows;
    }
}
