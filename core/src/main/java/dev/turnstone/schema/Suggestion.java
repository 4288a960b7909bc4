package dev.turnstone.schema;

/// An object that goes and one that comes with the same definition: perhaps it was only renamed. Nobody acts on it
/// without being told.
public record Suggestion(Id from, Id to) {
    /// For people: `column public.users.mail -> public.users.email`.
    public String words() {
        return from.words() + " -> " + to.path();
    }
}
