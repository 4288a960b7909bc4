package dev.turnstone.plan;

import dev.turnstone.history.Attempt;
import dev.turnstone.history.Direction;
import dev.turnstone.history.Event;
import dev.turnstone.history.History;
import dev.turnstone.history.JournalEntry;
import dev.turnstone.history.Position;
import dev.turnstone.history.Status;
import dev.turnstone.migration.Annotated;
import dev.turnstone.migration.Checksum;
import dev.turnstone.migration.Content;
import dev.turnstone.migration.Directives;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Migration;
import dev.turnstone.migration.MigrationSet;
import dev.turnstone.migration.OutOfOrder;
import dev.turnstone.migration.Phase;
import dev.turnstone.migration.Version;
import dev.turnstone.sql.Effect;
import dev.turnstone.sql.Form;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Files and a history, drawn for a test: every file has three statements that stand alone, and a `down` of one.
final class Drawn implements Contents {
    static final PlanRequest.Migrate ALL = new PlanRequest.Migrate(Optional.empty(), false, OutOfOrder.ERROR, true);
    private static final int STATEMENTS = 3;
    private final List<Migration> files = new ArrayList<>();
    private final Map<Version, History.Entry> entries = new HashMap<>();
    private final Map<Version, Long> introductions = new HashMap<>();
    private final List<Version> withoutDown = new ArrayList<>();
    private long attempts;

    Drawn files(String... versions) {
        for (String version : versions) {
            file(version, Directives.NONE);
        }
        return this;
    }

    Drawn requiring(String version, String... required) {
        List<Version> versions = List.of(required).stream().map(Version::new).toList();
        return file(version, new Directives(Optional.empty(), Optional.empty(), versions, Optional.empty()));
    }

    Drawn contracting(String version) {
        return file(
                version, new Directives(Optional.empty(), Optional.of(Phase.CONTRACT), List.of(), Optional.empty()));
    }

    Drawn irreversible(String version, String reason) {
        return file(version, new Directives(Optional.of(reason), Optional.empty(), List.of(), Optional.empty()));
    }

    Drawn outOfOrder(String version, OutOfOrder policy) {
        return file(version, new Directives(Optional.empty(), Optional.empty(), List.of(), Optional.of(policy)));
    }

    Drawn withoutDown(String version) {
        withoutDown.add(new Version(version));
        return files(version);
    }

    private Drawn file(String version, Directives directives) {
        Version parsed = new Version(version);
        files.add(new Migration(
                parsed,
                "drawn",
                parsed.isRepeatable() ? Kind.REPEATABLE : Kind.SQL,
                version + "_drawn.sql",
                Optional.empty(),
                Optional.of(Checksum.of(version)),
                Optional.empty(),
                directives));
        return this;
    }

    Drawn applied(String... versions) {
        for (String version : versions) {
            completed(version, Kind.SQL, Direction.UP, version);
        }
        return this;
    }

    Drawn appliedWithAnotherText(String version) {
        return completed(version, Kind.SQL, Direction.UP, "another text");
    }

    Drawn baseline(String version) {
        return completed(version, Kind.BASELINE, Direction.UP, version);
    }

    Drawn reverted(String version) {
        return completed(version, Kind.SQL, Direction.DOWN, version);
    }

    private Drawn completed(String version, Kind kind, Direction direction, String text) {
        Version parsed = new Version(version);
        Attempt attempt = attempt(parsed, kind, direction, Status.COMPLETED, text);
        if (parsed.isRepeatable()) {
            introductions.putIfAbsent(parsed, attempt.id());
        }
        entries.put(parsed, new History.Entry(Optional.of(attempt), Optional.empty(), List.of()));
        return this;
    }

    /// An attempt that failed and left nothing.
    Drawn failed(String version) {
        return half(version, Direction.UP, 0);
    }

    /// An attempt of which the first `done` steps are done, and the next one was about to be sent.
    Drawn half(String version, Direction direction, int done) {
        Version parsed = new Version(version);
        Attempt attempt = attempt(parsed, Kind.SQL, direction, Status.INTERRUPTED, version);
        List<JournalEntry> journal = new ArrayList<>();
        for (int step = 1; step <= done; step++) {
            journal.add(journal(attempt, step, Event.INTENT));
            journal.add(journal(attempt, step, Event.DONE));
        }
        if (done > 0) {
            journal.add(journal(attempt, done + 1, Event.INTENT));
        }
        journal.add(journal(attempt, 0, Event.END));
        Optional<Attempt> before = Optional.ofNullable(entries.get(parsed)).flatMap(History.Entry::completed);
        entries.put(parsed, new History.Entry(before, Optional.of(attempt), journal));
        return this;
    }

    private Attempt attempt(Version version, Kind kind, Direction direction, Status status, String text) {
        attempts++;
        return new Attempt(
                attempts,
                version,
                "drawn",
                version.isRepeatable() ? Kind.REPEATABLE : kind,
                direction,
                status,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Checksum.of(text)),
                Optional.empty(),
                Attempt.Details.NONE);
    }

    private static JournalEntry journal(Attempt attempt, int step, Event event) {
        return new JournalEntry(
                attempt.id() * 100 + step,
                attempt.id(),
                attempt.version(),
                attempt.direction(),
                step,
                "",
                event,
                Optional.empty(),
                attempt.status(),
                "");
    }

    Planned migrate(PlanRequest.Migrate request) {
        return Planner.migrate(set(), history(), request, Map.of(), this);
    }

    Planned revert(PlanRequest.Target target) {
        return Planner.revert(set(), history(), new PlanRequest.Revert(target), this, introductions);
    }

    private MigrationSet set() {
        return new MigrationSet(List.of(), List.of()).with(files);
    }

    private History history() {
        return new History(entries, new Position(attempts, "c" + attempts, attempts));
    }

    /// `up 1`, `down R__view`: what a plan does, in its order.
    static List<String> steps(Planned planned) {
        return planned.plan().migrations().stream()
                .map(one ->
                        one.direction().text() + " " + one.migration().version().text())
                .toList();
    }

    /// The rules of what stands in its way.
    static List<String> errors(Planned planned) {
        return planned.errors().stream().map(found -> found.rule()).toList();
    }

    static Annotated statement(String text, Form form) {
        return Annotated.plain(new Statement(text, Location.startOf("drawn.sql"), form, Effect.SCHEMA, "DRAW"));
    }

    @Override
    public Content of(Migration migration) {
        String version = migration.version().text();
        List<Annotated> up = IntStream.rangeClosed(1, STATEMENTS)
                .mapToObj(number -> statement("UP " + version + " " + number, Form.ALONE))
                .toList();
        return withoutDown.contains(migration.version())
                ? new Content("up", up, Optional.empty(), List.of())
                : new Content("up", up, Optional.of("down"), List.of(statement("DOWN " + version, Form.ORDINARY)));
    }

    /// The history stores a text of every file that is not among the files.
    @Override
    public Optional<Stored> stored(Attempt attempt) {
        if (withoutDown.contains(attempt.version())) {
            return Optional.empty();
        }
        Migration stored = new Migration(
                attempt.version(),
                attempt.name(),
                Kind.SQL,
                "history of " + attempt.version(),
                Optional.empty(),
                attempt.checksum(),
                Optional.empty(),
                Directives.NONE);
        return Optional.of(new Stored(stored, of(stored)));
    }

    @Override
    public boolean carried(Annotated statement) {
        return statement.statement().text().startsWith("SET ");
    }
}
