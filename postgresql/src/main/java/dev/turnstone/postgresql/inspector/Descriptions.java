package dev.turnstone.postgresql.inspector;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.Optional;

/// Comments and security labels.
final class Descriptions implements Part {
    /// The comment that comes with an extension is no one's: only its owner could set it again.
    private static final String COMMENTS = """
        SELECT d.classoid AS catalog, d.objoid AS oid, d.objsubid AS part, d.description AS text
        FROM pg_description d
        WHERE (d.objoid >= 16384 OR d.classoid IN (2615, 3079)) AND NOT (d.classoid = 3079 AND CASE
          WHEN d.objoid < 16384 THEN d.description = 'PL/pgSQL procedural language'
          ELSE EXISTS (SELECT FROM pg_extension e JOIN pg_available_extensions a ON a.name = e.extname
            WHERE e.oid = d.objoid AND a.comment = d.description) END)\
        """;

    private static final String LABELS = """
        SELECT classoid AS catalog, objoid AS oid, objsubid AS part, provider, label AS text FROM pg_seclabel
        WHERE objoid >= 16384 OR classoid IN (2615, 3079)\
        """;

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(COMMENTS, row -> {
            Optional<Id> described = described(drafts, row);
            if (described.isPresent()) {
                boolean index = row.number("catalog") == Catalog.RELATION.number()
                        && described.get().kind() == Kind.CONSTRAINT;
                add(drafts, described.get().child(Kind.COMMENT, index ? "index" : ""), row);
            }
        });
        reading.each(LABELS, row -> {
            Optional<Id> described = described(drafts, row);
            if (described.isPresent()) {
                add(drafts, described.get().child(Kind.SECURITY_LABEL, row.text("provider")), row);
            }
        });
    }

    private static Optional<Id> described(Drafts drafts, Row row) throws SQLException {
        return drafts.exactly(row.number("catalog"), row.oid("oid"), row.number("part"));
    }

    private static void add(Drafts drafts, Id id, Row row) throws SQLException {
        drafts.needed(id.parent().orElseThrow());
        drafts.add(id).set(Attribute.TEXT, row.text("text"));
    }
}
