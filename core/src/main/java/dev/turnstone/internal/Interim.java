package dev.turnstone.internal;

import dev.turnstone.dialect.Creation;
import dev.turnstone.dialect.Dialect;
import dev.turnstone.migration.Annotated;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.Step;
import dev.turnstone.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The database between two steps of a migration. Pure.
final class Interim {
    private static final Pattern OR_REPLACE = Pattern.compile("^CREATE\\s+OR\\s+REPLACE\\s+", Pattern.CASE_INSENSITIVE);
    private final Dialect dialect;
    private final PlannedMigration planned;

    Interim(Dialect dialect, PlannedMigration planned) {
        this.dialect = dialect;
        this.planned = planned;
    }

    /// What the first `done` steps have dropped and a later one makes again, in the words of the statements.
    List<String> missing(int done) {
        List<Creation> gone = new ArrayList<>();
        List<Creation> later = new ArrayList<>();
        for (Step step : planned.steps()) {
            for (Annotated annotated : HalfApplied.statements(step)) {
                Optional<Creation> created = created(annotated.statement());
                if (step.number() > done) {
                    created.ifPresent(later::add);
                } else {
                    dialect.drops(annotated.statement()).ifPresent(gone::add);
                    created.ifPresent(thing -> gone.removeIf(thing::isSame));
                }
            }
        }
        return gone.stream()
                .filter(thing -> later.stream().anyMatch(thing::isSame))
                .map(Creation::words)
                .toList();
    }

    private Optional<Creation> created(Statement statement) {
        String text = OR_REPLACE.matcher(statement.text()).replaceFirst("CREATE ");
        return dialect.creates(
                new Statement(text, statement.location(), statement.form(), statement.effect(), statement.head()));
    }
}
