package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Text search parsers, templates, dictionaries and configurations.
final class TextSearch implements Part {
    private static final String PARSERS = """
            SELECT oid, prsname AS name, prsnamespace AS schema, '' AS owner, prsstart::regproc::text AS start,
              prstoken::regproc::text AS token, prsend::regproc::text AS end, prslextype::regproc::text AS types,
              CASE WHEN prsheadline <> 0 THEN prsheadline::regproc::text END AS headline
            FROM pg_ts_parser WHERE oid >= 16384""";

    private static final String TEMPLATES = """
            SELECT oid, tmplname AS name, tmplnamespace AS schema, '' AS owner, tmpllexize::regproc::text AS lexize,
              CASE WHEN tmplinit <> 0 THEN tmplinit::regproc::text END AS init
            FROM pg_ts_template WHERE oid >= 16384""";

    private static final String DICTIONARIES = """
            SELECT d.oid, d.dictname AS name, d.dictnamespace AS schema, pg_get_userbyid(d.dictowner) AS owner,
              CASE WHEN n.nspname <> 'pg_catalog' THEN quote_ident(n.nspname) || '.' ELSE '' END
                || quote_ident(t.tmplname) AS template, d.dictinitoption AS options
            FROM pg_ts_dict d JOIN pg_ts_template t ON t.oid = d.dicttemplate
              JOIN pg_namespace n ON n.oid = t.tmplnamespace
            WHERE d.oid >= 16384""";

    private static final String CONFIGURATIONS = """
            SELECT c.oid, c.cfgname AS name, c.cfgnamespace AS schema, pg_get_userbyid(c.cfgowner) AS owner,
              CASE WHEN n.nspname <> 'pg_catalog' THEN quote_ident(n.nspname) || '.' ELSE '' END
                || quote_ident(p.prsname) AS parser
            FROM pg_ts_config c JOIN pg_ts_parser p ON p.oid = c.cfgparser
              JOIN pg_namespace n ON n.oid = p.prsnamespace
            WHERE c.oid >= 16384""";

    private static final String MAPPINGS = """
            SELECT m.mapcfg AS configuration, t.alias AS token,
              string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno) AS dictionaries
            FROM pg_ts_config_map m JOIN pg_ts_config c ON c.oid = m.mapcfg
              CROSS JOIN LATERAL ts_token_type(c.cfgparser) t
            WHERE m.mapcfg >= 16384 AND t.tokid = m.maptokentype GROUP BY m.mapcfg, t.alias ORDER BY t.alias""";

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(
                PARSERS, row -> add(drafts, Catalog.TEXT_SEARCH_PARSER, Kind.TEXT_SEARCH_PARSER, row, parser(row)));
        reading.each(
                TEMPLATES,
                row -> add(drafts, Catalog.TEXT_SEARCH_TEMPLATE, Kind.TEXT_SEARCH_TEMPLATE, row, template(row)));
        reading.each(
                DICTIONARIES,
                row -> add(drafts, Catalog.TEXT_SEARCH_DICTIONARY, Kind.TEXT_SEARCH_DICTIONARY, row, dictionary(row)));
        reading.each(CONFIGURATIONS, row -> {
            Definition definition = new Definition().add("PARSER", row.text("parser"));
            add(drafts, Catalog.TEXT_SEARCH_CONFIGURATION, Kind.TEXT_SEARCH_CONFIGURATION, row, definition.text());
        });
        Map<Id, List<String>> mappings = new TreeMap<>();
        reading.each(MAPPINGS, row -> mapping(drafts, row, mappings));
        mappings.forEach((id, list) -> drafts.needed(id).set(PostgresAttribute.MAPPINGS, Names.list(list)));
    }

    private static void add(Drafts drafts, Catalog catalog, Kind kind, Row row, String definition) throws SQLException {
        Optional<Draft> draft = drafts.add(catalog, kind, row);
        if (draft.isPresent()) {
            draft.get().set(Attribute.DEFINITION, definition);
            if (row.text("owner").isEmpty()) {
                drafts.withoutOwner(draft.get().id());
            }
        }
    }

    private static String parser(Row row) throws SQLException {
        return new Definition()
                .add("START", row.text("start"))
                .add("GETTOKEN", row.text("token"))
                .add("END", row.text("end"))
                .add("LEXTYPES", row.text("types"))
                .add("HEADLINE", row.text("headline"))
                .text();
    }

    private static String template(Row row) throws SQLException {
        return new Definition()
                .add("INIT", row.text("init"))
                .add("LEXIZE", row.text("lexize"))
                .text();
    }

    private static String dictionary(Row row) throws SQLException {
        return new Definition()
                .add("TEMPLATE", row.text("template"))
                .flag(row.text("options"), !row.text("options").isEmpty())
                .text();
    }

    private static void mapping(Drafts drafts, Row row, Map<Id, List<String>> mappings) throws SQLException {
        Optional<Id> configuration = drafts.find(Catalog.TEXT_SEARCH_CONFIGURATION, row.oid("configuration"));
        if (configuration.isPresent()) {
            mappings.computeIfAbsent(configuration.get(), ignored -> new ArrayList<>())
                    .add(row.text("token") + " WITH " + row.text("dictionaries"));
        }
    }
}
