package dev.turnstone.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/// What the server says of an error, on one line. Rows are never quoted: the DETAIL of an error about values is left
/// out,
/// and so are the statements in its CONTEXT.
///
/// @param server its message
/// @param state its SQLSTATE
record ServerWords(ServerErrorMessage server, String state) {
    /// Classes of errors whose DETAIL names objects, sessions and limits; and what an author wrote into `RAISE`.
    private static final Pattern NAMES_ONLY = Pattern.compile("(?:0A|2B|2F|3D|3F|42|53|54|55|57).*|P0001");

    private static final Pattern FUNCTION_LINE = Pattern.compile("(?:PL/\\w+|SQL) function .*");
    private static final int MOST_LINES = 20;

    /// @param functions whether the functions it was in are told
    String text(boolean functions) {
        List<String> parts = new ArrayList<>();
        parts.add(String.valueOf(server.getMessage()));
        if (NAMES_ONLY.matcher(state).matches()) {
            lines(server.getDetail())
                    .limit(MOST_LINES)
                    .reduce((one, other) -> one + "; " + other)
                    .ifPresent(parts::add);
        }
        lines(functions ? server.getWhere() : null)
                .filter(line -> FUNCTION_LINE.matcher(line).matches())
                .reduce((one, other) -> one + ", called from " + other)
                .ifPresent(where -> parts.add("In " + where));
        @Nullable String hint = server.getHint();
        if (hint != null) {
            parts.add(hint);
        }
        return joined(parts);
    }

    /// Sentences, the last one as the server ends it.
    private static String joined(List<String> parts) {
        StringBuilder text = new StringBuilder(parts.get(0));
        for (String part : parts.subList(1, parts.size())) {
            String before = text.toString().stripTrailing();
            text.setLength(0);
            text.append(before.endsWith(".") ? before : before + ".")
                    .append(' ')
                    .append(part);
        }
        return text.toString();
    }

    private static Stream<String> lines(@Nullable String text) {
        return text == null ? Stream.empty() : text.lines().map(String::strip);
    }
}
