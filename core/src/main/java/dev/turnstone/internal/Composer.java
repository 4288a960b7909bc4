package dev.turnstone.internal;

import dev.turnstone.dialect.Entry;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.Direction;
import dev.turnstone.history.Event;
import dev.turnstone.history.Position;
import dev.turnstone.history.Status;
import dev.turnstone.internal.Ledger.Began;
import dev.turnstone.internal.Ledger.Extras;
import dev.turnstone.internal.Ledger.StepMark;
import dev.turnstone.internal.Ledger.Written;
import dev.turnstone.migration.Allow;
import dev.turnstone.migration.Annotated;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Migration;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.Step;
import dev.turnstone.sql.Effect;
import dev.turnstone.sql.Splitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Composes what is executed for each part of a migration: its statements and the history that commits with them.
/// Pure; `Runner` executes what it gives and `plan` prints it.
final class Composer {
    /// The rule that refuses statements by which rows vanish that they do not name.
    static final String DATA_LOSS = "data-loss";

    private final Ledger ledger;
    private final Run run;
    private final Splitter splitter;
    private final Function<PlannedMigration, Entry> code;

    /// @param code what a Java migration does, as an entry
    Composer(Ledger ledger, Run run, Splitter splitter, Function<PlannedMigration, Entry> code) {
        this.ledger = ledger;
        this.run = run;
        this.splitter = splitter;
        this.code = code;
    }

    /// Entries for one transaction, and where the journal ends once it is committed.
    record Body(List<Entry> entries, Position position) {
        static Body of(Written written) {
            return new Body(Entry.own(written.statements()), written.position());
        }

        Body after(List<Entry> first) {
            List<Entry> all = new ArrayList<>(first);
            all.addAll(entries);
            return new Body(all, position);
        }
    }

    /// What the chain covers of a new attempt.
    Covered attempt(PlannedMigration planned, Position position, Status status, Optional<String> error) {
        Migration migration = planned.migration();
        boolean text = migration.kind() != Kind.JAVA;
        return new Covered(
                position.attempt() + 1,
                migration.version().text(),
                migration.description(),
                migration.kind().text(),
                planned.direction().text(),
                status.text(),
                migration.checksum(),
                migration.downChecksum(),
                text ? Optional.of(splitter.maskPasswords(planned.content().upText())) : Optional.empty(),
                planned.content().downText().map(splitter::maskPasswords),
                error,
                Optional.empty(),
                Optional.of(run.id()));
    }

    /// A migration that is one transaction, history included.
    Body single(PlannedMigration planned, Position position, Duration lockWait) {
        Step.Transaction step = (Step.Transaction) planned.steps().get(0);
        Covered attempt = attempt(planned, position, Status.COMPLETED, Optional.empty());
        Written written = ledger.attempt(position, attempt, done(step), extras(planned, step, lockWait));
        return Body.of(written).after(statements(planned, step.settings(), step.statements()));
    }

    /// The `running` row of a migration of several steps.
    Body open(PlannedMigration planned, Covered attempt, Position position) {
        return Body.of(ledger.open(
                position, attempt, new Extras(planned.changes(), false, Duration.ZERO, new Began.WithTransaction())));
    }

    /// A transactional step of an open attempt.
    ///
    /// @param last whether the migration is complete with it
    Body step(PlannedMigration planned, Step step, Covered attempt, Position position, boolean last, Duration wait) {
        return done(planned, step, attempt, position, last, wait).after(work(planned, step));
    }

    /// The journal row that says a step is done, and, with the last one, the attempt's end.
    Body done(PlannedMigration planned, Step step, Covered attempt, Position position, boolean last, Duration wait) {
        Covered after = last ? attempt.with(Status.COMPLETED, Optional.empty()) : attempt;
        return Body.of(
                last
                        ? ledger.close(position, after, done(step), extras(planned, step, wait))
                        : ledger.journal(position, after, done(step)));
    }

    /// The journal row written before a statement that stands alone.
    Body intent(Step step, Covered attempt, Position position, String note) {
        return Body.of(ledger.journal(
                position, attempt, new StepMark(step.number(), step.hash(), Event.INTENT, Optional.of(note))));
    }

    /// The end of an open attempt that did not complete.
    static Body close(Ledger ledger, Covered attempt, Position position, Duration wait) {
        return Body.of(ledger.close(
                position, attempt, StepMark.end(), new Extras("", false, wait, new Began.WithTransaction())));
    }

    /// A failed attempt of which nothing is left, recorded after its rollback.
    Body failed(PlannedMigration planned, Position position, Status status, String error, Extras extras) {
        Covered attempt = attempt(planned, position, status, Optional.of(error));
        return Body.of(ledger.attempt(position, attempt, StepMark.end(), extras));
    }

    /// What a step executes, without any history.
    List<Entry> work(PlannedMigration planned, Step step) {
        return switch (step) {
            case Step.Transaction transaction -> statements(planned, transaction.settings(), transaction.statements());
            case Step.Alone alone -> statements(planned, alone.settings(), List.of(alone.statement()));
            case Step.Code ignored -> List.of(code.apply(planned));
        };
    }

    /// The same marker for the same step of the same migration, whichever attempt sends it.
    static String marker(String schema, PlannedMigration planned, Step step) {
        return "turnstone " + schema + " " + planned.migration().version() + " "
                + planned.direction().text() + " step " + step.number();
    }

    private static List<Entry> statements(
            PlannedMigration planned, List<Annotated> settings, List<Annotated> statements) {
        List<Entry> entries = new ArrayList<>(settings.size() + statements.size() + 4);
        settings.forEach(setting -> entries.add(entry(planned, setting)));
        statements.forEach(statement -> entries.add(entry(planned, statement)));
        return entries;
    }

    private static Entry entry(PlannedMigration planned, Annotated annotated) {
        return annotated.isAssert()
                ? new Entry.Assertion(annotated.statement())
                : new Entry.Sql(
                        annotated.statement().text(), Optional.of(annotated.statement()), accepted(planned, annotated));
    }

    /// What a way back loses was judged before it began, or accepted with it.
    private static Set<String> accepted(PlannedMigration planned, Annotated annotated) {
        if (planned.direction() == Direction.DOWN) {
            return Set.of(DATA_LOSS);
        }
        return annotated.allows().stream().map(Allow::rule).collect(Collectors.toUnmodifiableSet());
    }

    private static StepMark done(Step step) {
        return new StepMark(step.number(), step.hash(), Event.DONE, Optional.empty());
    }

    private static Extras extras(PlannedMigration planned, Step step, Duration lockWait) {
        boolean rows = step.effects().contains(Effect.DATA);
        return new Extras(planned.changes(), rows, lockWait, new Began.WithTransaction());
    }
}
