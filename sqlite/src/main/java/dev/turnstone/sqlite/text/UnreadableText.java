package dev.turnstone.sqlite.text;

/// A stored statement that is not of the form it should have.
public final class UnreadableText extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param message what is wrong with it
    public UnreadableText(String message) {
        super(message);
    }
}
