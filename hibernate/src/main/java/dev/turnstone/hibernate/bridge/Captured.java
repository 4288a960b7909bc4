package dev.turnstone.hibernate.bridge;

/// All that was wanted is known: the session factory need not be finished.
final class Captured extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Captured() {
        super("the statements are known", null, false, false);
    }
}
