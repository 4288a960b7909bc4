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
        List<Renaming> renames = new ArrayList<>();
        for (String typed : arguments.values("--rename")) {
            try {
                renames.add(Renaming.parse(typed));
            } catch (IllegalArgumentException noRename) {
                Misconfigured wrong = new Misconfigured("--rename: " + noRename.getMessage());
                wrong.addSuppressed(noRename);
                throw wrong;
            }
        }
        return renames;
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
    /// @return the renames that the person confirmed; empty when nobody can be asked
    static Optional<List<Renaming>> asked(Invocation invocation, DiffReport report) {
        Optional<BufferedReader> answers = invocation.surroundings().answers();
        if (answers.isEmpty() || invocation.arguments().has("--quiet")) {
            return Optional.empty();
        }
        List<Renaming> confirmed = new ArrayList<>();
        for (Suggestion suggestion : report.suggestions()) {
            if (yes(
                    invocation.output(),
                    answers.get(),
                    "Was " + suggestion.from().words() + " renamed to "
                            + suggestion.to().path() + "?")) {
                confirmed.add(
                        new Renaming(suggestion.from().path(), suggestion.to().path()));
            }
        }
        return Optional.of(confirmed);
    }

    private static boolean yes(Output output, BufferedReader answers, String question) {
        output.ask(question + " [y/N] ");
        try {
            String answer = answers.readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException silent) {
            throw new Misconfigured("the answer cannot be read: " + Reasons.of(silent));
        }
    }
}
