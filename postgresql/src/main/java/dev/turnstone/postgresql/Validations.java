package dev.turnstone.postgresql;

import dev.turnstone.sql.Token;
import dev.turnstone.sql.Token.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Constraints that a script adds `NOT VALID` and validates later. The strong lock of the first statement must be gone
/// before the second reads every row, so a step ends between the two: right before the second, since what stands with
/// the first belongs to it.
final class Validations {
    private final Map<String, Integer> unvalidated = new HashMap<>();
    private final Set<Integer> ends = new TreeSet<>();

    /// Statement `index` begins with the tokens of `lead` and ends with `NOT VALID`, or does not.
    void see(String text, List<Token> lead, boolean notValid, int index) {
        boolean altersTable =
                lead.size() > 1 && lead.get(0).is(text, "ALTER") && lead.get(1).is(text, "TABLE");
        Optional<String> name = altersTable ? constraint(text, lead) : Optional.empty();
        if (name.isEmpty()) {
            return;
        }
        if (notValid) {
            unvalidated.put(name.get(), index);
        } else if (lead.stream().anyMatch(token -> token.is(text, "VALIDATE"))) {
            Optional.ofNullable(unvalidated.remove(name.get())).ifPresent(added -> between(added, index));
        }
    }

    private void between(int added, int validated) {
        boolean ended = ends.stream().anyMatch(end -> end >= added && end < validated);
        if (!ended) {
            ends.add(validated - 1);
        }
    }

    /// The statements that end a step.
    Set<Integer> ends() {
        return ends;
    }

    /// The name behind the first `CONSTRAINT`, without quotes.
    private static Optional<String> constraint(String text, List<Token> lead) {
        for (int i = 2; i + 1 < lead.size(); i++) {
            if (lead.get(i).is(text, "CONSTRAINT")) {
                Token name = lead.get(i + 1);
                boolean quoted = name.kind() == Kind.QUOTED_IDENTIFIER;
                return Optional.of(
                        quoted
                                ? text.substring(name.start() + 1, name.end() - 1)
                                : name.upper(text).toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }
}
