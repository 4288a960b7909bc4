package dev.turnstone.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/// Standard output, and whether all of it has arrived: a stream that prints forgets why it could not.
final class Printed extends OutputStream {
    private final OutputStream target;
    private Optional<String> lost = Optional.empty();

    Printed(OutputStream target) {
        this.target = target;
    }

    /// Why something was not written; empty when everything was, and when the reader of a pipe has had enough.
    Optional<String> lost() {
        // The system says it in the words of its locale, and most of them hold this one.
        return lost.filter(why -> !why.toLowerCase(Locale.ROOT).contains("pipe"));
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            target.write(bytes, offset, length);
        } catch (IOException failure) {
            lost = lost.or(() -> Optional.of(Reasons.of(failure)));
            throw failure;
        }
    }
}
