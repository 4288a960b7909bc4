package dev.turnstone.postgresql.writer;

import dev.turnstone.dialect.Writer.Style;
import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What rules may ask while they write.
///
/// @param before the schema before, under the names that are in the database until renames are carried out
/// @param from the schema before, renames carried out
/// @param to the schema after
/// @param version the major version of the server the statements are for
/// @param families which tables inherit from which
/// @param expressions by column: what existing rows get, or what their values become, where somebody has said so
/// @param fills by column: what rows without a value get, where NULL is forbidden from now on
/// @param names of constraints
/// @param copies tables that are replaced by new ones with their rows
/// @param called by object that is renamed on the way: what it was called before
/// @param casts what makes values of one type values of another
/// @param back whether it is a way back that is written
record Context(
        Schema before,
        Schema from,
        Schema to,
        Style style,
        int version,
        Family families,
        Map<Id, String> expressions,
        Map<Id, String> fills,
        ConstraintNames names,
        CopiedTables copies,
        Map<Id, Id> called,
        Casts casts,
        boolean back) {
    /// What is asked about a diff.
    static Context of(Diff diff, Style style, Map<Id, Id> called, boolean back) {
        Map<Id, String> expressions = new HashMap<>();
        Map<Id, String> fills = new HashMap<>();
        for (Change change : diff.changes()) {
            switch (change) {
                case Change.Create create -> create.fill().ifPresent(fill -> expressions.put(create.id(), fill));
                case Change.Alter alter -> {
                    alter.using().ifPresent(using -> expressions.put(alter.id(), using));
                    alter.fill().ifPresent(fill -> fills.put(alter.id(), fill));
                }
                case Change.Drop ignored -> {}
                case Change.Rename ignored -> {}
            }
        }
        int version = major(diff.from().version());
        Family families = Family.of(diff.renamed(), diff.to());
        return new Context(
                diff.from(),
                diff.renamed(),
                diff.to(),
                style,
                version,
                families,
                Map.copyOf(expressions),
                Map.copyOf(fills),
                ConstraintNames.of(diff.renamed(), diff.to(), version),
                CopiedTables.of(diff.renamed(), diff.to(), families),
                called,
                new Casts(diff.renamed(), diff.to(), version),
                back);
    }

    /// How somebody says what the values of a column become.
    String askedFor(Id column) {
        String word = back ? "using-down" : "using";
        return "say what its values become with --" + word + " " + column.path() + "=EXPRESSION, or -- turnstone:"
                + word + " " + column.path() + " = EXPRESSION in a .sql source";
    }

    /// What an object was called before renames that are carried out on the way.
    Id called(Id id) {
        Id own = called.get(id);
        return own != null
                ? own
                : id.parent()
                        .map(above -> new Id(id.kind(), Optional.of(called(above)), id.name()))
                        .orElse(id);
    }

    private static int major(String version) {
        int end = 0;
        while (end < version.length() && Character.isDigit(version.charAt(end))) {
            end++;
        }
        return end == 0 ? 18 : Integer.parseInt(version.substring(0, end));
    }

    /// Whether nobody may wait for a change of this table: it exists already and statements are to be gentle. One that
    /// moves between partitioned tables is out of reach until it has arrived, in one transaction.
    boolean online(Id table) {
        return style == Style.ONLINE
                && from.has(table)
                && !partitioned(from, table)
                && !copies.leaves(table)
                && !Partitions.moved(table, this);
    }

    /// A fact, as it will be, or else as it was.
    Optional<Fact> find(Id id) {
        return to.find(id).or(() -> from.find(id));
    }

    /// What rows without a value get in a column, where somebody has said it.
    Optional<String> fill(Id column) {
        return Optional.ofNullable(fills.get(column));
    }

    /// The expression for existing rows of a column, where somebody has said it.
    Optional<String> using(Id column) {
        return Optional.ofNullable(expressions.get(column));
    }

    /// Whether a relation is a partitioned table.
    static boolean partitioned(Schema schema, Id table) {
        return schema.find(table)
                .flatMap(fact -> fact.get(Attribute.PARTITION_KEY))
                .isPresent();
    }

    /// Whether a relation is a partition of another.
    static boolean partition(Schema schema, Id table) {
        return schema.has(table.satellite(Kind.PARTITION));
    }

    /// How statements call an object that has a fact in `schema`, qualified and quoted.
    static String name(Id id, Schema schema) {
        return schema.find(id).map(Context::name).orElseGet(() -> Sql.name(id));
    }

    /// How statements call the object of a fact.
    static String name(Fact fact) {
        return fact.detail(PostgresAttribute.SIGNATURE).orElseGet(() -> Sql.name(fact.id()));
    }
}
