package dev.turnstone.internal;

import dev.turnstone.dialect.Creation;
import dev.turnstone.dialect.Dialect;
import dev.turnstone.history.Direction;
import dev.turnstone.history.History;
import dev.turnstone.migration.Annotated;
import dev.turnstone.migration.Migration;
import dev.turnstone.migration.MigrationSet;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.Contents;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlannedMigration;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The views, functions and triggers that repeatable migrations make, and which of them are gone: a versioned migration
/// or a person dropped them since, so that the repeatable is due again. Scripts that rename what they make are left
/// out:
/// what their names become is not told by their statements.
final class RepeatableObjects {
    private static final Pattern RENAMES = Pattern.compile("(?is)^ALTER\\b.*\\bRENAME\\b.*");
    private final Session session;
    private final Dialect dialect;
    private final Map<Version, List<Creation>> made = new LinkedHashMap<>();

    /// @param contents gives the statements of the repeatables that stand applied
    RepeatableObjects(Session session, MigrationSet files, History history, Contents contents) {
        this.session = session;
        this.dialect = session.dialect();
        for (Migration migration : files.migrations()) {
            if (migration.version().isRepeatable() && history.isApplied(migration.version())) {
                List<Creation> things = made(contents, migration);
                if (!things.isEmpty()) {
                    made.put(migration.version(), things);
                }
            }
        }
    }

    private List<Creation> made(Contents contents, Migration migration) {
        List<Creation> things = new ArrayList<>();
        for (Annotated annotated : contents.of(migration).up()) {
            if (RENAMES.matcher(annotated.statement().text()).matches()) {
                return List.of();
            }
            dialect.drops(annotated.statement()).ifPresent(dropped -> things.removeIf(dropped::isSame));
            dialect.makes(annotated.statement()).ifPresent(things::add);
        }
        return things;
    }

    /// What is gone now of which repeatable, in words.
    Map<Version, String> gone() {
        Map<Version, String> gone = new LinkedHashMap<>();
        List<Creation> all = made.values().stream().flatMap(List::stream).toList();
        if (all.isEmpty()) {
            return gone;
        }
        List<Creation> missing = missing(all);
        made.forEach((version, things) -> things.stream()
                .filter(missing::contains)
                .findFirst()
                .ifPresent(thing -> gone.put(version, thing.words() + ", which it made, is gone")));
        return gone;
    }

    /// What the migrations of a plan drop of which repeatable by name and do not make again, in words.
    Map<Version, String> dropped(Plan plan) {
        Map<Version, String> dropped = new LinkedHashMap<>();
        made.forEach((version, things) -> things.stream()
                .flatMap(thing -> by(plan, thing).stream())
                .findFirst()
                .ifPresent(what -> dropped.put(version, what)));
        return dropped;
    }

    private Optional<String> by(Plan plan, Creation thing) {
        Optional<String> by = Optional.empty();
        for (PlannedMigration planned : plan.migrations()) {
            if (planned.direction() == Direction.UP) {
                for (Annotated annotated : planned.content().up()) {
                    if (dialect.drops(annotated.statement())
                            .filter(thing::isSame)
                            .isPresent()) {
                        by = Optional.of(planned.migration().version() + " drops " + thing.words());
                    } else if (dialect.makes(annotated.statement())
                            .filter(thing::isSame)
                            .isPresent()) {
                        by = Optional.empty();
                    }
                }
            }
        }
        return by;
    }

    private List<Creation> missing(List<Creation> things) {
        try {
            return session.database().missing(things);
        } catch (SQLException e) {
            throw Failures.reading(session.database().facts().label(), e);
        }
    }
}
