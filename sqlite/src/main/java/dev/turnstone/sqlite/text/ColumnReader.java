package dev.turnstone.sqlite.text;

import dev.turnstone.sql.Token.Kind;
import dev.turnstone.sqlite.text.ColumnText.Generated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one column of a stored table, with the constraints written there.
final class ColumnReader {
    private static final Set<String> AFTER_TYPE = Set.of(
            "constraint",
            "primary",
            "not",
            "null",
            "unique",
            "check",
            "default",
            "collate",
            "references",
            "as",
            "deferrable",
            "on");

    private final SqliteTokens tokens;
    private final int from;
    private final int end;
    private final TableScope scope;
    private final String column;
    private final List<ConstraintText> constraints = new ArrayList<>();
    private Optional<String> constraintName = Optional.empty();
    private boolean autoincrement;
    private boolean notNull;
    private Optional<String> notNullConflict = Optional.empty();
    private Optional<String> notNullName = Optional.empty();
    private Optional<String> value = Optional.empty();
    private Optional<String> collation = Optional.empty();
    private Optional<Generated> generated = Optional.empty();

    ColumnReader(SqliteTokens tokens, int from, int end, TableScope scope) throws UnreadableText {
        this.tokens = tokens;
        this.from = from;
        this.end = end;
        this.scope = scope;
        this.column = SqliteWords.fold(tokens.name(from));
    }

    List<ConstraintText> constraints() {
        return constraints;
    }

    boolean autoincrement() {
        return autoincrement;
    }

    ColumnText read() throws UnreadableText {
        int typeEnd = from + 1;
        while (typeEnd < end && !endsType(typeEnd)) {
            typeEnd = tokens.is(typeEnd, "(") ? tokens.close(typeEnd) + 1 : typeEnd + 1;
        }
        for (int at = typeEnd; at < end; ) {
            at = tokens.is(at, "CONSTRAINT") ? named(at) : clause(at);
        }
        return new ColumnText(
                tokens.name(from),
                type(from + 1, typeEnd),
                notNull,
                notNullConflict,
                notNullName,
                value,
                collation,
                generated,
                tokens.written(from, end));
    }

    static ColumnText notNull(ColumnText column) {
        return new ColumnText(
                column.name(),
                column.type(),
                true,
                column.notNullConflict(),
                column.notNullName(),
                column.value(),
                column.collation(),
                column.generated(),
                column.written());
    }

    private boolean endsType(int at) {
        return AFTER_TYPE.contains(tokens.word(at)) || tokens.are(at, "GENERATED", "ALWAYS");
    }

    private String type(int start, int until) {
        StringBuilder type = new StringBuilder();
        int depth = 0;
        for (int at = start; at < until; at++) {
            String written = tokens.written(at);
            String name = SqliteWords.unquoted(written);
            String word = SqliteWords.fold(SqliteWords.plain(name) ? name : written);
            depth += tokens.is(at, "(") ? 1 : tokens.is(at, ")") ? -1 : 0;
            boolean blank = at > start && depth == 0 && !tokens.is(at, ")") && !word.isEmpty();
            type.append(blank ? " " : "").append(word);
        }
        return type.toString();
    }

    private int named(int at) throws UnreadableText {
        constraintName = Optional.of(tokens.name(at + 1));
        return at + 2;
    }

    private int clause(int at) throws UnreadableText {
        Optional<String> name = constraintName;
        constraintName = Optional.empty();
        int start = name.isPresent() ? at - 2 : at;
        ConstraintReader reader = new ConstraintReader(tokens, scope, name, Optional.of(column));
        int next;
        if (tokens.are(at, "PRIMARY", "KEY")) {
            next = primaryKey(reader, start, at + 2);
        } else if (tokens.is(at, "UNIQUE")) {
            next = reader.key(ConstraintText.Type.UNIQUE, start, key(false), at + 1);
        } else if (tokens.is(at, "CHECK") && tokens.is(at + 1, "(")) {
            next = reader.check(start, at + 1);
        } else if (tokens.is(at, "REFERENCES")) {
            next = reader.references(start, key(false), at);
        } else {
            return property(at, name, reader);
        }
        constraints.add(reader.result());
        return next;
    }

    private List<KeyText> key(boolean descending) {
        return List.of(new KeyText(Optional.of(column), NormalText.name(column), Optional.empty(), descending));
    }

    private int primaryKey(ConstraintReader reader, int start, int at) {
        boolean descending = tokens.is(at, "DESC");
        int next = descending || tokens.is(at, "ASC") ? at + 1 : at;
        next = reader.key(ConstraintText.Type.PRIMARY_KEY, start, key(descending), next);
        autoincrement |= tokens.is(next, "AUTOINCREMENT");
        return tokens.is(next, "AUTOINCREMENT") ? next + 1 : next;
    }

    /// What belongs to the column itself.
    private int property(int at, Optional<String> name, ConstraintReader reader) throws UnreadableText {
        if (tokens.are(at, "NOT", "NULL")) {
            notNull = true;
            notNullName = name;
            notNullConflict = reader.conflict(at + 2);
            return tokens.are(at + 2, "ON", "CONFLICT") ? at + 5 : at + 2;
        }
        if (tokens.is(at, "NULL")) {
            return tokens.are(at + 1, "ON", "CONFLICT") ? at + 4 : at + 1;
        }
        if (tokens.is(at, "COLLATE")) {
            String said = SqliteWords.fold(tokens.name(at + 1));
            collation = said.equals("binary") ? Optional.empty() : Optional.of(said);
            return at + 2;
        }
        if (tokens.is(at, "DEFAULT")) {
            return value(at + 1);
        }
        if (tokens.are(at, "GENERATED", "ALWAYS", "AS")) {
            return generated(at + 3);
        }
        if (tokens.is(at, "AS")) {
            return generated(at + 1);
        }
        int after = reader.afterDeferrable(at);
        if (after > at) {
            defer(reader.deferred(at));
            return after;
        }
        throw new UnreadableText("a clause of a column was expected at " + tokens.where(at));
    }

    /// A clause that stands apart from its foreign key.
    private void defer(boolean deferred) {
        for (int i = constraints.size() - 1; i >= 0; i--) {
            ConstraintText constraint = constraints.get(i);
            if (constraint.foreign().isPresent()) {
                constraints.set(
                        i, constraint.withForeign(constraint.foreign().get().withDeferred(deferred)));
                return;
            }
        }
    }

    private int generated(int parenthesis) throws UnreadableText {
        int close = tokens.close(parenthesis);
        boolean stored = tokens.is(close + 1, "STORED");
        generated = Optional.of(new Generated(
                stored,
                ConstraintReader.inner(tokens, parenthesis, scope),
                ConstraintReader.mentioned(tokens, parenthesis + 1, close, scope)));
        return stored || tokens.is(close + 1, "VIRTUAL") ? close + 2 : close + 1;
    }

    private int value(int at) throws UnreadableText {
        if (tokens.is(at, "(")) {
            value = known(ConstraintReader.inner(tokens, at, scope));
            return tokens.close(at) + 1;
        }
        if (tokens.is(at, "-") || tokens.is(at, "+")) {
            value = Optional.of(tokens.written(at) + SqliteWords.fold(tokens.written(at + 1)));
            return at + 2;
        }
        String written = tokens.written(at);
        boolean name = tokens.kind(at) == Kind.QUOTED_IDENTIFIER
                || (tokens.kind(at) == Kind.WORD && !isValue(tokens.word(at)));
        value = name
                ? Optional.of(SqliteWords.literal(SqliteWords.unquoted(written)))
                : known(
                        tokens.kind(at) == Kind.STRING && written.startsWith("'")
                                ? written
                                : SqliteWords.fold(written));
        return at + 1;
    }

    private static boolean isValue(String word) {
        return word.equals("null") || word.equals("true") || word.equals("false") || word.startsWith("current_");
    }

    /// A default of NULL is none.
    private static Optional<String> known(String expression) {
        return expression.equals("null") ? Optional.empty() : Optional.of(expression);
    }
}
