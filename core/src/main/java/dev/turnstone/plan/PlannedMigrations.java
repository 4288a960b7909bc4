package dev.turnstone.plan;

import dev.turnstone.history.Attempt;
import dev.turnstone.history.Direction;
import dev.turnstone.history.Event;
import dev.turnstone.history.History;
import dev.turnstone.history.JournalEntry;
import dev.turnstone.migration.Annotated;
import dev.turnstone.migration.Content;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Migration;
import dev.turnstone.migration.MigrationSet;
import dev.turnstone.migration.Version;
import java.util.List;
import java.util.Optional;

/// Makes one planned migration out of a file, or of what the history stored of it.
final class PlannedMigrations {
    private static final Content NO_TEXT = new Content("", List.of(), Optional.empty(), List.of());

    private PlannedMigrations() {}

    /// The way forward of `migration`, going on where an earlier attempt stopped.
    static PlannedMigration up(Migration migration, History history, Contents contents) {
        Content content = migration.kind() == Kind.JAVA ? NO_TEXT : contents.of(migration);
        return planned(migration, Direction.UP, content, content.up(), history, contents);
    }

    /// A checkpoint of which everything is done already, or undone: it is recorded, and nothing is run.
    static PlannedMigration recorded(Migration checkpoint, Direction direction, History history, Contents contents) {
        return planned(checkpoint, direction, contents.of(checkpoint), List.of(), history, contents);
    }

    /// The way back of `version`: by its file where there is one, otherwise by the text in the history.
    static Optional<PlannedMigration> down(
            Version version, Optional<MigrationSet> files, History history, Contents contents) {
        Optional<Migration> file = files.flatMap(set -> set.find(version));
        if (file.isPresent() && file.get().kind() == Kind.JAVA) {
            return Optional.of(planned(file.get(), Direction.DOWN, NO_TEXT, List.of(), history, contents));
        }
        if (file.isPresent()) {
            Content content = contents.of(file.get());
            return content.downText()
                    .map(ignored -> planned(file.get(), Direction.DOWN, content, content.down(), history, contents));
        }
        return history.entry(version)
                .map(History.Entry::latest)
                .flatMap(contents::stored)
                .filter(stored -> stored.content().downText().isPresent())
                .map(stored -> planned(
                        stored.migration(),
                        Direction.DOWN,
                        stored.content(),
                        stored.content().down(),
                        history,
                        contents));
    }

    /// Whether some steps in `direction` are done or may be, and none in the other direction since.
    static boolean halfWay(History.Entry entry, Direction direction) {
        return entry.unfinished().isPresent()
                && entry.steps().stream()
                        .filter(step -> step.event() != Event.END)
                        .reduce((first, second) -> second)
                        .map(last -> last.direction() == direction)
                        .orElse(false);
    }

    private static PlannedMigration planned(
            Migration migration,
            Direction direction,
            Content content,
            List<Annotated> statements,
            History history,
            Contents contents) {
        List<Step> steps = migration.kind() == Kind.JAVA
                ? List.of(new Step.Code(1, migration.file()))
                : StepCutter.cut(statements, contents::carried);
        Optional<History.Entry> entry = history.entry(migration.version());
        boolean resumes = entry.map(known -> halfWay(known, direction)).orElse(false);
        Optional<Attempt> resumed = resumes ? entry.flatMap(History.Entry::unfinished) : Optional.empty();
        List<JournalEntry> journal = resumes ? entry.get().steps() : List.of();
        return new PlannedMigration(migration, direction, content, steps, resumed, journal);
    }
}
