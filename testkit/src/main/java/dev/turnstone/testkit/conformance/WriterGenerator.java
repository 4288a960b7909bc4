package dev.turnstone.testkit.conformance;

import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A dialect's writer, asked directly: the differ's changes with nothing in between.
public final class WriterGenerator implements Generator {
    private final Writer writer;
    private final Writer.Style style;
    private final Fixpoint fixpoint;

    /// @param engine whose writer it is, and who says which differences are of spelling alone
    public WriterGenerator(Engine engine, Writer.Style style) {
        this.writer = engine.dialect().writer();
        this.style = style;
        this.fixpoint = new Fixpoint(engine);
    }

    @Override
    public Generated generate(Schema from, Schema to) {
        Diff forth = fixpoint.diff(from, to);
        Written up = writer.write(forth, style);
        Written down = writer.write(fixpoint.diff(forth.to(), from), style);
        List<String> refusals = new ArrayList<>();
        Stream.concat(up.refusals().stream(), down.refusals().stream())
                .forEach(refusal -> refusals.add(refusal.what() + " (" + refusal.why() + ")"));
        List<String> losses = new ArrayList<>(up.losses());
        losses.addAll(down.losses());
        return new Generated(Generated.of(text(up), text(down)).file(), losses, refusals);
    }

    private static String text(Written written) {
        StringBuilder text = new StringBuilder();
        for (Written.Line line : written.statements()) {
            line.notes().forEach(note -> text.append("-- ").append(note).append('\n'));
            text.append(line.sql()).append(line.sql().contains("--") ? "\n;\n" : ";\n");
        }
        return text.toString();
    }
}
