package dev.turnstone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Writes the manual pages and completion scripts of a distribution, from what the commands say of themselves.
public final class ManPages {
    private ManPages() {}

    /// Writes them.
    ///
    /// @param arguments the folder for the pages, the folder for the completion scripts
    /// @throws IOException when one cannot be written
    public static void main(String[] arguments) throws IOException {
        Path pages = Files.createDirectories(Path.of(arguments[0]));
        Files.writeString(pages.resolve("turnstone.1"), overview());
        for (Command command : Commands.all()) {
            Files.writeString(pages.resolve("turnstone-" + command.syntax().name() + ".1"), page(command.syntax()));
        }
        Path completions = Files.createDirectories(Path.of(arguments[1]));
        Files.writeString(completions.resolve("turnstone.bash"), Completion.bash());
        Files.writeString(completions.resolve("_turnstone"), Completion.zsh());
        Files.writeString(completions.resolve("turnstone.fish"), Completion.fish());
    }

    static String overview() {
        StringBuilder page =
                new StringBuilder(".TH TURNSTONE 1\n.SH NAME\nturnstone \\- migrate databases, and back\n");
        page.append(".SH SYNOPSIS\n.B turnstone\n.I COMMAND\n[options]\n.SH COMMANDS\n");
        for (Command command : Commands.all()) {
            page.append(".TP\n.BR turnstone\\-")
                    .append(escaped(command.syntax().name()))
                    .append(" (1)\n");
            page.append(escaped(Help.sentence(command.syntax().summary()))).append('\n');
        }
        page.append(
                ".SH EXIT STATUS\n0 fine, 1 not as it should be, 2 usage or configuration, 3 a statement failed,\n");
        page.append("4 lock not acquired, 5 refused, 6 cannot connect, 70 a defect of turnstone, 130 interrupted\n");
        return page.toString();
    }

    static String page(Syntax syntax) {
        StringBuilder page = new StringBuilder(".TH TURNSTONE-")
                .append(syntax.name().toUpperCase(Locale.ROOT))
                .append(" 1\n.SH NAME\nturnstone\\-")
                .append(escaped(syntax.name()))
                .append(" \\- ")
                .append(escaped(syntax.summary()))
                .append("\n.SH SYNOPSIS\n.B ")
                .append(escaped(syntax.usage()))
                .append("\n.SH DESCRIPTION\n")
                .append(escaped(Help.sentence(syntax.summary())))
                .append('\n');
        for (String paragraph : syntax.details()) {
            page.append(".PP\n").append(escaped(paragraph)).append('\n');
        }
        page.append(".SH OPTIONS\n");
        for (Option option : syntax.allOptions()) {
            page.append(".TP\n.B ").append(escaped(option.usage())).append('\n');
            page.append(escaped(Help.sentence(option.help()))).append('\n');
        }
        if (!syntax.examples().isEmpty()) {
            page.append(".SH EXAMPLES\n");
        }
        for (Syntax.Example example : syntax.examples()) {
            page.append(".TP\n.B ").append(escaped(example.line())).append('\n');
            page.append(escaped(Help.sentence(example.does()))).append('\n');
        }
        return page.append(".SH SEE ALSO\n.BR turnstone (1)\n").toString();
    }

    private static String escaped(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
