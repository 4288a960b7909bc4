package dev.turnstone.plan;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.history.Direction;
import dev.turnstone.history.History;
import dev.turnstone.migration.Migration;
import dev.turnstone.migration.MigrationSet;
import dev.turnstone.migration.OutOfOrder;
import dev.turnstone.migration.Phase;
import dev.turnstone.migration.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Decides what `migrate` does. Pure.
final class MigratePlanner {
    private final MigrationSet files;
    private final History history;
    private final PlanRequest.Migrate request;
    private final Map<Version, String> lost;
    private final List<Diagnostic> problems = new ArrayList<>();
    private final Map<Version, Standing> standings = new HashMap<>();
    private final Checkpoints checkpoints;

    MigratePlanner(MigrationSet files, History history, PlanRequest.Migrate request, Map<Version, String> lost) {
        this.files = files;
        this.history = history;
        this.request = request;
        this.lost = lost;
        this.checkpoints = Checkpoints.of(files, history, request.to());
    }

    Planned plan(Contents contents) {
        List<Standing> all = judged();
        List<Migration> ordered = order(all);
        List<PlannedMigration> planned = new ArrayList<>();
        if (errors().isEmpty()) {
            halfReverted(all, planned, contents);
            ordered.forEach(migration -> planned.add(
                    checkpoints.onlyRecorded(migration)
                            ? PlannedMigrations.recorded(migration, Direction.UP, history, contents)
                            : PlannedMigrations.up(migration, history, contents)));
        }
        return new Planned(new Plan(planned, history.position(), notices()), errors(), all);
    }

    Planned standings() {
        List<Standing> all = judged();
        order(all);
        return new Planned(new Plan(List.of(), history.position(), notices()), errors(), all);
    }

    private List<Standing> judged() {
        List<Standing> all = Standing.of(files, history, checkpoints, lost.keySet());
        all.forEach(standing -> standings.put(standing.version(), standing));
        request.to().ifPresent(this::mustExist);
        all.forEach(this::judge);
        return all;
    }

    private void mustExist(Version target) {
        if (!standings.containsKey(target)) {
            problems.add(new Diagnostic(
                    Severity.ERROR,
                    "unknown-version",
                    "there is no migration " + target,
                    Optional.empty(),
                    Optional.of("turnstone status lists the versions")));
        }
    }

    private void judge(Standing standing) {
        switch (standing.state()) {
            case CHANGED -> {
                if (!standing.version().isRepeatable()) {
                    problems.add(Problems.changed(standing));
                }
            }
            case MISSING -> problems.add(Problems.missing(standing, newestFile(), request.missingIsError()));
            case OUT_OF_ORDER -> outOfOrder(standing).ifPresent(problems::add);
            case PARTIAL, RUNNING -> {
                if (standing.migration().isEmpty()) {
                    problems.add(Problems.partialWithoutFile(standing));
                }
            }
            case PENDING, FAILED -> incomplete(standing);
            case LOST -> problems.add(Problems.lost(standing, Objects.requireNonNull(lost.get(standing.version()))));
            case APPLIED, BASELINE, COVERED -> {}
        }
    }

    /// A checkpoint whose predecessors are applied in part needs the files of the others.
    private void incomplete(Standing standing) {
        standing.migration().filter(checkpoints::onlyRecorded).ifPresent(checkpoint -> {
            List<Version> gone = checkpoint.directives().covers().stream()
                    .filter(version -> files.find(version).isEmpty() && !checkpoints.has(version))
                    .toList();
            if (!gone.isEmpty() && !beyondTarget(checkpoint.version())) {
                problems.add(Problems.coveredAndGone(checkpoint, gone));
            }
        });
    }

    private Optional<Diagnostic> outOfOrder(Standing standing) {
        if (beyondTarget(standing.version())) {
            return Optional.empty();
        }
        OutOfOrder policy = standing.migration()
                .flatMap(file -> file.directives().outOfOrder())
                .orElse(request.outOfOrder());
        return switch (policy) {
            case ERROR -> Optional.of(Problems.outOfOrder(standing, Severity.ERROR));
            case WARN -> Optional.of(Problems.outOfOrder(standing, Severity.WARNING));
            case RUN -> Optional.empty();
        };
    }

    private Optional<Version> newestFile() {
        return files.migrations().stream()
                .map(Migration::version)
                .filter(version -> !version.isRepeatable())
                .reduce((first, second) -> second);
    }

    private boolean beyondTarget(Version version) {
        return request.to().map(to -> version.compareTo(to) > 0).orElse(false);
    }

    /// Pending migrations, each after what it requires, otherwise by version; cut off where the request ends.
    private List<Migration> order(List<Standing> all) {
        Map<Version, Migration> ordered = new LinkedHashMap<>();
        List<Standing> pending = all.stream().filter(Standing::pending).toList();
        checkpoints
                .first()
                .map(Migration::version)
                .map(standings::get)
                .ifPresent(first -> include(first, ordered, new ArrayList<>()));
        boolean cut = false;
        for (Standing standing : pending) {
            boolean contracts = request.expandOnly()
                    && standing.migration()
                            .flatMap(file -> file.directives().phase())
                            .equals(Optional.of(Phase.CONTRACT));
            cut = cut
                    || contracts
                    || (beyondTarget(standing.version()) && !standing.version().isRepeatable());
            if (!cut) {
                include(standing, ordered, new ArrayList<>());
            }
        }
        return List.copyOf(ordered.values());
    }

    private void include(Standing standing, Map<Version, Migration> ordered, List<Version> path) {
        Migration migration = standing.migration().orElseThrow();
        if (ordered.containsKey(migration.version()) || path.contains(migration.version())) {
            return;
        }
        path.add(migration.version());
        for (Version required : migration.directives().requires()) {
            Standing other = standings.get(required);
            if (other != null && other.pending()) {
                include(other, ordered, path);
            } else if (other == null || !satisfied(other)) {
                problems.add(Problems.requires(migration, required));
            }
        }
        ordered.put(migration.version(), migration);
    }

    private static boolean satisfied(Standing standing) {
        return switch (standing.state()) {
            case APPLIED, CHANGED, MISSING, BASELINE, COVERED -> true;
            case PENDING, OUT_OF_ORDER, RUNNING, PARTIAL, FAILED, LOST -> false;
        };
    }

    /// A revert that was cut short is finished before the migration is applied again.
    private void halfReverted(List<Standing> all, List<PlannedMigration> planned, Contents contents) {
        for (Standing standing : all) {
            History.Entry entry = history.entries().get(standing.version());
            if (entry != null
                    && PlannedMigrations.halfWay(entry, Direction.DOWN)
                    && standing.migration().isPresent()) {
                PlannedMigrations.down(standing.version(), Optional.of(files), history, contents)
                        .ifPresent(planned::add);
            }
        }
    }

    private List<Diagnostic> notices() {
        return problems.stream()
                .filter(problem -> problem.severity() != Severity.ERROR)
                .toList();
    }

    private List<Diagnostic> errors() {
        return problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
    }
}
