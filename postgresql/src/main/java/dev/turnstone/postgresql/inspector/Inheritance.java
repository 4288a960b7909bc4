package dev.turnstone.postgresql.inspector;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.Optional;

/// Links from tables to those they inherit from or are partitions of.
final class Inheritance implements Part {
    private static final String LINKS = """
            SELECT i.inhrelid AS child, i.inhparent AS parent, i.inhseqno AS position, i.inhdetachpending AS pending,
              i.inhparent::regclass::text AS parent_name
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE c.relkind IN ('r', 'p', 'f')""";

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(LINKS, row -> {
            Optional<Relation> child = drafts.relation(row.oid("child"));
            if (child.isPresent()) {
                link(
                        drafts,
                        row,
                        child.get(),
                        drafts.relation(row.oid("parent")).map(Relation::id));
            }
        });
    }

    private static void link(Drafts drafts, Row row, Relation child, Optional<Id> parent) throws SQLException {
        Draft link = child.partition()
                ? drafts.needed(child.id().satellite(Kind.PARTITION))
                : drafts.add(child.id().child(Kind.INHERITANCE, row.text("parent_name")))
                        .detail(Attribute.POSITION, row.text("position"));
        if (row.is("pending")) {
            drafts.unmodelled("pending detachment of partition " + child.id().path());
        }
        if (parent.isPresent()) {
            link.set(Attribute.PARENT, parent.get().text()).need(parent.get());
            defaults(drafts, child, parent.get());
        }
    }

    /// Marks the defaults that a parent's column has too.
    private static void defaults(Drafts drafts, Relation child, Id parent) {
        for (String column : child.columns()) {
            Optional<Draft> own =
                    drafts.draft(child.id().child(Kind.COLUMN, column).satellite(Kind.DEFAULT));
            Optional<Draft> theirs =
                    drafts.draft(parent.child(Kind.COLUMN, column).satellite(Kind.DEFAULT));
            if (own.isPresent()
                    && theirs.isPresent()
                    && own.get().get(Attribute.EXPRESSION).equals(theirs.get().get(Attribute.EXPRESSION))) {
                own.get().set(Attribute.INHERITED, true);
            }
        }
    }
}
