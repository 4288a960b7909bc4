package dev.turnstone.proof;

import static dev.turnstone.proof.Situation.MIGRATE;

import dev.turnstone.proof.DatabaseStatesTest.Left;
import dev.turnstone.proof.DatabaseStatesTest.Row;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// What only an SQLite file can be like.
final class StatesOfDatabaseFiles extends StateRows {
    StatesOfDatabaseFiles(String engine, List<Row> rows) {
        super(engine, rows);
    }

    @Override
    void add() {
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
                "DB cannot be written: the URL opens it read-only. Nothing was changed.");
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
