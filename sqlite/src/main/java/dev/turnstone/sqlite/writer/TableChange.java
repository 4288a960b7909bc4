package dev.turnstone.sqlite.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.sqlite.text.SqliteAttribute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What must happen to one table that stays: columns added and dropped where SQLite can do that to a table with rows in
/// it, or, for a reason, the table made anew.
///
/// @param added columns in their order, each with the constraints it brings
/// @param dropped columns
/// @param rebuild why it cannot be changed in place; absent when it can
record TableChange(Fact from, Fact to, Map<Fact, List<Fact>> added, List<Fact> dropped, Optional<String> rebuild) {
    TableChange withRebuild(String reason) {
        return new TableChange(from, to, added, dropped, rebuild.or(() -> Optional.of(reason)));
    }

    /// @param changes those of the table, its columns, defaults and constraints
    /// @param filled columns whose rows get an expression
    static TableChange of(Schema before, Schema after, Id table, List<Change> changes, Set<Id> filled) {
        Deciding deciding = new Deciding(before, after);
        for (Change change : changes) {
            deciding.see(change);
        }
        Optional<String> reason = deciding.reason(table, filled);
        return new TableChange(
                before.find(table).orElseThrow(),
                after.find(table).orElseThrow(),
                reason.isPresent() ? Map.of() : deciding.added,
                deciding.droppable(),
                reason);
    }

    private static final class Deciding {
        private final Schema before;
        private final Schema after;
        private final Map<Fact, List<Fact>> added = new LinkedHashMap<>();
        private final List<Fact> dropped = new ArrayList<>();
        private final List<Fact> columns = new ArrayList<>();
        private final List<Fact> constraints = new ArrayList<>();
        private final List<Fact> constraintsGone = new ArrayList<>();
        private Optional<String> reason = Optional.empty();

        private Deciding(Schema before, Schema after) {
            this.before = before;
            this.after = after;
        }

        private void see(Change change) {
            switch (change) {
                case Change.Create create -> created(create.fact());
                case Change.Drop drop -> gone(drop.fact());
                case Change.Alter alter -> because(alter.id().words() + " changes");
                case Change.Rename rename -> because(rename.from().words() + " gets another name");
            }
        }

        private void because(String why) {
            reason = reason.or(() -> Optional.of(why));
        }

        private void created(Fact fact) {
            switch (fact.id().kind()) {
                case COLUMN -> columns.add(fact);
                case CONSTRAINT -> constraints.add(fact);
                default -> {
                    if (before.has(fact.id().parent().orElseThrow())) {
                        because(fact.id().words() + " is new");
                    }
                }
            }
        }

        private void gone(Fact fact) {
            switch (fact.id().kind()) {
                case COLUMN -> dropped.add(fact);
                case CONSTRAINT -> constraintsGone.add(fact);
                default -> {
                    if (after.has(fact.id().parent().orElseThrow())) {
                        because(fact.id().words() + " goes");
                    }
                }
            }
        }

        private Optional<String> reason(Id table, Set<Id> filled) {
            columns.sort(Comparator.comparingInt(TableParts::position));
            for (Fact column : columns) {
                added.put(column, new ArrayList<>());
                addable(column, filled).ifPresent(this::because);
            }
            for (Fact constraint : constraints) {
                bring(constraint);
            }
            droppable(table).ifPresent(this::because);
            return reason;
        }

        /// The columns that go, each before what it needs.
        private List<Fact> droppable() {
            List<Fact> left = new ArrayList<>(dropped);
            List<Fact> sorted = new ArrayList<>();
            while (!left.isEmpty()) {
                Fact next = left.stream()
                        .filter(column ->
                                left.stream().noneMatch(other -> other.needs().contains(column.id())))
                        .findFirst()
                        .orElse(left.get(0));
                left.remove(next);
                sorted.add(next);
            }
            return sorted;
        }

        /// Forms that SQLite refuses when there are rows, whether there are any or not.
        private Optional<String> addable(Fact column, Set<Id> filled) {
            String words = column.id().words();
            Optional<String> value = TableParts.value(after, column);
            if (filled.contains(column.id())) {
                return Optional.of(words + " is filled");
            }
            if (Rebuild.ROWIDS.contains(column.id().name())) {
                return Optional.of(words + " hides the rowid");
            }
            if (column.get(Attribute.GENERATED).equals(Optional.of("stored"))) {
                return Optional.of(words + " is stored");
            }
            if (value.isPresent() && !TableRendering.constant(value.get())) {
                return Optional.of(words + " has a default that is not the same for each row");
            }
            boolean empty = value.isEmpty() && column.get(Attribute.GENERATED).isEmpty();
            return column.is(Attribute.NOT_NULL) && empty
                    ? Optional.of(words + " takes no NULL and has no default")
                    : Optional.empty();
        }

        /// Gives a new constraint to the last new column that it mentions.
        private void bring(Fact constraint) {
            Set<Id> named = TableParts.named(constraint);
            List<Fact> bearers = columns.stream()
                    .filter(column -> named.contains(column.id()))
                    .toList();
            boolean foreign = TableParts.is(constraint, "foreign key");
            boolean possible = !bearers.isEmpty()
                    && constraint
                            .get(Attribute.TYPE)
                            .filter(TableRendering.ADDABLE::contains)
                            .isPresent()
                    && constraint.get(SqliteAttribute.ON_CONFLICT).isEmpty()
                    && (!foreign
                            || (named.size() == 1
                                    && TableParts.value(after, bearers.get(0)).isEmpty()));
            if (possible) {
                List<Fact> brought = added.get(bearers.get(bearers.size() - 1));
                if (brought != null) {
                    brought.add(constraint);
                }
            } else {
                because(constraint.id().words() + " is new");
            }
        }

        /// What stays must not need what goes, and what goes must be declared with its column.
        private Optional<String> droppable(Id table) {
            Set<Id> gone = new HashSet<>();
            dropped.forEach(column -> gone.add(column.id()));
            for (Fact constraint : constraintsGone) {
                boolean with = constraint
                        .detail(SqliteAttribute.WITHIN)
                        .filter(column -> gone.contains(table.child(Kind.COLUMN, column)))
                        .isPresent();
                if (!with
                        || !TableRendering.ADDABLE.contains(
                                constraint.get(Attribute.TYPE).orElse(""))) {
                    return Optional.of(constraint.id().words() + " goes");
                }
            }
            Set<Fact> going = Set.copyOf(constraintsGone);
            for (Fact fact : TableParts.of(before, table)) {
                boolean stays = !gone.contains(fact.id()) && !going.contains(fact);
                boolean with = fact.detail(SqliteAttribute.WITHIN)
                        .filter(column -> gone.contains(table.child(Kind.COLUMN, column)))
                        .isPresent();
                if (stays && (with || fact.needs().stream().anyMatch(gone::contains))) {
                    return Optional.of(fact.id().words() + " needs a column that goes");
                }
            }
            if (gone.stream().anyMatch(column -> Rebuild.ROWIDS.contains(column.name()))) {
                return Optional.of("a column that hides the rowid goes");
            }
            boolean leaves = before.children(table, Kind.COLUMN).size() + columns.size() > gone.size();
            return leaves || gone.isEmpty() ? Optional.empty() : Optional.of("every column goes");
        }
    }
}
