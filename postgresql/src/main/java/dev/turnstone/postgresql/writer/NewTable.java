package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A table that does not exist yet, with everything that can stand in its CREATE TABLE.
final class NewTable {
    private static final Comparator<Fact> KEYS_FIRST =
            Comparator.comparingInt(NewTable::rank).thenComparing(Fact::id);

    private final Fact table;
    private final Context context;
    private final Reach reach;
    private final Set<Id> folded = new LinkedHashSet<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> after = new ArrayList<>();
    private String tail = "";
    private String beginning = "";

    NewTable(Fact table, Context context, Reach reach) {
        this.table = table;
        this.context = context;
        this.reach = reach;
        fold();
    }

    /// The table.
    Id id() {
        return table.id();
    }

    /// What exists once it is made: the table and all that stands in it.
    Set<Id> folded() {
        return folded;
    }

    /// Adds a line to its parentheses.
    void add(Fact constraint) {
        lines.add(Constraints.definition(constraint, context));
        folded.add(constraint.id());
    }

    /// `CREATE TABLE`, and what it cannot say.
    List<String> statements() {
        List<String> statements = new ArrayList<>();
        String empty = beginning.isEmpty() ? " ()" : "";
        String body = lines.isEmpty() ? empty : " (\n    " + String.join(",\n    ", lines) + "\n)";
        statements.add("CREATE " + head() + Sql.name(table.id()) + beginning + body + tail);
        statements.addAll(after);
        return statements;
    }

    private String head() {
        return table.id().kind() == Kind.FOREIGN_TABLE
                ? "FOREIGN TABLE "
                : table.get(PostgresAttribute.PERSISTENCE)
                                .map(persistence -> persistence.toUpperCase(Locale.ROOT) + " ")
                                .orElse("")
                        + "TABLE ";
    }

    private void fold() {
        Schema to = context.to();
        take(table);
        Optional<Fact> link = to.find(table.id().satellite(Kind.PARTITION));
        boolean part = link.isPresent() && Partitions.plain(table.id(), to);
        if (part) {
            Fact partition = link.get();
            beginning =
                    " PARTITION OF " + Family.parent(partition).map(Sql::name).orElseThrow();
            tail = " " + partition.get(Attribute.BOUNDS).orElse("DEFAULT");
            take(partition);
        }
        columns(part);
        constraints();
        attached(part);
        inherit();
        finish();
    }

    private void columns(boolean part) {
        boolean typed = table.get(PostgresAttribute.OF_TYPE).isPresent();
        table.get(PostgresAttribute.OF_TYPE).ifPresent(type -> beginning = " OF " + type);
        boolean attached = !part && Context.partition(context.to(), table.id());
        for (Fact column : Composites.columns(table, context.to())) {
            boolean inherited = column.is(Attribute.INHERITED) && !column.is(PostgresAttribute.LOCAL);
            if (column.get(Attribute.GENERATED).isPresent() && reach.reaches(column.needs(), table.id())) {
                continue;
            }
            take(column);
            if (part || (inherited && !attached)) {
                inheritedColumn(column, part);
            } else if (typed) {
                typedColumn(column);
            } else {
                lines.add(Columns.definition(column, context, value(column)));
                after.addAll(Columns.finish(column, context));
            }
        }
    }

    private void inheritedColumn(Fact column, boolean part) {
        Optional<Fact> above = Family.parentColumn(column.id(), context.to());
        above.ifPresent(parent -> after.addAll(Columns.own(parent, column, context)));
        Optional<Fact> own = context.to().find(column.id().satellite(Kind.DEFAULT));
        if (own.isPresent() && (part || own.get().is(Attribute.INHERITED))) {
            take(own.get());
        }
    }

    private void typedColumn(Fact column) {
        String value = value(column);
        boolean closed = column.is(Attribute.NOT_NULL) && !NotNull.named(column, context.to());
        String text =
                value + (closed ? (value.isEmpty() ? "" : " ") + context.names().notNull(column) : "");
        if (!text.isEmpty()) {
            lines.add(Sql.name(column.id().name()) + " WITH OPTIONS " + text);
        }
    }

    /// The default or identity of a column, when it can stand beside it.
    private String value(Fact column) {
        List<String> words = new ArrayList<>();
        context.to().find(column.id().satellite(Kind.DEFAULT)).ifPresent(fact -> {
            if (!reach.reaches(fact.needs(), table.id())) {
                take(fact);
                words.add(Defaults.beside(fact));
            }
        });
        context.to().find(column.id().satellite(Kind.IDENTITY)).ifPresent(fact -> {
            take(fact);
            words.add(Identities.generated(fact));
            after.addAll(Persistence.identity(fact, context));
        });
        return String.join(" ", words);
    }

    private void constraints() {
        List<Fact> constraints = context.to().children(table.id(), Kind.CONSTRAINT).stream()
                .sorted(KEYS_FIRST)
                .toList();
        for (Fact constraint : constraints) {
            boolean foreign = Constraints.type(constraint).equals("foreign key");
            boolean late = foreign
                    || constraint.is(PostgresAttribute.ONLY)
                    || (constraint.is(Attribute.INHERITED) && Partitions.madeAbove(constraint, context))
                    || constraint.is(PostgresAttribute.NOT_VALID)
                    || !folded.containsAll(ownColumns(constraint))
                    || reach.reaches(constraint.needs(), table.id());
            if (!late) {
                take(constraint);
                lines.add(Constraints.definition(constraint, context));
                after.addAll(Constraints.after(constraint, context));
                context.to().find(constraint.id().satellite(Kind.OPTIONS)).ifPresent(this::take);
            }
        }
    }

    /// What a table must have already when it is attached.
    private void attached(boolean part) {
        if (!part && Context.partition(context.to(), table.id())) {
            InheritedChecks.inherited(table.id(), context.to())
                    .forEach(check -> lines.add(Constraints.definition(check, context)));
        }
    }

    private Set<Id> ownColumns(Fact constraint) {
        return constraint.needs().stream()
                .filter(need -> need.kind() == Kind.COLUMN && need.within(table.id()))
                .collect(Collectors.toSet());
    }

    private void inherit() {
        List<Fact> links = context.to().children(table.id(), Kind.INHERITANCE).stream()
                .sorted(Comparator.comparing(
                        fact -> fact.detail(Attribute.POSITION).orElse("0")))
                .toList();
        if (!links.isEmpty()) {
            tail += " INHERITS ("
                    + links.stream()
                            .map(link -> Family.parent(link).map(Sql::name).orElseThrow())
                            .collect(Collectors.joining(", "))
                    + ")";
            links.forEach(this::take);
        }
    }

    private void finish() {
        StringBuilder text = new StringBuilder(tail);
        table.get(Attribute.PARTITION_KEY)
                .ifPresent(key -> text.append(" PARTITION BY ").append(key));
        if (table.id().kind() == Kind.FOREIGN_TABLE) {
            text.append(" SERVER ")
                    .append(Sql.name(table.get(PostgresAttribute.SERVER).orElseThrow()));
            text.append(ForeignData.options(table));
        }
        table.get(PostgresAttribute.ACCESS_METHOD)
                .ifPresent(method -> text.append(" USING ").append(Sql.name(method)));
        context.to().find(table.id().satellite(Kind.OPTIONS)).ifPresent(options -> {
            text.append(Options.with(table.id(), context.to()));
            take(options);
        });
        table.get(PostgresAttribute.TABLESPACE)
                .ifPresent(space -> text.append(" TABLESPACE ").append(Sql.name(space)));
        tail = text.toString();
    }

    private void take(Fact fact) {
        folded.add(fact.id());
    }

    private static int rank(Fact constraint) {
        return switch (Constraints.type(constraint)) {
            case "not null" -> 0;
            case "primary key" -> 1;
            case "unique" -> 2;
            case "exclusion" -> 3;
            default -> 4;
        };
    }
}
