package dev.turnstone.sqlite.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one constraint of a table or a column. Each method reads one form and answers the place behind it.
final class ConstraintReader {
    private final SqliteTokens tokens;
    private final TableScope scope;
    private final Optional<String> name;
    private final Optional<String> within;
    private Optional<ConstraintText> result = Optional.empty();

    ConstraintReader(SqliteTokens tokens, TableScope scope, Optional<String> name, Optional<String> within) {
        this.tokens = tokens;
        this.scope = scope;
        this.name = name;
        this.within = within;
    }

    ConstraintText result() {
        return result.orElseThrow();
    }

    /// `(a, b) ON CONFLICT …`
    int key(ConstraintText.Type type, int from, int parenthesis) throws UnreadableText {
        int close = tokens.close(parenthesis);
        return key(type, from, KeyText.read(tokens, parenthesis + 1, close, scope), close + 1);
    }

    /// A key whose columns are known, `ON CONFLICT …` perhaps at `at`.
    int key(ConstraintText.Type type, int from, List<KeyText> keys, int at) {
        Set<String> mentioned = new LinkedHashSet<>();
        keys.forEach(key -> key.column().ifPresent(mentioned::add));
        int end = afterConflict(at);
        add(type, keys, Optional.empty(), Optional.empty(), conflict(at), mentioned, from, end);
        return end;
    }

    /// `(condition) ON CONFLICT …`
    int check(int from, int parenthesis) throws UnreadableText {
        int close = tokens.close(parenthesis);
        int end = afterConflict(close + 1);
        add(
                ConstraintText.Type.CHECK,
                List.of(),
                Optional.empty(),
                Optional.of(inner(tokens, parenthesis, scope)),
                conflict(close + 1),
                mentioned(tokens, parenthesis + 1, close, scope),
                from,
                end);
        return end;
    }

    /// `(a, b) REFERENCES …`
    int foreign(int from, int parenthesis) throws UnreadableText {
        int close = tokens.close(parenthesis);
        List<KeyText> keys = KeyText.read(tokens, parenthesis + 1, close, scope);
        if (!tokens.is(close + 1, "REFERENCES")) {
            throw new UnreadableText("REFERENCES was expected at " + tokens.where(close + 1));
        }
        return references(from, keys, close + 1);
    }

    /// `REFERENCES t (a) ON DELETE … DEFERRABLE …`
    int references(int from, List<KeyText> keys, int references) throws UnreadableText {
        String table = SqliteWords.fold(tokens.name(references + 1));
        int at = references + 2;
        List<String> referenced = new ArrayList<>();
        if (tokens.is(at, "(")) {
            int close = tokens.close(at);
            for (KeyText key : KeyText.read(tokens, at + 1, close, TableScope.NONE)) {
                key.column().ifPresent(referenced::add);
            }
            at = close + 1;
        }
        Optional<String> onDelete = Optional.empty();
        Optional<String> onUpdate = Optional.empty();
        Optional<String> match = Optional.empty();
        while (tokens.is(at, "MATCH") || (tokens.is(at, "ON") && !tokens.is(at + 1, "CONFLICT"))) {
            if (tokens.is(at, "MATCH")) {
                match = Optional.of(SqliteWords.fold(tokens.name(at + 1)));
                at += 2;
            } else {
                boolean two = tokens.is(at + 2, "SET") || tokens.is(at + 2, "NO");
                String action = tokens.word(at + 2) + (two ? " " + tokens.word(at + 3) : "");
                Optional<String> said = action.equals("no action") ? Optional.empty() : Optional.of(action);
                onDelete = tokens.is(at + 1, "DELETE") ? said : onDelete;
                onUpdate = tokens.is(at + 1, "UPDATE") ? said : onUpdate;
                at += two ? 4 : 3;
            }
        }
        boolean deferred = deferred(at);
        at = afterDeferrable(at);
        Set<String> mentioned = new LinkedHashSet<>();
        keys.forEach(key -> key.column().ifPresent(mentioned::add));
        add(
                ConstraintText.Type.FOREIGN_KEY,
                keys,
                Optional.of(new ForeignText(table, referenced, onDelete, onUpdate, match, deferred)),
                Optional.empty(),
                Optional.empty(),
                mentioned,
                from,
                at);
        return at;
    }

    /// Only one of all the forms defers.
    boolean deferred(int at) {
        return tokens.are(at, "DEFERRABLE", "INITIALLY", "DEFERRED");
    }

    /// The place behind `NOT DEFERRABLE INITIALLY …`, or `at`.
    int afterDeferrable(int at) {
        int next = tokens.are(at, "NOT", "DEFERRABLE") ? at + 2 : tokens.is(at, "DEFERRABLE") ? at + 1 : at;
        return next > at && tokens.is(next, "INITIALLY") ? next + 2 : next;
    }

    private int afterConflict(int at) {
        return tokens.are(at, "ON", "CONFLICT") ? at + 3 : at;
    }

    Optional<String> conflict(int at) {
        return tokens.are(at, "ON", "CONFLICT") && !tokens.is(at + 2, "ABORT")
                ? Optional.of(tokens.word(at + 2))
                : Optional.empty();
    }

    /// The expression in the parentheses at `parenthesis`, in normal form without any around it.
    static String inner(SqliteTokens tokens, int parenthesis, TableScope scope) throws UnreadableText {
        int from = parenthesis;
        int end = tokens.close(parenthesis) + 1;
        while (tokens.is(from, "(") && tokens.close(from) == end - 1) {
            from++;
            end--;
        }
        return NormalText.expression(tokens, from, end, scope);
    }

    /// The columns named in `from` until `end`: a word before a parenthesis is a function.
    static Set<String> mentioned(SqliteTokens tokens, int from, int end, TableScope scope) {
        Set<String> mentioned = new LinkedHashSet<>();
        for (int at = from; at < end; at++) {
            boolean call = !tokens.word(at).isEmpty() && tokens.is(at + 1, "(");
            String name = SqliteWords.fold(SqliteWords.unquoted(tokens.written(at)));
            boolean text = tokens.written(at).startsWith("'");
            if (!call && !text && tokens.isName(at) && scope.columns().contains(name)) {
                mentioned.add(name);
            }
        }
        return mentioned;
    }

    private void add(
            ConstraintText.Type type,
            List<KeyText> keys,
            Optional<ForeignText> foreign,
            Optional<String> check,
            Optional<String> conflict,
            Set<String> mentioned,
            int from,
            int end) {
        result = Optional.of(new ConstraintText(
                type, name, within, keys, foreign, check, conflict, mentioned, tokens.written(from, end)));
    }
}
