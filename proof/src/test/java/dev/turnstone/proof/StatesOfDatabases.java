package dev.turnstone.proof;

import static dev.turnstone.proof.Situation.MIGRATE;
import static dev.turnstone.proof.Situation.REVERT;
import static dev.turnstone.proof.Situation.STATUS;
import static dev.turnstone.proof.Situation.VALIDATE;

import dev.turnstone.Marking;
import dev.turnstone.Migrator;
import dev.turnstone.migration.OutOfOrder;
import dev.turnstone.migration.Version;
import dev.turnstone.proof.DatabaseStatesTest.Left;
import dev.turnstone.proof.DatabaseStatesTest.Row;
import dev.turnstone.proof.Situation.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// The table of `DatabaseStatesTest`: name, given, command, exit code, message.
final class StatesOfDatabases {
    private static final Command BASELINE =
            Command.of("baseline 2", migrator -> migrator.baseline(new Version("2"), "as it was"));
    private static final Command RESET = Command.of("reset", Migrator::reset);
    private static final Command SEED = Command.of("seed", Migrator::seed);
    private final String engine;
    private final List<Row> rows;

    StatesOfDatabases(String engine, List<Row> rows) {
        this.engine = engine;
        this.rows = rows;
    }

    private void row(String name, Consumer<Situation> given, Command command, int exitCode, Left left, String message) {
        rows.add(new Row(engine, name, given, command, exitCode, message, left));
    }

    private void row(String name, Consumer<Situation> given, Command command, int exitCode, String message) {
        row(name, given, command, exitCode, Left.ALL_AS_IT_WAS, message);
    }

    private String attempts() {
        return engine.equals("sqlite") ? "turnstone_schema_migrations" : "turnstone.schema_migrations";
    }

    private String either(String onPostgres, String onSqlite) {
        return engine.equals("sqlite") ? onSqlite : onPostgres;
    }

    private String journal() {
        return engine.equals("sqlite") ? "turnstone_schema_steps" : "turnstone.schema_steps";
    }

    private static Command mark(String version, Marking.As as) {
        return Command.of(
                "mark " + version + " " + as, migrator -> migrator.mark(new Marking(new Version(version), as, "why")));
    }

    private Consumer<Situation> edited(String... sql) {
        return situation -> situation.applied().execute(sql);
    }

    void both() {
        editedHistory();
        files();
        halfApplied();
        markingAndReverting();
        hooksAndSeeds();
    }

    private void editedHistory() {
        String set = "UPDATE " + attempts() + " SET ";
        row("version edited", edited(set + "version = '7' WHERE id = 1"), VALIDATE, 1, """
                        migrations/1_people.sql:1: 1 is older than what is applied already
                          help: give it a newer version, allow it here with a line `-- turnstone:out-of-order run` at its top, or for all with out-of-order = "run"
                        schema_steps row seq 1, or schema_migrations row id 1 (version 1), was edited
                          help: compare with a backup of the history. What was changed by hand is recorded with turnstone mark, never by editing rows
                        7 was applied by somebody whose files are newer than these
                        """);
        row("name edited", edited(set + "name = 'other' WHERE id = 1"), VALIDATE, 1, """
                        schema_steps row seq 1, or schema_migrations row id 1 (version 1), was edited
                          help: compare with a backup of the history. What was changed by hand is recorded with turnstone mark, never by editing rows
                        """);
        row("status edited", edited(set + "status = 'failed' WHERE id = 2"), VALIDATE, 1, """
                        schema_migrations: row id 2 (version 2) says failed, the journal says completed
                          help: compare with a backup of the history. What was changed by hand is recorded with turnstone mark, never by editing rows
                        """);
        row(
                "checksum edited",
                edited(set + "checksum = 'sha256:" + "0".repeat(64) + "' WHERE id = 1"),
                VALIDATE,
                1,
                """
                        migrations/1_people.sql:1: 1 was applied, and its file differs from what ran
                          help: turnstone validate shows the difference. Put the file back and write a new migration, or, if the database is right as it is: turnstone mark 1 --accept-change --reason …
                        schema_steps row seq 1, or schema_migrations row id 1 (version 1), was edited
                          help: compare with a backup of the history. What was changed by hand is recorded with turnstone mark, never by editing rows
                        """);
        row("text edited", edited(set + "up_text = 'SELECT 1' WHERE id = 2"), VALIDATE, 1, """
                        schema_steps row seq 2, or schema_migrations row id 2 (version 2), was edited
                          help: compare with a backup of the history. What was changed by hand is recorded with turnstone mark, never by editing rows
                        """);
        row(
                "error edited",
                s -> {
                    s.applied().halfApplied().execute(set + "error = 'nothing' WHERE id = 3");
                },
                VALIDATE,
                1,
                """
                        schema_steps row seq 6, or schema_migrations row id 3 (version 3), was edited
                          help: compare with a backup of the history. What was changed by hand is recorded with turnstone mark, never by editing rows
                        """);
        row(
                "unknown kind",
                edited(set + "kind = 'magic' WHERE id = 2"),
                STATUS,
                1,
                "the history in DB is damaged: schema_migrations row id 2 cannot be read (it is of a kind that this version does not know: magic). Nothing was changed. Put it right from a backup of the database; what was done by hand is recorded with turnstone mark, never by editing rows.");
        row(
                "bad checksum",
                edited(set + "checksum = 'md5' WHERE id = 2"),
                STATUS,
                1,
                "the history in DB is damaged: schema_migrations row id 2 cannot be read (\"md5\" is not a checksum: it is written as sha256:<64 hexadecimal digits>). Nothing was changed. Put it right from a backup of the database; what was done by hand is recorded with turnstone mark, never by editing rows.");
        row(
                "bad version",
                edited(set + "version = 'two' WHERE id = 2"),
                STATUS,
                1,
                "the history in DB is damaged: schema_migrations row id 2 cannot be read (\"two\" is not a version: write digits or dotted digits as in 20261120101500 or 1.2.3, or R__name for a repeatable migration). Nothing was changed. Put it right from a backup of the database; what was done by hand is recorded with turnstone mark, never by editing rows.");
        row("attempt removed", edited("DELETE FROM " + attempts() + " WHERE id = 1"), VALIDATE, 1, """
                        migrations/1_people.sql:1: 1 is older than what is applied already
                          help: give it a newer version, allow it here with a line `-- turnstone:out-of-order run` at its top, or for all with out-of-order = "run"
                        schema_migrations: row id 1 was removed (version 1)
                          help: compare with a backup of the history. What was changed by hand is recorded with turnstone mark, never by editing rows
                        """);
        row("journal row edited", edited("UPDATE " + journal() + " SET step = 9 WHERE seq = 1"), VALIDATE, 1, """
                        schema_steps row seq 1, or schema_migrations row id 1 (version 1), was edited
                          help: compare with a backup of the history. What was changed by hand is recorded with turnstone mark, never by editing rows
                        """);
        row(
                "journal row removed in the middle",
                edited("DELETE FROM " + journal() + " WHERE seq = 1"),
                VALIDATE,
                1,
                """
                        schema_steps: row seq 1 was removed (the next one there is 2)
                          help: compare with a backup of the history. What was changed by hand is recorded with turnstone mark, never by editing rows
                        """);
        row("journal row removed at the end", edited("DELETE FROM " + journal() + " WHERE seq = 2"), VALIDATE, 1, """
                        schema_migrations: row id 2 (version 2) says completed, the journal says nothing of it: it was added by hand, or the journal's end was removed
                          help: compare with a backup of the history. What was changed by hand is recorded with turnstone mark, never by editing rows
                        """);
        row(
                "attempt added by hand",
                edited("INSERT INTO " + attempts()
                        + " (id, version, name, kind, direction, status, started_at) SELECT 3, '3', 'by hand', kind,"
                        + " direction, status, started_at FROM " + attempts() + " WHERE id = 2"),
                VALIDATE,
                1,
                """
                        schema_migrations: row id 3 (version 3) says completed, the journal says nothing of it: it was added by hand, or the journal's end was removed
                          help: compare with a backup of the history. What was changed by hand is recorded with turnstone mark, never by editing rows
                        3 was applied by somebody whose files are newer than these
                        """);
        row(
                "the journal is gone",
                edited("DROP TABLE " + journal()),
                MIGRATE,
                1,
                "the history in DB is damaged: schema_steps, the journal, is not there. Nothing was changed. Put it right from a backup of the database; what was done by hand is recorded with turnstone mark, never by editing rows.");
    }

    private void files() {
        row(
                "changed file",
                s -> s.applied().file("migrations/2_email.sql", "ALTER TABLE people ADD COLUMN mail text;"),
                MIGRATE,
                1,
                """
                        cannot migrate. Nothing was changed.
                        migrations/2_email.sql:1: 2 was applied, and its file differs from what ran
                          help: turnstone validate shows the difference. Put the file back and write a new migration, or, if the database is right as it is: turnstone mark 2 --accept-change --reason …
                        """);
        row("missing older file", s -> s.applied().without("migrations/1_people.sql"), MIGRATE, 1, """
                        cannot migrate. Nothing was changed.
                        1 (people) was applied, and its file is gone
                          help: put the file back, revert it (the history keeps its way back), or set missing = "warn"
                        """);
        row(
                "missing newest file",
                s -> s.applied().without("migrations/2_email.sql"),
                MIGRATE,
                0,
                "2 was applied by somebody whose files are newer than these");
        row(
                "out of order",
                s -> s.applied().file("migrations/1.5_late.sql", "CREATE TABLE late (id integer);"),
                MIGRATE,
                1,
                """
                        cannot migrate. Nothing was changed.
                        migrations/1.5_late.sql:1: 1.5 is older than what is applied already
                          help: give it a newer version, allow it here with a line `-- turnstone:out-of-order run` at its top, or for all with out-of-order = "run"
                        """);
        row(
                "out of order, warned of",
                s -> s.applied()
                        .outOfOrder(OutOfOrder.WARN)
                        .file("migrations/1.5_late.sql", "CREATE TABLE late (id integer);"),
                MIGRATE,
                0,
                Left.DONE,
                """
                        migrations/1.5_late.sql:1: 1.5 is older than what is applied already
                          help: give it a newer version, allow it here with a line `-- turnstone:out-of-order run` at its top, or for all with out-of-order = "run"
                        """);
        row(
                "out of order, allowed",
                s -> s.applied()
                        .outOfOrder(OutOfOrder.RUN)
                        .file("migrations/1.5_late.sql", "CREATE TABLE late (id integer);"),
                MIGRATE,
                0,
                Left.DONE,
                "");
        row(
                "out of order, allowed by the file",
                s -> s.applied()
                        .file(
                                "migrations/1.5_late.sql",
                                "-- turnstone:out-of-order run\nCREATE TABLE late (id integer);"),
                MIGRATE,
                0,
                Left.DONE,
                "");
        row(
                "out of order, refused by the file",
                s -> s.applied()
                        .outOfOrder(OutOfOrder.RUN)
                        .file(
                                "migrations/1.5_late.sql",
                                "-- turnstone:out-of-order error\nCREATE TABLE late (id integer);"),
                MIGRATE,
                1,
                """
                        cannot migrate. Nothing was changed.
                        migrations/1.5_late.sql:1: 1.5 is older than what is applied already
                          help: give it a newer version, allow it here with a line `-- turnstone:out-of-order run` at its top, or for all with out-of-order = "run"
                        """);
        row(
                "one version twice",
                s -> s.applied().file("migrations/2_again.sql", "CREATE TABLE again (id integer);"),
                MIGRATE,
                2,
                """
                        the migrations cannot be run as they are. Nothing was run.
                        migrations/2_email.sql:1: the version 2 stands twice: here and in migrations/2_again.sql
                          help: Give the newer one a version of its own (turnstone new writes one)
                        """);
    }

    private void halfApplied() {
        row(
                "half applied, a done step edited",
                s -> s.applied()
                        .halfApplied()
                        .file("migrations/3_orders.sql", "CREATE TABLE orders (id integer, n integer);\nVACUUM;"),
                MIGRATE,
                1,
                "migrations/3_orders.sql was edited after it was half applied: step 1 is done, and the file now says something else there. Nothing was changed. Put the steps that are done back as they were and migrate; or undo what is done with turnstone revert; or make it so by hand and record it with turnstone mark 3 --applied --reason …");
        row(
                "half applied, the file gone",
                s -> s.applied().halfApplied().without("migrations/3_orders.sql"),
                MIGRATE,
                1,
                """
                        cannot migrate. Nothing was changed.
                        3 (orders) is half applied, and its file is gone
                          help: put the file back and migrate, or undo what is done with turnstone revert
                        """);
        row(
                "half applied, mended",
                s -> s.applied()
                        .halfApplied()
                        .file(
                                "migrations/3_orders.sql",
                                "CREATE TABLE orders (id integer);\nVACUUM;\nINSERT INTO orders VALUES (1);"),
                MIGRATE,
                0,
                Left.DONE,
                "");
        row("half applied, reverted", s -> s.applied().halfApplied(), REVERT, 0, Left.DONE, "");
        row(
                "a statement fails",
                s -> s.applied()
                        .file(
                                "migrations/3_bad.sql",
                                "CREATE TABLE t (id integer);\nINSERT INTO nowhere VALUES ('secret');"),
                MIGRATE,
                3,
                Left.ONE_MORE_ATTEMPT,
                either("""
                        migrations/3_bad.sql:2: relation "nowhere" does not exist (42P01)
                        Nothing of 3 was applied.
                        """, """
                        migrations/3_bad.sql:2: no such table: nowhere (SQLITE_ERROR)
                        Nothing of 3 was applied.
                        """));
    }

    private void markingAndReverting() {
        row(
                "baseline on a database with history",
                s -> s.applied(),
                BASELINE,
                5,
                "this database has a history already (2 applied), so it needs no baseline. Nothing was changed.");
        row(
                "marked applied twice",
                s -> s.applied(),
                mark("2", Marking.As.APPLIED),
                2,
                "2 is applied already, so there is nothing to record. Nothing was changed. turnstone status shows what is true.");
        row(
                "marked applied without a file",
                s -> s.applied(),
                mark("9", Marking.As.APPLIED),
                2,
                "there is no migration 9, so there is nothing to record. Nothing was changed. turnstone status shows what is true.");
        row(
                "marked reverted, not applied",
                s -> s.applied(),
                mark("9", Marking.As.REVERTED),
                2,
                "9 is not applied, so there is nothing to record. Nothing was changed. turnstone status shows what is true.");
        row(
                "change accepted of what is not applied",
                s -> s.file("migrations/3_x.sql", "SELECT 1"),
                mark("3", Marking.As.CHANGE_ACCEPTED),
                2,
                "3 is not applied, so there is nothing to record. Nothing was changed. turnstone status shows what is true.");
        row(
                "change accepted of a file that is gone",
                s -> s.applied().without("migrations/2_email.sql"),
                mark("2", Marking.As.CHANGE_ACCEPTED),
                2,
                "the file of 2 is gone, so there is nothing to record. Nothing was changed. turnstone status shows what is true.");
        row(
                "revert without down",
                s -> s.file("migrations/3_x.sql", "CREATE TABLE x (id integer);")
                        .applied(),
                REVERT,
                5,
                """
                        cannot revert. Nothing was changed.
                        migrations/3_x.sql:1: 3 has no `down`, neither in its file nor in the history
                          help: add a section `-- turnstone:down` to its file: a new or repaired down is no change
                        """);
        row(
                "revert of what is irreversible",
                s -> s.file(
                                "migrations/3_x.sql",
                                "-- turnstone:irreversible: the old key is lost\nCREATE TABLE x (id integer);")
                        .applied(),
                REVERT,
                5,
                """
                        cannot revert. Nothing was changed.
                        migrations/3_x.sql:1: 3 has no way back, on purpose: the old key is lost
                          help: write a new migration that does what is needed now
                        """);
        row(
                "revert beyond the baseline",
                s -> {
                    s.migrator().baseline(new Version("2"), "as it was");
                },
                REVERT,
                5,
                """
                        cannot revert. Nothing was changed.
                        cannot revert past the baseline: what the database had when it was adopted has no way back here
                          help: revert fewer steps
                        """);
        row(
                "revert would lose rows",
                s -> s.applied().execute("INSERT INTO people VALUES (1, 'Ada', 'ada@example.com')"),
                REVERT,
                5,
                """
                        refused: reverting would lose rows.
                        2  drops column people.email
                          help: 1 value not null
                        """);
        row(
                "a down fails",
                s -> s.file(
                                "migrations/3_x.sql",
                                "CREATE TABLE x (id integer);\n-- turnstone:down\nDROP TABLE x;\nDROP TABLE y;")
                        .applied(),
                Situation.revert(1, true),
                3,
                Left.ONE_MORE_ATTEMPT,
                either("""
                        migrations/3_x.sql:4: table "y" does not exist (42P01)
                        Nothing of 3 was reverted.
                        """, """
                        migrations/3_x.sql:4: no such table: y (SQLITE_ERROR)
                        Nothing of 3 was reverted.
                        """));
        row(
                "a down fails when it is tried",
                s -> s.file(
                                "migrations/3_x.sql",
                                "CREATE TABLE x (id integer);\n-- turnstone:down\nDROP TABLE x;\nDROP TABLE y;")
                        .applied(),
                REVERT,
                5,
                either(
                        """
                        refused: what reverting would lose cannot be told beforehand.
                        3  cannot be tried first: migrations/3_x.sql:4: table "y" does not exist
                          help: mend its down, or go without the trial: --allow-data-loss
                        """,
                        "the way back could not be tried: migrations/3_x.sql:4: no such table: y. Nothing was changed."));
        row(
                "reset of what is not disposable",
                s -> s.applied(),
                RESET,
                5,
                "this database is not called disposable, so it will not be emptied. Nothing was changed. For a database whose data nobody needs, set disposable = true in its environment.");
    }

    private void hooksAndSeeds() {
        row(
                "a seed fails",
                s -> s.applied().file("seeds/people.sql", "INSERT INTO people (name) SELECT 'x' FROM nowhere;"),
                SEED,
                3,
                Left.ONE_MORE_ATTEMPT,
                either("""
                        seeds/people.sql:1: relation "nowhere" does not exist (42P01)
                        The seed was rolled back; those before it stay.
                        """, """
                        seeds/people.sql:1: no such table: nowhere (SQLITE_ERROR)
                        The seed was rolled back; those before it stay.
                        """));
        row(
                "a hook before fails",
                s -> s.applied()
                        .file("migrations/3_x.sql", "CREATE TABLE x (id integer);")
                        .file("hooks/before-migrate.sql", "SELECT 1 FROM nowhere;"),
                MIGRATE,
                3,
                Left.ONE_MORE_ATTEMPT,
                either("""
                        hooks/before-migrate.sql:1: relation "nowhere" does not exist (42P01)
                        The hook was rolled back, and nothing further was run.
                        """, """
                        hooks/before-migrate.sql:1: no such table: nowhere (SQLITE_ERROR)
                        The hook was rolled back, and nothing further was run.
                        """));
        row(
                "a hook after fails",
                s -> s.file("hooks/after-migrate.sql", "SELECT 1 FROM nowhere;"),
                MIGRATE,
                1,
                Left.DONE,
                either("""
                        the migrations are applied, but the hook after-migrate says that something is wrong:
                        hooks/after-migrate.sql:1: relation "nowhere" does not exist (42P01)
                        The hook was rolled back, and nothing further was run.
                        """, """
                        the migrations are applied, but the hook after-migrate says that something is wrong:
                        hooks/after-migrate.sql:1: no such table: nowhere (SQLITE_ERROR)
                        The hook was rolled back, and nothing further was run.
                        """));
        row(
                "a hook before each fails",
                s -> s.applied()
                        .file("migrations/3_x.sql", "CREATE TABLE x (id integer);")
                        .file("hooks/before-each.sql", "SELECT 1 FROM nowhere;"),
                MIGRATE,
                3,
                Left.ONE_MORE_ATTEMPT,
                either("""
                        hooks/before-each.sql:1: relation "nowhere" does not exist (42P01)
                        The hook was rolled back, and nothing further was run.
                        """, """
                        hooks/before-each.sql:1: no such table: nowhere (SQLITE_ERROR)
                        The hook was rolled back, and nothing further was run.
                        """));
        row(
                "a hook after each fails",
                s -> s.file("hooks/after-each.sql", "SELECT 1 FROM nowhere;"),
                MIGRATE,
                1,
                Left.DONE,
                either("""
                        the migrations are applied, but the hook after-each says that something is wrong:
                        hooks/after-each.sql:1: relation "nowhere" does not exist (42P01)
                        The hook was rolled back, and nothing further was run.
                        """, """
                        the migrations are applied, but the hook after-each says that something is wrong:
                        hooks/after-each.sql:1: no such table: nowhere (SQLITE_ERROR)
                        The hook was rolled back, and nothing further was run.
                        """));
        row(
                "the hook on failure fails too",
                s -> s.file("migrations/3_bad.sql", "INSERT INTO nowhere VALUES (1);")
                        .file("hooks/on-failure.sql", "SELECT 1 FROM nowhere_else;"),
                MIGRATE,
                3,
                Left.DONE,
                either("""
                        migrations/3_bad.sql:1: relation "nowhere" does not exist (42P01)
                        Nothing of 3 was applied; the 2 before it in this run stay.
                        """, """
                        migrations/3_bad.sql:1: no such table: nowhere (SQLITE_ERROR)
                        Nothing of 3 was applied; the 2 before it in this run stay.
                        """));
    }

    void postgresOnly() {
        row(
                "history by a newer Turnstone",
                edited("COMMENT ON TABLE turnstone.schema_migrations IS 'Turnstone history, format 99'"),
                MIGRATE,
                1,
                "the history in DB was written by a newer Turnstone (format 99, this one knows up to 1). Nothing was read or changed. Use that version or a newer one.");
        row(
                "no CREATE on the database",
                s -> s.execute(role("maker")).connectedBy(as(s, "maker")),
                MIGRATE,
                5,
                "cannot create the history in maker@DB: permission denied for database DB (42501). Nothing was changed. Grant CREATE on the database to maker, or create the schema turnstone for it once.");
        row(
                "no USAGE on the history's schema",
                s -> s.applied().execute(role("user1")).connectedBy(as(s, "user1")),
                MIGRATE,
                5,
                "cannot read the history in user1@DB: ERROR: permission denied for schema turnstone. Nothing was changed. Grant USAGE on the history's schema and SELECT, INSERT and UPDATE on its two tables to the user that migrates.");
        row(
                "no SELECT on the history",
                s -> s.applied()
                        .execute(role("user2"), "GRANT USAGE ON SCHEMA turnstone TO user2")
                        .connectedBy(as(s, "user2")),
                MIGRATE,
                5,
                "cannot read the history in user2@DB: ERROR: permission denied for table schema_migrations. Nothing was changed. Grant USAGE on the history's schema and SELECT, INSERT and UPDATE on its two tables to the user that migrates.");
        row(
                "no INSERT on the history",
                s -> s.applied()
                        .execute(
                                role("user3"),
                                "GRANT USAGE ON SCHEMA turnstone TO user3",
                                "GRANT SELECT ON ALL TABLES IN SCHEMA turnstone TO user3",
                                "GRANT ALL ON SCHEMA public TO user3")
                        .file("migrations/3_x.sql", "CREATE TABLE x (id int)")
                        .connectedBy(as(s, "user3")),
                MIGRATE,
                5,
                "cannot write the history of 3 in user3@DB: permission denied for table schema_migrations (42501). Grant SELECT, INSERT and UPDATE on its two tables to user3. What was committed before stays; the next run goes on from there.");
        row(
                "read-only database",
                s -> s.applied()
                        .execute("ALTER DATABASE "
                                + ((OnPostgres) s.database()).database().name()
                                + " SET default_transaction_read_only = on")
                        .file("migrations/3_x.sql", "CREATE TABLE x (id int)"),
                MIGRATE,
                5,
                "DB cannot be written: its transactions are read-only (default_transaction_read_only is on). Nothing was changed.");
        row(
                "no such database",
                s -> s.connectedBy(s.database().url().replaceFirst("/fresh_\\w+", "/nowhere")),
                MIGRATE,
                6,
                "cannot connect to postgresql: FATAL: database \"nowhere\" does not exist. Nothing was changed.");
        row(
                "no such role",
                s -> s.connectedBy(as(s, "nobody_knows")),
                MIGRATE,
                6,
                "cannot connect to postgresql: FATAL: role \"nobody_knows\" does not exist. Nothing was changed.");
        row(
                "server not there",
                s -> s.connectedBy("postgresql://app:secret@127.0.0.1:1/app"),
                MIGRATE,
                6,
                "cannot connect to postgresql: Connection to 127.0.0.1:1 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections. Nothing was changed.");
        row(
                "another runner at work",
                s -> s.applied()
                        .file("migrations/3_x.sql", "CREATE TABLE x (id int)")
                        .holding("SELECT pg_advisory_lock(hashtextextended('turnstone:turnstone', 0))"),
                MIGRATE,
                4,
                "another turnstone is running on this history: held by pid N, user postgres, from 127.0.0.1, for N s. Waited N s; nothing was changed. Try again when it is done, or wait longer with --lock-wait.");
        row(
                "an application holds the table",
                s -> s.applied()
                        .file("migrations/3_x.sql", "ALTER TABLE people ADD COLUMN x int")
                        .holding("SET application_name = 'reporting'", "BEGIN", "SELECT count(*) FROM people"),
                MIGRATE,
                4,
                Left.ONE_MORE_ATTEMPT,
                """
                        migrations/3_x.sql:1: canceling statement due to lock timeout (55P03)
                        Nothing of 3 was applied.
                        Tried N times; in the way: people (AccessShare) held by pid N, app "reporting", SELECT count(*) FROM people, idle in transaction, for N s. Run the same command again when they are done.
                        """);
    }

    private static String role(String name) {
        return "DO $$ BEGIN CREATE ROLE " + name + " LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$";
    }

    private static String as(Situation situation, String role) {
        return situation.database().url().replace("user=postgres", "user=" + role);
    }

    void sqliteOnly() {
        row(
                "history by a newer Turnstone",
                edited(
                        "PRAGMA writable_schema = on",
                        "UPDATE sqlite_master SET sql = replace(sql, 'format 1', 'format 99')"),
                MIGRATE,
                1,
                "the history in DB was written by a newer Turnstone (format 99, this one knows up to 1). Nothing was read or changed. Use that version or a newer one.");
        row(
                "read-only",
                s -> s.applied()
                        .file("migrations/3_x.sql", "CREATE TABLE x (id int)")
                        .connectedBy("sqlite:file:" + file(s) + "?mode=ro"),
                MIGRATE,
                5,
                "file:DB cannot be written: the URL opens it read-only. Nothing was changed.");
        row(
                "no such folder",
                s -> s.connectedBy("sqlite:" + file(s).resolveSibling("nowhere").resolve("app.db")),
                MIGRATE,
                6,
                "cannot connect to sqlite: the folder DIR/nowhere does not exist: create it, or correct the URL sqlite:DIR/nowhere/app.db. Nothing was changed.");
        row(
                "not a database",
                s -> write(file(s), 0, "This is a letter, and not a database at all.\n".repeat(40)),
                MIGRATE,
                6,
                Left.FILE_AS_IT_WAS,
                "cannot connect to sqlite: DB: file is not a database: the file is encrypted, or something other than an SQLite database. Nothing was changed.");
        row(
                "damaged header",
                s -> write(file(s.applied()), 0, "SQLite format 9"),
                MIGRATE,
                6,
                Left.FILE_AS_IT_WAS,
                "cannot connect to sqlite: DB: file is not a database: the file is encrypted, or something other than an SQLite database. Nothing was changed.");
        row(
                "damaged page",
                s -> write(file(s.applied()), 4096, "torn".repeat(1024)),
                MIGRATE,
                6,
                Left.FILE_AS_IT_WAS,
                "cannot read the history in DB: [SQLITE_CORRUPT] The database disk image is malformed (database disk image is malformed). Nothing was changed.");
        row(
                "an application writes for long",
                s -> s.applied()
                        .file("migrations/3_x.sql", "CREATE TABLE x (id int)")
                        .holding("BEGIN IMMEDIATE", "INSERT INTO people VALUES (1, 'Ada', NULL)"),
                MIGRATE,
                4,
                """
                        3: database is locked (SQLITE_BUSY)
                        Nothing of 3 was applied.
                        Tried N times; in the way: another connection of this process. Run the same command again when they are done.
                        """);
        row(
                "another runner at work",
                s -> s.applied()
                        .file("migrations/3_x.sql", "CREATE TABLE x (id int)")
                        .holding(new OnSqlite(Path.of(file(s) + "-turnstone")), "BEGIN EXCLUSIVE"),
                MIGRATE,
                4,
                "another run of turnstone: held by another connection of this process. Waited N s; nothing was changed. Try again when it is done, or wait longer with --lock-wait.");
        row("in memory", s -> s.connectedBy("sqlite::memory:"), MIGRATE, 0, "");
    }

    private static Path file(Situation situation) {
        return ((OnSqlite) situation.database()).file();
    }

    private static void write(Path file, long at, String text) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            bytes.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
