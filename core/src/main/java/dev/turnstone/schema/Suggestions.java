package dev.turnstone.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the tables, columns and values of enums among a diff's drops and creations that may have been renamed. Pure.
public final class Suggestions {
    private static final Set<Kind> SUGGESTED = Set.of(Kind.TABLE, Kind.COLUMN, Kind.VIEW, Kind.SEQUENCE, Kind.ENUM);

    private Suggestions() {}

    /// Pairs of one definition, each object at most once, in the order of identities. Columns of tables that come or go
    /// are not looked at: their table is.
    public static List<Suggestion> of(Diff diff) {
        List<Suggestion> pairs = new ArrayList<>();
        Map<String, List<Id>> gone = new LinkedHashMap<>();
        Map<String, List<Id>> come = new LinkedHashMap<>();
        for (Change change : diff.changes()) {
            switch (change) {
                case Change.Drop drop ->
                    look(diff.renamed(), diff.to(), drop.fact()).ifPresent(key -> add(gone, key, drop.id()));
                case Change.Create create ->
                    look(diff.to(), diff.renamed(), create.fact()).ifPresent(key -> add(come, key, create.id()));
                case Change.Alter alter -> pairs.addAll(Labels.suggestions(alter.from(), alter.to()));
                case Change.Rename ignored -> {}
            }
        }
        Set<Id> taken = new HashSet<>();
        gone.forEach((key, before) -> {
            for (Id from : before) {
                come.getOrDefault(key, List.of()).stream()
                        .filter(taken::add)
                        .findFirst()
                        .ifPresent(to -> pairs.add(new Suggestion(from, to)));
            }
        });
        pairs.sort(Comparator.comparing(Suggestion::from));
        return pairs;
    }

    private static void add(Map<String, List<Id>> lists, String key, Id id) {
        lists.computeIfAbsent(key, ignored -> new ArrayList<>()).add(id);
    }

    /// What two objects must share to be a pair; empty for what is not suggested.
    private static Optional<String> look(Schema schema, Schema other, Fact fact) {
        Id id = fact.id();
        boolean parentStays = id.parent().map(other::has).orElse(true);
        if (!SUGGESTED.contains(id.kind()) || !parentStays) {
            return Optional.empty();
        }
        Map<Id, Id> anonymous = new HashMap<>();
        anonymous.put(id, new Id(id.kind(), id.parent(), ""));
        StringBuilder key = new StringBuilder();
        append(key, anonymous.get(id), fact);
        if (id.kind() == Kind.COLUMN) {
            for (Fact part : schema.children(id)) {
                if (part.id().kind() == Kind.DEFAULT || part.id().kind() == Kind.IDENTITY) {
                    append(key, part.id().moved(id, anonymous.get(id)), part);
                }
            }
        } else {
            for (Fact part : schema.children(id, Kind.COLUMN)) {
                append(key, part.id().moved(id, anonymous.get(id)), part);
            }
        }
        return Optional.of(key.toString());
    }

    private static void append(StringBuilder key, Id id, Fact fact) {
        key.append(id.text()).append('\n').append(fact.definition()).append('\n');
    }
}
