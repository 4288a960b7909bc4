package dev.turnstone.sqlite.writer;

import dev.turnstone.dialect.Written.Line;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.sqlite.text.SqliteAttribute;
import dev.turnstone.sqlite.text.SqliteWords;
import dev.turnstone.sqlite.text.UnreadableText;
import dev.turnstone.sqlite.text.VirtualText;
import dev.turnstone.sqlite.writer.Steps.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Virtual tables are dropped and made again; the rows of full-text tables that hold their own are carried over, an
/// index over another table's rows is built again.
final class VirtualTables {
    private static final Set<String> FULL_TEXT = Set.of("fts3", "fts4", "fts5");
    private static final Set<String> TREES = Set.of("rtree", "rtree_i32");

    private final Schema after;
    private final CreateText create;
    private final Steps steps;
    private final Set<String> taken;
    private final List<String> losses = new ArrayList<>();

    VirtualTables(Schema after, CreateText create, Steps steps, Set<String> taken) {
        this.after = after;
        this.create = create;
        this.steps = steps;
        this.taken = taken;
    }

    void write(List<Change> changes) {
        for (Change change : changes) {
            if (change.id().kind() == Kind.VIRTUAL_TABLE) {
                switch (change) {
                    case Change.Create made -> made(made.fact());
                    case Change.Drop drop -> gone(drop.fact());
                    case Change.Alter alter -> anew(alter.from(), alter.to());
                    case Change.Rename rename -> {}
                }
            }
        }
    }

    private void made(Fact table) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(create.virtual(table)));
        refilled(table).ifPresent(lines::add);
        steps.add(
                Phase.VIRTUAL_TABLES_UP,
                table.id(),
                lines,
                Set.of(Steps.slot(table.id())),
                Set.of(),
                Set.of(),
                Set.of());
    }

    private void gone(Fact table) {
        steps.down(Phase.TABLES_DOWN, table.id(), Line.of("DROP TABLE " + CreateText.name(table)), Set.of());
    }

    private void anew(Fact from, Fact to) {
        List<String> columns = carried(from, to);
        lost(from, to, columns);
        String name = CreateText.name(to);
        String kept = SqliteWords.written(free("kept_" + to.id().name()));
        List<Line> lines = new ArrayList<>();
        if (!columns.isEmpty()) {
            lines.add(Line.of("CREATE TABLE " + kept + " AS SELECT " + String.join(", ", columns) + " FROM "
                    + CreateText.name(from)));
        }
        lines.add(new Line(
                "DROP TABLE " + CreateText.name(from),
                List.of(name + " is made anew: a virtual table cannot be altered")));
        lines.add(Line.of(create.virtual(to)));
        if (!columns.isEmpty()) {
            lines.add(Line.of("INSERT INTO " + name + " (" + String.join(", ", columns) + ")\nSELECT "
                    + String.join(", ", columns) + " FROM " + kept));
            lines.add(Line.of("DROP TABLE " + kept));
        }
        refilled(to).ifPresent(lines::add);
        steps.add(Phase.VIRTUAL_TABLES_UP, to.id(), lines, Set.of(), Set.of(), Set.of(), Set.of());
    }

    private String free(String wanted) {
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    /// What of their rows is gone afterwards.
    List<String> losses() {
        return List.copyOf(losses);
    }

    private void lost(Fact from, Fact to, List<String> columns) {
        if (columns.isEmpty() && !indexes(to)) {
            losses.add(loss(from));
        } else if (holdsRows(from)) {
            List<String> gone =
                    new ArrayList<>(text(from).map(VirtualText::columns).orElse(List.of()));
            gone.removeIf(column -> columns.contains(SqliteWords.written(column)));
            gone.forEach(column ->
                    losses.add("the values of " + column + " in " + from.id().words()));
        }
    }

    /// The columns whose values a new table can take over from the old one; none when there are none to take.
    private List<String> carried(Fact from, Fact to) {
        Optional<VirtualText> old = text(from);
        Optional<VirtualText> now = text(to);
        if (old.isEmpty() || now.isEmpty() || !holdsRows(from) || !holdsRows(to) || indexes(to)) {
            return List.of();
        }
        List<String> common = new ArrayList<>(now.get().columns());
        common.retainAll(old.get().columns());
        List<String> names =
                new ArrayList<>(common.stream().map(SqliteWords::written).toList());
        if (!names.isEmpty()
                && FULL_TEXT.contains(now.get().module())
                && FULL_TEXT.contains(old.get().module())) {
            names.add(0, "rowid");
        }
        return names;
    }

    private Optional<Line> refilled(Fact table) {
        if (!indexes(table)) {
            return Optional.empty();
        }
        String name = CreateText.name(table);
        return Optional.of(Line.of("INSERT INTO " + name + " (" + name + ") VALUES ('rebuild')"));
    }

    /// Whether it is an index over the rows of another table.
    private boolean indexes(Fact table) {
        Optional<VirtualText> text = text(table);
        return text.isPresent()
                && FULL_TEXT.contains(text.get().module())
                && after.facts().stream()
                        .map(Fact::id)
                        .anyMatch(id -> id.parent().isEmpty()
                                && id.name().equals(SqliteWords.fold(text.get().option("content"))));
    }

    /// What goes with it: rows, or an index over what is nowhere or elsewhere.
    static String loss(Fact table) {
        return (holdsRows(table) ? "the rows of " : "the index of ")
                + table.id().words();
    }

    /// Whether its rows are nowhere else, and can be read from it.
    static boolean holdsRows(Fact table) {
        Optional<VirtualText> text = text(table);
        if (text.isEmpty() || TREES.contains(text.get().module())) {
            return true;
        }
        boolean external = text.get().arguments().stream().anyMatch(argument -> argument.startsWith("content="));
        return FULL_TEXT.contains(text.get().module()) && !external;
    }

    private static Optional<VirtualText> text(Fact table) {
        try {
            return Optional.of(
                    VirtualText.read(table.detail(SqliteAttribute.TEXT).orElse("")));
        } catch (UnreadableText e) {
            return Optional.empty();
        }
    }
}
