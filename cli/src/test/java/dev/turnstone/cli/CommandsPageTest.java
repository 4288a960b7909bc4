package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `docs/reference/commands.md` says what the commands say of themselves. When they change, copy
/// `target/commands.md` there.
class CommandsPageTest {
    @Test
    void isWhatTheCommandsSay() throws IOException {
        String page = page();
        Files.writeString(Path.of("target/commands.md"), page);

        assertThat(Files.readString(Path.of("../docs/reference/commands.md"))).isEqualTo(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Commands

                `turnstone help COMMAND` says the same at the terminal. What ends with which code:
                [exit codes](exit-codes.md). What else can be configured: [configuration](configuration.md).

                """);
        for (Command command : Commands.all()) {
            String name = command.syntax().name();
            page.append("* [`").append(name).append("`](#").append(name).append("): ");
            page.append(command.syntax().summary()).append('\n');
        }
        for (Command command : Commands.all()) {
            section(page, command.syntax());
        }
        page.append("\n## Options of commands that talk to a database\n");
        options(page, SharedOptions.DATABASE);
        page.append("\n## Options of every command\n");
        options(page, SharedOptions.EVERYWHERE);
        return page.toString();
    }

    private static void section(StringBuilder page, Syntax syntax) {
        page.append("\n## ")
                .append(syntax.name())
                .append("\n\n```\n")
                .append(syntax.usage())
                .append("\n```\n\n");
        page.append(Help.sentence(syntax.summary())).append('\n');
        for (String paragraph : syntax.details()) {
            page.append('\n').append(Wrapping.wrap(paragraph, 120)).append('\n');
        }
        options(page, syntax.options());
        if (!syntax.examples().isEmpty()) {
            page.append("\n```\n");
            for (Syntax.Example example : syntax.examples()) {
                page.append(Output.padded(example.line(), 46))
                        .append("  # ")
                        .append(example.does())
                        .append('\n');
            }
            page.append("```\n");
        }
    }

    private static void options(StringBuilder page, List<Option> options) {
        if (options.isEmpty()) {
            return;
        }
        page.append("\n| option | means |\n|---|---|\n");
        for (Option option : options) {
            page.append("| `")
                    .append(option.usage())
                    .append("` | ")
                    .append(option.help())
                    .append(" |\n");
        }
    }
}
