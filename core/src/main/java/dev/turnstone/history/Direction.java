package dev.turnstone.history;

/// Which way a migration was, or will be, taken.
public enum Direction {
    UP("up"),
    DOWN("down");

    private final String text;

    Direction(String text) {
        this.text = text;
    }

    /// The word stored in the history.
    public String text() {
        return text;
    }

    /// The direction stored as `text`.
    public static Direction of(String text) {
        return "down".equals(text) ? DOWN : UP;
    }
}
