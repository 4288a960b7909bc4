package dev.turnstone.testkit.conformance;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A database of PostgreSQL that is emptied and used again: that costs a fraction of making one, and its session has
/// its caches already. Whether it is empty is judged by the catalogs, against what they said when it was new.
final class PooledDatabase {
    private static final int USES = 40;

    private static final String SUBSCRIPTIONS = """
            DO $$
            DECLARE r record;
            BEGIN
              FOR r IN SELECT subname AS name FROM pg_subscription s
                  JOIN pg_database d ON d.oid = s.subdbid WHERE datname = current_database() LOOP
                EXECUTE format('ALTER SUBSCRIPTION %I DISABLE', r.name);
                EXECUTE format('ALTER SUBSCRIPTION %I SET (slot_name = NONE)', r.name);
                EXECUTE format('DROP SUBSCRIPTION %I', r.name);
              END LOOP;
            END $$
        """;

    /// What is in the schema `public` goes object by object: the schema itself must stay the one it was.
    private static final String EMPTY = """
            DO $$
            DECLARE r record;
            BEGIN
              PERFORM set_config('client_min_messages', 'error', true);
              FOR r IN SELECT rolname AS name FROM pg_roles a JOIN pg_db_role_setting s ON s.setrole = a.oid
                  WHERE s.setdatabase = 0 LOOP
                EXECUTE format('ALTER ROLE %I RESET ALL', r.name);
              END LOOP;
              FOR r IN SELECT evtname AS name FROM pg_event_trigger LOOP
                EXECUTE format('DROP EVENT TRIGGER %I', r.name);
              END LOOP;
              FOR r IN SELECT pubname AS name FROM pg_publication LOOP
                EXECUTE format('DROP PUBLICATION %I', r.name);
              END LOOP;
              FOR r IN SELECT extname AS name FROM pg_extension WHERE oid >= 16384 LOOP
                EXECUTE format('DROP EXTENSION %I CASCADE', r.name);
              END LOOP;
              FOR r IN SELECT nspname AS name FROM pg_namespace WHERE oid >= 16384 AND nspname !~ '^pg_' LOOP
                EXECUTE format('DROP SCHEMA %I CASCADE', r.name);
              END LOOP;
              FOR r IN SELECT fdwname AS name FROM pg_foreign_data_wrapper LOOP
                EXECUTE format('DROP FOREIGN DATA WRAPPER %I CASCADE', r.name);
              END LOOP;
              LOOP
                SELECT CASE i.type WHEN 'statistics object' THEN 'statistics' ELSE i.type END AS type, i.identity INTO r
                FROM pg_depend d, LATERAL pg_identify_object(d.classid, d.objid, 0) i
                WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = 'public'::regnamespace LIMIT 1;
                EXIT WHEN NOT FOUND;
                EXECUTE format('DROP %s %s CASCADE', r.type, r.identity);
              END LOOP;
            END $$
        """;

    /// The objects that somebody made, by catalog, and the marks that somebody left on those that were there.
    private static final String CONTENTS = """
            SELECT concat_ws(' ',
              (SELECT count(*) FROM pg_class WHERE oid >= 16384), (SELECT count(*) FROM pg_proc WHERE oid >= 16384),
              (SELECT count(*) FROM pg_type WHERE oid >= 16384), (SELECT count(*) FROM pg_namespace WHERE oid >= 16384),
              (SELECT count(*) FROM pg_cast WHERE oid >= 16384), (SELECT count(*) FROM pg_operator WHERE oid >= 16384),
              (SELECT count(*) FROM pg_opclass WHERE oid >= 16384), (SELECT count(*) FROM pg_opfamily WHERE oid >= 16384),
              (SELECT count(*) FROM pg_am WHERE oid >= 16384), (SELECT count(*) FROM pg_language WHERE oid >= 16384),
              (SELECT count(*) FROM pg_extension WHERE oid >= 16384), (SELECT count(*) FROM pg_event_trigger),
              (SELECT count(*) FROM pg_publication),
              (SELECT count(*) FROM pg_subscription, pg_database d WHERE subdbid = d.oid AND datname = current_database()),
              (SELECT count(*) FROM pg_foreign_data_wrapper), (SELECT count(*) FROM pg_foreign_server),
              (SELECT count(*) FROM pg_user_mapping), (SELECT count(*) FROM pg_default_acl),
              (SELECT count(*) FROM pg_collation WHERE oid >= 16384), (SELECT count(*) FROM pg_conversion WHERE oid >= 16384),
              (SELECT count(*) FROM pg_ts_config WHERE oid >= 16384), (SELECT count(*) FROM pg_ts_dict WHERE oid >= 16384),
              (SELECT count(*) FROM pg_ts_parser WHERE oid >= 16384), (SELECT count(*) FROM pg_ts_template WHERE oid >= 16384),
              (SELECT count(*) FROM pg_transform), (SELECT count(*) FROM pg_statistic_ext), (SELECT count(*) FROM pg_policy),
              (SELECT count(*) FROM pg_trigger), (SELECT count(*) FROM pg_attrdef), (SELECT count(*) FROM pg_inherits),
              (SELECT count(*) FROM pg_largeobject_metadata), (SELECT count(*) FROM pg_seclabel),
              (SELECT count(*) FROM pg_depend), (SELECT count(*) FROM pg_description),
              (SELECT md5(string_agg(description, '' ORDER BY objoid)) FROM pg_description
                WHERE classoid IN ('pg_namespace'::regclass, 'pg_language'::regclass, 'pg_extension'::regclass)),
              (SELECT md5(string_agg(oid || nspname || nspowner || coalesce(nspacl::text, '-'), ' ' ORDER BY oid))
                FROM pg_namespace WHERE nspname !~ '^pg_(toast|temp)'),
              (SELECT count(*) FROM pg_class WHERE relacl IS NOT NULL), (SELECT count(*) FROM pg_proc WHERE proacl IS NOT NULL),
              (SELECT md5(string_agg(coalesce(lanacl::text, '-'), ' ' ORDER BY oid)) FROM pg_language),
              (SELECT coalesce(datacl::text, '-') || datdba FROM pg_database WHERE datname = current_database()),
              (SELECT count(*) FROM pg_shdescription, pg_database d WHERE objoid = d.oid AND datname = current_database()),
              (SELECT count(*) FROM pg_db_role_setting, pg_database d WHERE setdatabase = d.oid
                AND datname = current_database()))
        """;

    private final String name;
    private final Connection connection;
    private final String contents;
    private int uses;

    /// @param connection to the new, empty database; this object closes it
    PooledDatabase(String name, Connection connection) throws SQLException {
        this.name = name;
        this.connection = connection;
        this.contents = contents();
    }

    String name() {
        return name;
    }

    Connection connection() {
        return connection;
    }

    /// Empties it. False when that did not succeed, or when it has served long enough: its catalogs grow.
    boolean emptied() {
        uses++;
        if (uses >= USES) {
            return false;
        }
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            dropSubscriptions(connection);
            statement.execute(EMPTY);
            return contents().equals(contents);
        } catch (SQLException somethingStays) {
            return false;
        }
    }

    /// Drops the subscriptions of a database without asking their publishers: they would keep it from being dropped.
    static void dropSubscriptions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(SUBSCRIPTIONS);
        }
    }

    private String contents() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CONTENTS)) {
            row.next();
            return row.getString(1);
        }
    }
}
