package dev.turnstone.cli;

/// Help pages.
final class Help {
    private final Output output;

    Help(Output output) {
        this.output = output;
    }

    /// All commands, one line each.
    void overview() {
        output.result("Usage: turnstone COMMAND [options]");
        output.result("");
        output.result("Brings a database from the schema it has to the schema it should have, and back.");
        output.result("");
        for (Command command : Commands.all()) {
            Syntax syntax = command.syntax();
            output.result("  " + Output.padded(syntax.name(), 12) + syntax.summary());
        }
        output.result("");
        output.result("The database: --env NAME, --url URL, TURNSTONE_URL, DATABASE_URL, or turnstone.toml.");
        output.result("More: turnstone help COMMAND. First time here: turnstone demo");
    }

    /// One command.
    void command(Syntax syntax) {
        output.result("Usage: " + syntax.usage());
        output.result("");
        output.result(sentence(syntax.summary()));
        for (String paragraph : syntax.details()) {
            output.result("");
            output.result(Wrapping.wrap(paragraph, 80));
        }
        if (!syntax.options().isEmpty()) {
            output.result("");
            output.result("Options of " + syntax.name() + ":");
            syntax.options().forEach(this::option);
        }
        if (syntax.connects()) {
            output.result("");
            output.result("The database:");
            SharedOptions.DATABASE.forEach(this::option);
        }
        output.result("");
        output.result("Everywhere:");
        SharedOptions.EVERYWHERE.forEach(this::option);
        if (!syntax.examples().isEmpty()) {
            output.result("");
            output.result("Examples:");
            for (Syntax.Example example : syntax.examples()) {
                boolean wide = example.line().length() > 42 || example.does().length() > 80 - 46;
                output.result(wide ? "  " + example.line() : "  " + Output.padded(example.line(), 44) + example.does());
                if (wide) {
                    output.result(" ".repeat(46) + example.does());
                }
            }
        }
    }

    /// A summary as a sentence.
    static String sentence(String summary) {
        return Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".";
    }

    private void option(Option option) {
        String usage = "  " + option.usage();
        if (usage.length() > 26) {
            output.result(usage);
            usage = "";
        }
        for (String line : Wrapping.wrap(option.help(), 80 - 28).split("\n", -1)) {
            output.result(Output.padded(usage, 28) + line);
            usage = "";
        }
    }
}
