package dev.turnstone.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnstone.dialect.ScratchDatabases;
import dev.turnstone.dialect.ScratchDatabases.ScratchDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

// Closing early is what is tested.
@SuppressWarnings("try")
class PostgresScratchDatabasesTest {
    private static final String DATABASES = "SELECT count(*) FROM pg_database WHERE datname LIKE 'turnstone_scratch_'"
            + " || (SELECT oid FROM pg_database WHERE datname = current_database()) || '_%'";

    private static ScratchDatabases scratch(String url) {
        return new PostgresDialect().scratch(url, Optional.empty(), Optional.empty());
    }

    @Test
    void databasesAreMadeAndDroppedWithTheirSessions() throws SQLException {
        try (OnServer server = OnServer.of(18);
                ScratchDatabases scratch = scratch(server.url())) {
            ScratchDatabase one = scratch.create(Set.of());
            ScratchDatabase two = scratch.create(Set.of());
            Connection left = one.connect();
            OnServer.execute(left, "CREATE TABLE t ()");
            try (Connection other = two.connect()) {
                assertThat(OnServer.value(other, "SELECT to_regclass('t')")).isEqualTo("null");
            }
            assertThat(server.value(DATABASES)).isEqualTo("2");
            assertThat(one.url()).contains("turnstone_scratch_").isNotEqualTo(two.url());
            one.close();
            assertThat(left.isValid(1)).isFalse();
            assertThat(server.value(DATABASES)).isEqualTo("1");
            scratch.close();
            assertThat(server.value(DATABASES)).isEqualTo("0");
        }
    }

    @Test
    void missingRolesAreMadeAndRemoved() throws SQLException {
        String roles = "SELECT string_agg(rolname || rolcanlogin, ',' ORDER BY rolname) FROM pg_roles"
                + " WHERE rolname IN ('scratch_there', 'scratch \"role')";
        try (OnServer server =
                OnServer.of(18, "DROP ROLE IF EXISTS scratch_there", "CREATE ROLE scratch_there LOGIN")) {
            try (ScratchDatabases scratch = scratch(server.url());
                    ScratchDatabases beside = scratch(server.url())) {
                Set<String> wanted = Set.of("scratch_there", "scratch \"role", "public");
                ScratchDatabase database = scratch.create(wanted);
                ScratchDatabase other = beside.create(wanted);
                try (Connection connection = database.connect()) {
                    OnServer.execute(connection, "CREATE TABLE t (); ALTER TABLE t OWNER TO \"scratch \"\"role\"");
                }
                assertThat(server.value(roles)).isEqualTo("scratch \"rolefalse,scratch_theretrue");
                scratch.close();
                assertThat(server.value(roles)).isEqualTo("scratch \"rolefalse,scratch_theretrue");
                other.close();
            }
            assertThat(server.value(roles)).isEqualTo("scratch_theretrue");
            server.execute("DROP ROLE scratch_there");
        }
    }

    @Test
    void missingTablespacesAreMadeAndRemoved() throws SQLException {
        String spaces = "SELECT count(*) FROM pg_tablespace WHERE spcname = 'scratch fast'";
        try (OnServer server = OnServer.of(18)) {
            try (ScratchDatabases scratch = scratch(server.url());
                    ScratchDatabase database = scratch.create(Set.of());
                    Connection connection = database.connect()) {
                String table = "CREATE TABLE t (id integer) TABLESPACE \"scratch fast\"";
                SQLException missing =
                        catchThrowableOfType(SQLException.class, () -> OnServer.execute(connection, table));
                assertThat(scratch.lacks(missing)).contains(new ScratchDatabases.Lack.Tablespace("scratch fast"));
                try (ScratchDatabase other = scratch.create(Set.of(), Set.of("scratch fast"));
                        Connection there = other.connect()) {
                    OnServer.execute(there, table);
                }
                assertThat(server.value(spaces)).isEqualTo("1");
            }
            assertThat(server.value(spaces)).isEqualTo("0");
        }
    }

    @Test
    void whatDeadProcessesLeftIsRemovedAndWhatLivingOnesUseIsNot() throws SQLException {
        try (OnServer server = OnServer.of(18);
                ScratchDatabases living = scratch(server.url())) {
            ScratchDatabase used = living.create(Set.of());
            String oid = server.value("SELECT oid FROM pg_database WHERE datname = current_database()");
            server.execute("CREATE DATABASE turnstone_scratch_" + oid + "_12345_1 TEMPLATE template0");
            assertThat(server.value(DATABASES)).isEqualTo("2");
            try (ScratchDatabases next = scratch(server.url());
                    ScratchDatabase made = next.create(Set.of())) {
                assertThat(made.url()).isNotEqualTo(used.url());
                assertThat(server.value(DATABASES)).isEqualTo("2");
            }
            assertThat(server.value(DATABASES)).isEqualTo("1");
        }
    }

    @Test
    void aDatabaseWithASubscriptionIsDroppedToo() throws SQLException {
        try (OnServer server = OnServer.of(18);
                ScratchDatabases scratch = scratch(server.url())) {
            ScratchDatabase database = scratch.create(Set.of());
            try (Connection connection = database.connect()) {
                OnServer.execute(
                        connection, "CREATE SUBSCRIPTION s CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false)");
            }
            database.close();
            assertThat(server.value(DATABASES)).isEqualTo("0");
        }
    }

    @Test
    void withoutTheRightToCreateTheGivenDatabaseIsUsedAndEmptied() throws SQLException {
        try (OnServer server = OnServer.of(
                18,
                "DROP ROLE IF EXISTS scratch_poor",
                "CREATE ROLE scratch_poor LOGIN",
                "GRANT CREATE ON SCHEMA public TO scratch_poor")) {
            String url = server.url().replace("user=postgres", "user=scratch_poor");
            server.execute(
                    "GRANT CREATE ON DATABASE " + server.value("SELECT current_database()") + " TO scratch_poor");
            try (ScratchDatabases scratch = scratch(url)) {
                ScratchDatabase database = scratch.create(Set.of());
                assertThatThrownBy(() -> scratch.create(Set.of()))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("CREATEDB");
                try (Connection connection = database.connect()) {
                    OnServer.execute(connection, "CREATE SCHEMA s; CREATE TABLE s.t (); CREATE TABLE u ()");
                }
                database.close();
                assertThat(server.value("SELECT to_regnamespace('s'), to_regclass('u')"))
                        .isEqualTo("null");
                server.execute("CREATE TABLE mine ()");
                assertThatThrownBy(() -> scratch.create(Set.of()))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("table mine");
            }
            server.execute("DROP OWNED BY scratch_poor", "DROP ROLE scratch_poor");
        }
    }

    @Test
    void noPasswordIsInLabelOrUrl() {
        ScratchDatabases scratch = new PostgresDialect()
                .scratch(
                        "postgresql://bob:hunter2@db.example:5433/app?sslmode=disable",
                        Optional.empty(),
                        Optional.empty());
        assertThat(scratch.label()).isEqualTo("postgresql at db.example:5433");
        assertThat(PostgresUrl.withDatabase("jdbc:postgresql://h:1/a?user=b", "x"))
                .isEqualTo("jdbc:postgresql://h:1/x?user=b");
        assertThat(PostgresUrl.withDatabase("postgresql://h", "x")).isEqualTo("postgresql://h/x");
        scratch.close();
    }
}
