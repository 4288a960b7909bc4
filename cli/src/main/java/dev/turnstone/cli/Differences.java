package dev.turnstone.cli;

import dev.turnstone.DiffReport;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Changes as people go through them: object by object, what loses rows or values before everything else.
///
/// @param groups one for each object that something happens to
record Differences(List<Group> groups) {
    Differences {
        groups = List.copyOf(groups);
    }

    /// What happens to an object.
    ///
    /// @param object the table, view, function, …
    /// @param own what happens to the object itself; empty when only parts of it change
    /// @param parts what happens to what belongs to it, without what comes or goes with its owner
    record Group(Id object, List<Difference> own, List<Difference> parts) {
        Group {
            own = List.copyOf(own);
            parts = List.copyOf(parts);
        }

        boolean loses() {
            return own.stream().anyMatch(it -> it.loss().isPresent())
                    || parts.stream().anyMatch(it -> it.loss().isPresent());
        }
    }

    /// One change.
    ///
    /// @param loss what is gone with it, as `its rows`
    record Difference(Change change, Optional<String> loss) {}

    /// Sorts the changes of a comparison.
    static Differences of(DiffReport report) {
        Map<Id, List<Change>> byObject = new LinkedHashMap<>();
        for (Change change : report.changes()) {
            if (!implied(change, report.of(change))) {
                byObject.computeIfAbsent(object(change), ignored -> new ArrayList<>())
                        .add(change);
            }
        }
        List<Group> groups = new ArrayList<>();
        byObject.forEach((object, changes) -> groups.add(group(object, changes)));
        groups.sort(Comparator.comparing((Group group) -> !group.loses()).thenComparing(Group::object));
        return new Differences(groups);
    }

    private static Group group(Id object, List<Change> changes) {
        List<Difference> own = new ArrayList<>();
        List<Difference> parts = new ArrayList<>();
        for (Change change : changes) {
            List<Difference> place = after(change).equals(object) ? own : parts;
            place.add(new Difference(change, loss(change)));
        }
        parts.sort(Comparator.comparing((Difference part) -> part.loss().isEmpty())
                .thenComparing(part -> part.change().id().kind())
                .thenComparing(part -> part.change().id()));
        return new Group(object, own, parts);
    }

    /// Whether it comes or goes because what it belongs to does.
    static boolean implied(Change change, Diff diff) {
        Schema other = switch (change) {
            case Change.Create ignored -> diff.renamed();
            case Change.Drop ignored -> diff.to();
            case Change.Alter ignored -> Schema.empty("", "");
            case Change.Rename ignored -> Schema.empty("", "");
        };
        boolean comesOrGoes = change instanceof Change.Create || change instanceof Change.Drop;
        Id object = object(change);
        Optional<Id> above =
                change.id().equals(object) ? Optional.empty() : change.id().parent();
        return comesOrGoes && above.isPresent() && !other.has(above.get());
    }

    /// How many differences a person is told of.
    int count() {
        return groups.stream()
                .mapToInt(group -> group.own().size() + group.parts().size())
                .sum();
    }

    /// How many of them lose rows or values.
    int losses() {
        int losses = 0;
        for (Group group : groups) {
            losses += (int)
                    group.own().stream().filter(it -> it.loss().isPresent()).count();
            losses += (int)
                    group.parts().stream().filter(it -> it.loss().isPresent()).count();
        }
        return losses;
    }

    private static Id object(Change change) {
        return SchemaText.object(after(change));
    }

    /// Whom it concerns, by the name it has afterwards.
    static Id after(Change change) {
        return change instanceof Change.Rename rename ? rename.to() : change.id();
    }

    /// What no way back can bring again: rows of a table, values of a column, the place a sequence has come to, labels
    /// of an enum.
    static Optional<String> loss(Change change) {
        return switch (change) {
            case Change.Drop drop -> loss(drop.fact());
            case Change.Alter alter -> loss(alter);
            case Change.Create ignored -> Optional.empty();
            case Change.Rename ignored -> Optional.empty();
        };
    }

    private static Optional<String> loss(Fact gone) {
        return switch (gone.id().kind()) {
            case TABLE, VIRTUAL_TABLE -> Optional.of("its rows");
            case COLUMN ->
                ofTable(gone.id()) && gone.get(Attribute.GENERATED).isEmpty()
                        ? Optional.of("its values")
                        : Optional.empty();
            case SEQUENCE -> gone.get(Attribute.PARENT).isEmpty() ? Optional.of("its position") : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean ofTable(Id column) {
        return column.parent().map(table -> table.kind() == Kind.TABLE).orElse(false);
    }

    private static Optional<String> loss(Change.Alter alter) {
        if (alter.id().kind() != Kind.ENUM) {
            return Optional.empty();
        }
        Set<String> after = Set.copyOf(labels(alter.to()));
        List<String> gone = labels(alter.from()).stream()
                .filter(label -> !after.contains(label))
                .toList();
        return gone.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", gone));
    }

    private static List<String> labels(Fact type) {
        return type.get(Attribute.VALUES).map(Names::read).orElse(List.of());
    }
}
