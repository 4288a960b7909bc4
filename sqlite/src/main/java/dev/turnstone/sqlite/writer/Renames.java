package dev.turnstone.sqlite.writer;

import dev.turnstone.dialect.Written.Line;
import dev.turnstone.schema.Change.Rename;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.sqlite.text.SqliteWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Renames of tables and columns, in an order in which each new name is free; names that change places pass through a
/// third one.
final class Renames {
    private final Schema from;
    private final Schema to;
    private final Set<String> taken;

    Renames(Schema from, Schema to, Set<String> taken) {
        this.from = from;
        this.to = to;
        this.taken = taken;
    }

    List<Line> lines(List<Rename> renames) {
        List<Line> lines = new ArrayList<>();
        List<Rename> tables = renames.stream()
                .filter(rename -> rename.from().kind() != Kind.COLUMN)
                .toList();
        for (Step step : ordered(tables)) {
            lines.add(Line.of("ALTER TABLE " + step.from() + " RENAME TO " + step.to()));
        }
        List<Id> owners = renames.stream()
                .filter(rename -> rename.from().kind() == Kind.COLUMN)
                .map(rename -> rename.to().parent().orElseThrow())
                .distinct()
                .toList();
        for (Id owner : owners) {
            List<Rename> columns = renames.stream()
                    .filter(rename -> rename.from().kind() == Kind.COLUMN)
                    .filter(rename -> rename.to().parent().orElseThrow().equals(owner))
                    .toList();
            String table = to.find(owner).map(CreateText::name).orElseGet(() -> SqliteWords.written(owner.name()));
            for (Step step : ordered(columns)) {
                lines.add(Line.of("ALTER TABLE " + table + " RENAME COLUMN " + step.from() + " TO " + step.to()));
            }
        }
        return lines;
    }

    private record Step(String from, String to) {}

    private List<Step> ordered(List<Rename> renames) {
        List<Step> steps = new ArrayList<>();
        List<Rename> left = new ArrayList<>(renames);
        List<Step> last = new ArrayList<>();
        while (!left.isEmpty()) {
            Set<String> standing = new HashSet<>();
            left.forEach(rename -> standing.add(rename.from().name()));
            Rename next = left.stream()
                    .filter(rename -> !standing.contains(rename.to().name())
                            || rename.to().name().equals(rename.from().name()))
                    .findFirst()
                    .orElse(left.get(0));
            left.remove(next);
            if (next.to().name().equals(next.from().name())) {
                continue;
            }
            if (standing.contains(next.to().name())) {
                String third = SqliteWords.written(free("old_" + next.from().name()));
                steps.add(new Step(name(from, next.from()), third));
                last.add(new Step(third, name(to, next.to())));
            } else {
                steps.add(new Step(name(from, next.from()), name(to, next.to())));
            }
        }
        steps.addAll(last);
        return steps;
    }

    private String free(String wanted) {
        String name = wanted;
        for (int i = 2; !taken.add(SqliteWords.fold(name)); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    private static String name(Schema schema, Id id) {
        return schema.find(id).map(CreateText::name).orElseGet(() -> SqliteWords.written(id.name()));
    }

    /// All names that tables, views and indexes of a schema have, in lower case.
    static Set<String> names(Schema schema) {
        Set<String> names = new HashSet<>();
        for (Fact fact : schema.facts()) {
            switch (fact.id().kind()) {
                case TABLE, VIEW, VIRTUAL_TABLE, INDEX, COLUMN ->
                    names.add(fact.id().name());
                default -> {}
            }
        }
        return names;
    }
}
