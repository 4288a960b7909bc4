package dev.turnstone.proof;

import static dev.turnstone.proof.Situation.MIGRATE;
import static dev.turnstone.proof.Situation.REVERT_ALL;
import static dev.turnstone.proof.Situation.VALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.proof.Situation.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is set on a database or a role for every session changes nothing in how a run behaves.
class DatabaseDefaultsTest {
    private static final Outcome FINE = new Outcome(0, "");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default_transaction_isolation = 'repeatable read'",
                "default_transaction_isolation = serializable",
                "default_transaction_deferrable = on",
                "idle_in_transaction_session_timeout = '300ms'",
                "row_security = off",
                "client_min_messages = error",
                "standard_conforming_strings = off",
                "quote_all_identifiers = on",
                "session_replication_role = replica",
                "search_path = nowhere",
                "statement_timeout = '10s'",
            })
    void runsAsEver(String setting) {
        try (OnPostgres database = OnPostgres.fresh(18);
                Situation at = new Situation(database, folder)) {
            at.execute("ALTER DATABASE " + database.database().name() + " SET " + setting)
                    .file("migrations/1_people.sql", """
                        CREATE TABLE public.people (id integer PRIMARY KEY, name text);

                        -- turnstone:down
                        DROP TABLE public.people;
                        """)
                    .file("migrations/2_email.sql", """
                        ALTER TABLE public.people ADD COLUMN email text;

                        -- turnstone:down
                        ALTER TABLE public.people DROP COLUMN email;
                        """)
                    .file("migrations/3_index.sql", """
                        CREATE INDEX CONCURRENTLY people_name ON public.people (name);
                        ALTER TABLE public.people ADD COLUMN back text DEFAULT 'a''b';

                        -- turnstone:down
                        ALTER TABLE public.people DROP COLUMN back;
                        DROP INDEX CONCURRENTLY public.people_name;
                        """);
            String empty = database.schema();
            assertThat(at.run(MIGRATE)).isEqualTo(FINE);
            assertThat(at.run(VALIDATE)).isEqualTo(FINE);
            assertThat(at.run(REVERT_ALL)).isEqualTo(FINE);
            assertThat(database.schema()).isEqualTo(empty);
        }
    }

    /// The message of a step that waited for older transactions says what stays and for how long it waited.
    @Test
    void saysWhatStaysWhenOlderTransactionsAreInTheWay() {
        try (OnPostgres database = OnPostgres.fresh(18);
                Situation at = new Situation(database, folder)) {
            at.file("migrations/3_index.sql", "CREATE INDEX CONCURRENTLY people_name ON people (name);")
                    .holding("BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT 1 FROM pg_class LIMIT 1");
            Outcome outcome = at.run(MIGRATE);
            assertThat(outcome.exitCode()).isEqualTo(4);
            assertThat(outcome.text())
                    .startsWith("older transactions would hold up CREATE INDEX CONCURRENTLY: held by pid N")
                    .endsWith("""
                        Waited N s.
                        Nothing of 3 was applied; the 2 before it in this run stay.
                        Run the same command again when it is done.\
                        """);
        }
    }

    @Test
    void needsNoRightToCreateASchemaThatIsThere() {
        try (OnPostgres database = OnPostgres.fresh(18);
                Situation at = new Situation(database, folder)) {
            String role = "narrow_" + database.database().name();
            at.execute(
                    "CREATE ROLE " + role + " LOGIN",
                    "REVOKE CREATE ON DATABASE " + database.database().name() + " FROM PUBLIC",
                    "GRANT CREATE ON SCHEMA public TO " + role,
                    "CREATE SCHEMA turnstone AUTHORIZATION " + role);
            try {
                at.connectedBy(database.url().replace("user=postgres", "user=" + role));
                assertThat(at.run(MIGRATE)).isEqualTo(FINE);
                assertThat(database.rows("SELECT tableowner FROM pg_tables WHERE schemaname = 'turnstone'"))
                        .containsOnly(role)
                        .isNotEqualTo(List.of());
            } finally {
                at.execute("DROP OWNED BY " + role + " CASCADE", "DROP ROLE " + role);
            }
        }
    }
}
