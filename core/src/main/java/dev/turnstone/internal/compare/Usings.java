package dev.turnstone.internal.compare;

import dev.turnstone.DiffOptions.Using;
import dev.turnstone.MigrationException;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What values of columns become that change their types, where a user has said it: no cast is made up.
///
/// @param asked with options: each must concern a column of the difference
/// @param hints of files, which stay there when they have done their work
record Usings(List<Using> asked, List<Using> hints) {
    Usings {
        asked = List.copyOf(asked);
        hints = List.copyOf(hints);
    }

    /// The diff with what was said.
    ///
    /// @param down whether it is the down migration
    Diff in(Diff diff, boolean down) {
        List<Using> all = new ArrayList<>(asked);
        all.addAll(hints);
        all.removeIf(each -> each.down() != down);
        if (all.isEmpty()) {
            return diff;
        }
        Set<Using> used = new HashSet<>();
        List<Change> changes = new ArrayList<>();
        for (Change change : diff.changes()) {
            Optional<Using> using = all.stream()
                    .filter(each -> converted(change, diff) && Fills.names(each.column(), change.id()))
                    .findFirst();
            using.ifPresent(used::add);
            changes.add(using.map(each -> with(change, each.expression())).orElse(change));
        }
        changes.addAll(more(diff, all, used));
        asked.stream()
                .filter(each -> each.down() == down && !used.contains(each))
                .findFirst()
                .ifPresent(unused -> {
                    throw new MigrationException.Misconfigured((down ? "--using-down " : "--using ") + unused.column()
                            + ": no column of this name changes its type. Name it as table.column, as it is called "
                            + (down ? "before." : "afterwards."));
                });
        return new Diff(diff.from(), diff.renamed(), diff.to(), changes, diff.reordered());
    }

    private static Change with(Change change, String expression) {
        return change instanceof Change.Alter alter
                ? new Change.Alter(alter.from(), alter.to(), Optional.of(expression), alter.fill())
                : change;
    }

    private static boolean converted(Change change, Diff diff) {
        return change instanceof Change.Alter alter
                && column(alter.id(), diff)
                && (!alter.from().get(Attribute.TYPE).equals(alter.to().get(Attribute.TYPE))
                        || remade(alter.from(), diff));
    }

    private static boolean column(Id id, Diff diff) {
        return id.kind() == Kind.COLUMN
                && id.parent()
                        .filter(table ->
                                table.kind() == Kind.TABLE && diff.renamed().has(table))
                        .isPresent();
    }

    /// Whether the type of a column keeps its name and becomes another one.
    private static boolean remade(Fact column, Diff diff) {
        return diff.changes().stream()
                .map(Change::id)
                .anyMatch(changed -> column.needs().stream().anyMatch(changed::within));
    }

    /// Columns that are declared as before, of types that are not.
    private static List<Change> more(Diff diff, List<Using> all, Set<Using> used) {
        List<Change> more = new ArrayList<>();
        Set<Id> changed = new HashSet<>();
        diff.changes().forEach(change -> changed.add(change.id()));
        for (Fact before : diff.renamed().of(Kind.COLUMN)) {
            Optional<Fact> after = diff.to().find(before.id());
            Optional<Using> using = all.stream()
                    .filter(each -> Fills.names(each.column(), before.id()))
                    .filter(each -> !changed.contains(before.id()))
                    .findFirst();
            if (using.isPresent() && after.isPresent() && column(before.id(), diff) && remade(before, diff)) {
                used.add(using.get());
                more.add(new Change.Alter(before, after.get(), using.map(Using::expression), Optional.empty()));
            }
        }
        return more;
    }

    /// Columns whose values are no longer those they had.
    static Set<Id> converted(Diff diff) {
        Set<Id> converted = new HashSet<>();
        for (Change change : diff.changes()) {
            if (change instanceof Change.Alter alter && alter.using().isPresent()) {
                converted.add(alter.id());
            }
        }
        return converted;
    }
}
