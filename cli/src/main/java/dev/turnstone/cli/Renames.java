package dev.turnstone.cli;

import dev.turnstone.DiffOptions.Renaming;
import dev.turnstone.DiffReport;
import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Suggestion;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What may have been renamed: said with options, asked of a person who sits there, never guessed.
final class Renames {
    /// Says that something was renamed.
    static final Option OPTION =
            Option.values("--rename", "OLD=NEW", "it is a rename: users=accounts, users.mail=users.email");

    private Renames() {}

    /// Those that were typed.
    ///
    /// @throws Misconfigured for what is none
    static List<Renaming> typed(Arguments arguments) {
        return arguments.parsed("--rename", Renaming::parse);
    }

    /// The option that confirms a suggestion, as it can be typed.
    static String option(Suggestion suggestion) {
        return "--rename " + shell(path(suggestion.from()) + "=" + path(suggestion.to()));
    }

    private static String path(Id id) {
        String path = id.path();
        return path.startsWith("public.") ? path.substring("public.".length()) : path;
    }

    private static String shell(String word) {
        return word.matches("[\\p{L}\\p{N}_.=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /// Shows what looks like a rename, and how to say so.
    static void suggest(Output output, List<Suggestion> suggestions) {
        if (suggestions.isEmpty()) {
            return;
        }
        output.result("");
        output.result(output.attention("may have been renamed; to say so:"));
        for (Suggestion suggestion : suggestions) {
            output.result("  " + option(suggestion));
        }
    }

    /// Asks about each suggestion.
    ///
    /// @return the renames that the person confirmed; empty when nobody can be asked, or nobody answers
    static Optional<List<Renaming>> asked(Invocation invocation, DiffReport report) {
        Optional<BufferedReader> answers = invocation.surroundings().answers();
        if (answers.isEmpty() || invocation.arguments().has("--quiet")) {
            return Optional.empty();
        }
        List<Renaming> confirmed = new ArrayList<>();
        for (Suggestion suggestion : report.suggestions()) {
            Optional<Boolean> answer = answer(
                    invocation.output(),
                    answers.get(),
                    "Was " + suggestion.from().words() + " renamed to "
                            + suggestion.to().path() + "? (n: it goes, and a new one is made)");
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            if (answer.get()) {
                confirmed.add(
                        new Renaming(suggestion.from().path(), suggestion.to().path()));
            }
        }
        return Optional.of(confirmed);
    }

    /// Asks until it is a yes or a no: a slip of the finger must not drop a column.
    private static Optional<Boolean> answer(Output output, BufferedReader answers, String question) {
        try {
            while (true) {
                output.ask(question + " [y/n] ");
                String answer = answers.readLine();
                if (answer == null) {
                    return Optional.empty();
                }
                switch (answer.strip().toLowerCase(Locale.ROOT)) {
                    case "y", "yes" -> {
                        return Optional.of(true);
                    }
                    case "n", "no" -> {
                        return Optional.of(false);
                    }
                    default -> output.say("Please type y or n.");
                }
            }
        } catch (IOException silent) {
            throw new Misconfigured("the answer cannot be read: " + Reasons.of(silent));
        }
    }
}
