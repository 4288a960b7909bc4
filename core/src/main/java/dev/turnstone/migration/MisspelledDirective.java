package dev.turnstone.migration;

import dev.turnstone.diagnostic.Nearest;
import java.util.Map;
import java.util.Optional;

/// A comment that is nearly `-- turnstone:NAME`.
///
/// @param meant what it probably should be: `-- turnstone:down sqlite`
record MisspelledDirective(String meant) {
    private static final String WORD = "turnstone";

    /// Letters that may be wrong in the tool's name when a colon shows that a directive is meant, and when none does.
    private static final int WRONG_WITH_COLON = 2;

    private static final int WRONG_WITHOUT = 1;

    private static final Map<String, String> SYNONYMS = Map.of(
            "undo", DirectiveLine.DOWN,
            "rollback", DirectiveLine.DOWN,
            "revert", DirectiveLine.DOWN,
            "downgrade", DirectiveLine.DOWN,
            "back", DirectiveLine.DOWN,
            "upgrade", DirectiveLine.UP,
            "forward", DirectiveLine.UP,
            "apply", DirectiveLine.UP,
            "migrate", DirectiveLine.UP);

    /// The name that a word after the colon probably stands for.
    static Optional<String> nameFor(String word) {
        String synonym = SYNONYMS.get(word);
        return synonym == null ? Nearest.to(word, DirectiveLine.NAMES) : Optional.of(synonym);
    }

    /// What a line that is no directive was meant to be, if it was meant as one.
    static Optional<MisspelledDirective> in(CommentLine line) {
        int name = endOfWord(line);
        if (name == 0 || name >= line.size()) {
            return Optional.empty();
        }
        boolean colon = line.before(name).contains(":");
        int wrong = Nearest.distance(word(line, name), WORD);
        boolean tooFar = wrong > (colon ? WRONG_WITH_COLON : WRONG_WITHOUT);
        if (tooFar || (!line.isComment() && (wrong > 0 || !colon))) {
            return Optional.empty();
        }
        boolean isOutOfOrder =
                line.word(name).equals("out") && line.word(name + 2).equals("order");
        String written = isOutOfOrder ? DirectiveLine.OUT_OF_ORDER : line.word(name);
        int rest = name + (isOutOfOrder ? 3 : 1);
        return (colon ? nameFor(written) : exactly(written))
                .filter(meant -> hasForm(line, name, rest, meant))
                .map(meant -> new MisspelledDirective("-- " + WORD + ":" + meant + dialect(line, meant, rest)));
    }

    private static String dialect(CommentLine line, String meant, int rest) {
        boolean named = isMarker(meant) && Dialects.named(line.word(rest)).isPresent();
        return named ? " " + line.word(rest) : "";
    }

    private static Optional<String> exactly(String word) {
        String meant = SYNONYMS.getOrDefault(word, word);
        return DirectiveLine.NAMES.contains(meant) ? Optional.of(meant) : Optional.empty();
    }

    /// How many words may spell the tool's name: one, or two as in `turn-stone`; 0 when they cannot.
    private static int endOfWord(CommentLine line) {
        if (Nearest.distance(line.word(0), WORD) <= WRONG_WITH_COLON) {
            return 1;
        }
        boolean joined = line.before(1).length() == 1 && "-_ ".contains(line.before(1));
        return joined && Nearest.distance(word(line, 2), WORD) <= WRONG_WITHOUT ? 2 : 0;
    }

    private static String word(CommentLine line, int words) {
        return words == 1 ? line.word(0) : line.word(0) + line.word(1);
    }

    private static boolean isMarker(String name) {
        return name.equals(DirectiveLine.UP) || name.equals(DirectiveLine.DOWN);
    }

    /// Whether what follows the name is what may follow it, so that the line is no sentence.
    private static boolean hasForm(CommentLine line, int name, int rest, String meant) {
        String between = line.before(name);
        int left = line.size() - rest;
        boolean colon = between.contains(":");
        return switch (meant) {
            case DirectiveLine.UP, DirectiveLine.DOWN ->
                left == 0
                        || (left == 1 && Dialects.named(line.word(rest)).isPresent())
                        || (colon && line.before(rest).startsWith("  "));
            case DirectiveLine.ASSERT -> left == 0;
            case DirectiveLine.PHASE ->
                left == 1
                        && (line.word(rest).equals("expand") || line.word(rest).equals("contract"));
            case DirectiveLine.IRREVERSIBLE, DirectiveLine.ALLOW -> colon || hasColon(line, rest);
            default -> colon || !between.isBlank() || (left == 1 && Version.isNumber(line.word(rest)));
        };
    }

    private static boolean hasColon(CommentLine line, int from) {
        for (int i = from; i <= line.size(); i++) {
            if (line.before(i).startsWith(":")) {
                return true;
            }
        }
        return false;
    }
}
