package dev.turnstone.proof;

import static dev.turnstone.proof.Situation.MIGRATE;

import dev.turnstone.Migrator;
import dev.turnstone.proof.DatabaseStatesTest.Left;
import dev.turnstone.proof.DatabaseStatesTest.Row;
import dev.turnstone.proof.Situation.Command;
import java.util.List;

/// Hooks and seeds that fail.
final class StatesOfScripts extends StateRows {
    private static final Command SEED = Command.of("seed", Migrator::seed);

    StatesOfScripts(String engine, List<Row> rows) {
        super(engine, rows);
    }

    @Override
    void add() {
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
                Left.DONE_BUT_FOR_A_HOOK,
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
                Left.DONE_BUT_FOR_A_HOOK,
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
}
