package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Kind;
import java.util.List;

/// What comes first among what may come in any order: what stands in the way goes, then everything new in the order
/// of kinds, then what nobody needs any more goes. Triggers on DDL, which may refuse all of that, go first and come
/// last.
final class Weight {
    private static final int STEP = 100;
    private static final List<Kind> ORDER = List.of(Kind.values());

    private Weight() {}

    /// Of a drop.
    ///
    /// @param back whether it comes back
    static int drop(Kind kind, boolean back) {
        if (kind == Kind.EVENT_TRIGGER) {
            return 0;
        }
        boolean early = switch (kind) {
            case VIEW,
                    MATERIALIZED_VIEW,
                    RULE,
                    TRIGGER,
                    POLICY,
                    CONSTRAINT,
                    DEFAULT,
                    IDENTITY,
                    STATISTICS,
                    PUBLICATION,
                    GRANT,
                    COMMENT,
                    SECURITY_LABEL,
                    REPLICA_IDENTITY,
                    DEFAULT_PRIVILEGE -> true;
            default -> back;
        };
        int last = STEP - ORDER.indexOf(kind);
        return early ? last : 2 * STEP + ORDER.size() + last;
    }

    /// Of what makes or alters something.
    static int make(Kind kind) {
        if (kind == Kind.EVENT_TRIGGER) {
            return 4 * STEP;
        }
        return 2 * STEP + ORDER.indexOf(kind);
    }
}
