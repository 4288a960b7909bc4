package dev.turnstone.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.plan.TableLock;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Statement;
import dev.turnstone.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each form is executed, and what `plan` says of it is held against what the server says it has locked.
class PostgresLocksTest {
    private static final List<String> MODES = List.of(
            "AccessShareLock",
            "RowShareLock",
            "RowExclusiveLock",
            "ShareUpdateExclusiveLock",
            "ShareLock",
            "ShareRowExclusiveLock",
            "ExclusiveLock",
            "AccessExclusiveLock");
    private static final String SCHEMA = """
            CREATE TABLE r (id int PRIMARY KEY);
            CREATE TABLE t (id int PRIMARY KEY, a int, b text, rid int, CONSTRAINT t_a CHECK (a > 0) NOT VALID,
                CONSTRAINT t_r FOREIGN KEY (rid) REFERENCES r (id) NOT VALID);
            CREATE INDEX t_b ON t (b);
            CREATE TABLE p (k int) PARTITION BY RANGE (k);
            CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10);
            CREATE TABLE p2 (k int);
            CREATE VIEW v AS SELECT id FROM r;
            CREATE MATERIALIZED VIEW m AS SELECT id FROM r;
            CREATE UNIQUE INDEX m_id ON m (id);
            CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
            CREATE TRIGGER tg BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ADD COLUMN c int",
                "ALTER TABLE ONLY public.t ADD COLUMN IF NOT EXISTS c int DEFAULT 5",
                "ALTER TABLE t ADD COLUMN c int REFERENCES r (id)",
                "ALTER TABLE t ADD c uuid DEFAULT gen_random_uuid()",
                "ALTER TABLE t ADD COLUMN c bigserial",
                "ALTER TABLE t ADD COLUMN c int GENERATED ALWAYS AS (a * 2) STORED",
                "ALTER TABLE t DROP COLUMN a",
                "ALTER TABLE t ALTER COLUMN a TYPE bigint",
                "ALTER TABLE t ALTER COLUMN a SET NOT NULL",
                "ALTER TABLE t ALTER a SET DEFAULT 1, ALTER COLUMN b SET STATISTICS 10",
                "ALTER TABLE t ALTER COLUMN b SET STATISTICS 10",
                "ALTER TABLE t SET (fillfactor = 70)",
                "ALTER TABLE t ADD CONSTRAINT x CHECK (a < 9) NOT VALID",
                "ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (a) REFERENCES r (id) NOT VALID",
                "ALTER TABLE t VALIDATE CONSTRAINT t_a",
                "ALTER TABLE t VALIDATE CONSTRAINT t_r",
                "ALTER TABLE t ADD CONSTRAINT x UNIQUE (a)",
                "ALTER TABLE t RENAME TO u",
                "ALTER TABLE t RENAME COLUMN a TO z",
                "ALTER TABLE t DISABLE TRIGGER tg",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE t SET UNLOGGED",
                "ALTER TABLE t CLUSTER ON t_pkey",
                "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (10) TO (20)",
                "ALTER TABLE p DETACH PARTITION p1",
                "ALTER INDEX t_b RENAME TO t_bb",
                "ALTER VIEW v RENAME TO w",
                "ALTER TRIGGER tg ON t RENAME TO th",
                "CREATE INDEX x ON t (a)",
                "CREATE UNIQUE INDEX x ON ONLY p USING btree (k)",
                "CREATE TRIGGER x AFTER UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f()",
                "CREATE POLICY x ON t USING (true)",
                "CREATE RULE x AS ON INSERT TO t DO ALSO NOTHING",
                "CREATE STATISTICS x ON a, b FROM t",
                "CREATE TABLE x (id int, r int REFERENCES r (id))",
                "CREATE TABLE p3 PARTITION OF p FOR VALUES FROM (30) TO (40)",
                "DROP TABLE IF EXISTS p2",
                "DROP VIEW v",
                "DROP MATERIALIZED VIEW m",
                "DROP TRIGGER tg ON t",
                "TRUNCATE TABLE t, p1",
                "REINDEX TABLE t",
                "REFRESH MATERIALIZED VIEW m",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
                "CLUSTER t USING t_pkey",
                "COMMENT ON TABLE t IS 'x'",
                "COMMENT ON COLUMN public.t.a IS 'x'",
                "LOCK TABLE t",
                "LOCK t IN SHARE ROW EXCLUSIVE MODE",
                "INSERT INTO r VALUES (1)",
                "UPDATE t SET a = 1",
                "DELETE FROM t WHERE a = 1"
            })
    void saysWhatTheServerLocks(String sql) throws Exception {
        for (int version : new int[] {14, 18}) {
            try (PostgresServer.FreshDatabase database =
                            PostgresServer.shared(version).freshDatabase();
                    Connection connection = DriverManager.getConnection(database.url())) {
                execute(connection, SCHEMA);
                connection.setAutoCommit(false);
                Map<Long, String> names = names(connection);
                Map<String, Long> files = files(connection, names);
                execute(connection, sql);
                Map<String, String> held = held(connection, names);
                Map<String, Long> now = files(connection, names);
                List<TableLock> said = PostgresLocks.of(statement(sql));
                assertThat(said).isNotEmpty();
                for (TableLock lock : said) {
                    String relation = lock.on().replace("public.", "");
                    assertThat(held).as("on " + version).containsEntry(relation, mode(lock));
                    if (now.containsKey(relation) && !sql.matches("(TRUNCATE|REFRESH).*")) {
                        boolean anew = !now.get(relation).equals(files.get(relation));
                        assertThat(lock.rewrites() == TableLock.Rewrites.YES
                                        || (anew && lock.rewrites() == TableLock.Rewrites.MAYBE))
                                .as("rewritten")
                                .isEqualTo(anew);
                    }
                    held.remove(relation);
                }
                held.values().removeIf(mode -> MODES.indexOf(mode) <= MODES.indexOf("RowShareLock"));
                held.keySet().removeIf(name -> name.matches(".*_.*"));
                assertThat(held).as("not said").isEmpty();
                connection.rollback();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT 1", "CREATE SCHEMA s", "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'"})
    void saysNothingWhereNobodyWaits(String sql) {
        assertThat(PostgresLocks.of(statement(sql))).isEmpty();
    }

    private static String mode(TableLock lock) {
        StringBuilder mode = new StringBuilder();
        for (String word : lock.mode().split(" ", -1)) {
            mode.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return mode.append("Lock").toString();
    }

    private static Statement statement(String sql) {
        return new PostgresSplitter()
                .split(sql, Location.startOf("test.sql"))
                .statements()
                .get(0);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// What is there before the statement, by number: a table that it drops has no name afterwards.
    private static Map<Long, String> names(Connection connection) throws SQLException {
        Map<Long, String> names = new TreeMap<>();
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT oid, relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")) {
            while (rows.next()) {
                names.put(rows.getLong(1), rows.getString(2));
            }
        }
        return names;
    }

    private static Map<String, Long> files(Connection connection, Map<Long, String> names) throws SQLException {
        Map<String, Long> files = new TreeMap<>();
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT oid, relfilenode FROM pg_class")) {
            while (rows.next()) {
                if (names.containsKey(rows.getLong(1))) {
                    files.put(names.get(rows.getLong(1)), rows.getLong(2));
                }
            }
        }
        return files;
    }

    /// The strongest lock of this transaction by relation.
    private static Map<String, String> held(Connection connection, Map<Long, String> names) throws SQLException {
        Map<String, String> held = new TreeMap<>();
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT relation, mode FROM pg_locks"
                        + " WHERE locktype = 'relation' AND granted AND pid = pg_backend_pid()")) {
            while (rows.next()) {
                if (names.containsKey(rows.getLong(1))) {
                    held.merge(
                            names.get(rows.getLong(1)),
                            rows.getString(2),
                            (one, other) -> MODES.indexOf(one) < MODES.indexOf(other) ? other : one);
                }
            }
        }
        return held;
    }
}
