package dev.turnstone.dialect;

import java.util.Optional;

/// An entry that the database, or the code, refused. The transaction it stood in is rolled back.
public final class EntryFailed extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Optional<Entry> entry;
    private final String sqlState;
    private final int position;
    private final FailureKind kind;

    /// @param entry what failed, when it is known
    /// @param message the database's own words, without DETAIL
    /// @param sqlState its code, empty when there is none
    /// @param position one-based character in the entry's SQL, 0 when unknown
    public EntryFailed(
            Optional<Entry> entry, String message, String sqlState, int position, FailureKind kind, Throwable cause) {
        super(message, cause);
        this.entry = entry;
        this.sqlState = sqlState;
        this.position = position;
        this.kind = kind;
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
}
