package dev.turnstone.hibernate;

import dev.turnstone.dialect.Written;
import dev.turnstone.dialect.Written.Line;
import dev.turnstone.dialect.Written.Refusal;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Gives a table another name, and with it everything whose name the new table of the old name would want.
final class Asides {
    private static final String SUFFIX = "_legacy";
    /// PostgreSQL cuts names after so many bytes.
    private static final int LONGEST_NAME = 63;
    private static final Set<String> WITH_INDEX = Set.of("primary key", "unique", "exclusion");

    private Asides() {}

    static Written write(Contested contested, Id aside) {
        Id target = new Id(Kind.TABLE, contested.table().parent(), aside.name());
        if (contested.live().facts().stream().anyMatch(fact -> isRelation(fact, target))) {
            return new Written(
                    List.of(),
                    List.of(),
                    List.of(new Refusal(
                            contested.table().words(),
                            "cannot be renamed to " + target.name() + ", a name that is taken: choose another with"
                                    + " rename-aside=NAME")));
        }
        List<Line> lines = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        notes.add("the rows of " + contested.legacy().type() + " stay in " + target.name());
        for (Fact key : contested.referring()) {
            notes.add(key.id().words() + " follows it there");
        }
        lines.add(new Line("ALTER TABLE " + contested.name() + " RENAME TO " + Contested.quoted(target.name()), notes));
        if (contested.postgresql()) {
            renameConstraints(contested, target, lines);
            renameNotNull(contested, target, lines);
        }
        for (Fact index : contested.live().children(contested.table(), Kind.INDEX)) {
            renameIndex(contested, target, index, lines);
        }
        return new Written(lines, List.of(), List.of());
    }

    private static boolean isRelation(Fact fact, Id target) {
        return Set.of(Kind.TABLE, Kind.VIEW, Kind.MATERIALIZED_VIEW, Kind.FOREIGN_TABLE, Kind.VIRTUAL_TABLE)
                        .contains(fact.id().kind())
                && fact.id().parent().equals(target.parent())
                && fact.id().name().equalsIgnoreCase(target.name());
    }

    /// Primary keys and unique constraints have an index behind them, and indexes share one space of names.
    private static void renameConstraints(Contested contested, Id target, List<Line> lines) {
        for (Fact constraint : contested.live().children(contested.table(), Kind.CONSTRAINT)) {
            boolean withIndex =
                    constraint.get(Attribute.TYPE).map(WITH_INDEX::contains).orElse(false);
            if (withIndex) {
                lines.add(Line.of("ALTER TABLE " + Contested.qualified(target) + " RENAME CONSTRAINT "
                        + Contested.quoted(constraint.id().name()) + " TO "
                        + Contested.quoted(aside(constraint.id().name()))));
            }
        }
    }

    /// From version 18 on, NOT NULL is a constraint with a name as well, which the new table's columns would want.
    private static void renameNotNull(Contested contested, Id target, List<Line> lines) {
        if (!contested.live().version().matches("(1[89]|[2-9]\\d).*")) {
            return;
        }
        for (Fact column : contested.live().children(contested.table(), Kind.COLUMN)) {
            String plain = contested.table().name() + "_" + column.id().name() + "_not_null";
            String name = column.detail(Attribute.NOT_NULL_NAME).orElse(plain);
            String wanted = target.name() + "_" + column.id().name() + "_not_null";
            boolean inherited = column.is(Attribute.INHERITED)
                    && column.detail(Attribute.NOT_NULL_NAME).isPresent();
            if (column.is(Attribute.NOT_NULL) && !inherited && !hasNotNull(contested, column)) {
                lines.add(Line.of("ALTER TABLE " + Contested.qualified(target) + " RENAME CONSTRAINT "
                        + Contested.quoted(name) + " TO " + Contested.quoted(fits(wanted) ? wanted : aside(name))));
            }
        }
    }

    /// Whether a constraint that people named forbids NULL in the column.
    private static boolean hasNotNull(Contested contested, Fact column) {
        Optional<String> columns = Optional.of(Names.list(List.of(column.id().name())));
        return contested.live().children(contested.table(), Kind.CONSTRAINT).stream()
                .filter(constraint -> constraint.get(Attribute.TYPE).equals(Optional.of("not null")))
                .anyMatch(constraint -> constraint.get(Attribute.COLUMNS).equals(columns));
    }

    private static void renameIndex(Contested contested, Id target, Fact index, List<Line> lines) {
        String name = index.id().name();
        if (contested.postgresql()) {
            String qualified = contested
                    .table()
                    .parent()
                    .map(schema -> Contested.quoted(schema.name()) + ".")
                    .orElse("");
            lines.add(Line.of("ALTER INDEX " + qualified + Contested.quoted(name) + " RENAME TO "
                    + Contested.quoted(aside(name))));
            return;
        }
        lines.add(Line.of("DROP INDEX " + Contested.quoted(name)));
        Optional<String> definition = index.get(Attribute.DEFINITION);
        definition.ifPresent(text -> lines.add(Line.of("CREATE " + (index.is(Attribute.UNIQUE) ? "UNIQUE " : "")
                + "INDEX " + Contested.quoted(aside(name)) + " ON " + Contested.quoted(target.name()) + " " + text)));
    }

    private static String aside(String name) {
        String cut = name;
        while (!fits(cut + SUFFIX)) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut + SUFFIX;
    }

    private static boolean fits(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
    }
}
