package dev.turnstone.internal.compare;

import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Lets the database judge its own texts: what differs only in how it writes an expression down is no difference.
///
/// PostgreSQL's way of writing an expression is not always what it writes when it is given that text again
/// (`varchar IN (…)` takes two turns), so two schemas with texts that differ are both written out, made on scratch and
/// read again until nothing moves. Only texts are taken from there: what a writer could not say is not lost.
final class Elaboration {
    private static final int TURNS = 3;
    private static final Set<String> TEXTS = Set.of(
            Attribute.DEFINITION, Attribute.EXPRESSION, Attribute.PARTITION_KEY, "using", "check", "default", "tables");
    private final Workbench bench;
    private final List<String> troubles = new ArrayList<>();

    Elaboration(Workbench bench) {
        this.bench = bench;
    }

    /// Why a schema could not be made on scratch, so that its texts were compared as they were.
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    /// What distinguishes two schemas.
    Diff diff(Schema from, Schema to) {
        Diff diff = Differ.diff(from, to);
        Schema before = from;
        Schema after = to;
        for (int turn = 0; turn < TURNS && textsDiffer(diff); turn++) {
            Optional<Schema> nextBefore = again(before);
            Optional<Schema> nextAfter = again(after);
            if (nextBefore.isEmpty() || nextAfter.isEmpty()) {
                return diff;
            }
            boolean still = nextBefore.get().equals(before) && nextAfter.get().equals(after);
            if (still) {
                return diff;
            }
            before = nextBefore.get();
            after = nextAfter.get();
            diff = Differ.diff(before, after);
        }
        return diff;
    }

    /// Whether something on both sides has a text that differs: under one identity, or under two names.
    private static boolean textsDiffer(Diff diff) {
        Set<String> gone = new java.util.HashSet<>();
        Set<String> come = new java.util.HashSet<>();
        for (Change change : diff.changes()) {
            switch (change) {
                case Change.Alter alter -> {
                    if (TEXTS.stream()
                            .anyMatch(text ->
                                    !alter.from().get(text).equals(alter.to().get(text)))) {
                        return true;
                    }
                }
                case Change.Drop drop -> siblings(drop.fact()).ifPresent(gone::add);
                case Change.Create create -> siblings(create.fact()).ifPresent(come::add);
                case Change.Rename ignored -> {}
            }
        }
        gone.retainAll(come);
        return !gone.isEmpty();
    }

    private static Optional<String> siblings(Fact fact) {
        return fact.get(Attribute.DEFINITION)
                .map(ignored -> fact.id().kind().code() + " "
                        + fact.id().parent().map(Object::toString).orElse(""));
    }

    /// The schema with its texts as the database writes them when it is given them; empty when it cannot be made.
    private Optional<Schema> again(Schema schema) {
        Written written = bench.target().script(schema);
        try {
            return Optional.of(bench.daring((scratch, connection) -> {
                Piece.run(connection, Piece.of(written));
                return withTexts(schema, bench.inspect(connection));
            }));
        } catch (ScratchFailed e) {
            troubles.add(e.words() + ", in: " + e.excerpt());
            return Optional.empty();
        }
    }

    private static Schema withTexts(Schema schema, Schema made) {
        List<Fact> facts = new ArrayList<>(schema.facts().size());
        for (Fact fact : schema.facts()) {
            facts.add(made.find(fact.id()).map(other -> withTexts(fact, other)).orElse(fact));
        }
        return new Schema(schema.dialect(), schema.version(), facts, schema.unmodelled());
    }

    private static Fact withTexts(Fact fact, Fact made) {
        Map<String, String> texts = new HashMap<>();
        for (String text : TEXTS) {
            if (fact.get(text).isPresent() && made.get(text).isPresent()) {
                texts.put(text, made.get(text).get());
            }
        }
        if (texts.isEmpty()) {
            return fact;
        }
        Map<String, String> definition = new TreeMap<>(fact.definition());
        definition.putAll(texts);
        return new Fact(fact.id(), definition, fact.details(), fact.needs());
    }
}
