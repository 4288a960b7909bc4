package dev.turnstone.postgresql.inspector;

import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.Optional;

/// Which object needs which, in one query for the whole database.
final class Dependencies implements Part {
    private static final String REWRITES = """
            SELECT oid, ev_class AS relation FROM pg_rewrite WHERE rulename = '_RETURN' AND oid >= 16384""";

    /// What a whole depends on besides its parts, and parts on their whole, is not asked for.
    private static final String EDGES = """
            SELECT classid, objid, objsubid, refclassid, refobjid, refobjsubid FROM pg_depend
            WHERE deptype IN ('n', 'a') AND classid <> 0 AND objid >= 16384 AND refclassid <> 2615
              AND (refobjid >= 16384 OR refclassid IN (2612, 3079))""";

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(REWRITES, row -> {
            Optional<Id> view = drafts.find(Catalog.RELATION, row.oid("relation"));
            if (view.isPresent()) {
                drafts.also(Catalog.REWRITE, row.oid("oid"), view.get());
            }
        });
        if (!drafts.bare()) {
            reading.each(EDGES, row -> edge(drafts, row));
        }
    }

    private static void edge(Drafts drafts, Row row) throws SQLException {
        int catalog = row.number("classid");
        Optional<Id> id = drafts.find(catalog, row.oid("objid"), row.number("objsubid"));
        Optional<Draft> draft = id.flatMap(of -> drafts.draft(described(of)));
        if (draft.isEmpty()) {
            return;
        }
        int neededCatalog = row.number("refclassid");
        long needed = row.oid("refobjid");
        Optional<Id> described =
                drafts.find(neededCatalog, needed, row.number("refobjsubid")).map(Dependencies::described);
        Optional<Id> extension = drafts.extension(neededCatalog, needed);
        if (described.isPresent() && !isLink(draft.get().id(), described.get())) {
            draft.get().need(described.get());
        } else if (extension.isPresent()) {
            draft.get().need(extension.get());
        }
    }

    /// The columns of a view are part of it.
    private static Id described(Id id) {
        if (id.kind() == Kind.COLUMN) {
            Id relation = id.parent().orElseThrow();
            if (relation.kind() == Kind.VIEW || relation.kind() == Kind.MATERIALIZED_VIEW) {
                return relation;
            }
        }
        return id;
    }

    /// That a table has a parent is a fact of its own: see [Inheritance].
    private static boolean isLink(Id id, Id needed) {
        return table(id) && table(needed);
    }

    private static boolean table(Id id) {
        return id.kind() == Kind.TABLE || id.kind() == Kind.FOREIGN_TABLE;
    }
}
