package dev.turnstone.postgresql;

import dev.turnstone.sql.Token;
import dev.turnstone.sql.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Values that `ALTER TYPE … ADD VALUE` adds and a later statement uses: PostgreSQL refuses to use one before the
/// transaction that added it has been committed.
///
/// A use is a literal that says the value, also inside the text of a `DO` block or a function, or as an element of
/// an array literal. A literal that only looks the same costs a step more, never correctness.
final class EnumValues {
    private static final int DEEPEST = 3;
    private final Map<String, List<Integer>> unused = new HashMap<>();
    private final Set<Integer> used = new TreeSet<>();

    /// Statement `index`, which begins with the tokens of `lead`, is an `ALTER TYPE`.
    void added(String text, List<Token> lead, int index) {
        boolean adds = false;
        for (int i = 2; i < lead.size(); i++) {
            Token token = lead.get(i);
            adds |= token.is(text, "VALUE") && lead.get(i - 1).is(text, "ADD");
            if (adds && token.kind() == Kind.STRING) {
                unused.computeIfAbsent(PostgresLiteral.value(text, token), value -> new ArrayList<>())
                        .add(index);
                return;
            }
        }
    }

    /// A string stands in a later statement.
    void mention(String text, Token string) {
        if (!unused.isEmpty()) {
            mention(PostgresLiteral.value(text, string), 0);
        }
    }

    private void mention(String value, int depth) {
        use(value);
        if (depth == DEEPEST || unused.isEmpty()) {
            return;
        }
        boolean elements = value.startsWith("{") || value.startsWith("(");
        PostgresLexer lexer = new PostgresLexer(value);
        for (Token token = lexer.next(); token.kind() != Kind.END; token = lexer.next()) {
            if (token.kind() == Kind.STRING) {
                mention(PostgresLiteral.value(value, token), depth + 1);
            } else if (elements && token.kind() == Kind.WORD) {
                use(token.in(value));
            } else if (elements && token.kind() == Kind.QUOTED_IDENTIFIER) {
                use(value.substring(token.start() + 1, token.end() - 1));
            }
        }
    }

    private void use(String value) {
        List<Integer> indexes = unused.remove(value);
        if (indexes != null) {
            used.addAll(indexes);
        }
    }

    /// The statements whose values are used later.
    Set<Integer> usedLater() {
        return used;
    }
}
