package dev.turnstone.postgresql.writer;

import dev.turnstone.dialect.Writer.Style;
import dev.turnstone.dialect.Written.Line;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.postgresql.text.Volatile;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says above a statement that a table is written anew by it, where the style is one in which nobody should wait: there
/// is no other statement for such a change, and whoever runs it should know.
final class Rewriting {
    private static final String NOTE = "rewrites the table: readers and writers wait until it is done";
    private static final Pattern TYPE = Pattern.compile("([a-z ]+?)(?:\\((\\d+)(?:,(-?\\d+))?\\))?( with.*)?");
    private static final Set<String> SIZED = Set.of(
            "character varying",
            "bit varying",
            "numeric",
            "timestamp with time zone",
            "timestamp without time zone",
            "time with time zone",
            "time without time zone");

    private final Set<String> beginnings = new HashSet<>();

    private Rewriting() {}

    static Rewriting of(Context context) {
        Rewriting rewriting = new Rewriting();
        if (context.style() == Style.ONLINE) {
            context.copies()
                    .members()
                    .keySet()
                    .forEach(root -> rewriting.beginnings.add("LOCK TABLE " + Sql.name(root) + " "));
            for (Fact to : context.to().of(Kind.COLUMN)) {
                Id table = Mention.parent(to.id());
                if (table.kind() == Kind.TABLE && context.from().has(table)) {
                    rewriting.look(to, context);
                }
            }
        }
        return rewriting;
    }

    private void look(Fact to, Context context) {
        Optional<Fact> from = context.from().find(to.id());
        if (from.isPresent() ? needed(context, from.get(), to) : filled(to, context.to())) {
            beginnings.add(from.isPresent() ? Columns.retyping(to, context) : Columns.adding(to, context));
        }
    }

    /// Whether a new column has a value of its own in each row.
    private static boolean filled(Fact column, Schema schema) {
        return column.get(Attribute.GENERATED).equals(Optional.of("stored"))
                || schema.has(column.id().satellite(Kind.IDENTITY))
                || schema.find(column.id().satellite(Kind.DEFAULT))
                        .flatMap(value -> value.get(Attribute.EXPRESSION))
                        .filter(Volatile::calledIn)
                        .isPresent();
    }

    Line line(String statement) {
        return beginnings.stream().anyMatch(statement::startsWith)
                ? new Line(statement, List.of(NOTE))
                : Line.of(statement);
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
