package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.GenerateOptions;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.SchemaSource;
import dev.turnstone.Schemas;
import dev.turnstone.migration.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rows that prove a generated migration: of every type, at the borders of types, in circles of keys.
class MadeUpRowsTest {
    private static final String TYPES = """
            CREATE TYPE addr AS (street text, number integer);
            CREATE TYPE pair AS (home addr, marks integer[]);
            CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
            CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE TYPE span AS RANGE (subtype = time);
            """;
    private static final String COLUMNS =
            "id integer PRIMARY KEY, a addr NOT NULL, p pair NOT NULL, ps positive[] NOT NULL, m mood NOT NULL,"
                    + " ms mood[] NOT NULL, r int4range NOT NULL, mr datemultirange NOT NULL, j jsonb NOT NULL,"
                    + " s span NOT NULL, n numeric(10,3) NOT NULL, x numeric NOT NULL, b bytea NOT NULL,"
                    + " i interval NOT NULL, t timestamptz NOT NULL, d date NOT NULL, u uuid NOT NULL,"
                    + " c char(3) NOT NULL, v varchar(5) NOT NULL, q text NOT NULL, f float8 NOT NULL, g real NOT NULL";

    @TempDir
    Path folder;

    @Test
    void holdValuesOfEveryType() throws IOException {
        GeneratedMigration.Proven proven = proven(
                Engines.POSTGRESQL_15,
                TYPES + "CREATE TABLE t (" + COLUMNS + ");",
                TYPES + "CREATE TABLE t (" + COLUMNS + ", z integer);");

        assertThat(proven.proof().unseeded()).isEmpty();
        assertThat(proven.proof().rows()).isEqualTo(4);
        assertThat(proven.proof().doubts()).isEmpty();
    }

    @Test
    void doubtWhatOnlyValuesAtABorderForbid() throws IOException {
        GeneratedMigration.Proven proven = proven(
                Engines.POSTGRESQL_15,
                "CREATE TABLE t (id integer PRIMARY KEY, a integer);",
                "CREATE TABLE t (id integer PRIMARY KEY, a smallint);");

        assertThat(proven.proof().rows()).isEqualTo(2);
        assertThat(proven.proof().doubts())
                .singleElement()
                .asString()
                .startsWith("with values at the borders of their types it may fail: ")
                .contains("smallint out of range");
    }

    @Test
    void goInCirclesOfKeys() throws IOException {
        String circle = """
                CREATE TABLE a (id integer PRIMARY KEY, b integer);
                CREATE TABLE b (id integer PRIMARY KEY, a integer);
                ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
                ALTER TABLE b ADD FOREIGN KEY (a) REFERENCES a;
                """;
        String must = """
                CREATE TABLE c (id integer PRIMARY KEY, d integer NOT NULL);
                CREATE TABLE d (id integer PRIMARY KEY, c integer NOT NULL);
                ALTER TABLE c ADD FOREIGN KEY (d) REFERENCES d DEFERRABLE INITIALLY DEFERRED;
                ALTER TABLE d ADD FOREIGN KEY (c) REFERENCES c;
                """;
        GeneratedMigration.Proven proven = proven(
                Engines.POSTGRESQL_15, circle + must, circle + must + "CREATE TABLE e (id integer PRIMARY KEY);");

        assertThat(proven.proof().tables()).isEqualTo(4);
        assertThat(proven.proof().unseeded()).isEmpty();
    }

    @Test
    void nameTheTableThatTakesNone() throws IOException {
        String closed = "CREATE TABLE t (id integer PRIMARY KEY CHECK (id * id = -1));";
        for (Engines engine : Engines.values()) {
            GeneratedMigration.Proven proven =
                    proven(engine, closed, closed + "CREATE TABLE u (id integer PRIMARY KEY);");

            assertThat(proven.proof().unseeded()).singleElement().asString().contains("table ");
        }
    }

    private GeneratedMigration.Proven proven(Engines engine, String before, String after) throws IOException {
        try (Schemas schemas = engine.schemas(folder)) {
            GeneratedMigration generated = schemas.generate(
                    files("before", before), files("after", after), GenerateOptions.of(new Version("7"), "change"));
            assertThat(generated).isInstanceOf(GeneratedMigration.Proven.class);
            return (GeneratedMigration.Proven) generated;
        }
    }

    private SchemaSource files(String name, String text) throws IOException {
        Path file = folder.resolve(name + ".sql");
        Files.writeString(file, text);
        return new SchemaSource.Files(file);
    }
}
