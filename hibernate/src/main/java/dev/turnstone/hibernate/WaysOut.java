package dev.turnstone.hibernate;

import dev.turnstone.dialect.Written;
import dev.turnstone.schema.EntityConflict;
import dev.turnstone.schema.EntityResolution;
import dev.turnstone.schema.EntityResolution.Way;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Writes what a person answered to a conflict as statements. Pure.
///
/// They hold only what the comparison that follows could not know: that a table goes aside, that a column's
/// values go on under another name, that a table is to be made anew. New columns, types and constraints are
/// left to it.
final class WaysOut {
    private WaysOut() {}

    /// The statements; none when the database has no such table.
    ///
    /// @throws IllegalArgumentException when the answer is to another conflict
    static Written write(EntityConflict conflict, EntityResolution resolution, Schema live) {
        if (!resolution.answers(conflict)) {
            throw new IllegalArgumentException("\"" + resolution.table() + ":" + resolution.legacy()
                    + "\" does not answer the conflict of " + conflict.one().type() + " and "
                    + conflict.other().type() + " over " + conflict.table().words());
        }
        Optional<Fact> table = table(live, conflict.table());
        if (table.isEmpty()) {
            return new Written(List.of(), List.of(), List.of());
        }
        boolean firstIsLegacy = conflict.one().type().equals(resolution.legacy());
        Contested contested = new Contested(
                live,
                table.get().id(),
                firstIsLegacy ? conflict.one() : conflict.other(),
                firstIsLegacy ? conflict.other() : conflict.one());
        return switch (resolution.way()) {
            case Way.RenameAside aside -> Asides.write(contested, resolution.aside(conflict));
            case Way.Merge merge -> Merges.write(contested, merge);
            case Way.DropLegacy ignored -> Drops.write(contested);
        };
    }

    /// Mappings do not always spell a name as the database stores it.
    private static Optional<Fact> table(Schema live, Id wanted) {
        String path = wanted.path().toLowerCase(Locale.ROOT);
        return live.find(wanted)
                .or(() -> live.of(Kind.TABLE).stream()
                        .filter(fact ->
                                fact.id().path().toLowerCase(Locale.ROOT).equals(path))
                        .findFirst());
    }
}
