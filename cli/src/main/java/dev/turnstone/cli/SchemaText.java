package dev.turnstone.cli;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A schema for people: object by object, what belongs to a table below it. One line each; what does not fit is cut,
/// unless all of it is wanted.
final class SchemaText {
    private static final int WIDEST_NAME = 24;
    private static final int WIDEST_TYPE = 28;
    private static final Set<Kind> SHORT = Set.of(Kind.TABLE, Kind.VIRTUAL_TABLE, Kind.FOREIGN_TABLE, Kind.COMPOSITE);
    private final Schema schema;
    private final Output output;
    private final boolean whole;
    private final Consumer<String> line;
    private final String owner;

    /// @param whole whether long definitions are shown as they are, on lines of their own
    SchemaText(Schema schema, Output output, boolean whole, Consumer<String> line) {
        this.schema = schema;
        this.output = output;
        this.whole = whole;
        this.line = line;
        this.owner = commonOwner(schema);
    }

    /// Who owns most of it: of them nothing is said object by object.
    private static String commonOwner(Schema schema) {
        Map<String, Integer> counts = new TreeMap<>();
        schema.of(Kind.OWNER).forEach(fact -> counts.merge(FactWords.of(fact), 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private boolean worthSaying(Fact fact) {
        return whole || fact.id().kind() != Kind.OWNER || !FactWords.of(fact).equals(owner);
    }

    /// Everything.
    void print() {
        boolean apart = false;
        for (Fact object : objects()) {
            boolean tall = schema.children(object.id()).stream()
                    .anyMatch(fact -> fact.id().kind() != Kind.OWNER);
            if (apart || tall) {
                line.accept("");
            }
            apart = tall;
            object(object);
        }
        if (!schema.unmodelled().isEmpty()) {
            line.accept("");
            line.accept(output.attention("not described, and in no comparison:"));
            schema.unmodelled().forEach(object -> line.accept("  " + object));
        }
    }

    /// `3 tables, 1 view`.
    String summary() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Fact object : objects()) {
            counts.merge(object.id().kind(), 1, Integer::sum);
        }
        List<String> words = new ArrayList<>();
        counts.forEach((kind, count) -> words.add(count(kind, count)));
        return words.isEmpty() ? "nothing" : String.join(", ", words);
    }

    /// Who owns what nothing is said of; empty when there is no such thing.
    Optional<String> owner() {
        return whole || owner.isEmpty()
                ? Optional.empty()
                : Optional.of("owned by " + owner + " unless said otherwise");
    }

    /// `1 index`, `2 indexes`.
    static String count(Kind kind, int count) {
        if (count == 1) {
            return "1 " + kind.words();
        }
        String words = kind.words();
        String plural = words.endsWith("y")
                ? words.substring(0, words.length() - 1) + "ies"
                : words.endsWith("x") || words.endsWith("s") ? words + "es" : words + "s";
        return Output.count(count) + " " + plural;
    }

    /// What stands by itself: what has no parent or a schema for one. Schemas of which nothing is said are left out.
    private List<Fact> objects() {
        return schema.facts().stream()
                .filter(fact -> object(fact.id()).equals(fact.id()))
                .filter(fact -> fact.id().kind() != Kind.SCHEMA || said(fact))
                .toList();
    }

    private boolean said(Fact inside) {
        return schema.children(inside.id()).isEmpty()
                || schema.children(inside.id()).stream()
                        .anyMatch(fact -> fact.id().kind().satellite());
    }

    /// The object that stands by itself to which an object belongs.
    static Id object(Id id) {
        Id at = id;
        while (at.parent().isPresent()
                && (at.kind().satellite() || at.parent().get().kind() != Kind.SCHEMA)) {
            at = at.parent().get();
        }
        return at;
    }

    /// One object, and what belongs to it.
    void object(Fact object) {
        String title = object.id().words();
        long columns = schema.children(object.id(), Kind.COLUMN).size();
        if (columns > 0 && SHORT.contains(object.id().kind())) {
            String words = FactWords.of(object);
            line.accept(title + (words.isEmpty() ? "" : "  " + output.dim(cut(words, title.length() + 2))));
        } else {
            definition("", title, object);
        }
        below(object.id());
    }

    /// What belongs to an object.
    void below(Id object) {
        List<Fact> columns = EntityDiagram.inOrder(schema, object);
        int nameWidth = width(columns.stream().map(column -> column.id().name()).toList(), WIDEST_NAME);
        int typeWidth = width(columns.stream().map(SchemaText::type).toList(), WIDEST_TYPE);
        columns.forEach(column -> column(column, nameWidth, typeWidth));
        for (Fact part : schema.children(object)) {
            boolean own = object(part.id()).equals(object);
            if (own && part.id().kind() != Kind.COLUMN && worthSaying(part)) {
                definition("  ", part(part), part);
            }
            if (own) {
                nested(part.id());
            }
        }
    }

    private void nested(Id part) {
        for (Fact below : schema.children(part)) {
            boolean shown = part.kind() == Kind.COLUMN && FactWords.beside(below.id());
            if (!shown && worthSaying(below)) {
                String of = " of " + part.kind().words() + " " + part.name();
                definition("  ", part(below) + of, below);
            }
            nested(below.id());
        }
    }

    private void column(Fact column, int nameWidth, int typeWidth) {
        String words = FactWords.column(schema, column);
        String type = type(column);
        String rest = words.startsWith(type) ? words.substring(type.length()).strip() : words;
        String left = "  " + Output.padded(column.id().name(), nameWidth) + "  " + Output.padded(type, typeWidth);
        line.accept(rest.isEmpty() ? left.stripTrailing() : left + "  " + output.dim(cut(rest, left.length() + 2)));
    }

    private static String type(Fact column) {
        return column.get(Attribute.TYPE).orElse("");
    }

    /// `index users_email`, `primary key users_pkey`, `grant to app`, `owner`.
    static String part(Fact part) {
        Id id = part.id();
        String words = id.kind() == Kind.CONSTRAINT
                ? part.get(Attribute.TYPE).orElse(id.kind().words())
                : id.kind().words();
        return named(words + (id.kind() == Kind.GRANT ? " to" : ""), id.name());
    }

    /// The name behind what it is; a name that says what it is already stands alone.
    static String named(String words, String name) {
        return name.isEmpty() ? words : name.startsWith(words) ? name : words + " " + name;
    }

    private void definition(String indent, String title, Fact fact) {
        String text = fact.get(Attribute.DEFINITION).orElse("");
        if (whole && text.indexOf('\n') >= 0) {
            line.accept(indent + title);
            text.lines().forEach(part -> line.accept(indent + "    " + output.dim(part)));
            return;
        }
        String words = FactWords.beyond(title, FactWords.of(fact));
        int from = indent.length() + title.length() + 2;
        line.accept(words.isEmpty() ? indent + title : indent + title + "  " + output.dim(cut(words, from)));
    }

    private String cut(String words, int from) {
        return whole ? words : Output.cut(words, Math.max(12, output.width() - from));
    }

    private static int width(List<String> texts, int widest) {
        int width = 0;
        for (String text : texts) {
            width = Math.max(width, text.length());
        }
        return Math.min(width, widest);
    }
}
