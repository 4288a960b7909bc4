package dev.turnstone.dialect;

import dev.turnstone.schema.Fact;
import java.util.Optional;

/// Why no migration makes an object: an index that a failed build left invalid, a connection with a password.
///
/// @param why for people, a clause: `it is invalid: …`
/// @param help what a person does about it
/// @param standIn what a scratch database can have in its place; absent when nothing
public record HandMade(String why, String help, Optional<Fact> standIn) {
    /// An object that scratch databases have to do without.
    public HandMade(String why, String help) {
        this(why, help, Optional.empty());
    }
}
