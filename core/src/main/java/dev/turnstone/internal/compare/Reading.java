package dev.turnstone.internal.compare;

import dev.turnstone.DiffOptions.Fill;
import dev.turnstone.DiffOptions.Renaming;
import dev.turnstone.DiffOptions.Using;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.schema.Ignored;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A schema that was read, and what it is worth.
///
/// @param label what its source is called
/// @param runner for a schema made by running scripts on scratch: the role that ran them; what it owns, nobody said
/// @param user for a live schema: the role that connected to read it
/// @param partial whether what it does not mention stays
/// @param renames what its files say is a rename
/// @param fills what its files say that rows get in columns that take no NULL from now on
/// @param usings what its files say that values of columns become
/// @param answers what a person answered where its entities contradict each other
/// @param notices what a person should know
/// @param provenance who wrote the statements that made it; asked only when somebody wants to know
record Reading(
        Schema schema,
        String label,
        Optional<String> runner,
        Optional<String> user,
        boolean partial,
        List<Renaming> renames,
        List<Fill> fills,
        List<Using> usings,
        List<Answers.Answer> answers,
        List<Diagnostic> notices,
        Supplier<Provenance> provenance) {
    Reading {
        renames = List.copyOf(renames);
        fills = List.copyOf(fills);
        usings = List.copyOf(usings);
        answers = List.copyOf(answers);
        notices = List.copyOf(notices);
    }

    /// The same source with another schema.
    Reading of(Schema other) {
        return new Reading(other, label, runner, user, partial, renames, fills, usings, answers, notices, provenance);
    }

    /// Whether it is what a database holds, and nothing that somebody wrote down.
    boolean live() {
        return runner.isEmpty() && !partial;
    }

    /// The same with a whole desired state made of it.
    Reading whole(Schema all) {
        return new Reading(all, label, runner, user, true, renames, fills, usings, answers, notices, provenance);
    }

    /// The same as a role sees it that connected to it.
    Reading by(String role) {
        return new Reading(
                schema,
                label,
                runner,
                Optional.of(role),
                partial,
                renames,
                fills,
                usings,
                answers,
                notices,
                provenance);
    }

    static Reading of(Schema schema, String label) {
        return plain(schema, label, Optional.empty(), List.of(), () -> Provenance.UNKNOWN);
    }

    static Reading of(Ignored.Rest rest, String label) {
        return plain(
                rest.schema(),
                label,
                Optional.empty(),
                Told.leftOut(rest).stream().toList(),
                () -> Provenance.UNKNOWN);
    }

    static Reading scripted(Ignored.Rest rest, String label, String runner, Supplier<Provenance> provenance) {
        return plain(
                rest.schema(),
                label,
                Optional.of(runner),
                Told.leftOut(rest).stream().toList(),
                provenance);
    }

    private static Reading plain(
            Schema schema,
            String label,
            Optional<String> runner,
            List<Diagnostic> notices,
            Supplier<Provenance> provenance) {
        return new Reading(
                schema,
                label,
                runner,
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                notices,
                provenance);
    }
}
