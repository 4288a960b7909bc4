package dev.turnstone.sqlite.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.sqlite.text.SqliteAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the rows of the old table become in the columns of the new one.
final class Filling {
    private final Schema before;
    private final Schema after;
    private final TableChange change;
    private final Map<Id, String> expressions;
    private final Optional<String> rowid;
    private final boolean back;
    private final List<String> notes = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();

    /// @param expressions asked for by the changes themselves, by column
    /// @param rowid how the old table calls its rowid
    /// @param back whether this is a way back
    Filling(
            Schema before,
            Schema after,
            TableChange change,
            Map<Id, String> expressions,
            Optional<String> rowid,
            boolean back) {
        this.back = back;
        this.before = before;
        this.after = after;
        this.change = change;
        this.expressions = expressions;
        this.rowid = rowid;
    }

    /// What a person should know about values that rows get.
    List<String> notes() {
        return List.copyOf(notes);
    }

    /// What is no longer known afterwards.
    List<String> losses() {
        return List.copyOf(losses);
    }

    /// The expression over the old table; absent when the column is computed, or gets its default.
    Optional<String> of(Fact column) {
        if (Rebuild.generated(column)) {
            return Optional.empty();
        }
        Optional<String> asked = Optional.ofNullable(expressions.get(column.id()));
        if (asked.isPresent()) {
            return asked;
        }
        Optional<Fact> old = before.find(column.id());
        return old.isPresent() ? Optional.of(kept(old.get(), column)) : added(column);
    }

    /// Rows without a value keep none, and stop the migration where NULL is forbidden: only the column's own default,
    /// which somebody wrote, may stand for it.
    private String kept(Fact old, Fact column) {
        String name = CreateText.name(old);
        boolean narrows =
                column.is(Attribute.NOT_NULL) && !old.is(Attribute.NOT_NULL) && !isRowid(column) && !wasRowid(column);
        Optional<String> value = narrows ? TableParts.value(after, column) : Optional.empty();
        value.ifPresent(filled -> {
            notes.add("NULL becomes " + filled + " in " + name + ", its default");
            losses.add("which rows had no value in " + column.id().words() + ": they get its default " + filled);
        });
        // A loss that is told is meant: the expression lets the rebuild pass.
        String as = Losses.shortens(before, old, after, column) ? "CAST(" + name + " AS TEXT)" : name;
        return value.map(filled -> "coalesce(" + as + ", " + filled + ")").orElse(as);
    }

    /// A new column that needs a value gets none, but on the way back: what it held is lost, and that was said.
    private Optional<String> added(Fact column) {
        if (isRowid(column)) {
            return rowid;
        }
        boolean needed = column.is(Attribute.NOT_NULL) || keys(column);
        if (!back || TableParts.value(after, column).isPresent() || !needed || refers(column)) {
            return Optional.empty();
        }
        String filled = madeUp(column);
        notes.add("rows that are there get " + filled + " in " + CreateText.name(column)
                + ", which takes no NULL and has no default");
        return Optional.of(filled);
    }

    private boolean isRowid(Fact column) {
        return TableParts.rowid(after, change.to().id())
                .equals(Optional.of(column.id().name()));
    }

    private boolean wasRowid(Fact column) {
        return TableParts.rowid(before, change.from().id())
                .equals(Optional.of(column.id().name()));
    }

    private boolean keys(Fact column) {
        return constrained(column, "primary key");
    }

    private boolean refers(Fact column) {
        return constrained(column, "foreign key");
    }

    private boolean constrained(Fact column, String type) {
        return after.children(change.to().id(), Kind.CONSTRAINT).stream()
                .filter(constraint -> TableParts.is(constraint, type))
                .map(TableParts::named)
                .anyMatch(named -> named.contains(column.id()));
    }

    /// Whether a key would be the same in each row without it: all of its columns are new, and it is the first.
    private boolean distinguishes(Fact column, Set<Id> key) {
        boolean alone = key.equals(Set.of(column.id()));
        boolean made = key.contains(column.id()) && key.stream().noneMatch(before::has);
        return alone || (made && key.stream().min(Id::compareTo).equals(Optional.of(column.id())));
    }

    /// A value that differs from row to row where it must, otherwise the nothing of its type.
    private String madeUp(Fact column) {
        boolean unique = Stream.concat(
                        after.children(change.to().id(), Kind.CONSTRAINT).stream()
                                .filter(key -> TableParts.is(key, "primary key") || TableParts.is(key, "unique")),
                        after.children(change.to().id(), Kind.INDEX).stream().filter(key -> key.is(Attribute.UNIQUE)))
                .anyMatch(key -> distinguishes(column, TableParts.named(key)));
        if (unique && rowid.isPresent()) {
            return rowid.get();
        }
        String type = column.get(Attribute.TYPE).orElse("");
        if (type.contains("timestamp") || type.contains("datetime")) {
            return "CURRENT_TIMESTAMP";
        }
        if (type.equals("date") || type.equals("time")) {
            return "CURRENT_" + type.toUpperCase(Locale.ROOT);
        }
        return switch (Affinity.of(type)) {
            case TEXT -> "''";
            case BLOB -> change.to().is(SqliteAttribute.STRICT) || type.equals("blob") ? "x''" : "''";
            case INTEGER, NUMERIC -> "0";
            case REAL -> "0.0";
        };
    }
}
