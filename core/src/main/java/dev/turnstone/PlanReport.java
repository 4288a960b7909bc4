package dev.turnstone;

import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.Facts;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.SavedPlan;
import dev.turnstone.plan.TableLock;
import dev.turnstone.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A plan with everything that would be sent for it.
///
/// @param opening what stands above the script when the database's own shell runs it: it stops at the first failure
/// @param script every entry in order, the creation of the history first where there is none: the same code makes what
///     runs
/// @param saved the plan as it can be kept and run later
/// @param mask hides the passwords in SQL
public record PlanReport(
        Facts facts, Plan plan, String opening, List<Part> script, SavedPlan saved, UnaryOperator<String> mask) {
    public PlanReport {
        script = List.copyOf(script);
    }

    /// SQL as people may see it: passwords are hidden.
    public String shown(String sql) {
        return mask.apply(sql);
    }

    /// What is sent for one step of one migration, or for the history itself.
    ///
    /// @param title for people: the migration and how it runs
    /// @param migration absent for the history's own part
    /// @param locks by statement of a file: on relations that others can see when it runs
    public record Part(
            String title,
            Optional<PlannedMigration> migration,
            List<Entry> entries,
            Map<Statement, List<TableLock>> locks) {
        public Part {
            entries = List.copyOf(entries);
            locks = Map.copyOf(locks);
        }

        /// The locks that an entry takes.
        public List<TableLock> locks(Entry entry) {
            return entry instanceof Entry.Sql sql
                    ? sql.source()
                            .map(source -> locks.getOrDefault(source, List.of()))
                            .orElse(List.of())
                    : List.of();
        }
    }
}
