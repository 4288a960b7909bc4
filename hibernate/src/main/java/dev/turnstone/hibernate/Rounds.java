package dev.turnstone.hibernate;

import dev.turnstone.schema.EntityConflict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Entities in groups that Hibernate accepts at once. It refuses two that share the name by which queries
/// call them, as two generations of one class in different packages do: the second is looked at in a round
/// of its own.
///
/// @param selections in the first of which every entity is but the later ones of a name
/// @param namesakes by name
record Rounds(List<Selection> selections, Map<String, List<String>> namesakes) {
    /// One round, or as many as the most frequent name asks for.
    static Rounds of(Selection selection) {
        Map<String, List<String>> namesakes = selection.namesakes();
        int count = namesakes.values().stream().mapToInt(List::size).max().orElse(1);
        List<Selection> selections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Set<String> out = new HashSet<>();
            for (List<String> types : namesakes.values()) {
                out.addAll(types);
                out.remove(types.get(Math.min(i, types.size() - 1)));
            }
            selections.add(selection.without(out));
        }
        return new Rounds(selections, namesakes);
    }

    /// What Hibernate says of all of them.
    Outcome ask(Conversation conversation, Database database) {
        List<MappedTable> tables = new ArrayList<>();
        List<Conversation.Answer> answers = new ArrayList<>();
        for (Selection round : selections) {
            Conversation.Answer answer = conversation.ask(round);
            answers.add(answer);
            answer.tables().stream()
                    .map(table -> MappedTable.of(table, database.defaultSchema()))
                    .filter(table -> tables.stream().noneMatch(table::isOfSameClass))
                    .forEach(tables::add);
        }
        return new Outcome(answers.get(0), Conflicts.among(tables), namesakes);
    }

    /// What was said.
    ///
    /// @param answer of the first round
    /// @param conflicts among the tables of all rounds
    /// @param namesakes by name
    record Outcome(Conversation.Answer answer, List<EntityConflict> conflicts, Map<String, List<String>> namesakes) {
        /// Namesakes that are in conflict are told about as such; others have no business in one schema.
        ///
        /// @throws IllegalArgumentException when there are namesakes that are in no conflict
        void refuseNamesakes() {
            namesakes.forEach((name, types) -> {
                boolean told = conflicts.stream()
                        .anyMatch(conflict -> types.contains(conflict.one().type())
                                && types.contains(conflict.other().type()));
                if (!told) {
                    throw new IllegalArgumentException(String.join(" and ", types) + " are both called " + name
                            + " as entities, and one application cannot have both: name the packages of one"
                            + " application, or a persistence unit");
                }
            });
        }
    }
}
