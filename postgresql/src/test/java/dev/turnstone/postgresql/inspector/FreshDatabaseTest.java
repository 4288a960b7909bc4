package dev.turnstone.postgresql.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.schema.Schema;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreshDatabaseTest {
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void isWhatANewDatabaseHolds(int major) throws SQLException {
        try (Inspected database = Inspected.on(major)) {
            Schema found = database.schema();
            Schema fresh = new PostgresInspector().fresh(found.version());
            assertThat(found.facts()).containsExactlyElementsOf(fresh.facts());
            assertThat(found).isEqualTo(fresh);
            assertThat(found.version()).startsWith(major + ".");
        }
    }
}
