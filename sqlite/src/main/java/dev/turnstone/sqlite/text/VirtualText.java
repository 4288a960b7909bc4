package dev.turnstone.sqlite.text;

import java.util.ArrayList;
import java.util.List;

/// A stored `CREATE VIRTUAL TABLE`, read.
///
/// @param module in lower case
/// @param arguments as written, white space made one blank and none around `=`
public record VirtualText(String name, String module, List<String> arguments) {
    public VirtualText {
        arguments = List.copyOf(arguments);
    }

    /// Reads a stored text.
    public static VirtualText read(String sql) throws UnreadableText {
        SqliteTokens tokens = new SqliteTokens(sql);
        int name = tokens.nameAfter("VIRTUAL TABLE").orElseThrow(() -> new UnreadableText("not a virtual table"));
        if (!tokens.is(name + 1, "USING")) {
            throw new UnreadableText("USING was expected at " + tokens.where(name + 1));
        }
        List<String> arguments = new ArrayList<>();
        if (tokens.is(name + 3, "(")) {
            int close = tokens.close(name + 3);
            for (int at = name + 4; at < close; ) {
                int next = tokens.comma(at, close);
                arguments.add(argument(tokens, at, next));
                at = next + 1;
            }
        }
        return new VirtualText(tokens.name(name), SqliteWords.fold(tokens.name(name + 2)), arguments);
    }

    private static String argument(SqliteTokens tokens, int from, int end) {
        if (tokens.is(from + 1, "=")) {
            return tokens.word(from) + "=" + tokens.written(from + 2, end);
        }
        return tokens.written(from, end);
    }

    /// Its columns, in lower case: of the full-text and r-tree modules, whose arguments are columns and options.
    public List<String> columns() {
        List<String> columns = new ArrayList<>();
        for (String argument : arguments) {
            SqliteTokens tokens = new SqliteTokens(argument);
            int name = tokens.is(0, "+") ? 1 : 0;
            if (tokens.isName(name) && !tokens.is(1, "=")) {
                columns.add(SqliteWords.fold(SqliteWords.unquoted(tokens.written(name))));
            }
        }
        return List.copyOf(columns);
    }

    /// The value of an option, without its quotes; empty when it is not given.
    public String option(String option) {
        for (String argument : arguments) {
            if (argument.startsWith(option + "=")) {
                return SqliteWords.unquoted(argument.substring(option.length() + 1));
            }
        }
        return "";
    }
}
