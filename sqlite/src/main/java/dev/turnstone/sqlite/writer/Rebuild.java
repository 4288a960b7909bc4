package dev.turnstone.sqlite.writer;

import dev.turnstone.dialect.Written.Line;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.sqlite.text.SqliteAttribute;
import dev.turnstone.sqlite.text.SqliteWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A table made anew under its own name: create the new one, copy the rows, drop the old one, rename. Rowids and the
/// highest number given out by AUTOINCREMENT are kept.
final class Rebuild {
    /// What SQLite calls the number of a row where no column is called so.
    static final List<String> ROWIDS = List.of("rowid", "_rowid_", "oid");

    private final Schema before;
    private final Schema after;
    private final TableChange change;
    private final String made;
    private final String reason;
    private final Filling filling;

    /// @param made what the new table is called until the old one is gone
    /// @param back whether this is a way back
    Rebuild(Schema before, Schema after, TableChange change, String made, Map<Id, String> expressions, boolean back) {
        this.before = before;
        this.after = after;
        this.change = change;
        this.made = made;
        this.reason = change.rebuild().orElse("");
        this.filling = new Filling(before, after, change, expressions, rowid(before, change.from()), back);
    }

    /// What is no longer known afterwards; once the lines are made.
    List<String> losses() {
        return filling.losses();
    }

    List<Line> lines(CreateText create) {
        String old = CreateText.name(change.from());
        String made = SqliteWords.written(this.made);
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                create.table(change.to(), made), List.of(CreateText.name(change.to()) + " is made anew: " + reason)));
        lines.add(copy(made, old));
        if (change.from().is(SqliteAttribute.AUTOINCREMENT) && change.to().is(SqliteAttribute.AUTOINCREMENT)) {
            String from = SqliteWords.literal(change.from()
                    .detail(SqliteAttribute.NAME)
                    .orElse(change.from().id().name()));
            String to = SqliteWords.literal(this.made);
            lines.add(Line.of("DELETE FROM sqlite_sequence WHERE name = " + to));
            lines.add(Line.of("INSERT INTO sqlite_sequence (name, seq) SELECT " + to
                    + ", seq FROM sqlite_sequence WHERE name = " + from));
        }
        lines.add(Line.of("DROP TABLE " + old));
        lines.add(Line.of("ALTER TABLE " + made + " RENAME TO " + CreateText.name(change.to())));
        return lines;
    }

    /// One row for each that was there, also when nothing of it comes along.
    private Line copy(String made, String old) {
        List<String> targets = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        Optional<String> target = rowid(after, change.to());
        Optional<String> source = rowid(before, change.from());
        if (TableParts.rowid(after, change.to().id()).isEmpty() && target.isPresent() && source.isPresent()) {
            targets.add(target.get());
            sources.add(source.get());
        }
        for (Fact column : TableParts.columns(after, change.to().id())) {
            filling.of(column).ifPresent(expression -> {
                targets.add(CreateText.name(column));
                sources.add(expression);
            });
        }
        if (targets.isEmpty()) {
            Fact column = TableParts.columns(after, change.to().id()).stream()
                    .filter(other -> !generated(other))
                    .findFirst()
                    .orElseThrow();
            targets.add(CreateText.name(column));
            sources.add(TableParts.value(after, column).orElse("NULL"));
        }
        return new Line(
                "INSERT " + (conflicts() ? "OR ABORT " : "") + "INTO " + made + " (" + String.join(", ", targets)
                        + ")\nSELECT " + String.join(", ", sources) + " FROM " + old,
                filling.notes());
    }

    /// Whether a clause of the new table would let rows go that violate it.
    private boolean conflicts() {
        return TableParts.of(after, change.to().id()).stream()
                .anyMatch(fact -> fact.get(SqliteAttribute.ON_CONFLICT).isPresent()
                        || fact.get(SqliteAttribute.NOT_NULL_CONFLICT).isPresent());
    }

    /// A word for the rowid that no column has taken.
    private static Optional<String> rowid(Schema schema, Fact table) {
        if (table.is(SqliteAttribute.WITHOUT_ROWID)) {
            return Optional.empty();
        }
        Set<String> columns = schema.children(table.id(), Kind.COLUMN).stream()
                .map(column -> column.id().name())
                .collect(Collectors.toSet());
        return ROWIDS.stream().filter(name -> !columns.contains(name)).findFirst();
    }

    /// Whether a column is computed.
    static boolean generated(Fact column) {
        return column.get(Attribute.GENERATED).isPresent();
    }
}
