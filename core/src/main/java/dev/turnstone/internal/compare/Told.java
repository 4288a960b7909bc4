package dev.turnstone.internal.compare;

import dev.turnstone.schema.Change;
import dev.turnstone.schema.Fact;
import java.util.ArrayList;
import java.util.List;
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
