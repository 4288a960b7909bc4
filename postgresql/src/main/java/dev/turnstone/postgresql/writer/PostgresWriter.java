package dev.turnstone.postgresql.writer;

import dev.turnstone.dialect.HandMade;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.dialect.Written.Line;
import dev.turnstone.schema.Action;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes changes as statements.
public final class PostgresWriter implements Writer {
    private final Rules rules = new Rules();

    @Override
    public Written write(Diff diff, Style style) {
        return write(diff, style, false);
    }

    @Override
    public Written writeBack(Diff diff, Style style) {
        return write(diff, style, true);
    }

    private Written write(Diff diff, Style style, boolean back) {
        return StatementPlan.of(diff, Context.of(diff, style, Map.of(), back), rules, true)
                .written();
    }

    @Override
    public Optional<HandMade> handMade(Fact fact) {
        return ByHand.of(fact);
    }

    @Override
    public boolean startsBeforeRenames() {
        return true;
    }

    /// What may fail on rows comes first, under the old names; the renames are in the transaction of what replaces
    /// objects.
    @Override
    public Written write(Diff renames, Optional<Diff> earlier, Diff rest, Style style) {
        return write(renames, earlier, rest, style, false);
    }

    @Override
    public Written writeBack(Diff renames, Optional<Diff> earlier, Diff rest, Style style) {
        return write(renames, earlier, rest, style, true);
    }

    private Written write(Diff renames, Optional<Diff> earlier, Diff rest, Style style, boolean back) {
        Map<Id, Id> called = new HashMap<>();
        Map<Id, Id> names = new HashMap<>();
        for (Change change : renames.changes()) {
            if (change instanceof Change.Rename rename) {
                called.put(rename.to(), rename.from());
                names.put(rename.from(), rename.to());
            }
        }
        Context context = Context.of(rest, style, called, back);
        StatementPlan.Planned planned = StatementPlan.of(rest, context, rules, true);
        Written named = write(renames, style);
        if (planned.actions().isEmpty()) {
            return named.then(planned.written());
        }
        if (earlier.isPresent()) {
            StatementPlan.Planned before =
                    StatementPlan.of(earlier.get(), Context.of(earlier.get(), style, Map.of(), back), rules, true);
            if (made(before.actions(), earlier.get(), names).equals(made(planned.actions(), rest, Map.of()))) {
                List<Line> lines = new ArrayList<>(before.first());
                lines.addAll(named.statements());
                lines.addAll(planned.rest());
                return new Written(lines, planned.losses(), planned.refusals());
            }
        }
        return named.then(StatementPlan.of(rest, context, rules, false).written());
    }

    /// What actions make, under the names after renames.
    private static Set<Set<Id>> made(List<Action> actions, Diff diff, Map<Id, Id> names) {
        return actions.stream()
                .map(action -> action.makes().stream()
                        .filter(Slots::named)
                        .map(id -> renamed(NamedNotNull.work(id, diff.to()), names))
                        .collect(Collectors.toSet()))
                .collect(Collectors.toSet());
    }

    private static Id renamed(Id id, Map<Id, Id> names) {
        Id own = names.get(id);
        return own != null
                ? own
                : id.parent()
                        .map(above -> new Id(id.kind(), Optional.of(renamed(above, names)), id.name()))
                        .orElse(id);
    }
}
