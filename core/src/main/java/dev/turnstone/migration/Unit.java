package dev.turnstone.migration;

import java.util.Comparator;
import java.util.Optional;

/// One migration of the dialect with the files it comes from.
///
/// @param up its file, or the first of a pair; none for a migration in Java
/// @param down the second of a pair
record Unit(Migration migration, Optional<FoundFile> up, Optional<FoundFile> down) {
    /// By version, then by path, so that duplicates are neighbours in a stable order.
    static final Comparator<Unit> ORDER = new Comparator<>() {
        @Override
        public int compare(Unit left, Unit right) {
            int byVersion =
                    left.migration().version().compareTo(right.migration().version());
            return byVersion != 0
                    ? byVersion
                    : left.migration().file().compareTo(right.migration().file());
        }
    };
}
