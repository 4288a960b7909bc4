package dev.turnstone.history;

/// Where the journal ends: what the next row continues.
///
/// @param seq the last row's number, 0 when there is none
/// @param chain the last row's chain, empty when there is none
/// @param attempt the last attempt's number, 0 when there is none
public record Position(long seq, String chain, long attempt) {
    /// An empty history.
    public static final Position START = new Position(0, "", 0);
}
