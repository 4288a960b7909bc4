package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tables, views, materialized views, foreign tables and composite types, without their columns.
final class Relations implements Part {
    private static final Set<String> OWN_TABLES = Set.of("schema_migrations", "schema_steps", "schema_applied");

    private static final String RELATIONS = """
        SELECT c.oid, c.relname AS name, c.relnamespace AS schema, n.nspname AS schema_name, c.relkind AS kind,
          c.relpersistence = 'u' AS unlogged, c.relispartition AS partition, c.reltype AS type, t.typarray AS array,
          pg_get_userbyid(c.relowner) AS owner, s.spcname AS tablespace, nullif(a.amname, 'heap') AS method,
          array_to_string(c.reloptions, E'\\n') AS options, array_to_string(o.reloptions, E'\\n') AS toast,
          c.relrowsecurity AS security, c.relforcerowsecurity AS forced, c.relreplident AS replica,
          c.relispopulated AS populated,
          CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
          CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
          CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bounds,
          CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS query,
          f.srvname AS server, w.ftoptions AS server_options
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          LEFT JOIN pg_type t ON t.oid = c.reltype
          LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
          LEFT JOIN pg_am a ON a.oid = c.relam
          LEFT JOIN pg_class o ON o.oid = c.reltoastrelid
          LEFT JOIN pg_foreign_table w ON w.ftrelid = c.oid
          LEFT JOIN pg_foreign_server f ON f.oid = w.ftserver
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND c.relpersistence <> 't'
          AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'\
        """;

    private final String historySchema;

    /// @param historySchema where Turnstone's own tables are, which are left out
    Relations(String historySchema) {
        this.historySchema = historySchema;
    }

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(RELATIONS, row -> {
            if (!row.text("schema_name").equals(historySchema) || !OWN_TABLES.contains(row.text("name"))) {
                relation(drafts, row);
            }
        });
    }

    private static Kind kind(String letter) {
        return switch (letter) {
            case "v" -> Kind.VIEW;
            case "m" -> Kind.MATERIALIZED_VIEW;
            case "f" -> Kind.FOREIGN_TABLE;
            case "c" -> Kind.COMPOSITE;
            default -> Kind.TABLE;
        };
    }

    private static void relation(Drafts drafts, Row row) throws SQLException {
        Optional<Draft> added = drafts.add(Catalog.RELATION, kind(row.text("kind")), row);
        if (added.isEmpty()) {
            return;
        }
        Draft draft = added.get();
        drafts.relation(new Relation(row.oid("oid"), draft.id(), row.is("partition")));
        if (!drafts.bare() || draft.id().kind() == Kind.COMPOSITE) {
            // Of any other relation's type there is only something to depend on.
            drafts.also(Catalog.TYPE, row.oid("type"), draft.id());
            drafts.also(Catalog.TYPE, row.oid("array"), draft.id());
        }
        draft.set(PostgresAttribute.PERSISTENCE, row.is("unlogged") ? "unlogged" : "")
                .set(PostgresAttribute.OF_TYPE, row.text("of_type"))
                .set(PostgresAttribute.ACCESS_METHOD, row.common("method"))
                .set(PostgresAttribute.TABLESPACE, row.common("tablespace"))
                .set(Attribute.PARTITION_KEY, row.text("partition_key"))
                .set(PostgresAttribute.SERVER, row.common("server"))
                .set(Attribute.DEFINITION, query(row.text("query")));
        if (row.given("server_options")) {
            draft.set(Attribute.OPTIONS, Secrets.masked(row.texts("server_options")));
        }
        if (draft.id().kind() == Kind.MATERIALIZED_VIEW) {
            draft.detail(PostgresAttribute.POPULATED, Boolean.toString(row.is("populated")));
        }
        satellites(drafts, row, draft.id());
    }

    /// The query of a view without the semicolon and the blank before it.
    private static String query(String text) {
        return text.strip().replaceFirst(";$", "");
    }

    private static void satellites(Drafts drafts, Row row, Id id) throws SQLException {
        options(drafts, id, row.text("options"), row.text("toast"));
        if (row.is("security") || row.is("forced")) {
            drafts.add(id.satellite(Kind.ROW_SECURITY))
                    .set(PostgresAttribute.ENABLED, row.is("security"))
                    .set(PostgresAttribute.FORCED, row.is("forced"));
        }
        if (row.is("partition")) {
            drafts.add(id.satellite(Kind.PARTITION)).set(Attribute.BOUNDS, row.text("bounds"));
        }
        String replica = row.text("replica");
        boolean replicated = id.kind() == Kind.TABLE || id.kind() == Kind.MATERIALIZED_VIEW;
        if (replicated && (replica.equals("f") || replica.equals("n"))) {
            drafts.add(id.satellite(Kind.REPLICA_IDENTITY))
                    .set(Attribute.TYPE, replica.equals("f") ? "full" : "nothing");
        }
    }

    /// Storage parameters, each on a line, as a fact of their own.
    static void options(Drafts drafts, Id id, String options, String toast) {
        List<String> all = new ArrayList<>();
        if (!options.isEmpty()) {
            Collections.addAll(all, options.split("\n", -1));
        }
        if (!toast.isEmpty()) {
            for (String option : toast.split("\n", -1)) {
                all.add("toast." + option);
            }
        }
        if (!all.isEmpty()) {
            List<String> sorted = all.stream().sorted().toList();
            drafts.add(id.satellite(Kind.OPTIONS))
                    .set(Attribute.OPTIONS, String.join(", ", sorted))
                    .detail(PostgresAttribute.STORED, all.equals(sorted) ? "" : String.join(", ", all));
        }
    }
}
