package dev.turnstone.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;

/// All that a person reads goes through here: results to standard output, complaints to standard error, colour only
/// on a terminal that wants it.
final class Output {
    private static final String ESCAPE = "\u001b[";
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final boolean colour;
    private final boolean quiet;
    private final int width;

    Output(Surroundings surroundings, boolean quiet) {
        this(
                surroundings.out(),
                surroundings.err(),
                surroundings.terminal(),
                surroundings.terminal() && surroundings.variable("NO_COLOR").isEmpty(),
                quiet,
                surroundings.width());
    }

    private Output(PrintStream out, PrintStream err, boolean terminal, boolean colour, boolean quiet, int width) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.colour = colour;
        this.quiet = quiet;
        this.width = width;
    }

    /// The same for text that goes to a file.
    Output withoutColour() {
        return new Output(out, err, terminal, false, quiet, width);
    }

    /// Whether a line may be drawn again and again.
    boolean live() {
        return terminal && !quiet;
    }

    int width() {
        return width;
    }

    /// What was asked for: printed with `--quiet` too.
    void result(String line) {
        out.print(PrintableText.of(line, terminal));
        out.print('\n');
    }

    /// Text that ends its own lines: for a file or a pipe as it stands.
    void raw(String text) {
        out.print(terminal ? PrintableText.of(text, true) : text);
    }

    /// Where a long result is written as it is made. Closing it only flushes.
    Writer writer() {
        return new FilterWriter(new OutputStreamWriter(out, out.charset())) {
            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    /// What tells how it goes: not printed with `--quiet`.
    void say(String line) {
        if (!quiet) {
            result(line);
        }
    }

    /// What is wrong.
    void complain(String line) {
        out.flush();
        err.print(PrintableText.of(line, true));
        err.print('\n');
        err.flush();
    }

    /// A complaint with what belongs to the right edge of its last line, as `exit code 3`.
    void complain(String line, String right) {
        complain(aligned(line, dim(right), right.length(), width));
    }

    /// Draws the current line again.
    void redraw(String line) {
        out.print("\r" + ESCAPE + "2K" + PrintableText.of(line, true));
        out.flush();
    }

    /// A question; the answer is typed behind it.
    void ask(String question) {
        out.print(PrintableText.of(question, true));
        out.flush();
    }

    /// Removes what `redraw` drew.
    void erase() {
        out.print("\r" + ESCAPE + "2K");
        out.flush();
    }

    void flush() {
        out.flush();
        err.flush();
    }

    String good(String text) {
        return paint("32", text);
    }

    String attention(String text) {
        return paint("33", text);
    }

    String bad(String text) {
        return paint("31", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        String escape = PrintableText.OWN_ESCAPE + "[";
        return colour && !text.isEmpty() ? escape + code + "m" + text + escape + "0m" : text;
    }

    /// `left`, and `right` at the right edge; at least two blanks between.
    static String aligned(String left, String right, int rightLength, int width) {
        int blanks = Math.max(2, width - left.length() - rightLength);
        return left + " ".repeat(blanks) + right;
    }

    /// `text` with blanks up to that many columns.
    static String padded(String text, int columns) {
        return text.length() >= columns ? text : text + " ".repeat(columns - text.length());
    }

    /// `text`, cut with an ellipsis when it is longer.
    static String cut(String text, int columns) {
        return text.length() <= columns ? text : text.substring(0, Math.max(0, columns - 1)) + "…";
    }

    /// A count with thin spaces between its thousands.
    static String count(long number) {
        String digits = Long.toString(number);
        StringBuilder grouped = new StringBuilder(digits);
        for (int i = digits.length() - 3; i > (number < 0 ? 1 : 0); i -= 3) {
            grouped.insert(i, '\u2009');
        }
        return grouped.toString();
    }

    /// `1 migration`, `3 migrations`.
    static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }
}
