package dev.turnstone.postgresql.writer;

import dev.turnstone.dialect.Writer.Style;
import dev.turnstone.dialect.Written.Line;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.postgresql.text.Volatile;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Labels;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says above a statement that a table is written anew by it, where the style is one in which nobody should wait: there
/// is no other statement for such a change, and whoever runs it should know.
final class Rewriting {
    private static final String NOTE = "rewrites the table: readers and writers wait until it is done";
    private static final Pattern TYPE = Pattern.compile("([a-z ]+?)(?:\\((\\d+)(?:,(-?\\d+))?\\))?( with.*)?");
    private static final Pattern STEADY = Pattern.compile("(?m)^ .*\\b(IMMUTABLE|STABLE)\\b");
    private static final Set<String> SIZED = Set.of(
            "character varying",
            "bit varying",
            "numeric",
            "timestamp with time zone",
            "timestamp without time zone",
            "time with time zone",
            "time without time zone");

    /// By how a statement begins: what to know about it.
    private final Map<String, Set<String>> beginnings = new LinkedHashMap<>();

    private Rewriting() {}

    static Rewriting of(Context context, Fates fates) {
        Rewriting rewriting = new Rewriting();
        rewriting.remade(context, fates);
        if (context.style() == Style.ONLINE) {
            context.copies()
                    .members()
                    .keySet()
                    .forEach(root -> rewriting.add("LOCK TABLE " + Sql.name(root) + " ", NOTE));
            for (Fact to : context.to().of(Kind.COLUMN)) {
                Id table = Mention.parent(to.id());
                if (table.kind() == Kind.TABLE && context.from().has(table)) {
                    rewriting.look(to, context);
                }
            }
        }
        return rewriting;
    }

    /// Columns of types that are made again, and computed ones that get another expression.
    private void remade(Context context, Fates fates) {
        fates.altered().forEach((id, alteration) -> {
            Fact to = context.to().find(id).orElseThrow();
            Fact from = context.from().find(id).orElseThrow();
            if (id.kind() != Kind.COLUMN || Mention.parent(id).kind() != Kind.TABLE) {
                return;
            }
            boolean remade = alteration instanceof Alteration.Retyped
                    && from.get(Attribute.TYPE).equals(to.get(Attribute.TYPE))
                    && from.get(Attribute.COLLATION).equals(to.get(Attribute.COLLATION));
            if (remade) {
                add(Columns.retyping(to, context), context.style() == Style.ONLINE ? NOTE : "");
                lost(to, context).ifPresent(words -> add(Columns.retyping(to, context), words));
            }
            if (context.style() == Style.ONLINE && to.get(Attribute.GENERATED).equals(Optional.of("stored"))) {
                add(Columns.altering(to, context) + "SET EXPRESSION ", NOTE);
            }
        });
    }

    /// What values of enums that are no more do to a column's rows.
    private static Optional<String> lost(Fact column, Context context) {
        List<String> lost = new ArrayList<>();
        for (Id need : column.needs()) {
            context.from().find(need).map(Labels::of).orElse(List.of()).stream()
                    .filter(label -> !Labels.has(context.to(), need.child(Kind.LABEL, label)))
                    .map(Sql::literal)
                    .forEach(lost::add);
        }
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of("rows that hold " + String.join(", ", lost)
                        + " stop it: give them another value first, or say what the value is called now with --rename");
    }

    private void add(String beginning, String note) {
        if (!note.isEmpty()) {
            beginnings
                    .computeIfAbsent(beginning, ignored -> new LinkedHashSet<>())
                    .add(note);
        }
    }

    private void look(Fact to, Context context) {
        if (filled(to, context.to())) {
            add(Columns.adding(to, context), NOTE);
        }
        if (context.from()
                .find(to.id())
                .filter(from -> needed(context, from, to))
                .isPresent()) {
            add(Columns.retyping(to, context), NOTE);
        }
    }

    /// Whether a new column has a value of its own in each row.
    static boolean filled(Fact column, Schema schema) {
        return column.get(Attribute.GENERATED).equals(Optional.of("stored"))
                || schema.has(column.id().satellite(Kind.IDENTITY))
                || schema.find(column.id().satellite(Kind.DEFAULT))
                        .filter(value -> value.get(Attribute.EXPRESSION)
                                        .filter(Volatile::calledIn)
                                        .isPresent()
                                || value.needs().stream().anyMatch(need -> varies(need, schema)))
                        .isPresent();
    }

    /// Whether a function of the schema may give another value with every call; the server says nothing of those.
    private static boolean varies(Id function, Schema schema) {
        return function.kind() == Kind.FUNCTION
                && schema.find(function)
                        .flatMap(fact -> fact.get(Attribute.DEFINITION))
                        .map(text -> text.indexOf("\nAS ") < 0 ? text : text.substring(0, text.indexOf("\nAS ")))
                        .filter(head -> !STEADY.matcher(head).find())
                        .isPresent();
    }

    Line line(String statement) {
        List<String> parts = JoinedRewrites.parts(statement);
        List<String> notes = beginnings.entrySet().stream()
                .filter(entry -> statement.startsWith(entry.getKey())
                        || parts.stream().anyMatch(part -> part.startsWith(entry.getKey())))
                .flatMap(entry -> entry.getValue().stream())
                .distinct()
                .toList();
        return new Line(statement, notes);
    }

    private static boolean needed(Context context, Fact from, Fact to) {
        String before = from.get(Attribute.TYPE).orElse("");
        String after = to.get(Attribute.TYPE).orElse("");
        if (before.equals(after)) {
            return false;
        }
        boolean domain = context.to().of(Kind.DOMAIN).stream()
                .anyMatch(fact ->
                        fact.id().path().equals(before) || fact.id().path().equals(after));
        return !domain && needed(before, after);
    }

    /// Whether PostgreSQL writes every row anew for another type of a column; it does not when each value of the old
    /// one is a value of the new one as it is stored.
    static boolean needed(String from, String to) {
        Matcher before = TYPE.matcher(from);
        Matcher after = TYPE.matcher(to);
        if (!before.matches() || !after.matches()) {
            return true;
        }
        String name = name(before);
        String other = name(after);
        boolean unbounded = after.group(2) == null;
        if (name.equals("text") || name.equals("character varying")) {
            boolean text = other.equals("text") || (other.equals("character varying") && unbounded);
            if (text) {
                return false;
            }
        }
        if (!name.equals(other) || !SIZED.contains(name)) {
            return !(name.equals("cidr") && other.equals("inet"));
        }
        if (unbounded) {
            return false;
        }
        boolean sameScale = Optional.ofNullable(before.group(3)).equals(Optional.ofNullable(after.group(3)));
        return before.group(2) == null
                || !sameScale
                || Integer.parseInt(after.group(2)) < Integer.parseInt(before.group(2));
    }

    private static String name(Matcher type) {
        return type.group(1) + (type.group(4) == null ? "" : type.group(4));
    }
}
