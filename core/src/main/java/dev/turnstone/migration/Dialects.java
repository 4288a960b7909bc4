package dev.turnstone.migration;

import java.util.Locale;
import java.util.Optional;

/// The names of databases in folders and sections.
final class Dialects {
    static final String WORDS = "postgresql (or postgres), sqlite";

    private Dialects() {}

    /// The dialect's own name for what a file says, in any case; none when no dialect is called so.
    static Optional<String> named(String written) {
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "postgresql", "postgres" -> Optional.of("postgresql");
            case "sqlite" -> Optional.of("sqlite");
            default -> Optional.empty();
        };
    }
}
