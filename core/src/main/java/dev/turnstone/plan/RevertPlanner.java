package dev.turnstone.plan;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.history.Attempt;
import dev.turnstone.history.Direction;
import dev.turnstone.history.History;
import dev.turnstone.history.Status;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Migration;
import dev.turnstone.migration.MigrationSet;
import dev.turnstone.migration.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides what `revert` does. Pure.
final class RevertPlanner {
    private final MigrationSet files;
    private final History history;
    private final PlanRequest.Revert request;
    private final Contents contents;
    private final Map<Version, Long> introductions;
    private final List<Diagnostic> errors = new ArrayList<>();

    RevertPlanner(
            MigrationSet files,
            History history,
            PlanRequest.Revert request,
            Contents contents,
            Map<Version, Long> introductions) {
        this.files = files;
        this.history = history;
        this.request = request;
        this.contents = contents;
        this.introductions = introductions;
    }

    Planned plan() {
        List<Attempt> newestFirst = newestFirst();
        List<Attempt> chosen = chosen(newestFirst);
        List<PlannedMigration> planned = new ArrayList<>();
        for (Version version : withRepeatables(chosen, newestFirst)) {
            down(version).ifPresent(planned::add);
        }
        Plan plan = new Plan(errors.isEmpty() ? planned : List.of(), history.position(), notices(planned));
        return new Planned(plan, errors, Standing.of(files, history));
    }

    /// Whoever asks for the last one after a failure may mean the one that failed, of which nothing is left.
    private List<Diagnostic> notices(List<PlannedMigration> planned) {
        if (planned.isEmpty() || !(request.target() instanceof PlanRequest.Target.Steps)) {
            return List.of();
        }
        return history.entries().values().stream()
                .max(Comparator.comparingLong(entry -> entry.latest().id()))
                .filter(entry -> !entry.applied() && !entry.partial())
                .map(History.Entry::latest)
                .filter(latest -> latest.direction() == Direction.UP)
                .filter(latest -> latest.status() == Status.FAILED || latest.status() == Status.INTERRUPTED)
                .map(latest -> List.of(
                        Problems.leftNothing(latest, planned.get(0).migration().version())))
                .orElse(List.of());
    }

    /// Applied or half-applied versions without repeatables, the one applied last first.
    private List<Attempt> newestFirst() {
        List<Attempt> attempts = new ArrayList<>();
        for (History.Entry entry : history.entries().values()) {
            boolean halfApplied = entry.unfinished().isPresent() && entry.partial();
            if ((entry.applied() || halfApplied) && !entry.latest().version().isRepeatable()) {
                attempts.add(entry.applied() ? entry.completed().orElseThrow() : entry.latest());
            }
        }
        attempts.sort((one, other) -> Long.compare(introduced(other), introduced(one)));
        return attempts;
    }

    /// When a version was applied: a change accepted later does not make it newer.
    private long introduced(Attempt attempt) {
        return introductions.getOrDefault(attempt.version(), attempt.id());
    }

    private List<Attempt> chosen(List<Attempt> newestFirst) {
        List<Attempt> revertible = newestFirst.stream()
                .filter(attempt -> attempt.kind() != Kind.BASELINE)
                .toList();
        return switch (request.target()) {
            case PlanRequest.Target.All ignored -> revertible;
            case PlanRequest.Target.Steps steps -> {
                if (steps.count() > revertible.size() && revertible.size() < newestFirst.size()) {
                    errors.add(Problems.beyondBaseline());
                }
                yield revertible.subList(0, Math.min(steps.count(), revertible.size()));
            }
            case PlanRequest.Target.To to -> {
                boolean known = newestFirst.stream()
                                .anyMatch(attempt -> attempt.version().equals(to.version()))
                        || to.version().equals(new Version("0"));
                if (!known) {
                    errors.add(Problems.notApplied(to.version()));
                }
                yield revertible.stream()
                        .filter(attempt -> attempt.version().compareTo(to.version()) > 0)
                        .toList();
            }
        };
    }

    /// Each repeatable goes before the version that introduced it.
    private Set<Version> withRepeatables(List<Attempt> chosen, List<Attempt> newestFirst) {
        Set<Version> order = new LinkedHashSet<>();
        List<Version> repeatables = introductions.entrySet().stream()
                .sorted((one, other) -> Long.compare(other.getValue(), one.getValue()))
                .map(Map.Entry::getKey)
                .filter(version -> version.isRepeatable() && history.isApplied(version))
                .toList();
        for (Attempt attempt : chosen) {
            for (Version repeatable : repeatables) {
                if (introducer(repeatable, newestFirst).equals(Optional.of(attempt.version()))) {
                    order.add(repeatable);
                }
            }
            order.add(attempt.version());
        }
        return order;
    }

    /// The newest version a repeatable requires; without one, the version applied last before it.
    private Optional<Version> introducer(Version repeatable, List<Attempt> newestFirst) {
        Optional<Version> required = files.find(repeatable).stream()
                .flatMap(file -> file.directives().requires().stream())
                .filter(version -> !version.isRepeatable())
                .max(Comparator.naturalOrder());
        if (required.isPresent()) {
            return required;
        }
        long introduced = introductions.getOrDefault(repeatable, Long.MAX_VALUE);
        return newestFirst.stream()
                .filter(attempt -> introduced(attempt) < introduced)
                .map(Attempt::version)
                .findFirst();
    }

    private Optional<PlannedMigration> down(Version version) {
        Optional<Migration> file = files.find(version);
        if (file.isPresent() && file.get().kind() == Kind.CHECKPOINT && oneByOne(file.get())) {
            return Optional.of(PlannedMigrations.recorded(file.get(), Direction.DOWN, history, contents));
        }
        Optional<String> irreversible =
                file.flatMap(migration -> migration.directives().irreversible());
        if (irreversible.isPresent()) {
            errors.add(Problems.irreversible(file.get(), irreversible.get()));
            return Optional.empty();
        }
        Optional<PlannedMigration> down = PlannedMigrations.down(version, Optional.of(files), history, contents);
        if (down.isEmpty()) {
            errors.add(Problems.noWayBack(version, file));
        }
        return down;
    }

    /// Whether what a checkpoint stands for was applied without it, so that it was only recorded.
    private boolean oneByOne(Migration checkpoint) {
        return checkpoint.directives().covers().stream().anyMatch(history::isApplied);
    }
}
