package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.diagnostic.Severity;
import java.nio.file.Path;
import java.util.List;

/// What the history of a database says, for comparison with what is there.
final class Truth {
    private Truth() {}

    /// Each attempt as `version status`, oldest first, on PostgreSQL.
    static List<String> attempts(String url) {
        return Rows.of(url, "SELECT version || ' ' || status FROM turnstone.schema_migrations ORDER BY id");
    }

    /// The chain holds and files and history agree.
    static void validates(String url, Path project) {
        assertThat(Projects.migrator(url, project, event -> {}).validate().diagnostics())
                .noneMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
    }
}
