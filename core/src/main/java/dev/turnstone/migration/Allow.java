package dev.turnstone.migration;

import dev.turnstone.sql.Location;
import java.util.Objects;

/// `-- turnstone:allow RULE: reason`: one diagnostic accepted on one statement.
///
/// @param rule the diagnostic's rule
/// @param reason why it is accepted
/// @param location the directive's place
public record Allow(String rule, String reason, Location location) {
    /// The statement runs outside any transaction of ours, and again after a crash: its author says that twice is the
    /// same as once.
    public static final String NO_TRANSACTION = "no-transaction";

    public Allow {
        Objects.requireNonNull(location, "location");
        if (rule.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException(location + ": an allow needs a rule and a reason");
        }
    }
}
