package dev.turnstone.cli;

import java.util.function.Supplier;

/// Tells a person who watches that something takes its time. On a pipe it says nothing.
final class Busy {
    private Busy() {}

    /// Does `work` with `words` on the line, which is gone again when it is done.
    static <T> T during(Invocation invocation, String words, Supplier<T> work) {
        Output output = invocation.output();
        boolean shown = output.live() && !invocation.json();
        if (shown) {
            output.redraw(output.dim(Output.cut(words + " …", output.width() - 1)));
        }
        try {
            return work.get();
        } finally {
            if (shown) {
                output.erase();
            }
        }
    }
}
