package dev.turnstone.internal.compare;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Ignored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Changes in one line for people. Pure.
public final class Told {
    private Told() {}

    /// What is so in a live database and should not be.
    public static String drift(Change change) {
        return switch (change) {
            case Change.Create create -> create.id().words() + " is there, and no migration made it";
            case Change.Drop drop -> drop.id().words() + " is gone, and no migration dropped it";
            case Change.Rename rename ->
                rename.from().words() + " is called " + rename.to().path() + ", and no migration renamed it";
            case Change.Alter alter ->
                alter.id().words() + " is another than the migrations made: " + attributes(alter.to(), alter.from());
        };
    }

    /// A difference between what a scratch database shows and what was wanted.
    static String unwanted(Change change) {
        return switch (change) {
            case Change.Create create -> create.id().words() + " is not there";
            case Change.Drop drop -> drop.id().words() + " is there and should not be";
            case Change.Rename rename ->
                rename.from().words() + " should be called " + rename.to().path();
            case Change.Alter alter -> alter.id().words() + ": " + attributes(alter.from(), alter.to());
        };
    }

    /// What was left out of a schema, for people: each table of another tool, once.
    public static Optional<Diagnostic> leftOut(Ignored.Rest rest) {
        if (rest.histories().isEmpty()) {
            return Optional.empty();
        }
        List<String> tables = new ArrayList<>();
        rest.histories().forEach((table, tool) -> tables.add(table.path() + " (" + tool + ")"));
        String first = rest.histories().keySet().iterator().next().path();
        return Optional.of(new Diagnostic(
                Severity.NOTICE,
                "other-tools",
                "left out, as the history of another tool: " + String.join(", ", tables),
                Optional.empty(),
                Optional.of("to have it compared: ignore = [\"!" + first + "\"] in turnstone.toml")));
    }

    private static String attributes(Fact is, Fact should) {
        Set<String> names = new TreeSet<>(is.definition().keySet());
        names.addAll(should.definition().keySet());
        List<String> parts = new ArrayList<>();
        for (String name : names) {
            String one = is.get(name).orElse("none");
            String other = should.get(name).orElse("none");
            if (!one.equals(other)) {
                parts.add(name + " is " + one + " instead of " + other);
            }
        }
        return String.join(", ", parts);
    }
}
