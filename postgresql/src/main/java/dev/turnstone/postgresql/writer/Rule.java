package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Fact;
import java.util.List;

/// How objects of a kind are made, dropped and altered. Statements have no closing semicolon.
interface Rule {
    /// Makes it; nothing when what it belongs to brings it along.
    ///
    /// @throws Unwritable when it cannot be written
    List<String> create(Fact fact, Context context);

    /// Drops it; nothing when it goes with something else.
    ///
    /// @throws Unwritable when it cannot be written
    List<String> drop(Fact fact, Context context);

    /// Brings the one to the other.
    Alteration alter(Fact from, Fact to, Context context);
}
