package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.Optional;

/// Triggers and rules of tables and views, and event triggers.
final class Triggers implements Part {
    private static final String TRIGGERS = """
            SELECT t.oid, t.tgname AS name, t.tgrelid AS relation, t.tgenabled AS enabled,
              t.tgparentid <> 0 AS inherited, pg_get_triggerdef(t.oid) AS definition
            FROM pg_trigger t LEFT JOIN pg_trigger p ON p.oid = t.tgparentid
            WHERE (t.tgparentid = 0 AND NOT t.tgisinternal)
              OR (NOT p.tgisinternal AND t.tgenabled <> p.tgenabled)""";

    private static final String RULES = """
            SELECT oid, rulename AS name, ev_class AS relation, ev_enabled AS enabled, false AS inherited,
              pg_get_ruledef(oid) AS definition
            FROM pg_rewrite WHERE rulename <> '_RETURN' AND oid >= 16384""";

    private static final String EVENT_TRIGGERS = """
            SELECT oid, evtname AS name, pg_get_userbyid(evtowner) AS owner, evtevent AS event, evtenabled AS enabled,
              evtfoid::regproc::text AS function, evttags AS tags
            FROM pg_event_trigger""";

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(TRIGGERS, row -> add(drafts, Catalog.TRIGGER, Kind.TRIGGER, row));
        reading.each(RULES, row -> add(drafts, Catalog.REWRITE, Kind.RULE, row));
        reading.each(EVENT_TRIGGERS, row -> event(drafts, row));
    }

    private static void add(Drafts drafts, Catalog catalog, Kind kind, Row row) throws SQLException {
        Optional<Relation> relation = drafts.relation(row.oid("relation"));
        if (relation.isPresent() && !drafts.member(catalog, row.oid("oid"))) {
            drafts.add(catalog, row.oid("oid"), relation.get().id().child(kind, row.text("name")))
                    .set(Attribute.DEFINITION, row.text("definition").replaceFirst(";\\s*$", ""))
                    .set(PostgresAttribute.ENABLED, enabled(row, row.is("inherited")))
                    .set(Attribute.INHERITED, row.is("inherited"));
        }
    }

    private static void event(Drafts drafts, Row row) throws SQLException {
        Optional<Draft> trigger = drafts.addGlobal(Catalog.EVENT_TRIGGER, Kind.EVENT_TRIGGER, row);
        if (trigger.isPresent()) {
            trigger.get()
                    .set(PostgresAttribute.EVENT, row.text("event"))
                    .set(PostgresAttribute.FUNCTION, row.text("function"))
                    .set(PostgresAttribute.TAGS, row.names("tags"))
                    .set(PostgresAttribute.ENABLED, enabled(row, false));
        }
    }

    /// @param always whether the usual state is said too
    private static String enabled(Row row, boolean always) throws SQLException {
        return switch (row.text("enabled")) {
            case "D" -> "disabled";
            case "R" -> "replica";
            case "A" -> "always";
            default -> always ? "origin" : "";
        };
    }
}
