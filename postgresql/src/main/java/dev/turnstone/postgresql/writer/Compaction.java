package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Action;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Puts foreign keys into the CREATE TABLE they belong to, where what they refer to exists by then: for people to read.
final class Compaction {
    private final Makes makes;

    Compaction(Makes makes) {
        this.makes = makes;
    }

    /// The statements of each of sorted actions.
    List<List<String>> statements(List<Action> sorted) {
        Map<Id, Integer> made = new HashMap<>();
        Map<Id, Integer> tables = new HashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            int place = i;
            sorted.get(i).makes().forEach(id -> made.put(id, place));
            NewTable table = makes.tables().get(sorted.get(i).label());
            if (table != null) {
                tables.put(table.id(), i);
            }
        }
        List<List<String>> statements = new ArrayList<>();
        for (Action action : sorted) {
            Fact key = makes.foreignKeys().get(action.label());
            statements.add(key != null && folds(key, action, made, tables) ? List.of() : action.statements());
        }
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            NewTable table = makes.tables().get(sorted.get(i).label());
            all.add(table == null ? statements.get(i) : table.statements());
        }
        return all;
    }

    private boolean folds(Fact key, Action action, Map<Id, Integer> made, Map<Id, Integer> tables) {
        Id own = Mention.parent(key.id());
        Integer place = tables.get(own);
        boolean whole = !key.is("not-valid");
        if (place == null || !whole) {
            return false;
        }
        for (Id need : action.needs()) {
            if (made.getOrDefault(need, -1) > place) {
                return false;
            }
        }
        makes.table(own).orElseThrow().add(key);
        return true;
    }
}
