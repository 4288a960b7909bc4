package dev.turnstone.cli;

import dev.turnstone.DiffReport;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Suggestion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// What came of generating a migration: written when it is proven, shown when it is not.
///
/// @param folder where it is written to
/// @param next its version
/// @param typed its description as a person typed it
record GeneratedPage(
        Invocation invocation,
        Configuration configuration,
        MigrationFolder folder,
        MigrationFolder.Next next,
        String typed) {

    /// Writes and shows it.
    ///
    /// @return the exit code
    int show(GeneratedMigration generated) {
        return switch (generated) {
            case GeneratedMigration.Nothing nothing -> nothing(nothing);
            case GeneratedMigration.Undecided undecided -> undecided(undecided);
            case GeneratedMigration.Proven proven -> proven(proven);
            case GeneratedMigration.Refused refused -> refused(refused);
        };
    }

    private int nothing(GeneratedMigration.Nothing nothing) {
        if (invocation.json()) {
            json("nothing", nothing.diff(), json -> {});
        } else {
            DiffCommand.text(invocation, nothing.diff());
            invocation.output().say("Nothing to write.");
        }
        return ExitCode.FINE;
    }

    private int undecided(GeneratedMigration.Undecided undecided) {
        if (invocation.json()) {
            json("undecided", undecided.diff(), json -> {});
            return ExitCode.REFUSED;
        }
        Output output = invocation.output();
        undecided.diff().notices().forEach(notice -> Findings.print(notice, output::complain, output));
        output.complain(output.bad("refused: ") + "something may have been renamed, and nobody said so.");
        output.complain("");
        for (Suggestion suggestion : undecided.suggestions()) {
            output.complain("  " + suggestion.words());
            output.complain("    " + Renames.option(suggestion));
        }
        output.complain("");
        output.complain("With the option it is a rename, and its rows or values stay. With --no-renames");
        output.complain("what no option names is dropped and made anew.");
        output.complain("Nothing was written.", "exit code " + ExitCode.REFUSED);
        return ExitCode.REFUSED;
    }

    private int proven(GeneratedMigration.Proven proven) {
        boolean dry = invocation.arguments().has("--dry-run");
        Map<Path, String> files =
                folder.files(next.version(), typed, proven.file().text());
        Path file = files.keySet().iterator().next();
        if (!dry) {
            MigrationFolder.write(files);
        }
        List<Path> locks = dry ? List.of() : folder.locks(configuration);
        if (invocation.json()) {
            json(dry ? "proven" : "written", proven.diff(), json -> {
                json.writeStringProperty("file", LockCommand.shown(configuration, file));
                json.writeStringProperty("text", proven.file().text());
                SchemaJson.texts(json, "losses", proven.losses());
                refusals(json, proven.refusals());
                proof(json, proven.proof());
                SchemaJson.texts(
                        json,
                        "locks",
                        locks.stream()
                                .map(lock -> LockCommand.shown(configuration, lock))
                                .toList());
            });
            return ExitCode.FINE;
        }
        Output output = invocation.output();
        if (dry) {
            output.raw(proven.file().text());
            output.say("");
            proven.diff().notices().forEach(notice -> Findings.print(notice, output::say, output));
        } else {
            if (!invocation.arguments().has("--quiet")) {
                DiffCommand.text(invocation, proven.diff());
            }
            output.say("");
            files.keySet().forEach(written -> output.say("created " + LockCommand.shown(configuration, written)));
            locks.forEach(lock -> output.say("wrote " + LockCommand.shown(configuration, lock)));
        }
        proof(output, proven);
        afterwards(output, dry, proven);
        return ExitCode.FINE;
    }

    private void proof(Output output, GeneratedMigration.Proven proven) {
        GeneratedMigration.Proof proof = proven.proof();
        output.say("proven on " + proof.server() + " in " + Durations.human(proof.duration()));
        String tick = "  " + output.good("✓") + " ";
        boolean whole = proven.refusals().isEmpty();
        String but = whole ? "" : ", but for what is not in it";
        output.say(tick + "up reaches "
                + DiffCommand.shown(invocation, proven.diff().to()) + but);
        output.say(
                proof.reverted()
                        ? tick + "down returns to "
                                + DiffCommand.shown(invocation, proven.diff().from()) + but
                        : "  " + output.attention("–") + " there is no way back to try");
        if (proof.rows() > 0) {
            output.say(tick + Output.count(proof.rows(), "row") + " in " + Output.count(proof.tables(), "table")
                    + ": what should survive does");
        } else if (proof.doubts().isEmpty()) {
            output.say(tick + "there are no rows that could be lost");
        }
        output.say(tick + (whole ? "a second comparison is empty" : "a second comparison finds nothing else"));
        for (String table : proof.unseeded()) {
            output.say("  " + output.attention("!") + " no rows to try it with: " + table);
        }
        for (String doubt : proof.doubts()) {
            output.say("  " + output.attention("!") + " " + doubt);
        }
    }

    private void afterwards(Output output, boolean dry, GeneratedMigration.Proven proven) {
        if (!proven.losses().isEmpty()) {
            output.say(output.attention("It loses data, and says so:"));
            proven.losses().forEach(loss -> output.say("  " + loss));
        }
        if (!proven.refusals().isEmpty()) {
            output.say(output.attention("Not in it, since it cannot be written exactly:"));
            refusals(output::say, proven.refusals());
        }
        next.follows()
                .filter(ignored -> !dry)
                .ifPresent(newest -> output.say("The newest migration, " + newest
                        + ", is not older than the clock says it is now, so this one follows it."));
        Arguments arguments = invocation.arguments();
        boolean lives = arguments.has("--from-drift")
                ? !arguments.has("--undo")
                : arguments.value("--to").map("live"::equals).orElse(false);
        if (!dry && lives) {
            output.say("This database has it already: turnstone mark " + next.version() + Runs.where(arguments)
                    + " --applied --reason …");
        }
    }

    private int refused(GeneratedMigration.Refused refused) {
        if (invocation.json()) {
            json("refused", refused.diff(), json -> {
                json.writeStringProperty("text", refused.file().text());
                refusals(json, refused.refusals());
                SchemaJson.texts(json, "failures", refused.failures());
            });
            return ExitCode.REFUSED;
        }
        Output output = invocation.output();
        if (!refused.file().text().isBlank()) {
            output.result(output.dim("-- " + refused.file().name() + ", NOT written:"));
            output.raw(refused.file().text());
            output.flush();
        }
        refused.diff().notices().forEach(notice -> Findings.print(notice, output::complain, output));
        String why = refused.failures().isEmpty()
                ? "not everything can be written exactly."
                : "on scratch it did not do what it should.";
        output.complain("");
        output.complain(output.bad("refused: ") + why);
        output.complain("");
        refused.failures().forEach(failure -> failure.lines().forEach(line -> output.complain("  " + line)));
        refusals(output::complain, refused.refusals());
        output.complain("");
        boolean rest = refused.failures().isEmpty() && !invocation.arguments().has("--partial");
        output.complain(
                "Nothing was written." + (rest ? " The rest alone: --partial" : ""), "exit code " + ExitCode.REFUSED);
        return ExitCode.REFUSED;
    }

    private void refusals(Consumer<String> line, List<Written.Refusal> refusals) {
        for (Written.Refusal refusal : refusals) {
            line.accept("  " + refusal.what());
            Wrapping.wrap(refusal.why(), invocation.output().width() - 4)
                    .lines()
                    .forEach(part -> line.accept("    " + part));
        }
    }

    private void json(String outcome, DiffReport diff, Consumer<JsonGenerator> more) {
        invocation.output().result(Json.document("generate", json -> {
            json.writeStringProperty("outcome", outcome);
            more.accept(json);
            json.writeName("diff");
            json.writeStartObject();
            DiffJson.write(json, diff);
            json.writeEndObject();
        }));
    }

    private static void refusals(JsonGenerator json, List<Written.Refusal> refusals) {
        json.writeName("refusals");
        json.writeStartArray();
        for (Written.Refusal refusal : refusals) {
            json.writeStartObject();
            json.writeStringProperty("what", refusal.what());
            json.writeStringProperty("why", refusal.why());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void proof(JsonGenerator json, GeneratedMigration.Proof proof) {
        json.writeName("proof");
        json.writeStartObject();
        json.writeStringProperty("server", proof.server());
        json.writeNumberProperty("tables", proof.tables());
        json.writeNumberProperty("rows", proof.rows());
        SchemaJson.texts(json, "unseeded", proof.unseeded());
        SchemaJson.texts(json, "doubts", proof.doubts());
        json.writeBooleanProperty("reverted", proof.reverted());
        Json.millis(json, "durationMillis", proof.duration());
        json.writeEndObject();
    }
}
