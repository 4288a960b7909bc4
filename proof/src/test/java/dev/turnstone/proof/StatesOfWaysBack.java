package dev.turnstone.proof;

import static dev.turnstone.proof.Situation.REVERT;

import dev.turnstone.Marking;
import dev.turnstone.Migrator;
import dev.turnstone.migration.Version;
import dev.turnstone.proof.DatabaseStatesTest.Left;
import dev.turnstone.proof.DatabaseStatesTest.Row;
import dev.turnstone.proof.Situation.Command;
import java.util.List;

/// Marks, baselines and ways back that cannot be.
final class StatesOfWaysBack extends StateRows {
    private static final Command BASELINE =
            Command.of("baseline 2", migrator -> migrator.baseline(new Version("2"), "as it was"));
    private static final Command RESET = Command.of("reset", Migrator::reset);

    StatesOfWaysBack(String engine, List<Row> rows) {
        super(engine, rows);
    }

    @Override
    void add() {
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
                "this database is not called disposable, so it will not be emptied. Nothing was changed. If its data is not needed, set disposable = true in its environment.");
    }
}
