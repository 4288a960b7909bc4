package dev.turnstone.postgresql;

import dev.turnstone.sql.Token;
import dev.turnstone.sql.Token.Kind;
import java.util.List;
import java.util.Locale;

/// Whether a backslash in a plain string is a plain backslash, as statements before it have set.
/// A `SET` holds from the statement after it, to the end of the text.
final class StandardStrings {
    private static final String NAME = "STANDARD_CONFORMING_STRINGS";
    private static final List<String> OFF = List.of("f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0");
    private boolean on = true;
    private boolean next = true;
    private State state = State.FIRST;

    private enum State {
        FIRST,
        SET,
        RESET,
        ASSIGN,
        VALUE,
        OTHER
    }

    boolean on() {
        return on;
    }

    void see(String text, Token token) {
        if (token.is(text, ';')) {
            on = next;
            state = State.FIRST;
            return;
        }
        state = switch (state) {
            case FIRST -> first(text, token);
            case SET -> name(text, token);
            case RESET -> {
                next |= token.is(text, NAME) || token.is(text, "ALL");
                yield State.OTHER;
            }
            case ASSIGN -> token.is(text, '=') || token.is(text, "TO") ? State.VALUE : State.OTHER;
            case VALUE -> {
                next = !isOff(text, token);
                yield State.OTHER;
            }
            case OTHER -> State.OTHER;
        };
    }

    private static State first(String text, Token token) {
        if (token.is(text, "SET")) {
            return State.SET;
        }
        return token.is(text, "RESET") ? State.RESET : State.OTHER;
    }

    private static State name(String text, Token token) {
        if (token.is(text, "LOCAL") || token.is(text, "SESSION")) {
            return State.SET;
        }
        return token.is(text, NAME) ? State.ASSIGN : State.OTHER;
    }

    private static boolean isOff(String text, Token token) {
        String value = token.kind() == Kind.STRING ? PostgresLiteral.value(text, token) : token.in(text);
        return OFF.contains(value.toLowerCase(Locale.ROOT));
    }
}
