package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The commands by name.
final class Commands {
    /// In the order of help.
    static final List<String> NAMES = List.of(
            "init",
            "new",
            "migrate",
            "revert",
            "status",
            "history",
            "plan",
            "validate",
            "mark",
            "lock",
            "baseline",
            "checkpoint",
            "inspect",
            "diff",
            "generate",
            "drift",
            "seed",
            "reset",
            "demo",
            "completion",
            "help");

    private Commands() {}

    /// The command of that name, or of a word that other tools use for nothing else.
    ///
    /// @throws Misconfigured when there is none; the message names the one that was probably meant
    static Command find(String name) {
        return known(name).orElseThrow(() -> new Misconfigured(unknown(name)));
    }

    static List<Command> all() {
        List<Command> all = new ArrayList<>();
        for (String name : NAMES) {
            all.add(find(name));
        }
        return all;
    }

    private static Optional<Command> known(String name) {
        Command command = switch (name) {
            case "init" -> new InitCommand();
            case "new" -> new NewCommand();
            case "migrate" -> new MigrateCommand();
            case "revert" -> new RevertCommand();
            case "status" -> new StatusCommand();
            case "history" -> new HistoryCommand();
            case "plan" -> new PlanCommand();
            case "validate" -> new ValidateCommand();
            case "mark" -> new MarkCommand();
            case "lock" -> new LockCommand();
            case "baseline" -> new BaselineCommand();
            case "checkpoint" -> new CheckpointCommand();
            case "inspect" -> new InspectCommand();
            case "diff" -> new DiffCommand();
            case "generate" -> new GenerateCommand();
            case "drift" -> new DriftCommand();
            case "seed" -> new SeedCommand();
            case "reset" -> new ResetCommand();
            case "demo" -> new DemoCommand();
            case "completion" -> new CompletionCommand();
            case "help" -> new HelpCommand();
            default -> null;
        };
        return Optional.ofNullable(command);
    }

    private static String unknown(String name) {
        String ours = switch (name) {
            case "up", "run", "deploy" -> "migrate";
            case "down", "undo", "rollback" -> "revert";
            case "show", "info" -> "status";
            case "repair", "resolve", "force" -> "mark";
            case "clean" -> "reset";
            default -> "";
        };
        if (!ours.isEmpty()) {
            return "\"" + name + "\" is called " + ours + " here: turnstone help " + ours;
        }
        return "unknown command \"" + name + "\"." + Guess.of(name, NAMES, "\"") + " turnstone help lists them.";
    }
}
