package dev.turnstone.schema;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Which rows of a table row security leaves to a role.
///
/// @param open whether it leaves all of them
/// @param permissive conditions of which one must hold; no row is seen when there is none
/// @param restrictive conditions of which all must hold
record RowFilter(boolean open, Set<String> permissive, Set<String> restrictive) {
    static final RowFilter ALL = new RowFilter(true, Set.of(), Set.of());

    RowFilter {
        permissive = Set.copyOf(permissive);
        restrictive = Set.copyOf(restrictive);
    }

    /// Whether each row that passes this one passes one of `others`.
    boolean within(List<RowFilter> others) {
        if (others.stream().anyMatch(RowFilter::open)) {
            return true;
        }
        return !open
                && permissive.stream()
                        .allMatch(condition -> others.stream()
                                .anyMatch(other -> other.permissive.contains(condition)
                                        && restrictive.containsAll(other.restrictive)));
    }

    /// Whether each row that passes both `one` and `other` passes this one.
    boolean holdsBoth(RowFilter one, RowFilter other) {
        return open || Stream.of(one, other).anyMatch(each -> each.within(List.of(this)));
    }
}
