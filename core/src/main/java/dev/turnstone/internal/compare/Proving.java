package dev.turnstone.internal.compare;

import dev.turnstone.DiffReport;
import dev.turnstone.GeneratedMigration.File;
import dev.turnstone.GeneratedMigration.Proof;
import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationListener;
import dev.turnstone.Migrator;
import dev.turnstone.RevertOptions;
import dev.turnstone.Settings;
import dev.turnstone.dialect.ScratchDatabases.ScratchDatabase;
import dev.turnstone.dialect.Written;
import dev.turnstone.plan.PlanRequest;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Does on a scratch database what a migration file says, with rows in the tables, forwards and back, by the engine
/// that will run it.
final class Proving {
    private static final int SHOWN = 5;
    private final Grounds grounds;
    private final Workbench bench;

    Proving(Grounds grounds, Workbench bench) {
        this.grounds = grounds;
        this.bench = bench;
    }

    /// What came of it.
    ///
    /// @param failures what went otherwise than it should; empty when nothing did
    /// @param hindered the way that failed with rows in the tables, which may be the rows' fault
    record Outcome(Proof proof, List<String> failures, Optional<Way> hindered) {}

    /// A way that is tried, and how its failure is told: with rows in the tables, and without.
    private enum Way {
        FORWARD("with rows it may fail: ", "the way forward failed: "),
        BACK("with rows the way back may fail: ", "the way back failed: ");

        private final String withRows;
        private final String without;

        Way(String withRows, String without) {
            this.withRows = withRows;
            this.without = without;
        }
    }

    /// @param loses whether the way forward loses rows or values: rows that are left may refer to them on the way back
    Outcome prove(DiffReport report, File file, boolean down, boolean loses, List<Written.Refusal> refusals) {
        long began = System.nanoTime();
        Path project = project(file);
        try {
            Outcome borders = attempt(new Case(report, project, down, refusals, Rows.BORDERS), began);
            if (borders.failures().isEmpty()) {
                return borders;
            }
            Outcome full = attempt(new Case(report, project, down, refusals, Rows.NAMED), began);
            if (full.failures().isEmpty()) {
                String doubt = borders.failures().get(0).replaceFirst("^with rows ", "");
                return new Outcome(
                        doubted(full.proof(), "with values at the borders of their types " + doubt),
                        List.of(),
                        Optional.empty());
            }
            if (full.hindered().equals(Optional.of(Way.FORWARD))) {
                full = attempt(new Case(report, project, down, refusals, Rows.PLAIN), began);
            }
            boolean forward = full.hindered().equals(Optional.of(Way.FORWARD));
            if (!forward && !(loses && full.hindered().isPresent())) {
                return full;
            }
            // Rows that somebody made up may be ones that the new schema does not take.
            Outcome empty = attempt(new Case(report, project, down, refusals, Rows.NONE), began);
            Proof seen = forward ? empty.proof() : full.proof();
            return empty.failures().isEmpty()
                    ? new Outcome(doubted(seen, full.failures().get(0)), List.of(), Optional.empty())
                    : both(empty, full);
        } finally {
            delete(project, file);
        }
    }

    /// What makes it impossible without a row first; what happens with made-up rows may be the rows' fault.
    private static Outcome both(Outcome empty, Outcome full) {
        List<String> failures = new ArrayList<>(empty.failures());
        full.failures().stream().filter(failure -> !failures.contains(failure)).forEach(failures::add);
        return new Outcome(empty.proof(), failures, Optional.empty());
    }

    private static Proof doubted(Proof proof, String doubt) {
        return new Proof(
                proof.server(),
                proof.tables(),
                proof.rows(),
                proof.unseeded(),
                List.of(doubt),
                proof.reverted(),
                proof.duration());
    }

    /// What is tried.
    ///
    /// @param rows that are put into the tables before
    private record Case(DiffReport report, Path project, boolean down, List<Written.Refusal> refusals, Rows rows) {
        Schema from() {
            return report.renames().map(Diff::from).orElse(report.diff().from());
        }

        Schema to() {
            return report.diff().to();
        }

        Map<Id, Id> names() {
            return report.renames().map(Renames::names).orElse(Map.of());
        }
    }

    /// Rows that are made up.
    private enum Rows {
        /// The same as the next, and some at the borders of their types.
        BORDERS,
        /// With the values first that checks name.
        NAMED,
        /// With any values of the type first: what a check names may be what it forbids.
        PLAIN,
        NONE
    }

    private Outcome attempt(Case what, long began) {
        try {
            return bench.daring((scratch, connection) -> {
                Written script = bench.target().script(what.from());
                Piece.run(connection, Piece.of(script));
                Trial trial = new Trial(scratch, connection, what, script.refusals());
                trial.run();
                Proof proof = new Proof(
                        bench.server(),
                        trial.sown.tables(),
                        trial.sown.rows(),
                        trial.sown.unseeded(),
                        List.of(),
                        what.down(),
                        Duration.ofNanos(System.nanoTime() - began));
                return new Outcome(proof, trial.failures, trial.hindered);
            });
        } catch (ScratchFailed e) {
            Proof none = new Proof(
                    bench.server(), 0, 0, List.of(), List.of(), false, Duration.ofNanos(System.nanoTime() - began));
            return new Outcome(
                    none,
                    List.of("the schema before cannot be built on scratch: " + e.words() + ", in: " + e.excerpt()),
                    Optional.empty());
        }
    }

    /// One way there and back.
    private final class Trial {
        private final ScratchDatabase scratch;
        private final Connection connection;
        private final Case what;
        private final List<Written.Refusal> refusals;
        private final String runner;
        private final List<String> failures = new ArrayList<>();
        private Optional<Way> hindered = Optional.empty();
        private SampleRows.Sown sown = SampleRows.Sown.NOTHING;

        /// @param unmade what scratch cannot have, as a subscription: nothing about it is expected
        Trial(ScratchDatabase scratch, Connection connection, Case what, List<Written.Refusal> unmade)
                throws SQLException {
            this.scratch = scratch;
            this.connection = connection;
            this.what = what;
            this.refusals =
                    Stream.concat(what.refusals().stream(), unmade.stream()).toList();
            this.runner = Workbench.owner(connection);
        }

        void run() throws SQLException {
            differ(what.from(), "the schema before cannot be built on scratch");
            if (!failures.isEmpty()) {
                return;
            }
            if (what.rows() != Rows.NONE) {
                SampleValues values = new SampleValues(what.from(), what.to(), what.rows() == Rows.PLAIN);
                sown = new SampleRows(connection, what.from(), values, what.rows() == Rows.BORDERS).sow();
            }
            KeptRows rows = KeptRows.read(connection, what.from());
            Map<Id, Id> names = what.names();
            StepStates forth = states(what.from(), what.to(), names);
            if (!step(Way.FORWARD, () -> migrator(forth).migrate(MigrateOptions.ALL))) {
                return;
            }
            differ(what.to(), "after the way forward");
            failures.addAll(rows.lost(connection, what.report(), "after the way forward"));
            failures.addAll(forth.faults(names));
            if (what.down() && failures.isEmpty()) {
                RevertOptions all = new RevertOptions(new PlanRequest.Target.All(), true, Optional.empty());
                Map<Id, Id> back = new LinkedHashMap<>();
                names.forEach((before, after) -> back.put(after, before));
                StepStates states = states(what.to(), what.from(), back);
                if (step(Way.BACK, () -> migrator(states).revert(all))) {
                    differ(what.from(), "after the way back");
                    failures.addAll(rows.lostOnReturn(connection, what.report()));
                    states.faults(back).forEach(fault -> failures.add("on the way back " + fault));
                }
            }
        }

        private StepStates states(Schema one, Schema other, Map<Id, Id> names) {
            return new StepStates(bench, connection, new LegalRows(one, other, names));
        }

        private boolean step(Way way, Runnable step) {
            try {
                step.run();
                return true;
            } catch (MigrationException e) {
                hindered = sown.rows() > 0 ? Optional.of(way) : Optional.empty();
                failures.add((hindered.isPresent() ? way.withRows : way.without) + words(e));
                return false;
            }
        }

        private void differ(Schema wanted, String when) throws SQLException {
            Schema shown = Rights.shown(bench.inspect(connection), wanted, runner);
            Diff diff = new Elaboration(bench).diff(shown, wanted);
            List<Change> left = diff.changes().stream()
                    .filter(change -> refusals.stream().noneMatch(refusal -> concerns(refusal, change)))
                    .toList();
            left.stream().limit(SHOWN).forEach(change -> failures.add(when + ": " + Told.unwanted(change)));
            if (left.size() > SHOWN) {
                failures.add(when + ": " + (left.size() - SHOWN) + " more differences");
            }
        }

        private Migrator migrator(MigrationListener listener) {
            Settings settings = Replay.alone(grounds.settings(), what.project());
            return Replay.migrator(grounds, settings, scratch, listener);
        }
    }

    private static boolean concerns(Written.Refusal refusal, Change change) {
        return change.id().words().equals(refusal.what())
                || change.id()
                        .parent()
                        .map(parent -> parent.words().equals(refusal.what()))
                        .orElse(false);
    }

    /// What failed, without the place: the file is a temporary one.
    static String words(MigrationException e) {
        String said = e instanceof MigrationException.StatementFailed failed ? words(failed.failure()) : e.getMessage();
        StringBuilder text = new StringBuilder(String.valueOf(said).replaceAll("\\s*\\n\\s*", " "));
        e.diagnostics().forEach(found -> text.append("; ").append(found.message()));
        return text.toString();
    }

    /// Without the place: lines move while the file is being written.
    private static String words(MigrationException.Failure failure) {
        String state = failure.sqlState().isEmpty() ? "" : " (" + failure.sqlState() + ")";
        return failure.excerpt().map(excerpt -> excerpt.strip() + ": ").orElse("") + failure.message() + state;
    }

    private static Path project(File file) {
        try {
            Path project = Files.createTempDirectory("turnstone-proof");
            Path folder = Files.createDirectory(project.resolve("migrations"));
            Files.writeString(folder.resolve(file.name()), file.text());
            return project;
        } catch (IOException e) {
            throw new MigrationException.Misconfigured(
                    "the migration cannot be tried, since no temporary file can be written: " + e.getMessage());
        }
    }

    private static void delete(Path project, File file) {
        try {
            Files.deleteIfExists(project.resolve("migrations").resolve(file.name()));
            Files.deleteIfExists(project.resolve("migrations"));
            Files.deleteIfExists(project);
        } catch (IOException e) {
            project.toFile().deleteOnExit();
        }
    }
}
