package dev.turnstone.internal;

import dev.turnstone.dialect.Creation;
import dev.turnstone.migration.Annotated;
import dev.turnstone.sql.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells by the names of things which statements of a way back undo steps that are done, where names are enough.
///
/// A statement that drops something undoes what created it, and one that creates something what dropped it. Any other
/// may run only when every step that is not done creates things that it does not speak of, so that what it undoes must
/// have been done.
final class NamedUndo {
    private static final Pattern CHANGED = Pattern.compile(
            "^(?:INSERT\\s+INTO|UPDATE(?:\\s+ONLY)?|DELETE\\s+FROM(?:\\s+ONLY)?|TRUNCATE(?:\\s+TABLE)?)\\s+([\\w.\"]+)",
            Pattern.CASE_INSENSITIVE);

    private final Session session;
    private final List<Annotated> done;
    private final List<Annotated> rest;
    private final boolean restOnlyCreates;

    NamedUndo(Session session, List<Annotated> done, List<Annotated> rest) {
        this.session = session;
        this.done = done;
        this.rest = rest;
        this.restOnlyCreates = rest.stream()
                .allMatch(statement -> statement.statement().effect() == Effect.NONE
                        || created(statement).isPresent());
    }

    /// The statements of `down` that have something to undo; empty when names do not tell.
    Optional<List<Annotated>> of(List<Annotated> down) {
        List<Annotated> kept = new ArrayList<>();
        for (Annotated statement : down) {
            Optional<Boolean> undoes = undoes(statement);
            if (undoes.isEmpty()) {
                return Optional.empty();
            }
            if (undoes.get()) {
                kept.add(statement);
            }
        }
        boolean renamedLater = done.stream()
                .flatMap(statement -> created(statement).stream())
                .anyMatch(thing -> !drops(kept, thing) && rest.stream().anyMatch(later -> speaks(later, thing.name())));
        return renamedLater ? Optional.empty() : Optional.of(kept);
    }

    private Optional<Boolean> undoes(Annotated statement) {
        Optional<Creation> dropped = session.dialect().drops(statement.statement());
        if (dropped.isPresent()) {
            boolean byDone = creates(done, dropped.get());
            boolean byRest = creates(rest, dropped.get());
            boolean unclear = byDone == byRest || drops(rest, dropped.get());
            return unclear ? Optional.empty() : Optional.of(byDone);
        }
        Optional<Boolean> createsAgain = created(statement).flatMap(this::createsAgain);
        if (createsAgain.isPresent()) {
            return createsAgain;
        }
        boolean speaksOfRest = rest.stream()
                .flatMap(other -> created(other).stream())
                .anyMatch(thing -> speaks(statement, thing.name()));
        return restOnlyCreates && !speaksOfRest ? Optional.of(true) : Optional.empty();
    }

    private Optional<Boolean> createsAgain(Creation thing) {
        boolean byDone = drops(done, thing);
        return byDone == drops(rest, thing) || creates(done, thing) ? Optional.empty() : Optional.of(byDone);
    }

    private boolean creates(List<Annotated> statements, Creation thing) {
        return statements.stream()
                .flatMap(statement -> created(statement).stream())
                .anyMatch(thing::isSame);
    }

    private boolean drops(List<Annotated> statements, Creation thing) {
        return statements.stream()
                .flatMap(statement -> session.dialect().drops(statement.statement()).stream())
                .anyMatch(thing::isSame);
    }

    private Optional<Creation> created(Annotated statement) {
        return session.dialect().creates(statement.statement());
    }

    /// Whether a statement that changes rows may run: where steps that are not done change rows of the same table, what
    /// it undoes may not have happened. Filling what `kept` has made again is no undoing.
    ///
    /// @param kept the statements of the way back that run before it
    /// @return empty when that cannot be told
    Optional<Boolean> mayChangeRows(Annotated statement, List<Annotated> kept) {
        boolean fills = kept.stream()
                .flatMap(earlier -> created(earlier).stream())
                .anyMatch(made -> speaks(statement, made.name())
                        && made.table().map(table -> speaks(statement, table)).orElse(true));
        if (fills) {
            return Optional.of(true);
        }
        boolean alsoRest = changesRowsLike(rest, statement);
        boolean alsoDone = changesRowsLike(done, statement);
        return alsoRest && alsoDone ? Optional.empty() : Optional.of(!alsoRest);
    }

    private boolean changesRowsLike(List<Annotated> statements, Annotated statement) {
        Optional<String> table = table(statement);
        return statements.stream()
                .filter(other -> other.statement().effect() == Effect.DATA)
                .map(NamedUndo::table)
                .anyMatch(other -> table.isEmpty() || other.isEmpty() || other.equals(table));
    }

    /// The table whose rows a statement changes, where its first words say so.
    private static Optional<String> table(Annotated statement) {
        Matcher matcher = CHANGED.matcher(statement.statement().text());
        return matcher.find()
                ? Optional.of(matcher.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replace("\"", "")
                        .replaceFirst("^public\\.", ""))
                : Optional.empty();
    }

    private static boolean speaks(Annotated statement, String name) {
        String last = name.substring(name.lastIndexOf('.') + 1).replace("\"", "");
        return Pattern.compile("(?<!\\w)" + Pattern.quote(last) + "(?!\\w)", Pattern.CASE_INSENSITIVE)
                .matcher(statement.statement().text())
                .find();
    }
}
