package dev.turnstone.cli;

import dev.turnstone.diagnostic.Nearest;
import java.util.List;

/// What a person probably meant.
final class Guess {
    private Guess() {}

    /// ` Did you mean NAME?` with a blank before it, or nothing when no name is near.
    ///
    /// @param quote what stands around the name
    static String of(String word, List<String> names, String quote) {
        return Nearest.to(word, names)
                .map(name -> " Did you mean " + quote + name + quote + "?")
                .orElse("");
    }
}
