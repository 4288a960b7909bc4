package dev.turnstone.postgresql;

import dev.turnstone.sql.Statement;
import dev.turnstone.sql.TokenReader;
import java.util.Locale;
import java.util.Optional;

/// The `SET` statements of migrations: made local to the step, carried to later steps, and taken back.
final class PostgresSettings {
    private PostgresSettings() {}

    /// Whether a statement sets something for the session (and not only for its transaction).
    static boolean isSessionSetting(Statement statement) {
        return startsWithSet(statement) && name(statement).isPresent();
    }

    private static boolean startsWithSet(Statement statement) {
        String text = statement.text();
        return text.length() > 4 && text.regionMatches(true, 0, "SET", 0, 3) && Character.isWhitespace(text.charAt(3));
    }

    /// What is set: a parameter, `ROLE`, `SESSION AUTHORIZATION`, `TIME ZONE`; empty for what is local or no setting.
    static Optional<String> name(Statement statement) {
        TokenReader tokens = PostgresDialect.reader(statement);
        boolean set = tokens.accept("SET");
        if (!set
                || tokens.accept("LOCAL")
                || tokens.accept("CONSTRAINTS")
                || tokens.accept("TRANSACTION")
                || tokens.accept("SESSION", "CHARACTERISTICS")) {
            return Optional.empty();
        }
        if (tokens.accept("SESSION", "AUTHORIZATION")) {
            return Optional.of("SESSION AUTHORIZATION");
        }
        boolean session = tokens.accept("SESSION");
        if (tokens.accept("TIME", "ZONE")) {
            return Optional.of("TIME ZONE");
        }
        return tokens.name().map(PostgresSettings::known);
    }

    private static String known(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "ROLE" -> "ROLE";
            case "NAMES" -> "client_encoding";
            case "SCHEMA" -> "search_path";
            default -> name;
        };
    }

    /// The same statement for the rest of its transaction only.
    static String local(Statement statement) {
        if (!startsWithSet(statement) || name(statement).isEmpty()) {
            return statement.text();
        }
        TokenReader tokens = PostgresDialect.reader(statement);
        boolean set = tokens.accept("SET");
        boolean authorization = tokens.accept("SESSION", "AUTHORIZATION");
        if (authorization) {
            return "SET LOCAL SESSION AUTHORIZATION " + tokens.rest();
        }
        boolean session = tokens.accept("SESSION");
        return "SET LOCAL " + tokens.rest();
    }
}
