package dev.turnstone.migration;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The statements of a migration for one dialect, and the texts they came from.
///
/// @param upText what is effective for the dialect, normalised, directives included, placeholders not replaced: the
///     text the checksum is over and the history stores
/// @param up its statements; none for a deliberate no-op
/// @param downText the same for the way back, when one is written
/// @param down its statements; none without `downText`, or when the way back has nothing to do
public record Content(String upText, List<Annotated> up, Optional<String> downText, List<Annotated> down) {
    public Content {
        Objects.requireNonNull(upText, "upText");
        Objects.requireNonNull(downText, "downText");
        up = List.copyOf(up);
        down = List.copyOf(down);
        if (downText.isEmpty() && !down.isEmpty()) {
            throw new IllegalArgumentException("statements of a way back that has no text");
        }
    }

    /// The same, with these accepted on every statement of the way forward.
    public Content accepting(List<Allow> allows) {
        List<Annotated> accepting = up.stream()
                .map(one -> new Annotated(
                        one.statement(),
                        one.isAssert(),
                        Stream.concat(one.allows().stream(), allows.stream()).toList(),
                        one.phase(),
                        one.written()))
                .toList();
        return new Content(upText, accepting, downText, down);
    }
}
