package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Columns and their defaults. Those of views are facts only when they carry something.
final class Columns implements Part {
    private static final String COLUMNS = """
            SELECT a.attrelid AS relation, a.attnum AS number, a.attname AS name,
              format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS not_null, a.attgenerated AS generated,
              a.attidentity AS identity,
              CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END AS collation,
              CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END AS storage, a.attcompression AS compression,
              CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics, a.attislocal AS local,
              a.attinhcount > 0 AS inherited, array_to_string(a.attoptions, E'\\n') AS options,
              a.attfdwoptions AS server_options, d.oid AS default_oid, pg_get_expr(d.adbin, d.adrelid) AS expression
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
              AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            ORDER BY a.attrelid, a.attnum""";

    private final Map<Long, List<String>> viewTypes = new HashMap<>();
    private long relation;
    private int position;

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(COLUMNS, row -> {
            Optional<Relation> owner = drafts.relation(row.oid("relation"));
            if (owner.isPresent()) {
                position = owner.get().oid() == relation ? position + 1 : 1;
                relation = owner.get().oid();
                column(drafts, row, owner.get());
            }
        });
        viewTypes.forEach((oid, types) -> view(drafts, drafts.relation(oid).orElseThrow(), types));
    }

    private static void view(Drafts drafts, Relation view, List<String> types) {
        drafts.needed(view.id())
                .set(Attribute.COLUMNS, Names.list(view.columns()))
                .detail(PostgresAttribute.TYPES, Names.list(types));
    }

    private void column(Drafts drafts, Row row, Relation owner) throws SQLException {
        int number = row.number("number");
        String name = row.common("name");
        owner.column(number, name);
        Id id = owner.id().child(Kind.COLUMN, name);
        drafts.column(owner.oid(), number, id);
        if (owner.id().kind() == Kind.VIEW || owner.id().kind() == Kind.MATERIALIZED_VIEW) {
            viewTypes.computeIfAbsent(owner.oid(), ignored -> new ArrayList<>()).add(row.common("type"));
            if (row.given("storage")
                    || row.given("statistics")
                    || !row.text("compression").isEmpty()) {
                stored(drafts.add(id), row);
            }
        } else {
            stored(drafts.add(id), row)
                    .set(Attribute.TYPE, row.common("type"))
                    .set(Attribute.NOT_NULL, row.is("not_null"))
                    .set(Attribute.COLLATION, row.common("collation"))
                    .set(Attribute.INHERITED, row.is("inherited"))
                    .set(PostgresAttribute.LOCAL, row.is("inherited") && row.is("local") && !owner.partition())
                    .detail(Attribute.POSITION, Integer.toString(position));
        }
        rest(drafts, row, owner, id);
    }

    private static Draft stored(Draft column, Row row) throws SQLException {
        return column.set(PostgresAttribute.STORAGE, storage(row.text("storage")))
                .set(PostgresAttribute.COMPRESSION, compression(row.text("compression")))
                .set(PostgresAttribute.STATISTICS, row.text("statistics"));
    }

    private static void rest(Drafts drafts, Row row, Relation owner, Id id) throws SQLException {
        Relations.options(drafts, id, row.text("options"), "");
        if (row.given("server_options")) {
            drafts.needed(id).set(Attribute.OPTIONS, Secrets.masked(row.texts("server_options")));
        }
        String identity = row.text("identity");
        if (!identity.isEmpty() && !owner.partition()) {
            drafts.add(id.satellite(Kind.IDENTITY))
                    .set(Attribute.GENERATED, identity.equals("a") ? "always" : "by default");
        }
        String expression = row.text("expression");
        if (expression.isEmpty()) {
            return;
        }
        String generated = row.text("generated");
        if (generated.isEmpty()) {
            drafts.needed(id);
            drafts.add(Catalog.DEFAULT, row.oid("default_oid"), id.satellite(Kind.DEFAULT))
                    .set(Attribute.EXPRESSION, Expressions.unwrapped(expression));
        } else {
            drafts.also(Catalog.DEFAULT, row.oid("default_oid"), id);
            drafts.needed(id)
                    .set(Attribute.GENERATED, generated.equals("s") ? "stored" : "virtual")
                    .set(Attribute.EXPRESSION, Expressions.unwrapped(expression));
        }
    }

    private static String storage(String letter) {
        return switch (letter) {
            case "p" -> "plain";
            case "e" -> "external";
            case "m" -> "main";
            case "x" -> "extended";
            default -> "";
        };
    }

    private static String compression(String letter) {
        return switch (letter) {
            case "p" -> "pglz";
            case "l" -> "lz4";
            default -> "";
        };
    }
}
