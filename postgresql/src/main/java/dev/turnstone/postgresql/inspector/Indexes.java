package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.ServerNames;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Indexes. Of one behind a constraint only what the constraint does not say, as part of the constraint.
final class Indexes implements Part {
    private static final String INDEXES = """
        SELECT x.indexrelid AS oid, x.indrelid AS relation, i.relname AS name, i.relkind = 'I' AS partitioned,
          x.indisunique AS unique, x.indisvalid AS valid, x.indisclustered AS clustered,
          x.indisreplident AS replica, x.indkey AS columns, s.spcname AS tablespace, k.oid AS constraint_oid,
          array_to_string(i.reloptions, E'\\n') AS options, h.inhparent AS parent,
          CASE WHEN x.indexprs IS NOT NULL THEN (SELECT array_agg(a.attname::text ORDER BY a.attnum)
            FROM pg_attribute a WHERE a.attrelid = x.indexrelid) END AS names,
          CASE WHEN k.oid IS NULL THEN pg_get_indexdef(x.indexrelid) END AS definition
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = i.relnamespace
          LEFT JOIN pg_tablespace s ON s.oid = i.reltablespace
          LEFT JOIN pg_constraint k ON k.conindid = x.indexrelid AND k.contype IN ('p', 'u', 'x')
          LEFT JOIN pg_inherits h ON h.inhrelid = x.indexrelid
        WHERE i.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'\
        """;

    private static final String STATISTICS = """
        SELECT a.attrelid AS index, string_agg(a.attnum || '=' || a.attstattarget, ', ' ORDER BY a.attnum) AS targets
        FROM pg_attribute a JOIN pg_class i ON i.oid = a.attrelid
        WHERE a.attstattarget >= 0 AND a.attnum > 0 AND i.relkind IN ('i', 'I') GROUP BY a.attrelid\
        """;

    /// An index of a partition, and which index of the partitioned table it is part of.
    private record Share(Draft index, long parent) {}

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        Map<Long, String> targets = new HashMap<>();
        reading.each(STATISTICS, row -> targets.put(row.oid("index"), row.text("targets")));
        List<Share> shares = new ArrayList<>();
        reading.each(INDEXES, row -> {
            Optional<Relation> table = drafts.relation(row.oid("relation"));
            if (table.isPresent()) {
                Optional<Draft> draft = index(drafts, row, table.get());
                if (draft.isPresent()) {
                    common(drafts, row, draft.get(), targets.getOrDefault(row.oid("oid"), ""));
                    if (row.oid("parent") != 0) {
                        shares.add(new Share(draft.get(), row.oid("parent")));
                    }
                }
            }
        });
        for (Share share : shares) {
            drafts.find(Catalog.RELATION, share.parent()).ifPresent(parent -> part(share.index(), parent));
        }
    }

    /// A key of a partition tells by itself that it is part of a key; of an index it only can be what has been there.
    private static void part(Draft part, Id parent) {
        if (part.id().kind() == Kind.INDEX) {
            part.set(Attribute.INHERITED, true)
                    .set(Attribute.PARENT, parent.text())
                    .need(parent);
        } else if (parent.kind() == Kind.INDEX) {
            part.detail(PostgresAttribute.PART_OF, parent.text()).need(parent);
        }
    }

    private static Optional<Draft> index(Drafts drafts, Row row, Relation table) throws SQLException {
        List<String> columns = table.columns(row.numbers("columns"));
        List<String> names = row.given("names") ? row.texts("names") : columns;
        if (row.oid("constraint_oid") != 0) {
            return behind(drafts, row, table, names);
        }
        Id id = table.id().child(Kind.INDEX, row.text("name"));
        Draft draft = drafts.add(Catalog.RELATION, row.oid("oid"), id)
                .set(Attribute.DEFINITION, definition(row.text("definition"), row.text("options")))
                .set(Attribute.UNIQUE, row.is("unique"))
                .set(Attribute.COLUMNS, Names.list(columns))
                .serverMade(made(id.name(), table, names, "idx"));
        return Optional.of(draft);
    }

    private static Optional<Draft> behind(Drafts drafts, Row row, Relation table, List<String> names)
            throws SQLException {
        Optional<Draft> draft =
                drafts.find(Catalog.CONSTRAINT, row.oid("constraint_oid")).flatMap(drafts::draft);
        if (draft.isPresent()) {
            Id id = draft.get().id();
            drafts.also(Catalog.RELATION, row.oid("oid"), id);
            boolean made = switch (draft.get().get(Attribute.TYPE)) {
                case "primary key" -> made(id.name(), table, List.of(), "pkey");
                case "unique" -> made(id.name(), table, names, "key");
                default -> made(id.name(), table, names, "excl");
            };
            draft.get().serverMade(made);
        }
        return draft;
    }

    private static boolean made(String name, Relation table, List<String> columns, String label) {
        return ServerNames.made(name, table.id().name(), ServerNames.addition(columns), label);
    }

    private static void common(Drafts drafts, Row row, Draft draft, String targets) throws SQLException {
        boolean partial = row.is("partitioned") && !row.is("valid");
        draft.set(PostgresAttribute.INVALID, !row.is("valid") && !partial)
                .set(PostgresAttribute.ONLY, partial)
                .set(PostgresAttribute.CLUSTERED, row.is("clustered"))
                .set(PostgresAttribute.TABLESPACE, row.common("tablespace"))
                .set(PostgresAttribute.STATISTICS, targets);
        Relations.options(drafts, draft.id(), row.text("options"), "");
        if (row.is("replica")) {
            Id table = draft.id().parent().orElseThrow();
            drafts.add(table.satellite(Kind.REPLICA_IDENTITY))
                    .set(Attribute.TYPE, "index")
                    .set(PostgresAttribute.INDEX, draft.id().name())
                    .need(draft.id());
        }
    }

    /// What follows the table's name in `CREATE UNIQUE INDEX name ON ONLY table USING …`, without the storage
    /// parameters.
    private static String definition(String statement, String options) {
        String rest = Expressions.afterName(statement, statement.indexOf(" INDEX ") + " INDEX ".length());
        int table = rest.startsWith("ON ONLY ") ? "ON ONLY ".length() : "ON ".length();
        String definition = Expressions.afterName(rest, table);
        if (options.isEmpty()) {
            return definition;
        }
        Matcher parameters = parameters(options).matcher(definition);
        int start = -1;
        int end = -1;
        while (parameters.find()) {
            start = parameters.start();
            end = parameters.end();
        }
        return start < 0 ? definition : definition.substring(0, start) + definition.substring(end);
    }

    private static Pattern parameters(String options) {
        String list = Arrays.stream(options.split("\n", -1))
                .map(option -> option.split("=", 2))
                .map(parts -> Pattern.quote(parts[0]) + "='?" + Pattern.quote(parts.length > 1 ? parts[1] : "") + "'?")
                .collect(Collectors.joining(", "));
        return Pattern.compile(" WITH \\(" + list + "\\)");
    }
}
