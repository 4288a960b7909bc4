package dev.turnstone.postgresql;

import dev.turnstone.sql.Form;
import dev.turnstone.sql.Splitter;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.TokenReader;
import java.util.Optional;

/// The statements that must stand alone, by what a catalog can tell of them after a crash.
sealed interface LoneForm {
    /// Reads again how a statement may be carried out, whatever a file says.
    Splitter SPLITTER = new PostgresSplitter();

    /// `CREATE [UNIQUE] INDEX CONCURRENTLY`.
    ///
    /// @param name as written, unqualified
    /// @param table as written
    /// @param tail everything behind the table's name: method, columns, options, predicate
    record CreateIndex(boolean unique, boolean ifNotExists, String name, String table, String tail)
            implements LoneForm {}

    /// `DROP INDEX CONCURRENTLY`.
    record DropIndex(boolean ifExists, String name) implements LoneForm {}

    /// `REINDEX … CONCURRENTLY`.
    ///
    /// @param kind `INDEX`, `TABLE`, `SCHEMA`, `DATABASE`, `SYSTEM`
    record Reindex(String kind, Optional<String> name) implements LoneForm {}

    /// `ALTER TABLE … DETACH PARTITION … CONCURRENTLY`.
    record Detach(String table, String partition) implements LoneForm {}

    /// A form that does the same however often it is sent.
    record Idempotent() implements LoneForm {}

    /// A form that could share a transaction, of which its author says that twice is the same as once.
    record Allowed() implements LoneForm {}

    /// A form of which nobody could tell after a crash whether it has happened.
    record Unprobed(String reason, String help) implements LoneForm {}

    /// The form of a statement that stands alone.
    static LoneForm of(Statement statement) {
        if (couldShare(statement)) {
            return new Allowed();
        }
        TokenReader tokens = PostgresDialect.reader(statement);
        if (tokens.accept("CREATE")) {
            return create(tokens);
        }
        if (tokens.accept("DROP", "INDEX", "CONCURRENTLY")) {
            boolean ifExists = tokens.accept("IF", "EXISTS");
            return tokens.name()
                    .<LoneForm>map(name -> new DropIndex(ifExists, name))
                    .orElseGet(() -> unprobed());
        }
        if (tokens.accept("REINDEX")) {
            return reindex(tokens);
        }
        if (tokens.accept("ALTER", "TABLE")) {
            return detach(tokens);
        }
        boolean repeatable = tokens.accept("VACUUM")
                || tokens.accept("ALTER", "SYSTEM")
                || tokens.accept("CLUSTER")
                || tokens.accept("DISCARD");
        return repeatable ? new Idempotent() : unprobed();
    }

    /// Whether it stands alone because its author says so and not by its form.
    private static boolean couldShare(Statement statement) {
        return SPLITTER.split(statement.text(), statement.location()).statements().stream()
                .noneMatch(read -> read.form() == Form.ALONE);
    }

    private static LoneForm create(TokenReader tokens) {
        boolean unique = tokens.accept("UNIQUE");
        if (!tokens.accept("INDEX", "CONCURRENTLY")) {
            return unprobed();
        }
        boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
        if (tokens.accept("ON")) {
            return new Unprobed(
                    "an index without a name cannot be found again after a crash",
                    "name it: CREATE INDEX CONCURRENTLY table_column_idx ON …");
        }
        Optional<String> name = tokens.name();
        boolean on = tokens.accept("ON");
        tokens.accept("ONLY");
        Optional<String> table = tokens.name();
        if (name.isEmpty() || !on || table.isEmpty()) {
            return unprobed();
        }
        return new CreateIndex(unique, ifNotExists, name.get(), table.get(), tokens.rest());
    }

    private static LoneForm reindex(TokenReader tokens) {
        tokens.parentheses();
        for (String kind : new String[] {"INDEX", "TABLE", "SCHEMA", "DATABASE", "SYSTEM"}) {
            if (tokens.accept(kind)) {
                tokens.accept("CONCURRENTLY");
                return new Reindex(kind, tokens.name());
            }
        }
        return unprobed();
    }

    private static LoneForm detach(TokenReader tokens) {
        tokens.accept("IF", "EXISTS");
        tokens.accept("ONLY");
        Optional<String> table = tokens.name();
        if (table.isEmpty() || !tokens.accept("DETACH", "PARTITION")) {
            return unprobed();
        }
        return tokens.name()
                .<LoneForm>map(partition -> new Detach(table.get(), partition))
                .orElseGet(() -> unprobed());
    }

    private static Unprobed unprobed() {
        return new Unprobed(
                "it cannot run in a transaction, and after a crash nobody could tell whether it has happened",
                "run it by hand, outside of migrations");
    }
}
