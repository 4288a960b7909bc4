package dev.turnstone.dialect;

import java.util.Optional;

/// An entry that the database, or the code, refused. The transaction it stood in is rolled back.
public final class EntryFailed extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Optional<Entry> entry;
    private final String sqlState;
    private final int position;
    private final FailureKind kind;
    private final boolean earlierLost;

    /// @param entry what failed, when it is known
    /// @param message the database's own words, without values of rows
    /// @param sqlState its code, empty when there is none
    /// @param position one-based character in the entry's SQL, 0 when unknown
    public EntryFailed(
            Optional<Entry> entry, String message, String sqlState, int position, FailureKind kind, Throwable cause) {
        this(entry, message, sqlState, position, kind, false, cause);
    }

    /// @param earlierLost whether earlier calls of `transact` that still shared this transaction went with it
    public EntryFailed(
            Optional<Entry> entry,
            String message,
            String sqlState,
            int position,
            FailureKind kind,
            boolean earlierLost,
            Throwable cause) {
        super(message, cause);
        this.entry = entry;
        this.sqlState = sqlState;
        this.position = position;
        this.kind = kind;
        this.earlierLost = earlierLost;
    }

    public Optional<Entry> entry() {
        return entry;
    }

    public String sqlState() {
        return sqlState;
    }

    public int position() {
        return position;
    }

    public FailureKind kind() {
        return kind;
    }

    /// Whether what earlier, shared calls of `transact` did is gone too, though they returned: the history must be read
    /// again.
    public boolean earlierLost() {
        return earlierLost;
    }
}
