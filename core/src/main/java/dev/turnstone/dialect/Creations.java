package dev.turnstone.dialect;

import dev.turnstone.sql.TokenReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads which one thing a CREATE, ALTER TABLE … ADD or DROP names. The forms are common to the databases.
public final class Creations {
    private static final List<String> KINDS = List.of(
            "TABLE",
            "INDEX",
            "VIEW",
            "SEQUENCE",
            "TYPE",
            "DOMAIN",
            "SCHEMA",
            "FUNCTION",
            "PROCEDURE",
            "TRIGGER",
            "POLICY",
            "RULE",
            "EXTENSION",
            "STATISTICS",
            "PUBLICATION");

    /// Their names are unique on their table only.
    private static final Set<String> OF_TABLES = Set.of("TRIGGER", "POLICY", "RULE");

    /// What repeatable migrations are written for.
    private static final Set<String> LASTING = Set.of("view", "function", "procedure", "trigger");

    private Creations() {}

    /// The one thing that the statement creates.
    public static Optional<Creation> created(TokenReader tokens) {
        if (tokens.accept("CREATE")) {
            return createdByCreate(tokens);
        }
        if (!tokens.accept("ALTER", "TABLE")) {
            return Optional.empty();
        }
        Optional<String> table = alteredTable(tokens);
        if (table.isEmpty() || !tokens.accept("ADD")) {
            return Optional.empty();
        }
        boolean constraint = tokens.accept("CONSTRAINT");
        boolean column = !constraint && tokens.accept("COLUMN");
        boolean ignored = tokens.accept("IF", "NOT", "EXISTS");
        if (!constraint && !column) {
            return Optional.empty();
        }
        return one(tokens, constraint ? "constraint" : "column", table);
    }

    private static Optional<Creation> createdByCreate(TokenReader tokens) {
        if (tokens.accept("OR", "REPLACE")) {
            return Optional.empty();
        }
        boolean ignored = tokens.accept("UNIQUE") || tokens.accept("MATERIALIZED") || tokens.accept("UNLOGGED");
        for (String kind : KINDS) {
            if (tokens.accept(kind)) {
                tokens.accept("CONCURRENTLY");
                tokens.accept("IF", "NOT", "EXISTS");
                Optional<String> name = tokens.name();
                Optional<String> table = OF_TABLES.contains(kind) && tokens.skipTo(kind.equals("RULE") ? "TO" : "ON")
                        ? tokens.name()
                        : Optional.empty();
                return name.map(text -> new Creation(kind.toLowerCase(Locale.ROOT), text, table));
            }
        }
        return Optional.empty();
    }

    /// The view, function, procedure or trigger that is there after the statement, also where it replaced one.
    public static Optional<Creation> made(TokenReader tokens) {
        if (!tokens.accept("CREATE")) {
            return Optional.empty();
        }
        boolean ignored = tokens.accept("OR", "REPLACE");
        return createdByCreate(tokens).filter(thing -> LASTING.contains(thing.kind()));
    }

    /// The one thing that the statement drops.
    public static Optional<Creation> dropped(TokenReader tokens) {
        if (tokens.accept("DROP")) {
            return droppedByDrop(tokens);
        }
        if (!tokens.accept("ALTER", "TABLE")) {
            return Optional.empty();
        }
        Optional<String> table = alteredTable(tokens);
        if (table.isEmpty() || !tokens.accept("DROP")) {
            return Optional.empty();
        }
        boolean constraint = tokens.accept("CONSTRAINT");
        boolean column = !constraint && tokens.accept("COLUMN");
        boolean ignored = tokens.accept("IF", "EXISTS");
        if (!constraint && !column) {
            return Optional.empty();
        }
        Optional<Creation> thing = one(tokens, constraint ? "constraint" : "column", table);
        return thing.filter(found -> ends(tokens));
    }

    private static Optional<Creation> droppedByDrop(TokenReader tokens) {
        boolean ignored = tokens.accept("MATERIALIZED");
        for (String kind : KINDS) {
            if (tokens.accept(kind)) {
                tokens.accept("CONCURRENTLY");
                tokens.accept("IF", "EXISTS");
                Optional<String> name = tokens.name();
                tokens.parentheses();
                Optional<String> table = tokens.accept("ON") ? tokens.name() : Optional.empty();
                return name.filter(found -> ends(tokens))
                        .map(text -> new Creation(kind.toLowerCase(Locale.ROOT), text, table));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> alteredTable(TokenReader tokens) {
        tokens.accept("IF", "EXISTS");
        tokens.accept("ONLY");
        return tokens.name();
    }

    private static Optional<Creation> one(TokenReader tokens, String kind, Optional<String> table) {
        return tokens.name().map(name -> new Creation(kind, name, table));
    }

    private static boolean ends(TokenReader tokens) {
        boolean ignored = tokens.accept("CASCADE") || tokens.accept("RESTRICT");
        return tokens.atEnd();
    }
}
