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

/// Enums, domains and ranges; types with functions of their own are named only. Composite types are relations.
final class Types implements Part {
    private static final String TYPES = """
            SELECT t.oid, t.typname AS name, t.typnamespace AS schema, t.typtype AS type, t.typarray AS array,
              t.typisdefined AS defined, pg_get_userbyid(t.typowner) AS owner, t.typnotnull AS not_null,
              CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS base,
              CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation THEN t.typcollation::regcollation::text
                END AS collation,
              CASE WHEN t.typtype = 'd' THEN coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault) END AS default
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
              LEFT JOIN pg_type b ON b.oid = t.typbasetype
            WHERE t.typrelid = 0 AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND t.typtype <> 'm'
              AND NOT (t.typelem <> 0 AND t.typsubscript = 'array_subscript_handler'::regproc)""";

    private static final String LABELS = """
            SELECT enumtypid AS type, enumlabel AS label FROM pg_enum ORDER BY enumtypid, enumsortorder""";

    private static final String RANGES = """
            SELECT r.rngtypid AS type, r.rngmultitypid AS multirange, m.typarray AS multirange_array,
              format_type(r.rngsubtype, NULL) AS subtype,
              CASE WHEN NOT o.opcdefault THEN format('%I.%I', n.nspname, o.opcname) END AS opclass,
              CASE WHEN r.rngcollation <> s.typcollation THEN r.rngcollation::regcollation::text END AS collation,
              CASE WHEN r.rngcanonical <> 0 THEN r.rngcanonical::text END AS canonical,
              CASE WHEN r.rngsubdiff <> 0 THEN r.rngsubdiff::text END AS difference,
              format_type(r.rngmultitypid, NULL) AS multirange_name
            FROM pg_range r JOIN pg_type m ON m.oid = r.rngmultitypid JOIN pg_type s ON s.oid = r.rngsubtype
              JOIN pg_opclass o ON o.oid = r.rngsubopc JOIN pg_namespace n ON n.oid = o.opcnamespace
            WHERE r.rngtypid >= 16384""";

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(TYPES, row -> type(drafts, row));
        Map<Id, List<String>> labels = new HashMap<>();
        reading.each(LABELS, row -> label(drafts, row, labels));
        labels.forEach((id, values) -> drafts.needed(id).set(Attribute.VALUES, Names.list(values)));
        reading.each(RANGES, row -> range(drafts, row));
    }

    private static void type(Drafts drafts, Row row) throws SQLException {
        Optional<Draft> type = switch (row.text("type")) {
            case "e" -> drafts.add(Catalog.TYPE, Kind.ENUM, row);
            case "r" -> drafts.add(Catalog.TYPE, Kind.RANGE, row);
            case "d" -> domain(drafts, row);
            default -> {
                base(drafts, row);
                yield Optional.empty();
            }
        };
        if (type.isPresent() && row.oid("array") != 0) {
            drafts.also(Catalog.TYPE, row.oid("array"), type.get().id());
        }
    }

    private static Optional<Draft> domain(Drafts drafts, Row row) throws SQLException {
        Optional<Draft> domain = drafts.add(Catalog.TYPE, Kind.DOMAIN, row);
        if (domain.isPresent()) {
            domain.get()
                    .set(Attribute.TYPE, row.text("base"))
                    .set(Attribute.COLLATION, row.text("collation"))
                    .set(Attribute.NOT_NULL, row.is("not_null"))
                    .set(PostgresAttribute.DEFAULT, row.text("default"));
        }
        return domain;
    }

    private static void base(Drafts drafts, Row row) throws SQLException {
        Optional<Id> schema = drafts.find(Catalog.SCHEMA, row.oid("schema"));
        if (schema.isPresent() && !drafts.member(Catalog.TYPE, row.oid("oid"))) {
            String sort = row.is("defined") ? "base type " : "shell type ";
            drafts.unmodelled(sort + schema.get().name() + "." + row.text("name"));
        }
    }

    private static void label(Drafts drafts, Row row, Map<Id, List<String>> labels) throws SQLException {
        Optional<Id> type = drafts.find(Catalog.TYPE, row.oid("type"));
        if (type.isPresent()) {
            labels.computeIfAbsent(type.get(), ignored -> new ArrayList<>()).add(row.text("label"));
        }
    }

    private static void range(Drafts drafts, Row row) throws SQLException {
        Optional<Id> id = drafts.find(Catalog.TYPE, row.oid("type"));
        if (id.isEmpty()) {
            return;
        }
        Definition definition = new Definition()
                .add("subtype", row.text("subtype"))
                .add("subtype_opclass", row.text("opclass"))
                .add("collation", row.text("collation"))
                .add("canonical", row.text("canonical"))
                .add("subtype_diff", row.text("difference"))
                .add("multirange_type_name", row.text("multirange_name"));
        drafts.needed(id.get()).set(Attribute.DEFINITION, definition.text());
        drafts.also(Catalog.TYPE, row.oid("multirange"), id.get());
        drafts.also(Catalog.TYPE, row.oid("multirange_array"), id.get());
    }
}
