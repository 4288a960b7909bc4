package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.Optional;

/// Foreign-data wrappers, servers and user mappings, without their secrets.
final class ForeignData implements Part {
    private static final String WRAPPERS = """
        SELECT oid, fdwname AS name, pg_get_userbyid(fdwowner) AS owner, fdwoptions AS options,
          CASE WHEN fdwhandler <> 0 THEN fdwhandler::regproc::text END AS handler,
          CASE WHEN fdwvalidator <> 0 THEN fdwvalidator::regproc::text END AS validator
        FROM pg_foreign_data_wrapper\
        """;

    private static final String SERVERS = """
        SELECT s.oid, s.srvname AS name, pg_get_userbyid(s.srvowner) AS owner, w.fdwname AS wrapper,
          s.srvtype AS type, s.srvversion AS version, s.srvoptions AS options
        FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw\
        """;

    /// The view shows options only to those who may see them.
    private static final String MAPPINGS = """
        SELECT umid AS oid, srvid AS server, CASE WHEN umuser = 0 THEN 'public' ELSE usename END AS name,
          umoptions AS options, umoptions IS NULL AND NOT ((SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
            OR pg_has_role(srvowner, 'USAGE') AND umuser = 0 OR usename = current_user AND umuser <> 0
              AND (pg_has_role(srvowner, 'USAGE') OR has_server_privilege(srvid, 'USAGE'))) AS hidden
        FROM pg_user_mappings JOIN pg_foreign_server s ON s.oid = srvid\
        """;

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(WRAPPERS, row -> wrapper(drafts, row));
        reading.each(SERVERS, row -> server(drafts, row));
        reading.each(MAPPINGS, row -> mapping(drafts, row));
    }

    private static void wrapper(Drafts drafts, Row row) throws SQLException {
        Optional<Draft> wrapper = drafts.addGlobal(Catalog.FOREIGN_DATA_WRAPPER, Kind.FOREIGN_DATA_WRAPPER, row);
        if (wrapper.isPresent()) {
            wrapper.get()
                    .set(PostgresAttribute.HANDLER, row.text("handler"))
                    .set(PostgresAttribute.VALIDATOR, row.text("validator"))
                    .set(Attribute.OPTIONS, Secrets.masked(row.texts("options")));
        }
    }

    private static void server(Drafts drafts, Row row) throws SQLException {
        Optional<Draft> server = drafts.addGlobal(Catalog.SERVER, Kind.SERVER, row);
        if (server.isPresent()) {
            server.get()
                    .set(PostgresAttribute.WRAPPER, row.text("wrapper"))
                    .set(Attribute.TYPE, row.text("type"))
                    .set(PostgresAttribute.SERVER_VERSION, row.text("version"))
                    .set(Attribute.OPTIONS, Secrets.masked(row.texts("options")));
        }
    }

    private static void mapping(Drafts drafts, Row row) throws SQLException {
        Optional<Id> server = drafts.find(Catalog.SERVER, row.oid("server"));
        if (server.isPresent()) {
            if (row.is("hidden")) {
                drafts.unmodelled("options of user mapping " + server.get().name() + "." + row.text("name")
                        + ", which this role may not read");
            }
            drafts.add(Catalog.USER_MAPPING, row.oid("oid"), server.get().child(Kind.USER_MAPPING, row.text("name")))
                    .set(Attribute.OPTIONS, Secrets.digests(row.texts("options")));
        }
    }
}
