package dev.turnstone.internal.compare;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Statements that applications may send before a migration: rows put in, changed and taken out, of the tables that it
/// touches. Whether they go is tried in transactions that are rolled back.
final class LegalRows {
    private static final int NUMBER = 5;
    private final Schema before;
    private final Schema after;
    private final Map<Id, Id> names;
    private final List<Trial> trials = new ArrayList<>();

    /// @param names of what is renamed on the way
    LegalRows(Schema before, Schema after, Map<Id, Id> names) {
        this.before = before;
        this.after = after;
        this.names = names;
    }

    /// A statement, spelled for whatever things are called when it is sent.
    ///
    /// @param table as it is called before
    /// @param columns likewise
    /// @param values of an INSERT, as SQL
    record Trial(String command, Id table, List<Id> columns, List<String> values) {
        String words() {
            String list = columns.stream().map(Id::name).collect(Collectors.joining(", "));
            return switch (command) {
                case "INSERT" -> "INSERT INTO " + table.path() + (list.isEmpty() ? "" : " (" + list + ")");
                case "UPDATE" -> "UPDATE " + table.path() + " of " + list;
                case "SELECT" -> "SELECT " + list + " FROM " + table.path();
                default -> "DELETE FROM " + table.path();
            };
        }
    }

    /// Makes the statements up, in the schema before.
    void prepare(Connection connection) throws SQLException {
        rolledBack(connection, () -> {
            RowSearch search = new RowSearch(connection, before, new SampleValues(before, after, false));
            for (Id table : touched()) {
                boolean part = !before.children(table, Kind.PARTITION).isEmpty();
                List<Fact> common = RowSearch.columns(before, table).stream()
                        .filter(column -> after.find(Renames.renamed(column.id(), names))
                                .filter(later -> later.get(Attribute.GENERATED).isEmpty())
                                .isPresent())
                        .toList();
                if (!part && !common.isEmpty()) {
                    insertions(connection, search, table, common);
                    List<Id> ids = common.stream().map(Fact::id).toList();
                    trials.add(new Trial("UPDATE", table, ids, List.of()));
                    trials.add(new Trial("SELECT", table, ids, List.of()));
                    trials.add(new Trial("DELETE", table, List.of(), List.of()));
                }
            }
        });
        trials.removeAll(refused(connection, before).keySet());
    }

    /// With all common columns, with the few that need a value, and without each one that is changed.
    private void insertions(Connection connection, RowSearch search, Id table, List<Fact> common) throws SQLException {
        Set<List<Fact>> choices = new LinkedHashSet<>();
        choices.add(common);
        choices.add(common.stream().filter(this::needsValue).toList());
        for (Fact column : common) {
            if (!needsValue(column) && changes(column)) {
                choices.add(
                        common.stream().filter(other -> !other.equals(column)).toList());
            }
        }
        for (List<Fact> columns : choices) {
            Savepoint place = connection.setSavepoint();
            RowSearch.Found found = search.row(table, columns, NUMBER);
            connection.rollback(place);
            if (found.refusal().isEmpty()) {
                trials.add(new Trial(
                        "INSERT", table, columns.stream().map(Fact::id).toList(), found.values()));
            }
        }
    }

    private boolean needsValue(Fact column) {
        return column.is(Attribute.NOT_NULL)
                && before.children(column.id(), Kind.DEFAULT).isEmpty();
    }

    private boolean changes(Fact column) {
        Id later = Renames.renamed(column.id(), names);
        return !after.find(later)
                        .map(fact -> fact.definition().equals(column.definition()))
                        .orElse(false)
                || !definitions(before, column.id()).equals(definitions(after, later));
    }

    private static List<Map<String, String>> definitions(Schema schema, Id column) {
        return schema.children(column, Kind.DEFAULT).stream()
                .map(Fact::definition)
                .toList();
    }

    /// The statements that the database refuses now, with its words.
    ///
    /// @param now what things are called
    Map<Trial, String> refused(Connection connection, Schema now) throws SQLException {
        Map<Trial, String> refused = new LinkedHashMap<>();
        rolledBack(connection, () -> {
            for (Trial trial : trials) {
                spelled(trial, now)
                        .flatMap(sql -> RowSearch.tried(connection, sql, false))
                        .ifPresent(words -> refused.put(trial, words));
            }
        });
        return refused;
    }

    /// Absent when something it speaks of is not there, which is told as such.
    private Optional<String> spelled(Trial trial, Schema now) {
        Optional<Id> table = called(trial.table(), now);
        List<String> columns = new ArrayList<>();
        for (Id column : trial.columns()) {
            called(column, now).ifPresent(id -> columns.add(id.name()));
        }
        if (table.isEmpty() || columns.size() < trial.columns().size()) {
            return Optional.empty();
        }
        String path = Quoting.table(table.get());
        String list = columns.stream().map(Quoting::name).collect(Collectors.joining(", "));
        return Optional.of(
                switch (trial.command()) {
                    case "INSERT" -> RowSearch.insertion(path, columns, trial.values());
                    case "UPDATE" ->
                        "UPDATE " + path + " SET "
                                + columns.stream()
                                        .map(name -> Quoting.name(name) + " = " + Quoting.name(name))
                                        .collect(Collectors.joining(", "));
                    case "SELECT" -> "SELECT " + list + " FROM " + path;
                    default -> "DELETE FROM " + path;
                });
    }

    private Optional<Id> called(Id id, Schema now) {
        if (now.has(id)) {
            return Optional.of(id);
        }
        Optional<Id> moved =
                id.parent().map(parent -> Renames.renamed(parent, names).child(id.kind(), id.name()));
        return moved.filter(now::has)
                .or(() -> Optional.of(Renames.renamed(id, names)).filter(now::has));
    }

    /// The tables of both schemas that something changes which they hold or depend on.
    private Set<Id> touched() {
        Set<Id> changed = new HashSet<>();
        for (Fact fact : before.facts()) {
            Optional<Fact> later = after.find(Renames.renamed(fact.id(), names));
            if (later.isEmpty() || !later.get().definition().equals(fact.definition())) {
                changed.add(fact.id());
            }
        }
        Map<Id, Id> origins = new LinkedHashMap<>();
        before.of(Kind.TABLE).forEach(table -> origins.put(Renames.renamed(table.id(), names), table.id()));
        for (Fact fact : after.facts()) {
            Optional<Id> origin = fact.id().nearest(Kind.TABLE).map(origins::get);
            if (origin.isPresent() && !before.has(fact.id())) {
                changed.add(origin.get());
            }
        }
        return tables(changed);
    }

    private Set<Id> tables(Set<Id> changed) {
        Map<Id, Set<Id>> dependants = before.dependants();
        Deque<Id> open = new ArrayDeque<>(changed);
        while (!open.isEmpty()) {
            for (Id dependant : dependants.getOrDefault(open.remove(), Set.of())) {
                if (changed.add(dependant)) {
                    open.add(dependant);
                }
            }
        }
        Set<Id> tables = new LinkedHashSet<>();
        changed.forEach(id -> id.nearest(Kind.TABLE).ifPresent(tables::add));
        tables.removeIf(table -> !before.has(table) || !after.has(Renames.renamed(table, names)));
        return tables;
    }

    /// What is done in a transaction that leaves nothing behind.
    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    private static void rolledBack(Connection connection, Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            work.run();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
