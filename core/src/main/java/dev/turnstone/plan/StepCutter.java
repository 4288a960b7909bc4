package dev.turnstone.plan;

import dev.turnstone.migration.Annotated;
import dev.turnstone.sql.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Cuts the statements of one direction of a migration into steps.
public final class StepCutter {
    private StepCutter() {}

    /// Neighbours that may share a transaction become one step; a statement that must stand alone is a step of its own.
    ///
    /// @param carried tells the statements that set something for the session; a later step executes them again
    public static List<Step> cut(List<Annotated> statements, Predicate<Annotated> carried) {
        List<Step> steps = new ArrayList<>();
        List<Annotated> settings = new ArrayList<>();
        List<Annotated> before = List.of();
        List<Annotated> open = new ArrayList<>();
        for (Annotated planned : statements) {
            Form form = planned.statement().form();
            if (form == Form.ALONE) {
                close(steps, before, open);
                steps.add(new Step.Alone(steps.size() + 1, settings, planned));
                before = List.copyOf(settings);
                continue;
            }
            if (form == Form.SETTING) {
                close(steps, before, open);
                settings.add(planned);
                before = List.copyOf(settings);
                continue;
            }
            open.add(planned);
            if (carried.test(planned)) {
                settings.add(planned);
            }
            if (form == Form.ENDS_STEP) {
                close(steps, before, open);
                before = List.copyOf(settings);
            }
        }
        close(steps, before, open);
        if (steps.isEmpty()) {
            steps.add(new Step.Transaction(1, settings, List.of()));
        }
        return List.copyOf(steps);
    }

    private static void close(List<Step> steps, List<Annotated> before, List<Annotated> open) {
        if (!open.isEmpty()) {
            steps.add(new Step.Transaction(steps.size() + 1, before, open));
            open.clear();
        }
    }
}
