package dev.turnstone.proof;

import static dev.turnstone.proof.Situation.MIGRATE;
import static dev.turnstone.proof.Situation.REVERT;

import dev.turnstone.migration.OutOfOrder;
import dev.turnstone.proof.DatabaseStatesTest.Left;
import dev.turnstone.proof.DatabaseStatesTest.Row;
import java.util.List;

/// Files that do not fit the history.
final class StatesOfFiles extends StateRows {
    StatesOfFiles(String engine, List<Row> rows) {
        super(engine, rows);
    }

    @Override
    void add() {
        files();
        halfApplied();
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
}
