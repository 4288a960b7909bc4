package dev.turnstone.proof;

import static dev.turnstone.proof.Situation.MIGRATE;
import static dev.turnstone.proof.Situation.STATUS;
import static dev.turnstone.proof.Situation.VALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.Marking;
import dev.turnstone.MigrationEvent.ProtocolPoint;
import dev.turnstone.Migrator;
import dev.turnstone.migration.OutOfOrder;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.State;
import dev.turnstone.proof.Guide.Page;
import dev.turnstone.proof.Situation.Command;
import dev.turnstone.proof.Situation.Outcome;
import dev.turnstone.testkit.PgBouncer;
import dev.turnstone.testkit.PostgresServer;
import dev.turnstone.testkit.TcpProxy;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Follows `docs/recover.md`, a test for each of its pages: brings the failure about, holds what is seen against what
/// the page quotes, does what it says, and finds everything as it should be.
class RecoveryGuideTest {
    private static final Outcome FINE = new Outcome(0, "");
    private static final String SLOW_INDEX = """
        CREATE FUNCTION slow(i int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_catalog.pg_sleep(0.5); RETURN i; END $$;
        INSERT INTO people (id) SELECT i FROM generate_series(1, 4) AS i;
        """;

    private final Guide guide = Guide.read();

    @TempDir
    Path folder;

    private OnPostgres database;
    private Situation at;

    @BeforeEach
    void open() {
        database = OnPostgres.fresh(18);
        at = new Situation(database, folder);
    }

    @AfterEach
    void close() {
        at.close();
        database.close();
    }

    @Test
    void everyPageIsFollowed() {
        List<String> tests = Stream.of(RecoveryGuideTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .filter(name -> !name.equals("everyPageIsFollowed"))
                .toList();
        assertThat(guide.pages().keySet().stream().map(Guide::testOf)).containsExactlyInAnyOrderElementsOf(tests);
    }

    @Test
    void aRunnerWasKilled() {
        Page page = guide.page("A runner was killed");
        at.applied().file("migrations/3_orders.sql", "CREATE TABLE orders (id int);\nVACUUM;");
        killedAt(ProtocolPoint.INTENT_WRITTEN);
        page.shows(0, new Outcome(0, states())).tells("turnstone migrate");
        mended();
        assertThat(attempts()).containsExactly("1 completed", "2 completed", "3 interrupted", "3 completed");
    }

    @Test
    void theServerWasKilled() {
        Page page = guide.page("The server was killed");
        try (PostgresServer own = PostgresServer.own(18)) {
            OnPostgres crashing = new OnPostgres(own, own.freshDatabase());
            Situation there = new Situation(crashing, folder)
                    .file("migrations/3_slow.sql", "CREATE TABLE slow (id int);\nSELECT pg_sleep(3);");
            CompletableFuture<Outcome> run = CompletableFuture.supplyAsync(() -> there.run(MIGRATE));
            awaitActive(crashing.url(), "%pg_sleep(3)%");
            own.kill();
            page.shows(6, run.join());
            own.restart();
            page.tells("turnstone migrate");
            assertThat(there.run(MIGRATE)).isEqualTo(FINE);
            assertThat(there.run(VALIDATE)).isEqualTo(FINE);
        }
    }

    @Test
    void theConnectionWasLost() {
        Page page = guide.page("The connection was lost");
        at.applied().execute(SLOW_INDEX).file("migrations/3_index.sql", indexed());
        CompletableFuture<Outcome> run = CompletableFuture.supplyAsync(() -> at.run(MIGRATE));
        awaitActive(database.url(), "%*/ CREATE INDEX%");
        at.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%*/ CREATE INDEX%'"
                + " AND pid <> pg_backend_pid()");
        page.shows(6, run.join()).tells("turnstone migrate");
        mended();
        assertThat(database.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 'people_slow'::regclass"))
                .containsExactly("t");
    }

    @Tag("long")
    @Test
    void theNetworkFellSilent() {
        Page page = guide.page("The network fell silent");
        at.applied().file("migrations/3_x.sql", "CREATE TABLE x (id int);");
        try (TcpProxy proxy = TcpProxy.to(database.server().port())) {
            proxy.trap("CREATE TABLE x", TcpProxy.Fate.SILENCE_AFTER);
            Outcome outcome = at.connectedBy(proxy.through(database.url())).run(MIGRATE);
            page.shows(6, new Outcome(outcome.exitCode(), outcome.text().replaceAll("postgres@127.0.0.1:\\d+/", "")))
                    .tells("turnstone migrate");
        }
        at.connectedBy(database.url());
        mended();
    }

    @Test
    void theDiskIsFull() {
        Page page = guide.page("The disk is full");
        OnSqlite file = OnSqlite.fresh(folder);
        try (Situation there = new Situation(file, folder)) {
            there.applied().file("migrations/3_fill.sql", """
                INSERT INTO people (id, name)
                WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 1000)
                SELECT x, printf('%0500d', x) FROM c;
                """);
            page.shows(3, there.connectedBy(file.url() + "?max_page_count=30").run(MIGRATE))
                    .tells("turnstone migrate");
            assertThat(file.rows("SELECT count(*) FROM people")).containsExactly("0");
            assertThat(there.connectedBy(file.url()).run(MIGRATE)).isEqualTo(FINE);
            assertThat(there.run(VALIDATE)).isEqualTo(FINE);
        }
    }

    @Test
    void anotherRunnerIsAtWork() {
        Page page = guide.page("Another runner is at work");
        at.holding("SELECT pg_advisory_lock(hashtextextended('turnstone:turnstone', 0))");
        page.shows(4, at.run(MIGRATE)).tells("--lock-wait");
        at.close();
        mended();
    }

    @Test
    void anApplicationHoldsATable() {
        Page page = guide.page("An application holds a table");
        at.applied().file("migrations/3_phone.sql", "ALTER TABLE people ADD COLUMN phone text;");
        at.holding("SET application_name = 'reporting'", "BEGIN", "SELECT count(*) FROM people");
        page.shows(4, at.run(MIGRATE)).tells("pg_terminate_backend(4711)").tells("turnstone migrate");
        at.close();
        mended();
    }

    @Test
    void autovacuumIsOnTheTable() {
        guide.page("Autovacuum is on the table").tells("timeouts.lock");
        try (PostgresServer own = PostgresServer.own(18, Map.of("autovacuum_naptime", "1s"))) {
            OnPostgres vacuumed = new OnPostgres(own, own.freshDatabase());
            Situation there = new Situation(vacuumed, folder).applied();
            there.execute(
                    "ALTER TABLE people SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,"
                            + " autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1)",
                    "INSERT INTO people SELECT i FROM generate_series(1, 100000) AS i",
                    "DELETE FROM people");
            Rows.await(
                    vacuumed.url(),
                    "SELECT count(*) = 1 FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid WHERE backend_type ="
                            + " 'autovacuum worker' AND l.relation = 'people'::regclass AND l.granted"
                            + " AND a.wait_event = 'VacuumDelay'");
            there.file("migrations/3_phone.sql", "ALTER TABLE people ADD COLUMN phone text;");
            assertThat(there.run(MIGRATE)).isEqualTo(FINE);
            assertThat(there.run(VALIDATE)).isEqualTo(FINE);
        }
    }

    @Test
    void anInvalidIndexIsLeft() {
        Page page = guide.page("An invalid index is left");
        at.applied().execute("INSERT INTO people VALUES (1, 'Ada'), (2, 'Ada')");
        at.file("migrations/3_unique.sql", "CREATE UNIQUE INDEX CONCURRENTLY people_name ON people (name);\nSELECT 1;");
        page.shows(3, at.run(MIGRATE)).tells("turnstone migrate");
        at.execute("UPDATE people SET name = 'Grace' WHERE id = 2");
        mended();
        assertThat(database.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 'people_name'::regclass"))
                .containsExactly("t");
    }

    @Test
    void anIndexOfThatNameIsNotOurs() {
        Page page = guide.page("An index of that name is not ours");
        at.applied().file("migrations/3_index.sql", "CREATE INDEX CONCURRENTLY people_name ON people (name);");
        killedAt(ProtocolPoint.INTENT_WRITTEN);
        at.execute("CREATE INDEX people_name ON people (email)");
        page.shows(5, at.run(MIGRATE)).tells("ALTER INDEX people_name RENAME TO people_email;");
        assertThat(database.rows("SELECT pg_get_indexdef('people_name'::regclass)")
                        .get(0))
                .contains("(email)");
        at.execute("ALTER INDEX people_name RENAME TO people_email");
        mended();
    }

    @Test
    void aDetachmentIsPending() {
        Page page = guide.page("A detachment is pending");
        at.execute(
                "CREATE TABLE parts (id int) PARTITION BY RANGE (id)",
                "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10)");
        at.applied().file("migrations/3_detach.sql", "ALTER TABLE parts DETACH PARTITION parts_1 CONCURRENTLY;");
        killedAt(ProtocolPoint.INTENT_WRITTEN);
        Situation application = new Situation(database, folder).holding("BEGIN", "SELECT count(*) FROM parts");
        CompletableFuture<Void> orphan = CompletableFuture.runAsync(
                () -> Rows.execute(database.url(), "ALTER TABLE parts DETACH PARTITION parts_1 CONCURRENTLY"));
        Rows.await(database.url(), "SELECT bool_or(inhdetachpending) FROM pg_inherits");
        at.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'ALTER TABLE parts DETACH%'");
        assertThat(orphan).failsWithin(java.time.Duration.ofSeconds(30));
        application.close();
        page.shows(0, new Outcome(0, states())).tells("turnstone migrate");
        mended();
        assertThat(database.rows("SELECT count(*) FROM pg_inherits WHERE inhparent = 'parts'::regclass"))
                .containsExactly("0");
    }

    @Test
    void aPrivilegeWasTakenAway() {
        Page page = guide.page("A privilege was taken away");
        at.execute("DO $$ BEGIN CREATE ROLE deploy LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        at.applied().file("migrations/3_x.sql", "CREATE TABLE x (id int);");
        at.execute(
                "GRANT ALL ON SCHEMA public TO deploy",
                "GRANT USAGE ON SCHEMA turnstone TO deploy",
                "GRANT SELECT ON ALL TABLES IN SCHEMA turnstone TO deploy");
        at.connectedBy(database.url().replace("user=postgres", "user=deploy"));
        page.shows(5, at.run(MIGRATE))
                .tells("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA turnstone TO deploy;");
        at.execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA turnstone TO deploy");
        mended();
    }

    @Test
    void theDatabaseOnlyReads() {
        Page page = guide.page("The database only reads");
        at.applied().file("migrations/3_x.sql", "CREATE TABLE x (id int);");
        String name = database.database().name();
        at.execute("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
        page.shows(5, at.run(MIGRATE)).tells("default_transaction_read_only");
        at.execute("SET default_transaction_read_only = off", "ALTER DATABASE " + name + " RESET ALL");
        mended();
    }

    @Test
    void theHistoryWasWrittenByANewerTurnstone() {
        Page page = guide.page("The history was written by a newer Turnstone");
        at.applied().execute("COMMENT ON TABLE turnstone.schema_migrations IS 'Turnstone history, format 2'");
        page.shows(1, at.run(MIGRATE)).tells("turnstone --version");
    }

    @Test
    void rowsOfTheHistoryWereEditedOrRemoved() {
        Page page = guide.page("Rows of the history were edited or removed");
        at.applied().execute("UPDATE turnstone.schema_migrations SET name = 'persons' WHERE id = 1");
        page.shows(1, at.run(VALIDATE)).tells("turnstone validate");
        at.execute("UPDATE turnstone.schema_migrations SET name = 'people' WHERE id = 1");
        assertThat(at.run(VALIDATE)).isEqualTo(FINE);
    }

    @Test
    void anAppliedFileWasChanged() {
        Page page = guide.page("An applied file was changed");
        at.applied().file("migrations/2_email.sql", "ALTER TABLE people ADD COLUMN email varchar;");
        page.shows(1, at.run(MIGRATE)).tells("turnstone mark 2 --accept-change --reason");
        at.run(mark("2", Marking.As.CHANGE_ACCEPTED));
        mended();
    }

    @Test
    void theFileOfAnAppliedMigrationIsGone() {
        Page page = guide.page("The file of an applied migration is gone");
        at.file("migrations/3_x.sql", "CREATE TABLE x (id int);").applied().without("migrations/2_email.sql");
        page.shows(1, at.run(MIGRATE)).tells("turnstone mark 2 --reverted --reason");
        at.execute("ALTER TABLE people DROP COLUMN email");
        assertThat(at.run(mark("2", Marking.As.REVERTED))).isEqualTo(FINE);
        mended();
    }

    @Test
    void twoFilesHaveOneVersion() {
        Page page = guide.page("Two files have one version");
        at.file("migrations/2_phone.sql", "ALTER TABLE people ADD COLUMN phone text;");
        page.shows(2, at.run(MIGRATE)).tells("git mv");
        at.without("migrations/2_phone.sql")
                .file("migrations/3_phone.sql", "ALTER TABLE people ADD COLUMN phone text;");
        mended();
    }

    @Test
    void aMigrationIsOutOfOrder() {
        Page page = guide.page("A migration is out of order");
        at.applied().file("migrations/1.5_late.sql", "CREATE TABLE late (id int);");
        page.shows(1, at.run(MIGRATE)).tells("-- turnstone:out-of-order run").tells("out-of-order = \"run\"");
        at.file("migrations/1.5_late.sql", "-- turnstone:out-of-order run\nCREATE TABLE late (id int);");
        mended();
    }

    @Test
    void aMigrationIsHalfApplied() {
        Page page = guide.page("A migration is half applied");
        at.applied()
                .execute(
                        "INSERT INTO people VALUES (1, 'Ada', 'a@b.c'), (2, 'Eva', 'a@b.c')",
                        "CREATE VIEW mails AS SELECT email FROM people")
                .file("migrations/3_mail.sql", """
                    DROP VIEW mails;
                    CREATE UNIQUE INDEX CONCURRENTLY people_email ON people (email);
                    CREATE VIEW mails AS SELECT email, name FROM people;

                    -- turnstone:down
                    DROP VIEW mails;
                    DROP INDEX CONCURRENTLY people_email;
                    CREATE VIEW mails AS SELECT email FROM people;
                    """);
        String before = database.schema();
        page.shows(3, at.run(MIGRATE)).tells("turnstone migrate").tells("turnstone revert");
        assertThat(at.run(Situation.REVERT)).isEqualTo(FINE);
        assertThat(database.schema()).isEqualTo(before);
        assertThat(at.run(MIGRATE).exitCode()).isEqualTo(3);
        at.execute("DELETE FROM people WHERE id = 2");
        mended();
        assertThat(database.schema()).contains("people_email ON public.people USING btree (email) true");
    }

    @Test
    void aHalfAppliedMigrationWasEdited() {
        Page page = guide.page("A half-applied migration was edited");
        at.applied().halfApplied();
        String right = "CREATE TABLE orders (id integer);\nVACUUM;\nINSERT INTO orders VALUES (1);\n";
        at.file("migrations/3_orders.sql", right.replace("integer", "bigint"));
        page.shows(1, at.run(MIGRATE))
                .tells("turnstone mark 3 --applied --reason")
                .tells("turnstone revert");
        at.file("migrations/3_orders.sql", right);
        mended();
    }

    @Test
    void aMigrationFailed() {
        Page page = guide.page("A migration failed");
        at.applied().file("migrations/3_phone.sql", "ALTER TABLE persons ADD COLUMN phone text;");
        page.shows(3, at.run(MIGRATE)).tells("turnstone migrate");
        at.file("migrations/3_phone.sql", "ALTER TABLE people ADD COLUMN phone text;");
        mended();
    }

    @Test
    void aHookFailed() {
        Page page = guide.page("A hook failed");
        at.file("hooks/after-migrate.sql", "SELECT count(*) FROM persons;");
        page.shows(1, at.run(MIGRATE)).tells("before-");
        assertThat(at.migrator().status().standings()).allMatch(standing -> standing.state() == State.APPLIED);
        at.file("hooks/after-migrate.sql", "SELECT count(*) FROM people;");
        mended();
        at.file("hooks/after-revert.sql", "SELECT count(*) FROM persons;");
        page.tells("*the migrations are reverted*");
        Outcome reverted = at.run(Situation.REVERT);
        assertThat(reverted.exitCode()).isEqualTo(1);
        assertThat(reverted.text())
                .startsWith("the migrations are reverted, but the hook after-revert says that something is wrong:");
    }

    @Test
    void aRebuildWouldLoseSomething() {
        Page page = guide.page("A rebuild would lose something");
        String rebuild = """
            CREATE TABLE people_new (id integer PRIMARY KEY, name text UNIQUE, email text);
            INSERT OR IGNORE INTO people_new SELECT id, name, email FROM people;
            DROP TABLE people;
            ALTER TABLE people_new RENAME TO people;
            """;
        OnSqlite file = OnSqlite.fresh(folder);
        try (Situation there = new Situation(file, folder)) {
            there.applied().execute("INSERT INTO people (id, name) VALUES (1, 'Ada'), (2, 'Ada')");
            page.shows(5, there.file("migrations/3_unique.sql", rebuild).run(MIGRATE));
            page.tells("DELETE FROM people WHERE").tells("turnstone migrate");
            assertThat(file.rows("SELECT count(*) FROM people")).containsExactly("2");
            there.file("migrations/3_unique.sql", "DELETE FROM people WHERE id = 2;\n" + rebuild);
            assertThat(there.run(MIGRATE)).isEqualTo(FINE);
            assertThat(there.run(VALIDATE)).isEqualTo(FINE);
        }
    }

    @Test
    void aStatementWouldTakeRowsOfAnotherTableWithIt() {
        Page page = guide.page("A statement would take rows of another table with it");
        OnSqlite file = OnSqlite.fresh(folder);
        try (Situation there = new Situation(file, folder)) {
            there.applied().execute("CREATE TABLE users (id integer PRIMARY KEY)");
            there.execute("CREATE TABLE orders (id integer, buyer REFERENCES users (id) ON DELETE CASCADE)");
            there.execute("INSERT INTO users VALUES (1), (2)");
            there.execute("INSERT INTO orders VALUES (10, 1), (11, 1), (12, 2)");
            String drop = "CREATE TABLE customers AS SELECT * FROM users;\n%sDROP TABLE users;\n";
            there.file("migrations/3_customers.sql", drop.formatted(""));
            page.shows(5, there.run(MIGRATE));
            page.tells("-- turnstone:allow data-loss: why").tells("turnstone migrate");
            assertThat(file.rows("SELECT count(*) FROM orders")).containsExactly("3");
            there.file("migrations/3_customers.sql", drop.formatted("-- turnstone:allow data-loss: they are old\n"));
            assertThat(there.run(MIGRATE)).isEqualTo(FINE);
            assertThat(there.run(VALIDATE)).isEqualTo(FINE);
        }
    }

    @Test
    void pgbouncerHasAPoolOfOne() {
        Page page = guide.page("PgBouncer has a pool of one");
        try (PgBouncer bouncer = pgBouncer(1)) {
            at.connectedBy(bouncer.through(database.url()));
            page.shows(6, behind(at.run(MIGRATE))).tells("default_pool_size").tells("direct-url");
            assertThat(database.hasHistory()).isFalse();
            directly(bouncer);
        }
    }

    @Test
    void aStatementThatStandsAloneGoesThroughAPooler() {
        Page page = guide.page("A statement that stands alone goes through a pooler");
        at.execute("ALTER DATABASE " + database.database().name() + " SET statement_timeout = '50s'");
        at.file("migrations/3_index.sql", "CREATE INDEX CONCURRENTLY people_name ON people (name);");
        try (PgBouncer bouncer = pgBouncer(2)) {
            at.connectedBy(bouncer.through(database.url()));
            page.shows(5, behind(at.run(MIGRATE))).tells("direct-url").tells("SET statement_timeout = 0");
            assertThat(database.hasHistory()).isFalse();
            directly(bouncer);
        }
    }

    private PgBouncer pgBouncer(int poolSize) {
        Assumptions.assumeTrue(
                PgBouncer.isInstalled(), "left out: PgBouncer is not installed (Debian: apt-get install pgbouncer)");
        return PgBouncer.before(database.server().port(), poolSize);
    }

    /// What was said of a database behind a proxy, by the database's own name.
    private static Outcome behind(Outcome outcome) {
        return new Outcome(outcome.exitCode(), outcome.text().replaceAll("postgres@127.0.0.1:\\d+/", ""));
    }

    /// What both pages on poolers say: give a `direct-url` beside.
    private void directly(PgBouncer bouncer) {
        Migrator migrator = Migrator.builder()
                .url(bouncer.through(database.url()), Optional.empty(), Optional.empty())
                .directUrl(database.url(), Optional.empty(), Optional.empty())
                .settings(new ProofProject(folder).settings())
                .listener(event -> {})
                .build();
        assertThat(at.run(migrator, MIGRATE)).isEqualTo(FINE);
        assertThat(at.connectedBy(database.url()).run(VALIDATE)).isEqualTo(FINE);
    }

    @Test
    void theClockWentBackwards() {
        guide.page("The clock went backwards").tells("turnstone history");
        at.applied()
                .execute("UPDATE turnstone.schema_migrations SET started_at = now() + interval '1 day',"
                        + " completed_at = now() + interval '1 day' WHERE id = 2");
        at.file("migrations/3_x.sql", "CREATE TABLE x (id int);");
        mended();
        assertThat(at.migrator().history())
                .extracting(attempt -> attempt.version().text())
                .containsExactly("1", "2", "3");
        assertThat(database.rows("SELECT count(*) FROM turnstone.schema_migrations WHERE duration_ms < 0"))
                .containsExactly("0");
    }

    @Test
    void twoRunnersHaveDifferentFiles() {
        Page page = guide.page("Two runners have different files");
        at.applied().without("migrations/2_email.sql");
        page.shows(0, at.run(MIGRATE)).tells("git pull");
        at.file("migrations/1.5_theirs.sql", "CREATE TABLE theirs (id int);").outOfOrder(OutOfOrder.RUN);
        assertThat(at.run(MIGRATE).exitCode()).isZero();
        assertThat(attempts()).containsExactly("1 completed", "2 completed", "1.5 completed");
    }

    @Test
    void youPressedCtrlC() {
        Page page = guide.page("You pressed Ctrl-C");
        at.applied().file("migrations/3_slow.sql", "CREATE TABLE slow (id int);\nSELECT pg_sleep(60);");
        Migrator migrator = at.migrator();
        CompletableFuture<Outcome> run = CompletableFuture.supplyAsync(() -> at.run(migrator, MIGRATE));
        awaitActive(database.url(), "%pg_sleep(60)%");
        migrator.interrupt();
        page.shows(130, run.join()).tells("turnstone migrate");
        assertThat(attempts()).containsExactly("1 completed", "2 completed", "3 interrupted");
        at.file("migrations/3_slow.sql", "CREATE TABLE slow (id int);");
        mended();
    }

    @Test
    void theLockFileHasAMergeConflict() {
        Page page = guide.page("The lock file has a merge conflict");
        at.applied();
        assertThat(at.migrator().writeLocks()).hasSize(1);
        String lock = ForeignProject.read(folder.resolve("migrations/turnstone.lock"));
        at.file("migrations/turnstone.lock", "<<<<<<< HEAD\n" + lock + "=======\n>>>>>>> theirs\n");
        at.file("migrations/3_x.sql", "CREATE TABLE x (id int);");
        page.shows(2, at.run(MIGRATE)).tells("turnstone lock");
        assertThat(at.migrator().writeLocks()).hasSize(1);
        mended();
        assertThat(ForeignProject.read(folder.resolve("migrations/turnstone.lock")))
                .startsWith(lock)
                .contains("3_x.sql");
    }

    @Test
    void revertingWouldLoseRows() {
        Page page = guide.page("Reverting would lose rows");
        at.applied().execute("INSERT INTO people VALUES (1, 'Ada', 'ada@example.com')");
        page.shows(5, at.run(Situation.REVERT)).tells("turnstone revert --steps 1 --allow-data-loss");
        assertThat(database.rows("SELECT email FROM people")).containsExactly("ada@example.com");
        assertThat(at.run(Situation.revert(1, true))).isEqualTo(FINE);
        mended();
    }

    @Test
    void aWayBackFails() {
        Page page = guide.page("A way back fails");
        at.file("migrations/3_x.sql", "CREATE TABLE x (id int);\n\n-- turnstone:down\nDROP TABLE y;\n")
                .applied();
        page.shows(5, at.run(Situation.REVERT)).tells("turnstone revert");
        at.file("migrations/3_x.sql", "CREATE TABLE x (id int);\n\n-- turnstone:down\nDROP TABLE x;\n");
        assertThat(at.run(Situation.REVERT)).isEqualTo(FINE);
        mended();
    }

    private static String indexed() {
        return "CREATE INDEX CONCURRENTLY people_slow ON people (slow(id));\nSELECT 1;";
    }

    private static Command mark(String version, Marking.As as) {
        return Command.of("mark", migrator -> migrator.mark(new Marking(new Version(version), as, "checked by hand")));
    }

    /// The last thing every page says: migrate, and nothing is wrong.
    private void mended() {
        assertThat(at.run(MIGRATE)).isEqualTo(FINE);
        assertThat(at.run(STATUS)).isEqualTo(FINE);
        assertThat(at.run(VALIDATE)).isEqualTo(FINE);
    }

    private List<String> attempts() {
        return database.rows("SELECT version || ' ' || status FROM turnstone.schema_migrations ORDER BY id");
    }

    /// The state of every version that is not simply applied, as `status` names it.
    private String states() {
        return String.join(
                "\n",
                at.migrator().status().standings().stream()
                        .filter(standing -> standing.state() != State.APPLIED)
                        .map(standing ->
                                standing.state().text() + "  " + standing.version() + "  " + standing.description())
                        .toList());
    }

    private void killedAt(ProtocolPoint point) {
        try (RunnerProcess runner = RunnerProcess.start(database.url(), folder)) {
            runner.goUntil(point, 1).await("STOPPED");
            assertThat(runner.kill().code()).isEqualTo(137);
        }
    }

    private static void awaitActive(String url, String query) {
        Rows.await(
                url,
                "SELECT count(*) > 0 FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND query"
                        + " LIKE '" + query + "'");
    }
}
