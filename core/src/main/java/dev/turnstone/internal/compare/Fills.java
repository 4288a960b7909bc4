package dev.turnstone.internal.compare;

import dev.turnstone.DiffOptions.Fill;
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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What rows get in columns that take no NULL from now on. No value is made up: where nobody has said one, rows without
/// a value stop the migration.
final class Fills {
    private Fills() {}

    /// The diff with what was said.
    ///
    /// @param asked with options: each must concern a column of this diff
    /// @param hints of files, which stay there when they have done their work
    static Diff in(Diff diff, List<Fill> asked, List<Fill> hints) {
        List<Fill> all = new ArrayList<>(asked);
        all.addAll(hints);
        if (all.isEmpty()) {
            return diff;
        }
        Set<Fill> used = new HashSet<>();
        List<Change> changes = new ArrayList<>();
        for (Change change : diff.changes()) {
            Optional<Fill> fill = fillable(change, diff)
                    ? all.stream()
                            .filter(each -> names(each.column(), change.id()))
                            .findFirst()
                    : Optional.empty();
            fill.ifPresent(used::add);
            changes.add(fill.map(each -> with(change, each.expression())).orElse(change));
        }
        asked.stream().filter(each -> !used.contains(each)).findFirst().ifPresent(unused -> {
            throw new MigrationException.Misconfigured("--fill " + unused.column()
                    + ": no column of this name takes no NULL from now on. Name it as table.column, as it is called"
                    + " afterwards.");
        });
        return new Diff(diff.from(), diff.renamed(), diff.to(), changes, diff.reordered());
    }

    private static Change with(Change change, String expression) {
        return switch (change) {
            case Change.Create create -> new Change.Create(create.fact(), Optional.of(expression));
            case Change.Alter alter ->
                new Change.Alter(alter.from(), alter.to(), alter.using(), Optional.of(expression));
            case Change.Drop drop -> drop;
            case Change.Rename rename -> rename;
        };
    }

    /// Whether `written`, as `users.level` or `sales.users.level`, is the name of a column.
    static boolean names(String written, Id column) {
        String path = column.path().toLowerCase(Locale.ROOT);
        String typed = written.toLowerCase(Locale.ROOT);
        return path.equals(typed) || path.endsWith("." + typed);
    }

    /// Whether rows may be without a value where they need one.
    private static boolean fillable(Change change, Diff diff) {
        return switch (change) {
            case Change.Create create -> needed(create.fact(), diff);
            case Change.Alter alter -> !alter.from().is(Attribute.NOT_NULL) && needed(alter.to(), diff);
            case Change.Drop ignored -> false;
            case Change.Rename ignored -> false;
        };
    }

    private static boolean needed(Fact column, Diff diff) {
        Optional<Id> table = column.id().parent();
        return column.id().kind() == Kind.COLUMN
                && column.is(Attribute.NOT_NULL)
                && column.get(Attribute.GENERATED).isEmpty()
                && table.filter(id -> id.kind() == Kind.TABLE && diff.renamed().has(id))
                        .isPresent();
    }

    /// What is no longer known afterwards: which rows had no value.
    static List<String> losses(Diff diff) {
        List<String> losses = new ArrayList<>();
        for (Change change : diff.changes()) {
            if (change instanceof Change.Alter alter) {
                alter.fill()
                        .ifPresent(expression -> losses.add(
                                "which rows had no value in " + alter.id().words() + ": they get " + expression));
            }
        }
        return losses;
    }

    /// Columns whose values are no longer those they had.
    static Set<Id> filled(Diff diff) {
        Set<Id> filled = new HashSet<>();
        for (Change change : diff.changes()) {
            if (change instanceof Change.Alter alter && alter.fill().isPresent()) {
                filled.add(alter.id());
            }
        }
        return filled;
    }

    /// Where rows without a value stop the migration, with the option that says what they get.
    static List<String> open(Diff diff) {
        List<String> open = new ArrayList<>();
        for (Change change : diff.changes()) {
            if (change instanceof Change.Alter alter
                    && fillable(alter, diff)
                    && alter.fill().isEmpty()) {
                open.add(alter.id().words() + " takes no NULL from now on: rows without a value stop the migration,"
                        + " unless --fill " + alter.id().path() + "=EXPRESSION says what they get");
            }
            if (change instanceof Change.Create create
                    && fillable(create, diff)
                    && create.fill().isEmpty()
                    && create.fact().get(Attribute.EXPRESSION).isEmpty()
                    && !diff.to().has(create.id().satellite(Kind.DEFAULT))
                    && !diff.to().has(create.id().satellite(Kind.IDENTITY))) {
                open.add(create.id().words() + " takes no NULL and has no default: any row stops the migration,"
                        + " unless --fill " + create.id().path() + "=EXPRESSION says what rows get");
            }
        }
        return open;
    }
}
