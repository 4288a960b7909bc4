package dev.turnstone.proof;

import static dev.turnstone.proof.Situation.MIGRATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.proof.Situation.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The session is the same before each file: one run of two files leaves what two runs leave.
class SessionStateTest {
    private static final Outcome FINE = new Outcome(0, "");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        DO $$ BEGIN SET search_path = elsewhere; END $$ | current_schema() = 'public'
        SELECT set_config('search_path', 'elsewhere', false) AS x | current_schema() = 'public'
        SELECT 1, set_config('session_replication_role', 'replica', false) | current_setting('session_replication_role') = 'origin'
        SELECT leak() | current_setting('session_replication_role') = 'origin'
        DO $$ BEGIN SET ROLE pg_monitor; RESET ROLE; SET ROLE pg_read_all_data; END $$ | current_user = session_user
        PREPARE leaked AS SELECT 1 | NOT EXISTS (SELECT FROM pg_prepared_statements WHERE from_sql)
        CREATE TEMP TABLE leaked (id int) | to_regclass('leaked') IS NULL
        DECLARE leaked CURSOR WITH HOLD FOR SELECT 1 | NOT EXISTS (SELECT FROM pg_cursors WHERE name = 'leaked')
        SELECT pg_advisory_lock(4711) | NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711)
        SET my.value = 'leaked' | coalesce(current_setting('my.value', true), '') = ''
        """)
    void nothingOfOneFileMattersToTheNext(String leak, String clean) {
        try (OnPostgres database = OnPostgres.fresh(18);
                Situation at = new Situation(database, folder)) {
            at.execute(
                            "CREATE SCHEMA elsewhere",
                            "CREATE FUNCTION leak() RETURNS text LANGUAGE sql AS $$"
                                    + " SELECT set_config('session_replication_role', 'replica', false) $$")
                    .file("migrations/3_leak.sql", leak + ";")
                    .file("migrations/4_next.sql", "-- turnstone:assert\nSELECT " + clean + ";")
                    .file("migrations/5_leak.sql", leak.replace("4711", "4712") + ";")
                    .file("migrations/6_steps.sql", "VACUUM;\n-- turnstone:assert\nSELECT " + clean + ";");
            assertThat(at.run(MIGRATE)).isEqualTo(FINE);
        }
    }

    /// What is set for each session stays set, and steps of one file share a session.
    @Test
    void keepsWhatWasSetBeforeAndWhatStepsShare() {
        try (OnPostgres database = OnPostgres.fresh(18);
                Situation at = new Situation(database, folder)) {
            at.execute("ALTER DATABASE " + database.database().name() + " SET my.option = 'given'")
                    .file("migrations/3_steps.sql", """
                        CREATE TEMP TABLE shared (id int);
                        VACUUM;
                        INSERT INTO shared VALUES (1);
                        -- turnstone:assert
                        SELECT current_setting('my.option') = 'given';
                        """)
                    .file("migrations/4_next.sql", """
                        DO $$ BEGIN PERFORM set_config('my.option', 'other', false); END $$;
                        """)
                    .file("migrations/5_next.sql", """
                        -- turnstone:assert
                        SELECT current_setting('my.option') = 'given';
                        """);
            assertThat(at.run(MIGRATE)).isEqualTo(FINE);
        }
    }
}
