package dev.turnstone.cli;

import dev.turnstone.DiffReport;
import dev.turnstone.migration.TextDiff;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Differences for people, object by object, what loses rows or values first.
final class DiffText {
    private static final int WIDEST_KIND = 18;
    private static final int WIDEST_NAME = 28;
    private final DiffReport report;
    private final Diff diff;
    private final Output output;
    private final boolean whole;
    private final Consumer<String> line;

    /// @param whole whether nothing is cut, and what is in new tables and how texts differ is shown
    DiffText(DiffReport report, Output output, boolean whole, Consumer<String> line) {
        this.report = report;
        this.diff = report.diff();
        this.output = output;
        this.whole = whole;
        this.line = line;
    }

    /// All differences.
    void print(Differences differences) {
        boolean apart = true;
        for (Differences.Group group : differences.groups()) {
            if (apart || !group.parts().isEmpty()) {
                line.accept("");
            }
            apart = !group.parts().isEmpty();
            group(group);
        }
    }

    private void group(Differences.Group group) {
        if (group.own().isEmpty()) {
            line.accept("  " + group.object().words());
        }
        group.own().forEach(this::own);
        List<Row> rows =
                group.parts().stream().map(part -> row(part, group.object())).toList();
        int kindWidth = width(rows.stream().map(Row::kind).toList(), WIDEST_KIND);
        int nameWidth = width(rows.stream().map(Row::name).toList(), WIDEST_NAME);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Differences.Difference part = group.parts().get(i);
            String title = (Output.padded(row.kind(), kindWidth) + "  " + Output.padded(row.name(), nameWidth))
                    .stripTrailing();
            entry("    ", part, nameWidth == 0 ? title : Output.padded(title, kindWidth + 2 + nameWidth), row.words());
        }
    }

    private record Row(String kind, String name, String words) {}

    private Row row(Differences.Difference part, Id object) {
        Fact fact = fact(part.change());
        String kind = fact.id().kind() == Kind.CONSTRAINT
                ? fact.get(Attribute.TYPE).orElse(fact.id().kind().words())
                : fact.id().kind().words();
        String name = relative(fact.id(), object);
        String own = name.startsWith(kind) ? name.substring(kind.length()).strip() : name;
        return new Row(kind, own, FactWords.beyond(own, words(part.change())));
    }

    /// The names below the object, joined by dots.
    private static String relative(Id id, Id object) {
        List<String> names = new ArrayList<>();
        for (Id at = id; !at.equals(object); at = at.parent().get()) {
            if (!at.name().isEmpty()) {
                names.addFirst(at.name());
            }
            if (at.parent().isEmpty()) {
                break;
            }
        }
        return String.join(".", names);
    }

    private Fact fact(Change change) {
        return switch (change) {
            case Change.Create create -> create.fact();
            case Change.Drop drop -> drop.fact();
            case Change.Alter alter -> alter.to();
            case Change.Rename rename -> renamed(rename);
        };
    }

    private Fact renamed(Change.Rename rename) {
        return diff.from()
                .find(rename.from())
                .or(() -> report.renames().flatMap(before -> before.from().find(rename.from())))
                .map(fact -> new Fact(rename.from(), fact.definition(), fact.details(), fact.needs()))
                .orElseGet(() -> Fact.of(rename.from(), Map.of()));
    }

    private void own(Differences.Difference own) {
        entry("  ", own, fact(own.change()).id().words(), words(own.change()));
        if (whole && own.change() instanceof Change.Create create) {
            new SchemaText(diff.to(), output, true, text -> line.accept("    " + text)).below(create.id());
        }
    }

    private void entry(String indent, Differences.Difference difference, String title, String words) {
        String loss = difference.loss().map(gone -> "loses " + gone).orElse("");
        int used = indent.length() + 2 + title.length() + 2;
        int room = output.width() - used - (loss.isEmpty() ? 0 : loss.length() + 2);
        String shown = whole ? words : Output.cut(words, Math.max(12, room));
        String text = indent + sign(difference.change()) + " " + title;
        text += shown.isEmpty() ? "" : "  " + output.dim(shown);
        text += loss.isEmpty() ? "" : "  " + output.bad(loss);
        line.accept(text.stripTrailing());
        if (whole && difference.change() instanceof Change.Alter alter) {
            definitions(indent + "      ", alter);
        }
    }

    private void definitions(String indent, Change.Alter alter) {
        String before = alter.from().get(Attribute.DEFINITION).orElse("");
        String after = alter.to().get(Attribute.DEFINITION).orElse("");
        if (before.indexOf('\n') < 0 && after.indexOf('\n') < 0) {
            return;
        }
        TextDiff.unified(before, after, 2)
                .lines()
                .forEach(text -> line.accept(indent
                        + (text.startsWith("+") ? output.good(text) : text.startsWith("-") ? output.bad(text) : text)));
    }

    private String sign(Change change) {
        return switch (change) {
            case Change.Create ignored -> output.good("+");
            case Change.Drop ignored -> output.bad("-");
            case Change.Alter ignored -> output.attention("~");
            case Change.Rename ignored -> output.attention(">");
        };
    }

    private String words(Change change) {
        return switch (change) {
            case Change.Create create -> made(report.of(create).to(), create.fact());
            case Change.Drop drop -> made(report.of(drop).renamed(), drop.fact());
            case Change.Alter alter -> altered(alter);
            case Change.Rename rename ->
                "→ " + (moves(rename) ? rename.to().path() : rename.to().name());
        };
    }

    /// Whether an object leads to another schema under its own name.
    private static boolean moves(Change.Rename rename) {
        return !rename.from().nearest(Kind.SCHEMA).equals(rename.to().nearest(Kind.SCHEMA))
                && rename.to().kind() != Kind.SCHEMA;
    }

    private String altered(Change.Alter alter) {
        boolean long_ = alter.from().get(Attribute.DEFINITION).orElse("").indexOf('\n') >= 0
                || alter.to().get(Attribute.DEFINITION).orElse("").indexOf('\n') >= 0;
        return long_ ? "definition differs" : FactWords.between(alter.from(), alter.to());
    }

    /// What it is, or how much is in it.
    private static String made(Schema schema, Fact fact) {
        if (fact.id().kind() == Kind.COLUMN) {
            return FactWords.column(schema, fact);
        }
        if (schema.children(fact.id(), Kind.COLUMN).isEmpty()
                || fact.get(Attribute.DEFINITION).isPresent()) {
            return FactWords.of(fact);
        }
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Fact part : schema.children(fact.id())) {
            if (!part.id().kind().satellite()) {
                counts.merge(part.id().kind(), 1, Integer::sum);
            }
        }
        List<String> words = new ArrayList<>();
        counts.forEach((kind, count) -> words.add(SchemaText.count(kind, count)));
        return String.join(", ", words);
    }

    private static int width(List<String> texts, int widest) {
        int width = 0;
        for (String text : texts) {
            width = Math.max(width, text.length());
        }
        return Math.min(width, widest);
    }

    /// What differs and is no difference: the order of columns. What cannot be compared.
    void aside() {
        if (!diff.reordered().isEmpty()) {
            line.accept("");
            line.accept("columns stand in another order, which is no difference:");
            diff.reordered().forEach(table -> line.accept("  " + table.words()));
        }
        if (!report.unmodelled().isEmpty()) {
            line.accept("");
            line.accept(output.attention("not compared, since it cannot be described:"));
            report.unmodelled()
                    .forEach(object -> line.accept("  " + object.object() + output.dim(" in " + object.side())));
        }
    }
}
