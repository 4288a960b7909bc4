package dev.turnstone.proof;

import static dev.turnstone.proof.Situation.MIGRATE;

import dev.turnstone.proof.DatabaseStatesTest.Left;
import dev.turnstone.proof.DatabaseStatesTest.Row;
import java.util.List;

/// What only a server can be like.
final class StatesOfServers extends StateRows {
    StatesOfServers(String engine, List<Row> rows) {
        super(engine, rows);
    }

    @Override
    void add() {
        row(
                "history by a newer Turnstone",
                edited("COMMENT ON TABLE turnstone.schema_migrations IS 'Turnstone history, format 99'"),
                MIGRATE,
                1,
                "the history in DB was written by a newer Turnstone (format 99, this one knows up to 1). Nothing was"
                        + " read or changed. Use that version or a newer one.");
        row(
                "no CREATE on the database",
                s -> s.execute(role("maker")).connectedBy(as(s, "maker")),
                MIGRATE,
                5,
                "cannot create the history in maker@DB: permission denied for database DB (42501). Nothing was"
                        + " changed. Grant CREATE on the database to maker, or create the schema turnstone for it once.");
        row(
                "no USAGE on the history's schema",
                s -> s.applied().execute(role("user1")).connectedBy(as(s, "user1")),
                MIGRATE,
                5,
                "cannot read the history in user1@DB: ERROR: permission denied for schema turnstone. Nothing was"
                        + " changed. Grant USAGE on the history's schema and SELECT, INSERT and UPDATE on its two tables"
                        + " to the user that migrates.");
        row(
                "no SELECT on the history",
                s -> s.applied()
                        .execute(role("user2"), "GRANT USAGE ON SCHEMA turnstone TO user2")
                        .connectedBy(as(s, "user2")),
                MIGRATE,
                5,
                "cannot read the history in user2@DB: ERROR: permission denied for table schema_migrations. Nothing"
                        + " was changed. Grant USAGE on the history's schema and SELECT, INSERT and UPDATE on its two"
                        + " tables to the user that migrates.");
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
                "cannot write the history of 3 in user3@DB: permission denied for table schema_migrations (42501)."
                        + " Grant SELECT, INSERT and UPDATE on its two tables to user3. What was committed before stays;"
                        + " the next run goes on from there.");
        row(
                "read-only database",
                s -> s.applied()
                        .execute("ALTER DATABASE "
                                + ((OnPostgres) s.database()).database().name()
                                + " SET default_transaction_read_only = on")
                        .file("migrations/3_x.sql", "CREATE TABLE x (id int)"),
                MIGRATE,
                5,
                "DB cannot be written: its transactions are read-only (default_transaction_read_only is on). Nothing"
                        + " was changed.");
        row(
                "no such database",
                s -> s.connectedBy(s.database().url().replaceFirst("/fresh_\\w+", "/nowhere")),
                MIGRATE,
                6,
                "cannot connect to postgres@db1:5432/nowhere: FATAL: database \"nowhere\" does not exist. Nothing was"
                        + " changed.");
        row(
                "no such role",
                s -> s.connectedBy(as(s, "nobody_knows")),
                MIGRATE,
                6,
                "cannot connect to nobody_knows@DB: FATAL: role \"nobody_knows\" does not exist. Nothing was changed.");
        row(
                "server not there",
                s -> s.connectedBy("postgresql://app:secret@127.0.0.1:1/app"),
                MIGRATE,
                6,
                "cannot connect to app@127.0.0.1:1/app: Connection to 127.0.0.1:1 refused. Check that the hostname and"
                        + " port are correct and that the postmaster is accepting TCP/IP connections. Nothing was"
                        + " changed.");
        row(
                "cannot resolve host",
                s -> s.connectedBy("postgresql://app:secret@db1.invalid/app"),
                MIGRATE,
                6,
                "cannot connect to app@db1.invalid/app: The connection attempt failed: cannot resolve host"
                        + " db1.invalid. Nothing was changed.");
        row(
                "another runner at work",
                s -> s.applied()
                        .file("migrations/3_x.sql", "CREATE TABLE x (id int)")
                        .holding("SELECT pg_advisory_lock(hashtextextended('turnstone:turnstone', 0))"),
                MIGRATE,
                4,
                "another turnstone is running on this history: held by pid N, user postgres, from 127.0.0.1, for N s."
                        + " Waited N s; nothing was changed. Try again when it is done, or wait longer with --lock-wait.");
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
}
