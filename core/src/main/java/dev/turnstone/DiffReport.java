package dev.turnstone;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What distinguishes two schemas, after the database was asked once more about texts that differed.
///
/// @param from what the schema before is called
/// @param to what the schema after is called
/// @param renames what was said to be a rename and is one, carried out first; absent when nothing was
/// @param answers statements that carry out answers to contradicting entities, the renames included; they come first
/// @param diff the changes, after the renames; `diff.reordered` is told, and is no change
/// @param suggestions drops and creations that may be renames; nothing was done about them
/// @param unmodelled what is on either side and cannot be compared, one object each with the side it is on
/// @param notices what a person should know besides
public record DiffReport(
        String from,
        String to,
        Optional<Diff> renames,
        Optional<Answers> answers,
        Diff diff,
        List<Suggestion> suggestions,
        List<Unmodelled> unmodelled,
        List<Diagnostic> notices) {
    public DiffReport {
        suggestions = List.copyOf(suggestions);
        unmodelled = List.copyOf(unmodelled);
        notices = List.copyOf(notices);
    }

    /// A report in which no entities contradicted each other.
    public DiffReport(
            String from,
            String to,
            Optional<Diff> renames,
            Diff diff,
            List<Suggestion> suggestions,
            List<Unmodelled> unmodelled,
            List<Diagnostic> notices) {
        this(from, to, renames, Optional.empty(), diff, suggestions, unmodelled, notices);
    }

    /// Whether nothing that can be compared differs, and nothing waits for a decision.
    public boolean empty() {
        return renames.isEmpty() && diff.empty() && undecided().isEmpty();
    }

    /// What is on one side, could be declared by the entities of the other and is not, and stays until somebody
    /// decides:
    /// the notices of the rule `undeclared`.
    public List<Diagnostic> undecided() {
        return notices.stream()
                .filter(notice -> notice.rule().equals("undeclared"))
                .toList();
    }

    /// All changes in the order in which they are carried out.
    public List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        renames.ifPresent(before -> changes.addAll(before.changes()));
        answers.ifPresent(answered -> changes.addAll(answered.diff().changes()));
        changes.addAll(diff.changes());
        return changes;
    }

    /// The comparison that found a change.
    public Diff of(Change change) {
        return answers.map(Answers::diff)
                .filter(answered -> answered.changes().contains(change))
                .orElse(diff);
    }

    /// What a person answered to entities that contradict each other, as statements.
    ///
    /// @param diff what is dropped and made by them, besides what they rename
    /// @param up brings the schema before to where the report's `diff` begins
    /// @param down takes that back
    /// @param rewritten columns whose values are no longer those they had
    public record Answers(Diff diff, Written up, Written down, Set<Id> rewritten) {
        public Answers {
            rewritten = Set.copyOf(rewritten);
        }
    }

    /// Something that is there and cannot be compared.
    ///
    /// @param object for people: `operator public.===`
    /// @param side what the schema that has it is called
    public record Unmodelled(String object, String side) {}
}
