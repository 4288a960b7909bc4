package dev.turnstone.postgresql.writer;

/// A change that cannot be written exactly.
final class Unwritable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String why;

    /// @param why and what to do instead, for people
    Unwritable(String why) {
        super(why);
        this.why = why;
    }

    /// Why, and what to do instead.
    String why() {
        return why;
    }
}
