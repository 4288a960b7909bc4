package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.ServerNames;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Constraints of tables and domains. What a table only inherits is not repeated, except keys of partitions, which have
/// names of their own.
final class Constraints implements Part {
    private static final String CONSTRAINTS = """
        SELECT k.oid, k.conname AS name, k.contype AS type, k.conrelid AS relation, k.contypid AS domain,
          k.confrelid AS referenced, k.conkey AS columns, k.confkey AS referenced_columns,
          k.convalidated AS validated, :enforced AS enforced, k.connoinherit AS no_inherit, k.conparentid AS parent,
          k.conislocal AND NOT (k.contype = 'n' AND coalesce(c.relispartition, false) AND k.coninhcount > 0) AS local,
          pg_get_constraintdef(k.oid) AS definition
        FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
          LEFT JOIN pg_class c ON c.oid = k.conrelid
          LEFT JOIN pg_type d ON d.oid = k.contypid
          LEFT JOIN pg_attribute a ON k.contype = 'n' AND a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          AND (k.contype IN ('p', 'u', 'x')
            OR k.contype IN ('c', 'f') AND k.conislocal AND k.conparentid = 0
            OR k.contype = 'n' AND NOT (k.conislocal AND k.convalidated AND NOT k.connoinherit
              AND k.conname = coalesce(c.relname || '_' || a.attname, d.typname) || '_not_null'))\
        """;

    /// A key of a partition, and which key of the partitioned table it is part of.
    private record Share(Draft constraint, long parent) {}

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        List<Share> shares = new ArrayList<>();
        reading.each(CONSTRAINTS.replace(":enforced", reading.since(18, "k.conenforced", "true")), row -> {
            Optional<Id> owner = row.oid("domain") == 0
                    ? drafts.relation(row.oid("relation")).map(Relation::id)
                    : drafts.find(Catalog.TYPE, row.oid("domain"));
            if (owner.isPresent()) {
                constraint(drafts, row, owner.get(), shares);
            }
        });
        for (Share share : shares) {
            drafts.find(Catalog.CONSTRAINT, share.parent())
                    .ifPresent(parent -> share.constraint()
                            .set(Attribute.INHERITED, true)
                            .set(Attribute.PARENT, parent.text())
                            .need(parent));
        }
    }

    private static void constraint(Drafts drafts, Row row, Id owner, List<Share> shares) throws SQLException {
        String type = row.text("type");
        Optional<Relation> table = drafts.relation(row.oid("relation"));
        List<String> columns = table.isPresent() ? table.get().columns(row.numbers("columns")) : List.of();
        boolean serverMade = serverMade(type, row.text("name"), owner.name(), columns);
        if (type.equals("n") && !row.is("local")) {
            named(drafts, row);
            return;
        }
        boolean noInherit = row.is("no_inherit") && (type.equals("c") || type.equals("n"));
        if (type.equals("n") && serverMade && !noInherit && row.is("validated") && !numbered(row.text("name"))) {
            named(drafts, row);
            return;
        }
        Draft draft = drafts.add(Catalog.CONSTRAINT, row.oid("oid"), owner.child(Kind.CONSTRAINT, row.text("name")))
                .set(Attribute.TYPE, words(type))
                .set(Attribute.COLUMNS, type.equals("c") ? "" : Names.list(columns))
                .set(PostgresAttribute.NOT_ENFORCED, !row.is("enforced"))
                .set(PostgresAttribute.NOT_VALID, row.is("enforced") && !row.is("validated"))
                .set(PostgresAttribute.NO_INHERIT, noInherit)
                .set(Attribute.DEFINITION, definition(row))
                .serverMade(serverMade);
        if (type.equals("f")) {
            references(drafts, row, draft);
        }
        if (row.oid("parent") != 0) {
            shares.add(new Share(draft, row.oid("parent")));
        }
    }

    /// A not-null constraint that a column has from a parent's, which may be called after the parent, or that has a
    /// name which was cut.
    private static void named(Drafts drafts, Row row) throws SQLException {
        if (row.oid("relation") == 0) {
            return;
        }
        Optional<Draft> column =
                drafts.column(row.oid("relation"), row.numbers("columns")[0]).flatMap(drafts::draft);
        if (column.isPresent()) {
            column.get().detail(Attribute.NOT_NULL_NAME, row.text("name"));
        }
    }

    private static void references(Drafts drafts, Row row, Draft draft) throws SQLException {
        Optional<Relation> referenced = drafts.relation(row.oid("referenced"));
        if (referenced.isPresent()) {
            draft.set(Attribute.REFERENCES, referenced.get().id().text())
                    .set(
                            Attribute.REFERENCED_COLUMNS,
                            Names.list(referenced.get().columns(row.numbers("referenced_columns"))));
        }
    }

    private static String definition(Row row) throws SQLException {
        String text = row.text("definition");
        String state = !row.is("enforced") ? " NOT ENFORCED" : !row.is("validated") ? " NOT VALID" : "";
        return text.endsWith(state) ? text.substring(0, text.length() - state.length()) : text;
    }

    /// Keys take their names from their indexes: see [Indexes].
    private static boolean serverMade(String type, String name, String owner, List<String> columns) {
        return switch (type) {
            case "c" -> ServerNames.made(name, owner, columns.size() == 1 ? columns.get(0) : "", "check");
            case "f" -> ServerNames.made(name, owner, ServerNames.addition(columns), "fkey");
            case "n" -> ServerNames.made(name, owner, columns.isEmpty() ? "" : columns.get(0), "not_null");
            default -> false;
        };
    }

    private static boolean numbered(String name) {
        return Character.isDigit(name.charAt(name.length() - 1));
    }

    private static String words(String letter) {
        return switch (letter) {
            case "p" -> "primary key";
            case "u" -> "unique";
            case "x" -> "exclusion";
            case "f" -> "foreign key";
            case "n" -> "not null";
            default -> "check";
        };
    }
}
