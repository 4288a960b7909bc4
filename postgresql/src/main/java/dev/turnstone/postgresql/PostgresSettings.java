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
        return name(statement).isPresent();
    }

    /// Whether a statement changes who the session belongs to, which `RESET ROLE` does not take back.
    static boolean setsAuthorization(Statement statement) {
        return startsWith(statement, "SET")
                && name(statement).filter("SESSION AUTHORIZATION"::equals).isPresent();
    }

    /// What is set: a parameter, `ROLE`, `SESSION AUTHORIZATION`, `TIME ZONE`; empty for what is local or no setting.
    static Optional<String> name(Statement statement) {
        if (startsWith(statement, "SELECT")) {
            return SetConfig.of(statement).map(SetConfig::parameter);
        }
        if (!startsWith(statement, "SET")) {
            return Optional.empty();
        }
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
        tokens.accept("SESSION");
        if (tokens.accept("TIME", "ZONE")) {
            return Optional.of("TIME ZONE");
        }
        return tokens.name().map(PostgresSettings::known);
    }

    private static boolean startsWith(Statement statement, String keyword) {
        String text = statement.text();
        int length = keyword.length();
        return text.length() > length
                && text.regionMatches(true, 0, keyword, 0, length)
                && Character.isWhitespace(text.charAt(length));
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
        if (name(statement).isEmpty()) {
            return statement.text();
        }
        if (startsWith(statement, "SELECT")) {
            return SetConfig.of(statement).map(SetConfig::local).orElse(statement.text());
        }
        TokenReader tokens = PostgresDialect.reader(statement);
        tokens.accept("SET");
        if (tokens.accept("SESSION", "AUTHORIZATION")) {
            return "SET LOCAL SESSION AUTHORIZATION " + tokens.rest();
        }
        tokens.accept("SESSION");
        return "SET LOCAL " + tokens.rest();
    }
}
