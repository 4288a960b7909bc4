package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.ServerNames;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Extended statistics.
final class Statistics implements Part {
    private static final String STATISTICS = """
            SELECT s.oid, s.stxname AS name, s.stxnamespace AS schema, pg_get_userbyid(s.stxowner) AS owner,
              s.stxrelid AS relation, s.stxkeys AS columns, s.stxexprs IS NOT NULL AS expressions,
              CASE WHEN s.stxstattarget >= 0 THEN s.stxstattarget END AS target,
              pg_get_statisticsobjdef(s.oid) AS definition
            FROM pg_statistic_ext s""";

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(STATISTICS, row -> {
            Optional<Relation> relation = drafts.relation(row.oid("relation"));
            Optional<Draft> statistics =
                    relation.isPresent() ? drafts.add(Catalog.STATISTICS, Kind.STATISTICS, row) : Optional.empty();
            if (statistics.isPresent()) {
                List<String> columns = relation.get().columns(row.numbers("columns"));
                statistics
                        .get()
                        .set(Attribute.DEFINITION, definition(row.text("definition"), columns))
                        .set(Attribute.PARENT, relation.get().id().text())
                        .set(PostgresAttribute.STATISTICS, row.text("target"))
                        .need(relation.get().id())
                        .serverMade(!row.is("expressions") && made(row.text("name"), relation.get(), columns));
            }
        });
    }

    private static boolean made(String name, Relation relation, List<String> columns) {
        return ServerNames.made(name, relation.id().name(), ServerNames.addition(columns), "stat");
    }

    /// What follows the name in `CREATE STATISTICS name (ndistinct) ON a, b FROM table`. The server writes columns in
    /// the
    /// order of the table, which says nothing: here they come by name.
    private static String definition(String statement, List<String> columns) {
        String text = Expressions.afterName(statement, "CREATE STATISTICS ".length());
        String written = " ON " + Sql.names(columns);
        int at = columns.isEmpty() ? -1 : text.indexOf(written);
        String sorted = " ON " + Sql.names(columns.stream().sorted().toList());
        return at < 0 ? text : text.substring(0, at) + sorted + text.substring(at + written.length());
    }
}
