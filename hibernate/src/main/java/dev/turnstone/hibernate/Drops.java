package dev.turnstone.hibernate;

import dev.turnstone.dialect.Written;
import dev.turnstone.dialect.Written.Line;
import dev.turnstone.dialect.Written.Refusal;
import dev.turnstone.schema.Fact;
import java.util.ArrayList;
import java.util.List;

/// Drops what only the legacy class maps: its columns, or the table when the classes do not agree on what a
/// row is.
final class Drops {
    private Drops() {}

    static Written write(Contested contested) {
        return contested.keysDiffer() ? table(contested) : columns(contested);
    }

    private static Written table(Contested contested) {
        List<Fact> referring = contested.referring();
        List<String> keys = referring.stream().map(key -> key.id().words()).toList();
        if (!referring.isEmpty() && !contested.postgresql()) {
            return new Written(
                    List.of(),
                    List.of(),
                    List.of(new Refusal(
                            contested.table().words(),
                            "cannot be dropped while others refer to it: " + String.join(", ", keys)
                                    + ". Migrate those away first, or take rename-aside")));
        }
        List<Line> lines = new ArrayList<>();
        for (Fact key : referring) {
            key.id()
                    .parent()
                    .ifPresent(child -> lines.add(Line.of("ALTER TABLE " + Contested.qualified(child)
                            + " DROP CONSTRAINT " + Contested.quoted(key.id().name()))));
        }
        lines.add(new Line(
                "DROP TABLE " + contested.name(),
                List.of("the primary keys of " + contested.legacy().type() + " and "
                        + contested.kept().type() + " have nothing in common: the table is made anew")));
        return new Written(lines, List.of("all rows of " + contested.table().words()), List.of());
    }

    /// A column that a constraint holds cannot be dropped by itself in SQLite: it goes with the rebuild
    /// that the comparison makes of it.
    private static Written columns(Contested contested) {
        List<Line> lines = new ArrayList<>();
        List<String> losses = new ArrayList<>();
        for (Fact column : contested.legacyColumns()) {
            String name = column.id().name();
            losses.add("the values of " + column.id().words());
            if (!contested.postgresql() && contested.isConstrained(name)) {
                continue;
            }
            if (!contested.postgresql()) {
                contested
                        .indexesOver(name)
                        .forEach(index -> lines.add(Line.of("DROP INDEX IF EXISTS "
                                + Contested.quoted(index.id().name()))));
            }
            lines.add(Line.of("ALTER TABLE " + contested.name() + " DROP COLUMN " + Contested.quoted(name)));
        }
        return new Written(lines, losses, List.of());
    }
}
