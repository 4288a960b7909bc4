package dev.turnstone.internal;

import dev.turnstone.history.Attempt;
import dev.turnstone.history.Direction;
import dev.turnstone.history.Status;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Version;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The fingerprints that the history keeps, by what was applied when each was taken.
final class EarlierFingerprints {
    private final Session session;

    EarlierFingerprints(Session session) {
        this.session = session;
    }

    /// The latest one kept while the same migrations, with the same texts, were applied as now.
    Optional<String> ofWhatIsApplied() {
        Map<String, String> kept = new HashMap<>();
        Map<Version, String> applied = new TreeMap<>();
        for (Attempt attempt : attempts()) {
            if (attempt.kind() == Kind.SEED || attempt.kind() == Kind.HOOK) {
                continue;
            }
            if (attempt.status() == Status.COMPLETED) {
                if (attempt.direction() == Direction.UP) {
                    applied.put(
                            attempt.version(),
                            attempt.checksum().map(Object::toString).orElse("none"));
                } else {
                    applied.remove(attempt.version());
                }
            }
            attempt.details().fingerprint().ifPresent(fingerprint -> kept.put(applied.toString(), fingerprint));
        }
        return Optional.ofNullable(kept.get(applied.toString()));
    }

    private List<Attempt> attempts() {
        try {
            return session.table().attempts(session.database().connection());
        } catch (SQLException e) {
            throw Failures.reading(session.database().facts().label(), e);
        }
    }
}
