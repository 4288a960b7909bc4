package dev.turnstone.proof;

import dev.turnstone.Marking;
import dev.turnstone.migration.Version;
import dev.turnstone.proof.DatabaseStatesTest.Left;
import dev.turnstone.proof.DatabaseStatesTest.Row;
import dev.turnstone.proof.Situation.Command;
import java.util.List;
import java.util.function.Consumer;

/// A part of the table of `DatabaseStatesTest`: name, given, command, exit code, message.
abstract class StateRows {
    private final String engine;
    private final List<Row> rows;

    StateRows(String engine, List<Row> rows) {
        this.engine = engine;
        this.rows = rows;
    }

    /// Adds its rows.
    abstract void add();

    final void row(String name, Consumer<Situation> given, Command command, int exitCode, Left left, String message) {
        rows.add(new Row(engine, name, given, command, exitCode, message, left));
    }

    final void row(String name, Consumer<Situation> given, Command command, int exitCode, String message) {
        row(name, given, command, exitCode, Left.ALL_AS_IT_WAS, message);
    }

    /// The table of attempts.
    final String attempts() {
        return either("turnstone.schema_migrations", "turnstone_schema_migrations");
    }

    final String journal() {
        return either("turnstone.schema_steps", "turnstone_schema_steps");
    }

    final String either(String onPostgres, String onSqlite) {
        return engine.equals("sqlite") ? onSqlite : onPostgres;
    }

    static Command mark(String version, Marking.As as) {
        return Command.of(
                "mark " + version + " " + as, migrator -> migrator.mark(new Marking(new Version(version), as, "why")));
    }

    /// A database with all applied, on which somebody has executed something.
    static Consumer<Situation> edited(String... sql) {
        return situation -> situation.applied().execute(sql);
    }
}
