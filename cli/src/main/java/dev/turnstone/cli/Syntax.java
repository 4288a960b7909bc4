package dev.turnstone.cli;

import java.util.ArrayList;
import java.util.List;

/// What may stand behind a command's name, and what help says about it.
///
/// @param name the command
/// @param summary one line, imperative
/// @param parameters what follows the name, as `VERSION`; in square brackets when it may be left out
/// @param connects whether the command talks to a database, and so takes the options that say which
/// @param reads whether it changes nothing: over several services it goes on after a finding
/// @param options its own options; those of every command are added
/// @param details paragraphs for help and the man page
/// @param examples command lines with a word about each
record Syntax(
        String name,
        String summary,
        List<String> parameters,
        boolean connects,
        boolean reads,
        List<Option> options,
        List<String> details,
        List<Example> examples) {
    Syntax {
        parameters = List.copyOf(parameters);
        options = List.copyOf(options);
        details = List.copyOf(details);
        examples = List.copyOf(examples);
    }

    /// A command line and what it does.
    record Example(String line, String does) {}

    /// Its own options and those it shares with other commands.
    List<Option> allOptions() {
        List<Option> all = new ArrayList<>(options);
        if (connects) {
            all.addAll(SharedOptions.DATABASE);
        }
        all.addAll(SharedOptions.EVERYWHERE);
        return all;
    }

    /// The parameters that must be given.
    int required() {
        int required = 0;
        for (String parameter : parameters) {
            if (!parameter.startsWith("[")) {
                required++;
            }
        }
        return required;
    }

    /// `turnstone mark VERSION [options]`.
    String usage() {
        StringBuilder usage = new StringBuilder("turnstone ").append(name);
        for (String parameter : parameters) {
            usage.append(' ').append(parameter);
        }
        return usage.append(" [options]").toString();
    }
}
