package dev.turnstone.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.MigrationException.Failure;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.history.Direction;
import dev.turnstone.migration.Annotated;
import dev.turnstone.migration.Checksum;
import dev.turnstone.migration.Content;
import dev.turnstone.migration.Directives;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Migration;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.Step;
import dev.turnstone.sql.Effect;
import dev.turnstone.sql.Form;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Script;
import dev.turnstone.sql.Splitter;
import dev.turnstone.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void namesThePlaceWithinTheStatement() {
        Failure failure = failure("CREATE TABLE t (\n  a int,\n  b it\n)", Effect.SCHEMA, 30, "no type it", "42704");
        assertThat(failure.location())
                .hasValueSatisfying(place -> assertThat(place).hasToString("2_t.sql:3"));
        assertThat(failure.excerpt()).contains("  b it");
        assertThat(Wording.stored(failure)).isEqualTo("no type it (42704)\nat 2_t.sql:3\nb it");
    }

    @Test
    void masksTheLiteralsOfRowChanges() {
        String sql = "INSERT INTO users VALUES ('Ada', 's3cret')";
        Failure failure = failure(sql, Effect.DATA, 1, "value s3cret of \"Ada\" is too long", "22001");
        assertThat(failure.message()).isEqualTo("value *** of \"***\" is too long");
        assertThat(failure.excerpt()).contains("literals of: " + sql);
        assertThat(Wording.stored(failure)).doesNotContain("value s3cret");
    }

    @Test
    void masksWholeLiteralsOnly() {
        Failure failure = failure("INSERT INTO t VALUES ('x')", Effect.DATA, 1, "x: xx is too long", "22001");
        assertThat(failure.message()).isEqualTo("***: xx is too long");
    }

    @Test
    void showsNamesAndWhatAnAuthorRaised() {
        assertThat(failure(
                                "INSERT INTO users SELECT 'users'",
                                Effect.DATA,
                                1,
                                "relation \"users\" is not there",
                                "42P01")
                        .message())
                .isEqualTo("relation \"users\" is not there");
        assertThat(failure("DO 'RAISE bad'", Effect.NONE, 1, "bad", "P0001").message())
                .isEqualTo("bad");
        assertThat(failure("SELECT 'no such table: t'", Effect.NONE, 1, "no such table: t", "SQLITE_ERROR")
                        .message())
                .isEqualTo("no such table: t");
        assertThat(failure("SELECT 's3cret'", Effect.NONE, 1, "syntax error at or near \"'s3cret'\"", "42601")
                        .message())
                .doesNotContain("s3cret");
    }

    @Test
    void masksTheValueThatADatabaseQuotes() {
        Failure failure =
                failure("UPDATE t SET n = a", Effect.DATA, 1, "invalid input for integer: \"4111-1\"", "22P02");
        assertThat(failure.message()).isEqualTo("invalid input for integer: \"***\"");
    }

    @Test
    void masksPasswordsOfDefinitions() {
        Failure failure = failure("CREATE ROLE r PASSWORD 'pw'", Effect.SCHEMA, 1, "role PASSWORD 'pw'", "42710");
        assertThat(failure.message()).isEqualTo("role PASSWORD '***'");
        assertThat(failure.excerpt()).contains("CREATE ROLE r PASSWORD '***'");
    }

    @Test
    void shortensALongLine() {
        Failure failure = failure("SELECT " + "a, ".repeat(500) + "b", Effect.SCHEMA, 1, "no", "");
        assertThat(failure.excerpt())
                .hasValueSatisfying(line -> assertThat(line).hasSize(301).endsWith("…"));
    }

    @Test
    void saysWhatStays() {
        Failure failure = failure("SELECT 1", Effect.SCHEMA, 1, "no", "");
        assertThat(failure.summary())
                .isEqualTo("2_t.sql:1: no\nNothing of 2 was applied; the 3 before it in this run stay.");
    }

    private static Failure failure(String sql, Effect effect, int position, String message, String state) {
        Statement statement = new Statement(sql, Location.startOf("2_t.sql"), Form.ORDINARY, effect, "X");
        Migration migration = new Migration(
                new Version("2"),
                "t",
                Kind.SQL,
                "2_t.sql",
                Optional.empty(),
                Optional.of(Checksum.of(sql)),
                Optional.empty(),
                Directives.NONE);
        List<Annotated> up = List.of(Annotated.plain(statement));
        PlannedMigration planned = new PlannedMigration(
                migration,
                Direction.UP,
                new Content(sql, up, Optional.empty(), List.of()),
                List.of(new Step.Transaction(1, List.of(), up)),
                Optional.empty(),
                List.of());
        EntryFailed failed = new EntryFailed(
                Optional.of(new Entry.Sql(sql, Optional.of(statement))),
                message,
                state,
                position,
                FailureKind.REFUSED,
                new IllegalStateException(message));
        return new Wording(new Masks()).failure(planned, failed, 0, 3, List.of());
    }

    /// Masks as visibly as it can.
    private static final class Masks implements Splitter {
        @Override
        public Script split(String text, Location start) {
            return new Script(text, start, List.of());
        }

        @Override
        public String maskPasswords(String text) {
            return text.replaceAll("PASSWORD '[^']*'", "PASSWORD '***'");
        }

        @Override
        public String maskLiterals(String text) {
            return "literals of: " + text;
        }
    }
}
