package dev.turnstone.sqlite.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a stored `CREATE TABLE`. Not thread-safe: one reader reads one text once.
final class TableReader {
    private final SqliteTokens tokens;
    private final Set<String> names = new LinkedHashSet<>();
    private final List<ColumnText> columns = new ArrayList<>();
    private final List<ConstraintText> constraints = new ArrayList<>();
    private String table = "";
    private boolean autoincrement;
    private boolean descendingColumnKey;

    TableReader(SqliteTokens tokens) {
        this.tokens = tokens;
    }

    TableText read() throws UnreadableText {
        int name = tokens.nameAfter("TABLE").orElseThrow(() -> new UnreadableText("not a CREATE TABLE"));
        if (!tokens.is(name + 1, "(")) {
            throw new UnreadableText("a parenthesis was expected at " + tokens.where(name + 1));
        }
        table = SqliteWords.fold(tokens.name(name));
        int end = tokens.close(name + 1);
        int tail = columnNames(name + 2, end);
        for (int at = name + 2; at < tail; ) {
            int next = tokens.comma(at, end);
            column(at, next);
            at = next + 1;
        }
        for (int at = tail; at < end; ) {
            at = tokens.is(at, ",") ? at + 1 : constraint(at);
        }
        return table(tokens.name(name), end + 1);
    }

    /// Learns the columns' names; where the constraints that stand on their own begin.
    private int columnNames(int from, int end) throws UnreadableText {
        for (int at = from; at < end; at = tokens.comma(at, end) + 1) {
            if (startsConstraint(at)) {
                return at;
            }
            names.add(SqliteWords.fold(tokens.name(at)));
        }
        return end;
    }

    private TableScope scope() {
        return new TableScope(table, names);
    }

    private boolean startsConstraint(int at) {
        return tokens.is(at, "CONSTRAINT")
                || tokens.is(at, "PRIMARY")
                || tokens.is(at, "UNIQUE")
                || tokens.is(at, "CHECK")
                || tokens.is(at, "FOREIGN");
    }

    private TableText table(String name, int from) throws UnreadableText {
        boolean withoutRowid = false;
        boolean strict = false;
        for (int at = from; at < tokens.size(); at++) {
            if (tokens.are(at, "WITHOUT", "ROWID")) {
                withoutRowid = true;
                at++;
            } else if (tokens.is(at, "STRICT")) {
                strict = true;
            } else if (!tokens.is(at, ",") && !tokens.is(at, ";")) {
                throw new UnreadableText("nothing was expected at " + tokens.where(at));
            }
        }
        Optional<String> rowid = withoutRowid ? Optional.empty() : rowid();
        return new TableText(
                name, implied(withoutRowid, strict, rowid), constraints, autoincrement, withoutRowid, strict, rowid);
    }

    /// The single INTEGER column of a primary key; not when it is written with the column as DESC.
    private Optional<String> rowid() {
        return key().filter(key -> key.keys().size() == 1 && !descendingColumnKey)
                .flatMap(key -> key.keys().get(0).column())
                .filter(column -> columns.stream()
                        .anyMatch(other -> SqliteWords.fold(other.name()).equals(column)
                                && other.type().equals("integer")));
    }

    private Optional<ConstraintText> key() {
        return constraints.stream()
                .filter(constraint -> constraint.type() == ConstraintText.Type.PRIMARY_KEY)
                .findFirst();
    }

    /// Columns of the primary key of such tables take no NULL, said or not.
    private List<ColumnText> implied(boolean withoutRowid, boolean strict, Optional<String> rowid) {
        Set<String> keys = key().filter(key -> withoutRowid || strict)
                .map(ConstraintText::columns)
                .orElse(Set.of());
        return columns.stream()
                .map(column -> {
                    String name = SqliteWords.fold(column.name());
                    boolean implied = keys.contains(name) && !rowid.equals(Optional.of(name));
                    return implied && !column.notNull() ? ColumnReader.notNull(column) : column;
                })
                .toList();
    }

    private void column(int from, int end) throws UnreadableText {
        ColumnReader reader = new ColumnReader(tokens, from, end, scope());
        columns.add(reader.read());
        for (ConstraintText constraint : reader.constraints()) {
            constraints.add(constraint);
            boolean key = constraint.type() == ConstraintText.Type.PRIMARY_KEY;
            descendingColumnKey |= key && constraint.keys().get(0).descending();
        }
        autoincrement |= reader.autoincrement();
    }

    private int constraint(int from) throws UnreadableText {
        int at = from;
        Optional<String> name = Optional.empty();
        if (tokens.is(at, "CONSTRAINT")) {
            name = Optional.of(tokens.name(at + 1));
            at += 2;
        }
        ConstraintReader reader = new ConstraintReader(tokens, scope(), name, Optional.empty());
        if (tokens.are(at, "PRIMARY", "KEY") && tokens.is(at + 2, "(")) {
            autoincrement |= tokens.is(tokens.close(at + 2) - 1, "AUTOINCREMENT");
            at = reader.key(ConstraintText.Type.PRIMARY_KEY, from, at + 2);
        } else if (tokens.is(at, "UNIQUE") && tokens.is(at + 1, "(")) {
            at = reader.key(ConstraintText.Type.UNIQUE, from, at + 1);
        } else if (tokens.is(at, "CHECK") && tokens.is(at + 1, "(")) {
            at = reader.check(from, at + 1);
        } else if (tokens.are(at, "FOREIGN", "KEY") && tokens.is(at + 2, "(")) {
            at = reader.foreign(from, at + 2);
        } else if (name.isPresent() && (tokens.is(at, ",") || tokens.is(at, ")") || tokens.is(at, "CONSTRAINT"))) {
            return at;
        } else {
            throw new UnreadableText("a constraint was expected at " + tokens.where(at));
        }
        constraints.add(reader.result());
        return at;
    }
}
