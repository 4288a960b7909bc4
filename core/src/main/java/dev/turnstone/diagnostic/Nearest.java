package dev.turnstone.diagnostic;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Finds what a person probably meant.
public final class Nearest {
    private Nearest() {}

    /// The name that differs from `word` by the fewest insertions, removals, replacements and swaps of letters,
    /// capitals not counted; none when more than a third of the word (at least one letter) would have to change. Of
    /// equally near names the first in order.
    public static Optional<String> to(String word, Collection<String> names) {
        Optional<String> nearest = Optional.empty();
        int best = Math.max(1, word.length() / 3) + 1;
        for (String name : names) {
            int distance = distance(word, name);
            boolean first = distance == best && nearest.isPresent() && name.compareTo(nearest.get()) < 0;
            if (distance < best || first) {
                best = distance;
                nearest = Optional.of(name);
            }
        }
        return nearest;
    }

    /// How many insertions, removals, replacements and swaps of neighbouring letters make one of the other, capitals
    /// not counted.
    public static int distance(String left, String right) {
        return edits(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
    }

    private static int edits(String left, String right) {
        int[] beforeLast = new int[right.length() + 1];
        int[] last = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[right.length() + 1];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replace = last[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[right.length()];
    }
}
