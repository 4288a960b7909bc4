package dev.turnstone.proof;

import static dev.turnstone.proof.Situation.MIGRATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the server adds to an error is shown where it names objects, and left out where it quotes rows.
class ErrorTextTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        DROP TABLE people | view names depends on table people | s3cret
        ALTER TABLE people DROP COLUMN name | view names depends on column name of table people | s3cret
        INSERT INTO people SELECT 'people'::text FROM missing | relation "missing" does not exist | ***
        DO $$ BEGIN RAISE EXCEPTION 'row 7 has no owner' USING DETAIL = 'owner x', HINT = 'give it one'; END $$ | row 7 has no owner. owner x. In PL/pgSQL function inline_code_block line 1 at RAISE. give it one | ***
        UPDATE people SET id = 1 | duplicate key value violates unique constraint "people_pkey" | (1)
        INSERT INTO people VALUES ('s3cret'::integer, 'x') | invalid input syntax for type integer: "***" | s3cret"
        INSERT INTO people (id) VALUES (8), (9), (8) | duplicate key value | Key
        CREATE TABLE people (id integer) | relation "people" already exists | ***
        """)
    void showsNamesAndNoValues(String statement, String shown, String hidden) {
        try (OnPostgres database = OnPostgres.fresh(18);
                Situation at = new Situation(database, folder).applied()) {
            at.execute(
                            "INSERT INTO people VALUES (1, 's3cret'), (2, 's3cret')",
                            "CREATE VIEW names AS SELECT name FROM people")
                    .file("migrations/3_x.sql", statement + ";");
            assertThat(at.run(MIGRATE).text()).contains(shown).doesNotContain(hidden);
        }
    }
}
