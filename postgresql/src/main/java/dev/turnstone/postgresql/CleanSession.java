package dev.turnstone.postgresql;

/// Makes a session what it was when it was opened: what one file sets by `DO`, by a function, by `PREPARE`, `LISTEN` or
/// in
/// a temporary table must not matter to the next one. What `DISCARD ALL` does, within a transaction, and without what
/// the
/// driver has prepared.
///
/// @param settings the settings that were there when the session was opened, as `PERFORM` statements: those of a pool
record CleanSession(String settings) {
    static final CleanSession PLAIN = new CleanSession("");

    /// The expression that reads [#settings] on a fresh connection.
    static final String READ = "(SELECT pg_catalog.string_agg('PERFORM pg_catalog.set_config('"
            + " || pg_catalog.quote_literal(name) || ', ' || pg_catalog.quote_literal(setting) || ', false);', ' ')"
            + " FROM pg_catalog.pg_settings WHERE source = 'session')";

    String sql() {
        return "DO " + PostgresNames.literal("""
            DECLARE prepared text;
            BEGIN
              RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; %s
              FOR prepared IN SELECT name FROM pg_catalog.pg_prepared_statements WHERE from_sql LOOP
                EXECUTE 'DEALLOCATE ' || pg_catalog.quote_ident(prepared);
              END LOOP;
              EXECUTE 'CLOSE ALL'; UNLISTEN *; DISCARD SEQUENCES; DISCARD TEMP;
              PERFORM pg_catalog.pg_advisory_unlock_all();
            END\
            """.formatted(settings));
    }
}
