package dev.turnstone.dialect;

import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Fact;
import java.util.Optional;

/// Writes changes as statements. Pure: it asks no database. Stateless and thread-safe.
public interface Writer {
    /// The statements that bring a database whose schema is `diff.from()` to `diff.to()`, in an order in which each
    /// finds what it needs. What stands in the way is taken down and put back with all that belongs to it.
    Written write(Diff diff, Style style);

    /// The way back of a migration, as `write`. What its way forward dropped, and said to be lost, comes back empty: a
    /// column that takes no NULL may get the nothing of its type.
    default Written writeBack(Diff diff, Style style) {
        return write(diff, style);
    }

    /// The statements of renames and of what else changes: the renames first, unless something can and should come
    /// before them.
    ///
    /// @param renames from the schema before to the same under its new names
    /// @param earlier the rest as it is under the old names; absent where that cannot be said
    /// @param rest from the schema under its new names to the one after
    default Written write(Diff renames, Optional<Diff> earlier, Diff rest, Style style) {
        return write(renames, style).then(write(rest, style));
    }

    /// The down of a migration with renames, as `write` with renames.
    default Written writeBack(Diff renames, Optional<Diff> earlier, Diff rest, Style style) {
        return write(renames, earlier, rest, style);
    }

    /// Whether it writes statements before renames, so that a difference is wanted under the old names too.
    default boolean startsBeforeRenames() {
        return false;
    }

    /// Why no statement makes an object; empty for everything that statements make.
    default Optional<HandMade> handMade(Fact fact) {
        return Optional.empty();
    }

    /// How statements are chosen where there is a choice.
    enum Style {
        /// The shortest way, for databases that nobody uses meanwhile.
        DIRECT,
        /// For tables that exist: nobody waits longer than a moment. Indexes are built concurrently, constraints added
        /// without their check and validated afterwards.
        ONLINE
    }
}
