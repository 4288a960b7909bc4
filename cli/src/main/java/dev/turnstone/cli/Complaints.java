package dev.turnstone.cli;

import dev.turnstone.MigrationException;
import dev.turnstone.MigrationException.Failure;
import dev.turnstone.ToolVersion;
import dev.turnstone.diagnostic.Diagnostic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;

/// Says what went wrong: what, where, why, and what to do; as JSON when that was asked for.
final class Complaints {
    private static final String UNCHANGED = "Nothing was changed.";
    private final Output output;
    private final boolean json;
    private final boolean verbose;
    private final String command;

    /// For one command, whatever else was typed.
    Complaints(Invocation invocation, String command) {
        this.output = invocation.output();
        this.json = invocation.json();
        this.verbose = invocation.verbose();
        this.command = command;
    }

    Complaints(Output output, List<String> typed) {
        this.output = output;
        int format = typed.indexOf("--format");
        this.json = typed.contains("--format=json")
                || (format >= 0
                        && format + 1 < typed.size()
                        && typed.get(format + 1).equals("json"));
        this.verbose = typed.contains("--verbose") || typed.contains("-v");
        this.command =
                typed.stream().filter(Commands.NAMES::contains).findFirst().orElse("");
    }

    /// A command stopped, by a failure of which both kinds say what is to be done.
    ///
    /// @return the exit code
    int stopped(RuntimeException failure) {
        if (failure instanceof MigrationException known) {
            failure(known);
            return known.exitCode();
        }
        message("unavailable", String.valueOf(failure.getMessage()), ExitCode.UNAVAILABLE);
        return ExitCode.UNAVAILABLE;
    }

    /// A command stopped.
    void failure(MigrationException failure) {
        if (json) {
            output.result(JsonErrors.of(command, failure));
            return;
        }
        switch (failure) {
            case MigrationException.StatementFailed failed -> frame(failed.failure());
            case MigrationException.Misconfigured wrong -> findings(wrong, wrong.diagnostics());
            case MigrationException.HistoryConflict conflict -> findings(conflict, conflict.diagnostics());
            case MigrationException.Refused refused -> refusal(refused);
            case MigrationException.LockNotAcquired waited -> exit(waited);
            case MigrationException.DatabaseUnavailable gone -> {
                exit(gone);
                if (String.valueOf(gone.getMessage()).contains("no password was provided")) {
                    output.complain(
                            "The password comes from TURNSTONE_PASSWORD, or from `password` in turnstone.toml.");
                }
            }
            case MigrationException.Interrupted stopped -> exit(stopped);
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (suppressed instanceof MigrationException second) {
                output.complain("also: " + second.getMessage());
            }
        }
    }

    /// Something without an exception of its own.
    void message(String kind, String message, int exitCode) {
        if (json) {
            output.result(JsonErrors.of(command, kind, message, exitCode));
        } else {
            output.complain(message);
        }
    }

    /// A defect of ours.
    void defect(Throwable defect) {
        String what = defect instanceof OutOfMemoryError
                ? "out of memory. Give it more: TURNSTONE_JAVA_OPTIONS=-Xmx2g"
                : "sorry, this is a defect of turnstone " + ToolVersion.text() + ": " + defect;
        message("defect", what, ExitCode.DEFECT);
        if (!json) {
            output.complain("What was committed is in the history: turnstone status.");
            output.complain(verbose ? trace(defect) : "--verbose shows where it happened; please report it with that.");
        }
    }

    private void exit(MigrationException failure) {
        output.complain(String.valueOf(failure.getMessage()));
    }

    private void findings(MigrationException failure, List<Diagnostic> diagnostics) {
        for (Diagnostic diagnostic : diagnostics) {
            Findings.print(diagnostic, output::complain, output);
        }
        exit(failure);
    }

    private void refusal(MigrationException.Refused refused) {
        String message = String.valueOf(refused.getMessage());
        String said = message.startsWith("refused: ") ? message.substring("refused: ".length()) : message;
        List<Diagnostic> reasons = refused.diagnostics();
        if (reasons.isEmpty()) {
            output.complain(output.bad("refused: ") + said);
            return;
        }
        output.complain(output.bad("refused: ") + said.replace(" " + UNCHANGED, ""));
        output.complain("");
        boolean rows = named(reasons, "data-loss");
        String code = "exit code " + refused.exitCode();
        if (rows || named(reasons, "untried")) {
            columns(reasons);
            output.complain("");
            output.complain(UNCHANGED + (rows ? " Keep them: write a down that parks them." : ""));
            output.complain(
                    (rows ? "To lose them on purpose" : "To revert all the same") + ": --allow-data-loss", code);
        } else {
            reasons.forEach(this::reason);
            output.complain("");
            output.complain(UNCHANGED, code);
        }
    }

    private static boolean named(List<Diagnostic> reasons, String rule) {
        return reasons.stream().anyMatch(reason -> reason.rule().equals(rule));
    }

    /// What would be lost, and how much of it, below each other.
    private void columns(List<Diagnostic> reasons) {
        int widest = 0;
        for (Diagnostic reason : reasons) {
            widest = Math.max(widest, reason.message().length());
        }
        for (Diagnostic reason : reasons) {
            String detail = reason.help().map(help -> "   " + help).orElse("");
            output.complain(("  " + Output.padded(reason.message(), widest) + detail).stripTrailing());
        }
    }

    /// A reason that no option overrules: where, what, and what to do instead.
    private void reason(Diagnostic reason) {
        String place = reason.location().map(location -> location + ": ").orElse("");
        output.complain("  " + place + reason.message());
        reason.help().ifPresent(help -> output.complain("    " + output.dim("help: ") + help));
    }

    private void frame(Failure failure) {
        output.complain("");
        failure.location().ifPresent(place -> {
            output.complain(place.toString());
            failure.excerpt().ifPresent(excerpt -> excerpt(place.line(), place.column(), excerpt));
        });
        String code = failure.sqlState().isEmpty() ? "" : " (" + failure.sqlState() + ")";
        output.complain(output.bad(failure.message() + code));
        output.complain("");
        output.complain(truth(failure));
        Optional<String> advice = Advice.of(failure);
        advice.ifPresent(output::complain);
        String again = advice.isPresent() ? "Then run `turnstone " : "Correct the file, then run `turnstone ";
        output.complain(again + command + "` again.", "exit code 3");
    }

    private void excerpt(int line, int column, String excerpt) {
        String number = Integer.toString(line);
        output.complain("  " + output.dim(number + " │ ") + excerpt);
        if (column > 1 && column <= excerpt.length()) {
            String carets = "^".repeat(wordLength(excerpt, column - 1));
            output.complain("  " + " ".repeat(number.length()) + output.dim(" │ ") + " ".repeat(column - 1)
                    + output.bad(carets));
        }
    }

    private static int wordLength(String text, int from) {
        int end = from;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return Math.max(1, end - from);
    }

    private String truth(Failure failure) {
        return switch (failure.kind()) {
            case HOOK -> "The hook was rolled back, and nothing further was run.";
            case SEED -> "The seed was rolled back; those before it stay.";
            case SQL, JAVA, REPEATABLE, BASELINE, CHECKPOINT, MARKED, IMPORTED -> migration(failure);
        };
    }

    private String migration(Failure failure) {
        String done = command.equals("revert") ? "reverted" : "applied";
        String own = failure.stepsDone() == 0
                ? "Nothing of this migration was " + done
                : "Steps 1 to " + failure.stepsDone() + " of " + failure.stepsTotal() + " of this migration are " + done
                        + " and recorded";
        String all = failure.before() == 0
                ? own + "."
                : own + "; the " + failure.before() + " before it " + (failure.before() == 1 ? "is." : "are.");
        return failure.waysOut().map(line -> all + "\n" + line).orElse(all);
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
