package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Identity columns. The sequence behind one has no life of its own.
final class Identities implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        Id column = Mention.parent(fact.id());
        List<String> statements = new ArrayList<>();
        statements.add(column(fact, context.to()) + " ADD " + generated(fact));
        statements.addAll(Persistence.identity(fact, context));
        if (context.from().has(column)) {
            statements.add(continued(fact, Mention.sequence(fact.id(), context.to()), column));
        }
        return statements;
    }

    /// Rows are there already: a sequence goes on behind the largest value.
    ///
    /// @param options of the sequence
    /// @param sequence its name in SQL
    static String continued(Fact options, String sequence, Id column) {
        String own = Sql.name(column.name());
        boolean descending =
                options.get(PostgresAttribute.INCREMENT).orElse("1").startsWith("-");
        String last = "pg_catalog." + (descending ? "min" : "max") + "(" + own + ")";
        return "SELECT pg_catalog.setval(" + Sql.literal(sequence) + ", " + last + ") FROM "
                + Sql.name(Mention.parent(column)) + " HAVING " + last + (descending ? " <= " : " >= ")
                + options.get(PostgresAttribute.START).orElse("1");
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of(column(fact, context.from()) + " DROP IDENTITY");
    }

    /// What brings the bounds of a column's identity into those of the type it is about to get.
    static List<String> narrowed(Fact column, Context context) {
        Optional<Fact> from = context.from().find(column.id().satellite(Kind.IDENTITY));
        Optional<Fact> to = context.to().find(column.id().satellite(Kind.IDENTITY));
        if (from.isEmpty() || to.isEmpty() || !Sequences.wider(from.get(), to.get())) {
            return List.of();
        }
        return List.of(column(to.get(), context.to()) + Sequences.bounds(from.get(), to.get(), "SET "));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        List<String> statements = new ArrayList<>();
        StringBuilder set = new StringBuilder();
        if (!from.get(Attribute.GENERATED).equals(to.get(Attribute.GENERATED))) {
            set.append(" SET GENERATED ").append(when(to));
        }
        boolean before = !narrowed(context.to().find(Mention.parent(to.id())).orElseThrow(), context)
                .isEmpty();
        set.append(Sequences.changed(before ? Sequences.bounded(from, to) : from, to, "SET "));
        if (!set.isEmpty()) {
            statements.add(column(to, context.to()) + set);
        }
        String called = Mention.sequence(from.id(), context.from());
        String after = Mention.sequence(to.id(), context.to());
        if (!called.equals(after)) {
            statements.addAll(renamed(called, from, to));
        }
        statements.addAll(Persistence.sequence(to, after, context));
        return new Alteration.InPlace(statements);
    }

    private static List<String> renamed(String before, Fact from, Fact to) {
        Id old = Id.parse(from.get(PostgresAttribute.SEQUENCE).orElseThrow());
        Id now = Id.parse(to.get(PostgresAttribute.SEQUENCE).orElseThrow());
        return old.name().equals(now.name())
                ? List.of()
                : List.of("ALTER SEQUENCE " + before + " RENAME TO " + Sql.name(now.name()));
    }

    /// `GENERATED ALWAYS AS IDENTITY (START WITH 10)`, with the sequence's name when the server would choose another.
    static String generated(Fact fact) {
        String name = fact.detail(Attribute.SERVER_MADE).isPresent()
                ? ""
                : " SEQUENCE NAME "
                        + Sql.name(Id.parse(fact.get(PostgresAttribute.SEQUENCE).orElseThrow()));
        String made = name + Sequences.made(fact).replaceFirst("^ AS \\w+", "");
        return "GENERATED " + when(fact) + " AS IDENTITY" + (made.isEmpty() ? "" : " (" + made.substring(1) + ")");
    }

    private static String when(Fact fact) {
        return fact.get(Attribute.GENERATED).orElse("always").toUpperCase(Locale.ROOT);
    }

    private static String column(Fact fact, Schema schema) {
        Id column = Mention.parent(fact.id());
        Id table = column.nearest(Kind.TABLE).orElse(Mention.parent(column));
        return Mention.alter(table, schema) + " ALTER COLUMN " + Sql.name(column.name());
    }
}
