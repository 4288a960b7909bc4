package dev.turnstone.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.GeneratedMigration;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Entities whose keys are numbered by another than before, where there are rows: no key is given out twice.
class NumberedKeysTest {
    private static final String IDENTITY = "@GeneratedValue(strategy = GenerationType.IDENTITY)";
    private static final String SEQUENCE = "@GeneratedValue(strategy = GenerationType.SEQUENCE)";
    private static final String SHARED =
            "@GeneratedValue(generator = \"all\") @SequenceGenerator(name = \"all\", sequenceName = \"all_keys\","
                    + " allocationSize = 10)";

    @TempDir
    Path folder;

    /// Hibernate draws the keys `value - 49` to `value` with one value of the sequence.
    @ParameterizedTest
    @CsvSource({"POSTGRESQL_18, 6.4", "POSTGRESQL_15, 7.4"})
    void aSequenceTakesOverFromAnIdentityAndGivesBack(Engine engine, String hibernate) throws Exception {
        try (Evolution shop = Evolution.on(engine, folder)) {
            proven(shop.generate("1", hibernate, item(IDENTITY)));
            shop.migrate();
            try (Sql sql = Sql.open(shop.database().url())) {
                sql.run("INSERT INTO item (code) SELECT 'x' FROM generate_series(1, 120)");
                proven(shop.generate("2", hibernate, item(SEQUENCE)));
                shop.migrate();
                assertThat(sql.rows("SELECT nextval('item_seq') - 49")).containsExactly("121");
                sql.run("INSERT INTO item VALUES (400, 'drawn')");
                shop.revert();
                assertThat(sql.rows("INSERT INTO item (code) VALUES ('y') RETURNING id"))
                        .containsExactly("401");
                shop.migrate();
                assertThat(sql.rows("SELECT nextval('item_seq') - 49")).containsExactly("402");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL_18, 7.4", "POSTGRESQL_15, 6.4"})
    void anIdentityTakesOverFromASequenceAndGivesBack(Engine engine, String hibernate) throws Exception {
        try (Evolution shop = Evolution.on(engine, folder)) {
            proven(shop.generate("1", hibernate, item(SEQUENCE)));
            shop.migrate();
            try (Sql sql = Sql.open(shop.database().url())) {
                sql.run(
                        "SELECT nextval('item_seq'), nextval('item_seq')",
                        "INSERT INTO item VALUES (1, 'a'), (51, 'b')");
                proven(shop.generate("2", hibernate, item(IDENTITY)));
                shop.migrate();
                sql.run("INSERT INTO item (code) SELECT 'x' FROM generate_series(1, 100)");
                assertThat(sql.rows("SELECT min(id), max(id) FROM item WHERE code = 'x'"))
                        .containsExactly("52|151");
                shop.revert();
                assertThat(sql.rows("SELECT nextval('item_seq') - 49")).containsExactly("152");
            }
        }
    }

    /// The sequence of two entities stands behind the keys of both, and is never moved back.
    @ParameterizedTest
    @CsvSource("POSTGRESQL_18, 7.4")
    void aSequenceThatIsThereGoesOnBehindBoth(Engine engine, String hibernate) throws Exception {
        try (Evolution shop = Evolution.on(engine, folder)) {
            proven(shop.generate("1", hibernate, item(IDENTITY) + part(SHARED)));
            shop.migrate();
            try (Sql sql = Sql.open(shop.database().url())) {
                sql.run("INSERT INTO item (code) SELECT 'x' FROM generate_series(1, 7)", "SELECT nextval('all_keys')");
                proven(shop.generate("2", hibernate, item(SHARED) + part(SHARED)));
                shop.migrate();
                assertThat(sql.rows("SELECT nextval('all_keys') - 9")).containsExactly("8");
                shop.revert();
                sql.run("SELECT setval('all_keys', 501)");
                shop.migrate();
                assertThat(sql.rows("SELECT nextval('all_keys')")).containsExactly("511");
            }
        }
    }

    private static void proven(GeneratedMigration migration) {
        assertThat(migration).as(migration::toString).isInstanceOf(GeneratedMigration.Proven.class);
    }

    private static String item(String generated) {
        return """
            package com.acme;

            import jakarta.persistence.*;

            class Shop {}

            @Entity class Item { @Id %s Long id; String code; }
            """.formatted(generated);
    }

    private static String part(String generated) {
        return "@Entity class Part { @Id " + generated + " Long id; }\n";
    }
}
