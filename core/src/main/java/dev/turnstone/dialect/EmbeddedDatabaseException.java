package dev.turnstone.dialect;

import java.io.Serial;

/// An embedded database did not start, or did not do as it was told. The message says what, why, and what
/// to do.
public final class EmbeddedDatabaseException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /// A failure of our own finding.
    public EmbeddedDatabaseException(String message) {
        super(message);
    }

    /// A failure with the exception behind it.
    public EmbeddedDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
