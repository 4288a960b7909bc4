package dev.turnstone.proof;

import static dev.turnstone.proof.Situation.MIGRATE;
import static dev.turnstone.proof.Situation.STATUS;
import static dev.turnstone.proof.Situation.VALIDATE;

import dev.turnstone.proof.DatabaseStatesTest.Left;
import dev.turnstone.proof.DatabaseStatesTest.Row;
import java.util.List;

/// Histories that somebody has edited.
final class StatesOfHistories extends StateRows {
    StatesOfHistories(String engine, List<Row> rows) {
        super(engine, rows);
    }

    @Override
    void add() {
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
        String restore = ". Nothing was changed. Put it right from a backup of the database; what was done by hand is"
                + " recorded with turnstone mark, never by editing rows.";
        for (Situation.Command command : List.of(MIGRATE, VALIDATE, STATUS)) {
            row(
                    "the attempts are gone, " + command.words(),
                    edited("DROP TABLE " + attempts() + either(" CASCADE", "")),
                    command,
                    1,
                    Left.SCHEMA_AS_IT_WAS,
                    "the history in DB is damaged: schema_migrations, the attempts, is not there" + restore);
            row(
                    "no attempt is left, " + command.words(),
                    edited("DELETE FROM " + attempts()),
                    command,
                    1,
                    "the history in DB is damaged: schema_steps, the journal, tells of 2 entries, and schema_migrations,"
                            + " the attempts, holds no row" + restore);
        }
        row(
                "another tool's table",
                edited(
                        "DROP TABLE " + attempts() + either(" CASCADE", ""),
                        "CREATE TABLE " + attempts() + " (version bigint PRIMARY KEY, dirty boolean NOT NULL)"),
                MIGRATE,
                1,
                Left.SCHEMA_AS_IT_WAS,
                "the table " + either("", "main.") + attempts() + " in DB is not Turnstone's history: "
                        + either("it looks like the history of golang-migrate", "Turnstone did not make it")
                        + " (its columns are dirty, version). Nothing was read or changed. Let Turnstone keep its history"
                        + " elsewhere: set schema in turnstone.toml, or leave it out for the schema turnstone.");
    }
}
