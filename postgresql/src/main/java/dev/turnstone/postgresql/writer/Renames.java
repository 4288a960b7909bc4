package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Objects that only get another name. They come first; everything behind them speaks of the new names.
final class Renames {
    private Renames() {}

    /// The statements, outer objects before what belongs to them.
    static List<String> of(Diff diff) {
        List<String> statements = new ArrayList<>();
        List<Change.Rename> done = new ArrayList<>();
        for (Change change : diff.changes()) {
            if (change instanceof Change.Rename rename) {
                statements.addAll(rename(rename, now(rename.from(), done, diff.from()), diff.renamed()));
                done.add(rename);
            }
        }
        return statements;
    }

    /// Where an object is once others were renamed. A sequence goes with its column's table into another schema.
    private static Id now(Id id, List<Change.Rename> done, Schema from) {
        Id now = id;
        for (Change.Rename earlier : done) {
            now = now.moved(earlier.from(), earlier.to());
        }
        Optional<Id> owner = id.kind() == Kind.SEQUENCE ? from.find(id).flatMap(Sequences::owner) : Optional.empty();
        return owner.map(column -> now(column, done, from))
                .flatMap(column -> column.nearest(Kind.SCHEMA))
                .map(schema -> schema.child(Kind.SEQUENCE, id.name()))
                .orElse(now);
    }

    private static List<String> rename(Change.Rename rename, Id now, Schema renamed) {
        Id to = rename.to();
        String name = Sql.name(to.name());
        return switch (to.kind()) {
            case CONSTRAINT -> {
                Id above = Mention.parent(now);
                yield List.of(
                        Mention.alter(above, renamed) + " RENAME CONSTRAINT " + Sql.name(now.name()) + " TO " + name);
            }
            case COLUMN -> {
                Id above = Mention.parent(now);
                String word = above.kind() == Kind.COMPOSITE ? " RENAME ATTRIBUTE " : " RENAME COLUMN ";
                yield List.of(Mention.alter(above, renamed) + word + Sql.name(now.name()) + " TO " + name);
            }
            case LABEL ->
                List.of("ALTER TYPE " + Sql.name(Mention.parent(now)) + " RENAME VALUE " + Sql.literal(now.name())
                        + " TO " + Sql.literal(to.name()));
            case TRIGGER, RULE, POLICY -> List.of("ALTER " + Mention.of(now, renamed) + " RENAME TO " + name);
            case INDEX -> List.of("ALTER INDEX " + Mention.index(now) + " RENAME TO " + name);
            default -> moved(now, to, renamed);
        };
    }

    /// A rename that may lead to another schema.
    private static List<String> moved(Id now, Id to, Schema renamed) {
        List<String> statements = new ArrayList<>();
        Id at = now;
        boolean moves = now.parent().isPresent() && !now.parent().equals(to.parent());
        if (moves) {
            statements.add("ALTER " + Mention.of(now, renamed) + " SET SCHEMA "
                    + Sql.name(Mention.parent(to).name()));
            at = Mention.parent(to).child(now.kind(), now.name());
        }
        if (!now.name().equals(to.name())) {
            String name = renamed.find(to)
                    .flatMap(fact -> fact.detail(dev.turnstone.postgresql.text.PostgresAttribute.NAME))
                    .orElse(to.name());
            statements.add("ALTER " + Mention.of(at, renamed) + " RENAME TO " + Sql.name(name));
        }
        return statements;
    }
}
