package dev.turnstone.plan;

/// The strongest lock that a statement takes on one relation, until its transaction ends.
///
/// @param on the relation as the statement names it; for an index that is dropped or built anew, whose table the
///     statement does not name, `the table of INDEX`
/// @param mode as the database calls it, empty where it has one kind of lock only
/// @param waits who waits meanwhile
/// @param rewrites whether every row is written anew under it
public record TableLock(String on, String mode, Waits waits, Rewrites rewrites) {
    /// Who waits.
    public enum Waits {
        /// Everybody.
        READERS_AND_WRITERS("readers and writers wait"),
        /// Whoever inserts, updates or deletes.
        WRITERS("writers wait"),
        /// Whoever changes the schema, and VACUUM.
        SCHEMA_CHANGES("schema changes wait"),
        /// Whoever changes the same rows.
        SAME_ROWS("writers of the same rows wait"),
        /// Nobody.
        NOBODY("nobody waits");

        private final String words;

        Waits(String words) {
            this.words = words;
        }

        /// For people.
        public String words() {
            return words;
        }
    }

    /// Whether every row is written anew.
    public enum Rewrites {
        /// It is not.
        NO,
        /// It depends on what is there.
        MAYBE,
        /// It is.
        YES
    }

    /// `users: ACCESS EXCLUSIVE, readers and writers wait; rewrites the table`.
    public String words() {
        String rewriting = switch (rewrites) {
            case NO -> "";
            case MAYBE -> "; may rewrite the table";
            case YES -> "; rewrites the table";
        };
        return on + ": " + (mode.isEmpty() ? "" : mode + ", ") + waits.words() + rewriting;
    }
}
