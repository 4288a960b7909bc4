package dev.turnstone.cli;

/// Completion scripts, made from what the commands say of themselves.
final class Completion {
    private Completion() {}

    static String bash() {
        return """
                # bash completion for turnstone
                _turnstone() {
                    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command="" i
                    for ((i = 1; i < COMP_CWORD; i++)); do
                        case ${COMP_WORDS[i]} in
                            -*) ;;
                            %s) command=${COMP_WORDS[i]}; break ;;
                        esac
                    done
                    case $before in
                        --config|--plan|--out|-o) COMPREPLY=($(compgen -f -- "$word")); return ;;
                        --dir) COMPREPLY=($(compgen -d -- "$word")); return ;;
                        --from|--to|--source) COMPREPLY=($(compgen -W "%s" -- "$word") $(compgen -f -- "$word")); return ;;
                        --style) COMPREPLY=($(compgen -W "online direct" -- "$word")); return ;;
                        --rights) COMPREPLY=($(compgen -W "compared ignored" -- "$word")); return ;;
                        --dialect) COMPREPLY=($(compgen -W "postgresql sqlite" -- "$word")); return ;;
                        --format) case $command in
                %s            esac; return ;;
                        --phase) COMPREPLY=($(compgen -W "expand" -- "$word")); return ;;
                        --template) COMPREPLY=($(compgen -W "%s" -- "$word")); return ;;
                    esac
                    case $command in
                        "") COMPREPLY=($(compgen -W "%s" -- "$word")) ;;
                %s    esac
                }
                complete -F _turnstone turnstone
                """.formatted(
                        String.join("|", Commands.NAMES),
                        String.join(" ", SourceName.WORDS),
                        formats(),
                        String.join(" ", new Templates().names()),
                        String.join(" ", Commands.NAMES),
                        bashCases());
    }

    private static String formats() {
        StringBuilder cases = new StringBuilder();
        for (Command command : Commands.all()) {
            if (command.formats().size() > 2) {
                cases.append("            ").append(command.syntax().name()).append(") COMPREPLY=($(compgen -W \"");
                cases.append(String.join(" ", command.formats())).append("\" -- \"$word\")) ;;\n");
            }
        }
        return cases.append("            *) COMPREPLY=($(compgen -W \"text json\" -- \"$word\")) ;;\n")
                .toString();
    }

    private static String bashCases() {
        StringBuilder cases = new StringBuilder();
        for (Command command : Commands.all()) {
            cases.append("        ").append(command.syntax().name()).append(") COMPREPLY=($(compgen -W \"");
            cases.append(words(command)).append("\" -- \"$word\")) ;;\n");
        }
        return cases.toString();
    }

    private static String words(Command command) {
        StringBuilder words = new StringBuilder();
        for (Option option : command.syntax().allOptions()) {
            words.append(words.isEmpty() ? "" : " ").append(option.name());
        }
        switch (command.syntax().name()) {
            case "completion" -> words.append(" bash zsh fish");
            case "help" -> words.append(' ').append(String.join(" ", Commands.NAMES));
            default -> {}
        }
        return words.toString();
    }

    static String zsh() {
        return """
                #compdef turnstone
                # zsh completion for turnstone, by way of bash's
                autoload -U +X bashcompinit && bashcompinit
                """ + bash();
    }

    static String fish() {
        StringBuilder script = new StringBuilder("# fish completion for turnstone\ncomplete -c turnstone -f\n");
        String none = "not __fish_seen_subcommand_from " + String.join(" ", Commands.NAMES);
        for (Command command : Commands.all()) {
            Syntax syntax = command.syntax();
            script.append("complete -c turnstone -n '")
                    .append(none)
                    .append("' -a ")
                    .append(syntax.name());
            script.append(" -d ").append(quoted(syntax.summary())).append('\n');
            for (Option option : syntax.allOptions()) {
                script.append("complete -c turnstone -n '__fish_seen_subcommand_from ")
                        .append(syntax.name());
                script.append("' -l ").append(option.name().substring(2));
                script.append(
                        option.letter().isEmpty()
                                ? ""
                                : " -s " + option.letter().substring(1));
                script.append(option.takesValue() ? " -r" : "");
                script.append(" -d ").append(quoted(option.help())).append('\n');
            }
        }
        return script.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "\\'") + "'";
    }
}
