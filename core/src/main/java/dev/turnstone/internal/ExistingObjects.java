package dev.turnstone.internal;

import dev.turnstone.MigrationException;
import dev.turnstone.Settings.OnExisting;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.MigrationTools;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The tables and views of a database that has no history. The first migration must not run into them by mistake: they
/// may be what the migrations would make, or the URL may name the wrong database.
final class ExistingObjects {
    private static final String RULE = "existing-objects";
    private static final int NAMED = 3;
    private static final String HELP = "turnstone baseline VERSION records that the migrations up to VERSION stand for"
            + " them, and baseline --generate NAME writes them as the first migration; turnstone migrate --on-existing"
            + " run puts the migrations on top of them";

    private final Session session;

    ExistingObjects(Session session) {
        this.session = session;
    }

    /// Refuses to run the first migration of a database that is not empty, unless the settings allow it.
    void refuse() {
        Optional<Diagnostic> found = found(Severity.ERROR);
        // What another runner has begun since is its work. It makes the history before anything else.
        if (found.isPresent() && !session.historyIsThere()) {
            throw new MigrationException.Refused(
                    session.database().facts().label()
                            + " holds tables already and has no history. Nothing was changed.",
                    List.of(found.get()));
        }
    }

    /// The same as a warning, for those who only look.
    Optional<Diagnostic> warning() {
        return found(Severity.WARNING);
    }

    private Optional<Diagnostic> found(Severity severity) {
        if (session.position().attempt() > 0 || session.settings().onExisting() == OnExisting.RUN) {
            return Optional.empty();
        }
        try {
            List<Id> objects = counted();
            return objects.isEmpty() ? Optional.empty() : Optional.of(finding(objects, severity));
        } catch (SQLException e) {
            throw Failures.reading(session.database().facts().label(), e);
        }
    }

    private List<Id> counted() throws SQLException {
        List<Id> counted = new ArrayList<>();
        for (Id id : session.database().relations()) {
            Optional<Boolean> leftOut = session.settings().ignored().leftOut(id);
            if (leftOut.isPresent() ? !leftOut.get() : !isHistory(id)) {
                counted.add(id);
            }
        }
        return counted;
    }

    /// Whether another migration tool keeps its history in it.
    private boolean isHistory(Id id) throws SQLException {
        if (id.kind() != Kind.TABLE || !MigrationTools.knows(id.name())) {
            return false;
        }
        String schema = id.nearest(Kind.SCHEMA).map(Id::name).orElse("");
        Set<String> columns = HistoryDiagnosis.columns(session.database().connection(), schema, id.name());
        return MigrationTools.owner(id.name(), columns).isPresent();
    }

    private static Diagnostic finding(List<Id> objects, Severity severity) {
        String names = objects.stream().limit(NAMED).map(Id::path).collect(Collectors.joining(", "));
        int more = objects.size() - NAMED;
        return new Diagnostic(
                severity,
                RULE,
                "no history tells of " + names + (more > 0 ? " and " + more + " more" : "")
                        + (severity == Severity.ERROR ? "" : ", and migrate refuses to run until that is settled"),
                Optional.empty(),
                Optional.of(HELP));
    }
}
