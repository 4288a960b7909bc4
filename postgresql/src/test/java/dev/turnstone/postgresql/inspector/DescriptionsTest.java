package dev.turnstone.postgresql.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Ignored;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DescriptionsTest {
    private static final Id COMMENT = Id.of(Kind.EXTENSION, "plpgsql").satellite(Kind.COMMENT);

    /// Only the extension's owner could set it again.
    @Test
    void leavesOutTheCommentThatComesWithAnExtension() throws SQLException {
        try (Inspected database = Inspected.on(18)) {
            PostgresInspector inspector = new PostgresInspector();
            assertThat(inspector
                            .inspect(database.connection(), "turnstone", Ignored.HISTORIES)
                            .schema()
                            .has(COMMENT))
                    .isFalse();
            database.execute("COMMENT ON EXTENSION plpgsql IS 'ours'");
            assertThat(inspector
                            .inspect(database.connection(), "turnstone", Ignored.HISTORIES)
                            .schema()
                            .find(COMMENT)
                            .flatMap(fact -> fact.get(Attribute.TEXT)))
                    .contains("ours");
        }
    }
}
