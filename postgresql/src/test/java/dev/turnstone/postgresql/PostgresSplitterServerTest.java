package dev.turnstone.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.turnstone.sql.Form;
import dev.turnstone.sql.Location;
import dev.turnstone.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// PostgreSQL is the judge of what the splitter says.
final class PostgresSplitterServerTest {
    private static final String ACTIVE_SQL_TRANSACTION = "25001";
    private static final List<String> SETUP = List.of(
            "CREATE TABLE t (a int PRIMARY KEY)",
            "CREATE INDEX i ON t (a)",
            "CREATE SCHEMA s",
            "CREATE TABLE p (a int) PARTITION BY RANGE (a)",
            "CREATE TABLE q PARTITION OF p FOR VALUES FROM (0) TO (9)",
            "CREATE MATERIALIZED VIEW v AS SELECT * FROM t",
            "CREATE UNIQUE INDEX vi ON v (a)",
            "CREATE TYPE e AS ENUM ('a')",
            "CREATE SUBSCRIPTION sub CONNECTION 'dbname=x' PUBLICATION x WITH (connect = false)");
    private static final List<String> FORMS = List.of(
            "CREATE INDEX CONCURRENTLY j ON t (a)",
            "DROP INDEX CONCURRENTLY i",
            "DROP INDEX i",
            "REINDEX TABLE CONCURRENTLY t",
            "REINDEX (CONCURRENTLY) TABLE t",
            "REINDEX (CONCURRENTLY 'off', VERBOSE) TABLE t",
            "REINDEX TABLE t",
            "REINDEX SCHEMA s",
            "ALTER TABLE p DETACH PARTITION q CONCURRENTLY",
            "ALTER TABLE p DETACH PARTITION q",
            "VACUUM t",
            "ANALYZE t",
            "CREATE DATABASE d",
            "DROP DATABASE nothing",
            "ALTER DATABASE postgres SET TABLESPACE pg_default",
            "ALTER DATABASE postgres CONNECTION LIMIT 90",
            "ALTER SYSTEM SET work_mem = '5MB'",
            "CLUSTER",
            "CLUSTER t USING i",
            "DISCARD ALL",
            "DISCARD TEMP",
            "CREATE SUBSCRIPTION x CONNECTION 'dbname=x' PUBLICATION x",
            "CREATE SUBSCRIPTION x CONNECTION 'dbname=x' PUBLICATION x WITH (connect = false)",
            "DROP SUBSCRIPTION sub",
            "ALTER SUBSCRIPTION sub SET PUBLICATION y WITH (refresh = false)",
            "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
            "ALTER TYPE e ADD VALUE 'b'",
            "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void acceptsEachHardStatement(int major) throws SQLException {
        String text = String.join(";\n", HardStatements.ALL);
        try (PostgresServer.FreshDatabase database =
                        PostgresServer.shared(major).freshDatabase();
                Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (dev.turnstone.sql.Statement part : new PostgresSplitter()
                    .split(text, Location.startOf("x.sql"))
                    .statements()) {
                assertThatCode(() -> statement.execute(part.text()))
                        .as("%s %s", part.location(), part.text())
                        .doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void refusesInATransactionWhatStandsAlone(int major) throws SQLException {
        List<String> differences = new ArrayList<>();
        try (PostgresServer.FreshDatabase database =
                        PostgresServer.shared(major).freshDatabase();
                Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String setup : SETUP) {
                statement.execute(setup);
            }
            for (String sql : FORMS) {
                Form form = new PostgresSplitter()
                        .split(sql, Location.startOf("x.sql"))
                        .statements()
                        .getFirst()
                        .form();
                if (isRefused(statement, sql) != (form == Form.ALONE)) {
                    differences.add(sql);
                }
            }
            statement.execute("ALTER SUBSCRIPTION sub SET (slot_name = NONE)");
            statement.execute("DROP SUBSCRIPTION sub");
        }
        assertThat(differences).isEmpty();
    }

    private static boolean isRefused(Statement statement, String sql) throws SQLException {
        statement.execute("BEGIN");
        try {
            statement.execute(sql);
            return false;
        } catch (SQLException failure) {
            if (!ACTIVE_SQL_TRANSACTION.equals(failure.getSQLState())) {
                throw failure;
            }
            return true;
        } finally {
            statement.execute("ROLLBACK");
        }
    }

    private static Connection connect(PostgresServer.FreshDatabase database) throws SQLException {
        return DriverManager.getConnection(
                database.url() + (database.url().contains("?") ? "&" : "?") + "preferQueryMode=simple");
    }
}
