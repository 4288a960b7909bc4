package dev.turnstone.cli;

import dev.turnstone.MigrationException.Failure;
import java.util.Optional;

/// What usually helps, by SQLSTATE (PostgreSQL, appendix A).
final class Advice {
    private Advice() {}

    static Optional<String> of(Failure failure) {
        return switch (failure.sqlState()) {
            case "23502" -> Optional.of("""
                A column can be NOT NULL at once only on an empty table. Give it a DEFAULT, or
                add it nullable, fill it, then SET NOT NULL: turnstone new … --template not-null\
                """);
            case "42701", "42P07", "42710" -> Optional.of("""
                It is there already. If all of this migration is: turnstone mark VERSION --applied --reason …
                If the whole database was there before: turnstone baseline VERSION, while nothing is
                applied; once something is, mark each version that was there.\
                """);
            case "42P01", "42703", "42704" ->
                Optional.of("What it names is not there. Is the migration that makes it older than this one?");
            case "42501" ->
                Optional.of("The role that runs migrations lacks the privilege. Grant it, or set `role` in"
                        + " turnstone.toml.");
            case "2D000" ->
                Optional.of("What it calls commits or rolls back, and statements here share a transaction with the"
                        + " history.\n"
                        + "If it may run twice, as it would after a crash, write above it:\n"
                        + "-- turnstone:allow no-transaction: REASON\n"
                        + "Otherwise take the COMMIT out of it.");
            case "23505" -> Optional.of("Rows that exist break the rule. Find them, and correct them first.");
            case "23503" ->
                Optional.of("Rows refer to something that is not there. Correct them first, or add the key NOT VALID:\n"
                        + "turnstone new … --template foreign-key");
            default -> Optional.empty();
        };
    }
}
