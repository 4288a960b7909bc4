package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Publications with their tables and schemas, and subscriptions.
final class Publications implements Part {
    private static final String PUBLICATIONS = """
            SELECT oid, pubname AS name, pg_get_userbyid(pubowner) AS owner, puballtables AS all_tables,
              pubinsert AS insert, pubupdate AS update, pubdelete AS delete, pubtruncate AS truncate,
              pubviaroot AS via_root, :generated AS generated
            FROM pg_publication""";

    private static final String TABLES = """
            SELECT r.oid, r.prpubid AS publication, r.prrelid AS relation, r.prrelid::regclass::text AS name,
              :columns AS columns, :filter AS filter
            FROM pg_publication_rel r""";

    private static final String COLUMNS = """
            (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname) FROM pg_attribute a
               WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs))""";

    private static final String SCHEMAS = """
            SELECT p.oid, p.pnpubid AS publication, p.pnnspid AS schema, n.nspname AS name
            FROM pg_publication_namespace p JOIN pg_namespace n ON n.oid = p.pnnspid""";

    private final Map<Id, List<String>> tables = new TreeMap<>();
    private final Map<Id, List<String>> schemas = new TreeMap<>();

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        String generated = reading.since(18, "nullif(pubgencols, 'n')", "NULL");
        reading.each(PUBLICATIONS.replace(":generated", generated), row -> publication(drafts, row));
        String members = TABLES.replace(":columns", reading.since(15, COLUMNS, "NULL"))
                .replace(":filter", reading.since(15, "pg_get_expr(r.prqual, r.prrelid)", "NULL"));
        reading.each(members, row -> table(drafts, row));
        if (reading.major() >= 15) {
            reading.each(SCHEMAS, row -> schema(drafts, row));
        }
        tables.forEach((id, list) -> drafts.needed(id).set(PostgresAttribute.TABLES, sorted(list)));
        schemas.forEach((id, list) -> drafts.needed(id).set(PostgresAttribute.SCHEMAS, sorted(list)));
    }

    private static String sorted(List<String> names) {
        return Names.list(names.stream().sorted().toList());
    }

    private static void publication(Drafts drafts, Row row) throws SQLException {
        Optional<Draft> publication = drafts.addGlobal(Catalog.PUBLICATION, Kind.PUBLICATION, row);
        if (publication.isPresent()) {
            publication
                    .get()
                    .set(PostgresAttribute.ALL_TABLES, row.is("all_tables"))
                    .set(PostgresAttribute.PUBLISH, published(row))
                    .set(PostgresAttribute.VIA_ROOT, row.is("via_root"))
                    .set(
                            PostgresAttribute.GENERATED_COLUMNS,
                            row.text("generated").equals("s") ? "stored" : "");
        }
    }

    /// Empty for all four; a publication of nothing says `none`.
    private static String published(Row row) throws SQLException {
        List<String> published = new ArrayList<>();
        for (String operation : List.of("insert", "update", "delete", "truncate")) {
            if (row.is(operation)) {
                published.add(operation);
            }
        }
        return published.size() == 4 ? "" : published.isEmpty() ? "none" : String.join(", ", published);
    }

    private void table(Drafts drafts, Row row) throws SQLException {
        Optional<Id> publication = drafts.find(Catalog.PUBLICATION, row.oid("publication"));
        if (publication.isEmpty()) {
            return;
        }
        String columns = row.text("columns").isEmpty() ? "" : " (" + row.text("columns") + ")";
        String filter = Expressions.unwrapped(row.text("filter"));
        tables.computeIfAbsent(publication.get(), ignored -> new ArrayList<>())
                .add(row.text("name") + columns + (filter.isEmpty() ? "" : " WHERE (" + filter + ")"));
        drafts.also(Catalog.PUBLISHED_TABLE, row.oid("oid"), publication.get());
        drafts.relation(row.oid("relation"))
                .ifPresent(relation -> drafts.needed(publication.get()).need(relation.id()));
    }

    private void schema(Drafts drafts, Row row) throws SQLException {
        Optional<Id> publication = drafts.find(Catalog.PUBLICATION, row.oid("publication"));
        if (publication.isPresent()) {
            schemas.computeIfAbsent(publication.get(), ignored -> new ArrayList<>())
                    .add(row.text("name"));
            drafts.also(Catalog.PUBLISHED_SCHEMA, row.oid("oid"), publication.get());
            drafts.find(Catalog.SCHEMA, row.oid("schema"))
                    .ifPresent(schema -> drafts.needed(publication.get()).need(schema));
        }
    }
}
