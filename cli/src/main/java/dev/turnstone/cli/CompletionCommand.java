package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import java.util.List;

/// `turnstone completion`: what a shell needs to complete command lines.
final class CompletionCommand implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "completion",
                "print the completion for a shell",
                List.of("SHELL"),
                false,
                true,
                List.of(),
                List.of("SHELL is bash, zsh or fish. Let the shell read it when it starts."),
                List.of(
                        new Syntax.Example("source <(turnstone completion bash)", "in ~/.bashrc"),
                        new Syntax.Example("source <(turnstone completion zsh)", "in ~/.zshrc"),
                        new Syntax.Example("turnstone completion fish | source", "in config.fish")));
    }

    @Override
    public int run(Invocation invocation) {
        String shell = invocation.arguments().parameter(0).orElseThrow();
        invocation
                .output()
                .raw(
                        switch (shell) {
                            case "bash" -> Completion.bash();
                            case "zsh" -> Completion.zsh();
                            case "fish" -> Completion.fish();
                            default ->
                                throw new Misconfigured("SHELL must be bash, zsh or fish, not \"" + shell + "\"");
                        });
        return ExitCode.FINE;
    }
}
