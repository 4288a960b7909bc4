package dev.turnstone.cli;

import java.util.List;
import java.util.Optional;

/// `turnstone help`: what there is, and how it is called.
final class HelpCommand implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "help",
                "say what there is, or more about one command",
                List.of("[COMMAND]"),
                false,
                true,
                List.of(),
                List.of(),
                List.of());
    }

    @Override
    public int run(Invocation invocation) {
        Help help = new Help(invocation.output());
        Optional<String> name = invocation.arguments().parameter(0);
        if (name.isPresent()) {
            help.command(Commands.find(name.get()).syntax());
        } else {
            help.overview();
        }
        return ExitCode.FINE;
    }
}
