package dev.turnstone.hibernate;

import dev.turnstone.dialect.Written;
import dev.turnstone.dialect.Written.Line;
import dev.turnstone.dialect.Written.Refusal;
import dev.turnstone.schema.EntityDefinition.Column;
import dev.turnstone.schema.EntityResolution.Way.Merge;
import dev.turnstone.schema.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Brings the values of the legacy class's columns into those of the other, as a mapping says.
final class Merges {
    private Merges() {}

    static Written write(Contested contested, Merge merge) {
        List<Line> lines = new ArrayList<>();
        List<String> losses = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        merge.columns().forEach((oldName, newName) -> {
            Optional<Column> target = contested.keptColumn(newName);
            Optional<Fact> source = contested.column(oldName);
            if (target.isEmpty()) {
                refusals.add(new Refusal(
                        "merge " + oldName + "=" + newName,
                        contested.kept().type() + " maps no column " + newName + ": it maps "
                                + names(contested.kept().columns())));
            } else if (source.isPresent()) {
                move(contested, source.get().id().name(), target.get(), lines, losses);
            } else if (contested.column(newName).isEmpty()) {
                refusals.add(new Refusal(
                        "merge " + oldName + "=" + newName,
                        contested.table().words() + " has neither of the two columns"));
            }
        });
        return new Written(lines, losses, refusals);
    }

    private static String names(List<Column> columns) {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }

    /// The column is renamed when nobody else wants its name and the new one is free; else its values are
    /// copied.
    private static void move(Contested contested, String source, Column target, List<Line> lines, List<String> losses) {
        boolean stays = contested.keptColumn(source).isPresent();
        Optional<Fact> present = contested.column(target.name());
        if (present.isEmpty() && !stays) {
            lines.add(Line.of("ALTER TABLE " + contested.name() + " RENAME COLUMN " + Contested.quoted(source) + " TO "
                    + Contested.quoted(target.name())));
            return;
        }
        if (present.isEmpty()) {
            lines.add(Line.of("ALTER TABLE " + contested.name() + " ADD COLUMN " + Contested.quoted(target.name()) + " "
                    + target.type()));
        } else {
            losses.add("the values of column " + contested.table().path() + "." + source + " where " + target.name()
                    + " has one already");
        }
        String name = Contested.quoted(present.map(fact -> fact.id().name()).orElse(target.name()));
        lines.add(Line.of("UPDATE " + contested.name() + " SET " + name + " = CAST(" + Contested.quoted(source) + " AS "
                + target.type() + ") WHERE " + name + " IS NULL"));
    }
}
