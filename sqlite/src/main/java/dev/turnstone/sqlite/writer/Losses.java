package dev.turnstone.sqlite.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.sqlite.text.SqliteAttribute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What is gone afterwards and cannot come back.
final class Losses {
    private final Schema before;
    private final Schema after;
    private final Collection<TableChange> tables;

    Losses(Schema before, Schema after, Collection<TableChange> tables) {
        this.before = before;
        this.after = after;
        this.tables = tables;
    }

    List<String> of(List<Change> changes) {
        List<String> losses = new ArrayList<>();
        for (Change change : changes) {
            switch (change) {
                case Change.Drop drop -> dropped(drop.fact(), losses);
                case Change.Alter alter -> altered(alter.from(), alter.to(), losses);
                case Change.Create create -> {}
                case Change.Rename rename -> {}
            }
        }
        for (TableChange table : tables) {
            boolean counted = table.from().is(SqliteAttribute.AUTOINCREMENT);
            if (counted && !table.to().is(SqliteAttribute.AUTOINCREMENT)) {
                losses.add("the highest number that AUTOINCREMENT gave out in "
                        + table.from().id().words());
            }
        }
        return losses;
    }

    private void dropped(Fact fact, List<String> losses) {
        switch (fact.id().kind()) {
            case TABLE -> losses.add("the rows of " + fact.id().words());
            case VIRTUAL_TABLE -> losses.add(VirtualTables.loss(fact));
            case COLUMN -> {
                boolean computed = fact.get(Attribute.GENERATED).isPresent();
                if (!computed && after.has(fact.id().parent().orElseThrow())) {
                    losses.add("the values of " + fact.id().words());
                }
            }
            default -> {}
        }
    }

    private void altered(Fact from, Fact to, List<String> losses) {
        if (from.id().kind() == Kind.COLUMN) {
            column(from, to, losses);
        }
    }

    private void column(Fact from, Fact to, List<String> losses) {
        boolean computed = from.get(Attribute.GENERATED).isEmpty()
                && to.get(Attribute.GENERATED).isPresent();
        if (computed) {
            losses.add("the values of " + from.id().words() + ", which is computed from now on");
            return;
        }
        if (to.get(Attribute.GENERATED).isPresent()) {
            return;
        }
        Affinity old = affinity(before, from);
        Affinity now = affinity(after, to);
        if (shortens(before, from, after, to)) {
            losses.add("digits after the fifteenth of fractions in " + from.id().words());
        } else if (!old.isNumber() && now.isNumber()) {
            losses.add("how numbers are written in " + from.id().words() + ": '007' becomes 7");
        } else if (old == Affinity.INTEGER && now == Affinity.REAL) {
            losses.add("digits after the fifteenth of numbers in " + from.id().words());
        }
    }

    /// Whether fractions become texts, which have fewer digits.
    static boolean shortens(Schema before, Fact from, Schema after, Fact to) {
        Affinity old = affinity(before, from);
        return old.isNumber() && old != Affinity.INTEGER && affinity(after, to) == Affinity.TEXT;
    }

    private static Affinity affinity(Schema schema, Fact column) {
        String type = column.get(Attribute.TYPE).orElse("");
        Id table = column.id().parent().orElseThrow();
        boolean any = type.equals("any")
                && schema.find(table)
                        .map(fact -> fact.is(SqliteAttribute.STRICT))
                        .orElse(false);
        return any ? Affinity.BLOB : Affinity.of(type);
    }
}
