package dev.turnstone;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.history.Direction;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Version;
import dev.turnstone.sql.Location;
import java.util.List;
import java.util.Optional;

/// Why a command stopped. Each case has the exit code that the command line ends with.
///
/// Messages say what, where, why and what to do, and never hold secrets.
public abstract sealed class MigrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Diagnostic> diagnostics;

    private MigrationException(String message, List<Diagnostic> diagnostics) {
        super(message);
        this.diagnostics = List.copyOf(diagnostics);
    }

    private MigrationException(String message, Throwable cause) {
        super(message, cause);
        this.diagnostics = List.of();
    }

    /// One finding a place; empty when the message says it all.
    public final List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /// The message and every finding, so that a log that prints the stack trace says what to do. The message alone is
    /// for those who print the findings themselves.
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        StringBuilder text = new StringBuilder(super.toString());
        for (Diagnostic found : diagnostics) {
            text.append("\n  ");
            found.location().ifPresent(place -> text.append(place).append(": "));
            text.append(found.message());
            found.help().ifPresent(help -> text.append(". Help: ").append(help));
        }
        return text.toString();
    }

    /// The exit code of the command line, stable: see the reference.
    public abstract int exitCode();

    /// Files, configuration or arguments that cannot be right. Nothing was run.
    public static final class Misconfigured extends MigrationException {
        private static final long serialVersionUID = 1L;

        public Misconfigured(String message) {
            super(message, List.of());
        }

        public Misconfigured(String message, List<Diagnostic> diagnostics) {
            super(message, diagnostics);
        }

        @Override
        public int exitCode() {
            return 2;
        }
    }

    /// Files and history, or the history and itself, do not fit together. Nothing was run.
    public static final class HistoryConflict extends MigrationException {
        private static final long serialVersionUID = 1L;

        public HistoryConflict(String message, List<Diagnostic> diagnostics) {
            super(message, diagnostics);
        }

        @Override
        public int exitCode() {
            return 1;
        }
    }

    /// A statement, an assertion or a Java migration failed.
    public static final class StatementFailed extends MigrationException {
        private static final long serialVersionUID = 1L;
        private final transient Failure failure;

        public StatementFailed(Failure failure, Throwable cause) {
            super(failure.summary(), cause);
            this.failure = failure;
        }

        public Failure failure() {
            return failure;
        }

        @Override
        public int exitCode() {
            return 3;
        }
    }

    /// What is true after a failure.
    ///
    /// @param version the migration
    /// @param description its title
    /// @param kind what it is; a hook or a seed is no migration and is one transaction
    /// @param direction which way it was going
    /// @param location the place in the file, when the failing statement is known
    /// @param excerpt the failing statement's line as written, literals of row changes masked
    /// @param message the database's words, without secrets
    /// @param sqlState its code, empty when there is none
    /// @param stepsDone steps of this migration that are done and stay done
    /// @param stepsTotal all its steps
    /// @param before migrations of this run that are applied (or reverted) and stay so
    /// @param missing what the steps that are done have dropped and a later step would have made again:
    ///     `view public.active_users`
    public record Failure(
            Version version,
            String description,
            Kind kind,
            Direction direction,
            Optional<Location> location,
            Optional<String> excerpt,
            String message,
            String sqlState,
            int stepsDone,
            int stepsTotal,
            int before,
            List<String> missing) {
        public Failure {
            missing = List.copyOf(missing);
        }

        /// One to three lines for logs.
        public String summary() {
            String place = location.map(Location::toString).orElse(version.text());
            String code = sqlState.isEmpty() ? "" : " (" + sqlState + ")";
            return place + ": " + message + code + "\n" + remains()
                    + waysOut().map(line -> "\n" + line).orElse("");
        }

        /// What is missing from the database between the steps, and the ways out of there; empty when no step is done.
        public Optional<String> waysOut() {
            if (stepsDone == 0 || stepsDone >= stepsTotal) {
                return Optional.empty();
            }
            String gone = missing.isEmpty() ? "" : "Missing until then: " + String.join(", ", missing) + ". ";
            return Optional.of(
                    direction == Direction.UP
                            ? gone + "Once the cause is gone, turnstone migrate goes on with step " + (stepsDone + 1)
                                    + "; turnstone revert undoes the steps that are done."
                            : gone + "Once the cause is gone, turnstone revert goes on with step " + (stepsDone + 1)
                                    + ", and so does turnstone migrate before it applies what is pending.");
        }

        /// What of this migration, and of those before it in the run, is done and stays so.
        public String remains() {
            return switch (kind) {
                case HOOK -> "The hook was rolled back, and nothing further was run.";
                case SEED -> "The seed was rolled back; those before it stay.";
                case SQL, JAVA, REPEATABLE, BASELINE, CHECKPOINT, MARKED, IMPORTED -> {
                    String verb = direction == Direction.UP ? "applied" : "reverted";
                    String done = stepsDone == 0
                            ? "Nothing of " + version + " was " + verb
                            : "Steps 1 to " + stepsDone + " of " + stepsTotal + " of " + version
                                    + " are done and recorded";
                    yield done
                            + (before == 0
                                    ? "."
                                    : "; the " + before + " before it in this run "
                                            + (before == 1 ? "stays." : "stay."));
                }
            };
        }
    }

    /// Another runner holds the history, or another session a table, for longer than the caller would wait.
    public static final class LockNotAcquired extends MigrationException {
        private static final long serialVersionUID = 1L;

        public LockNotAcquired(String message) {
            super(message, List.of());
        }

        @Override
        public int exitCode() {
            return 4;
        }
    }

    /// A safety gate said no. Nothing was changed.
    public static final class Refused extends MigrationException {
        private static final long serialVersionUID = 1L;

        public Refused(String message, List<Diagnostic> diagnostics) {
            super(message, diagnostics);
        }

        @Override
        public int exitCode() {
            return 5;
        }
    }

    /// The database cannot be reached, or the connection was lost and did not come back.
    public static final class DatabaseUnavailable extends MigrationException {
        private static final long serialVersionUID = 1L;

        public DatabaseUnavailable(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public int exitCode() {
            return 6;
        }
    }

    /// The user stopped it; the history says how far it came.
    public static final class Interrupted extends MigrationException {
        private static final long serialVersionUID = 1L;

        public Interrupted(String message) {
            super(message, List.of());
        }

        @Override
        public int exitCode() {
            return 130;
        }
    }
}
