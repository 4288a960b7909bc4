package dev.turnstone.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The values of enums as identities, so that they can be renamed; their facts are their enums'.
public final class Labels {
    private Labels() {}

    /// The values of an enum, in their order.
    public static List<String> of(Fact type) {
        return type.id().kind() == Kind.ENUM
                ? type.get(Attribute.VALUES).map(Names::read).orElse(List.of())
                : List.of();
    }

    /// The identities of all values of all enums.
    public static Stream<Id> ids(Schema schema) {
        return schema.of(Kind.ENUM).stream()
                .flatMap(type -> of(type).stream().map(label -> type.id().child(Kind.LABEL, label)));
    }

    /// Whether an enum of the schema has that value.
    public static boolean has(Schema schema, Id label) {
        return label.kind() == Kind.LABEL
                && label.parent()
                        .flatMap(schema::find)
                        .filter(type -> of(type).contains(label.name()))
                        .isPresent();
    }

    /// The definition of an enum with its values renamed; any other fact's as it is.
    ///
    /// @param names by the identity of a value before
    public static Map<String, String> renamed(Fact fact, Map<Id, Id> names) {
        List<String> labels = of(fact);
        List<String> renamed = labels.stream()
                .map(label -> Optional.ofNullable(names.get(fact.id().child(Kind.LABEL, label)))
                        .map(Id::name)
                        .orElse(label))
                .toList();
        if (labels.equals(renamed)) {
            return fact.definition();
        }
        Map<String, String> definition = new TreeMap<>(fact.definition());
        definition.put(Attribute.VALUES, Names.list(renamed));
        return definition;
    }

    /// Values that go where as many come, between the same neighbours: perhaps they were only renamed.
    static List<Suggestion> suggestions(Fact before, Fact after) {
        List<String> old = of(before);
        List<String> now = of(after);
        List<Suggestion> found = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            int goneEnd = end(old, now, i);
            int comeEnd = end(now, old, j);
            if (goneEnd - i == comeEnd - j) {
                for (int k = 0; k < goneEnd - i; k++) {
                    found.add(new Suggestion(
                            before.id().child(Kind.LABEL, old.get(i + k)),
                            after.id().child(Kind.LABEL, now.get(j + k))));
                }
            }
            i = goneEnd + 1;
            j = comeEnd + 1;
        }
        return found;
    }

    /// Where the values from `start` on end that `others` do not have.
    private static int end(List<String> labels, List<String> others, int start) {
        int end = Math.min(start, labels.size());
        while (end < labels.size() && !others.contains(labels.get(end))) {
            end++;
        }
        return end;
    }
}
