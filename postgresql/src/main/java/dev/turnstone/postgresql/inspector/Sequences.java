package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.ServerNames;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.Optional;

/// Sequences, and what identity columns say about theirs.
final class Sequences implements Part {
    private static final String SEQUENCES = """
            SELECT c.oid, c.relname AS name, c.relnamespace AS schema, pg_get_userbyid(c.relowner) AS owner,
              c.relpersistence = 'u' AS unlogged, t.relpersistence = 'u' AS table_unlogged, t.relname AS table_name,
              format_type(s.seqtypid, NULL) AS type, s.seqstart AS start, s.seqincrement AS increment,
              s.seqmin AS minimum, s.seqmax AS maximum, s.seqcache AS cache, s.seqcycle AS cycle,
              d.refobjid AS relation, d.refobjsubid AS number, coalesce(d.deptype = 'i', false) AS identity
            FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_depend d ON d.classid = 1259 AND d.objid = c.oid AND d.objsubid = 0 AND d.refclassid = 1259
                AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
              LEFT JOIN pg_class t ON t.oid = d.refobjid
            WHERE c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'""";

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(SEQUENCES, row -> {
            Optional<Id> owner = drafts.column(row.oid("relation"), row.number("number"));
            if (row.is("identity")) {
                if (owner.isPresent()) {
                    identity(drafts, row, owner.get());
                }
            } else {
                sequence(drafts, row, owner);
            }
        });
    }

    private static void sequence(Drafts drafts, Row row, Optional<Id> owner) throws SQLException {
        Optional<Draft> added = drafts.add(Catalog.RELATION, Kind.SEQUENCE, row);
        if (added.isEmpty()) {
            return;
        }
        Draft draft = options(added.get(), row);
        draft.set(PostgresAttribute.PERSISTENCE, row.is("unlogged") ? "unlogged" : "");
        if (owner.isPresent()) {
            draft.set(Attribute.PARENT, owner.get().text()).need(owner.get()).serverMade(made(row, owner.get()));
            drafts.withoutOwner(draft.id());
        }
    }

    private static void identity(Drafts drafts, Row row, Id column) throws SQLException {
        Optional<Id> schema = drafts.find(Catalog.SCHEMA, row.oid("schema"));
        Optional<Draft> identity = drafts.draft(column.satellite(Kind.IDENTITY));
        if (schema.isEmpty() || identity.isEmpty()) {
            return;
        }
        boolean likeTable = row.is("unlogged") == row.is("table_unlogged");
        options(identity.get(), row)
                .set(
                        PostgresAttribute.SEQUENCE,
                        schema.get().child(Kind.SEQUENCE, row.text("name")).text())
                .set(PostgresAttribute.PERSISTENCE, likeTable ? "" : row.is("unlogged") ? "unlogged" : "logged")
                .serverMade(made(row, column));
        drafts.also(Catalog.RELATION, row.oid("oid"), identity.get().id());
    }

    private static boolean made(Row row, Id column) throws SQLException {
        return ServerNames.made(row.text("name"), row.text("table_name"), column.name(), "seq");
    }

    private static Draft options(Draft draft, Row row) throws SQLException {
        return draft.set(Attribute.TYPE, row.common("type"))
                .set(PostgresAttribute.START, row.common("start"))
                .set(PostgresAttribute.INCREMENT, row.common("increment"))
                .set(PostgresAttribute.MINIMUM, row.common("minimum"))
                .set(PostgresAttribute.MAXIMUM, row.common("maximum"))
                .set(PostgresAttribute.CACHE, row.common("cache"))
                .set(PostgresAttribute.CYCLE, row.is("cycle"));
    }
}
