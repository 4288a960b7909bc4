package dev.turnstone.cli;

import dev.turnstone.MigrationException;
import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.ToolVersion;
import dev.turnstone.dialect.EmbeddedDatabaseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command line, from what was typed to the exit code.
final class Turnstone {
    private final Surroundings surroundings;

    Turnstone(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// Runs the command that `typed` names.
    ///
    /// @return the exit code
    int run(List<String> typed) {
        boolean quiet = typed.contains("--quiet") || typed.contains("-q");
        Complaints complaints = new Complaints(new Output(surroundings, quiet), typed);
        try {
            return call(typed, quiet);
        } catch (MigrationException | EmbeddedDatabaseException failure) {
            return complaints.stopped(failure);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError defect) {
            complaints.defect(defect);
            return ExitCode.DEFECT;
        }
    }

    private int call(List<String> typed, boolean quiet) {
        int at = commandIndex(typed);
        if (at < 0) {
            return withoutCommand(typed);
        }
        Command command = Commands.find(typed.get(at));
        List<String> rest = new ArrayList<>(typed.subList(0, at));
        rest.addAll(typed.subList(at + 1, typed.size()));
        Syntax syntax = command.syntax();
        Arguments arguments = Arguments.parse(syntax, rest);
        Output output = new Output(surroundings, quiet);
        if (arguments.has("--help")) {
            new Help(output).command(syntax);
            return ExitCode.FINE;
        }
        checkFormat(arguments, command.formats());
        Invocation invocation = new Invocation(arguments, surroundings, output);
        Optional<String> service = arguments.value("--service").or(() -> surroundings.variable("TURNSTONE_SERVICE"));
        return service.isPresent() && service.get().equals("all")
                ? new AllServices(command, invocation).run()
                : command.run(invocation);
    }

    /// Where the command stands: behind options and their values.
    private static int commandIndex(List<String> typed) {
        for (int i = 0; i < typed.size(); i++) {
            String word = typed.get(i);
            if (!word.startsWith("-")) {
                return i;
            }
            if (takesValue(word)) {
                i++;
            }
        }
        return -1;
    }

    private static boolean takesValue(String word) {
        for (Option option : SharedOptions.EVERYWHERE) {
            if (option.name().equals(word)) {
                return option.takesValue();
            }
        }
        for (Option option : SharedOptions.DATABASE) {
            if (option.name().equals(word)) {
                return option.takesValue();
            }
        }
        return false;
    }

    private int withoutCommand(List<String> typed) {
        Output output = new Output(surroundings, false);
        String first = typed.isEmpty() ? "--help" : typed.get(0);
        if (first.equals("--version") || first.equals("-V")) {
            output.result("turnstone " + ToolVersion.text());
            return ExitCode.FINE;
        }
        if (typed.contains("--help") || typed.contains("-h") || typed.isEmpty()) {
            new Help(output).overview();
            return typed.isEmpty() ? ExitCode.USAGE : ExitCode.FINE;
        }
        throw new Misconfigured("no command given with " + first + ". turnstone help lists them.");
    }

    private static void checkFormat(Arguments arguments, List<String> formats) {
        String format = arguments.value("--format").orElse("text");
        if (!formats.contains(format)) {
            int last = formats.size() - 1;
            throw new Misconfigured("--format must be " + String.join(", ", formats.subList(0, last)) + " or "
                    + formats.get(last) + ", not \"" + format + "\"");
        }
    }
}
