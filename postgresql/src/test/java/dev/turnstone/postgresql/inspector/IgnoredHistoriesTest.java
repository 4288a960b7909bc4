package dev.turnstone.postgresql.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.schema.Id;
import dev.turnstone.schema.Ignored;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class IgnoredHistoriesTest {
    private static final String HISTORIES = """
        CREATE TABLE users (id serial PRIMARY KEY, name text);
        CREATE TABLE migrations (id serial PRIMARY KEY, "timestamp" bigint NOT NULL, name varchar NOT NULL);
        CREATE SCHEMA drizzle;
        CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint);
        CREATE TABLE "SequelizeMeta" (name varchar(255) PRIMARY KEY);
        CREATE TABLE schema_migrations (version varchar PRIMARY KEY);
        CREATE TABLE releases (version varchar REFERENCES schema_migrations);
        CREATE INDEX tmp_by_hand ON users (name);
        """;

    @Test
    void leavesThemOutWithTheirSequencesAndSchemas() throws SQLException {
        try (Inspected database = Inspected.on(18, HISTORIES)) {
            Ignored.Rest rest = new PostgresInspector().inspect(database.connection(), "turnstone", Ignored.HISTORIES);

            assertThat(rest.histories().values()).containsExactlyInAnyOrder("TypeORM", "Drizzle", "Sequelize");
            assertThat(rest.schema().of(Kind.TABLE).stream()
                            .map(fact -> fact.id().name()))
                    .containsExactlyInAnyOrder("users", "schema_migrations", "releases");
            assertThat(rest.schema().of(Kind.SEQUENCE)).hasSize(1);
            assertThat(rest.schema().has(Id.of(Kind.SCHEMA, "drizzle"))).isFalse();
        }
    }

    @Test
    void fingerprintsLeaveOutTheSame() throws SQLException {
        try (Inspected database = Inspected.on(18, HISTORIES)) {
            PostgresInspector inspector = new PostgresInspector();
            for (Ignored ignored :
                    List.of(Ignored.HISTORIES, Ignored.parse(List.of("tmp_*", "releases", "users.tmp_*")))) {
                String fingerprint = inspector.fingerprint(database.connection(), "turnstone", ignored);
                assertThat(fingerprint)
                        .isEqualTo(inspector
                                .inspect(database.connection(), "turnstone", ignored)
                                .schema()
                                .fingerprint())
                        .isNotEqualTo(inspector.fingerprint(database.connection(), "turnstone"));
            }
        }
    }
}
