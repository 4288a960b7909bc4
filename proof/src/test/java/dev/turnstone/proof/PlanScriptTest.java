package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.MigrateOptions;
import dev.turnstone.Migrator;
import dev.turnstone.PlanReport;
import dev.turnstone.dialect.Entry;
import dev.turnstone.migration.OutOfOrder;
import dev.turnstone.plan.PlanRequest;
import dev.turnstone.plan.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What `plan` prints runs under psql and sqlite3 and leaves what `migrate` leaves: the same schema and the same
/// history.
class PlanScriptTest {
    private static final PlanRequest.Migrate EVERYTHING =
            new PlanRequest.Migrate(Optional.empty(), false, OutOfOrder.ERROR, true);

    @TempDir
    Path temporary;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_15")
    void ofRealProjects(Subject subject) {
        subject.project().layOut(temporary.resolve("migrations"));
        try (ProofDatabase migrated = subject.fresh(temporary);
                ProofDatabase fed = subject.fresh(temporary)) {
            leaveTheSame(Subject.migrator(temporary, migrated), migrated, Subject.migrator(temporary, fed), fed);
        }
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*_15")
    void ofRealProjectsOnAnOlderServer(Subject subject) {
        ofRealProjects(subject);
    }

    static Stream<String> dialects() {
        return Stream.of("postgresql", "sqlite");
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void ofTheExample(String dialect) {
        // Without its hook, which runs around a plan and is not part of it.
        ProofProject project = new ProofProject(temporary);
        ForeignProject.list(Guide.repository().resolve("examples/compliance/migrations"), Files::isRegularFile)
                .forEach(file -> project.migration(file.getFileName().toString(), ForeignProject.read(file)));
        try (ProofDatabase migrated = fresh(dialect);
                ProofDatabase fed = fresh(dialect)) {
            leaveTheSame(project.migrator(migrated), migrated, project.migrator(fed), fed);
        }
    }

    @Test
    void ofStatementsThatStandAlone() {
        ProofProject project = new ProofProject(temporary)
                .migration("1_parts.sql", """
                        CREATE TABLE parts (id int, made date) PARTITION BY RANGE (made);
                        CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
                        CREATE TYPE mood AS ENUM ('sad');
                        """)
                .migration("2_alone.sql", """
                        SET statement_timeout = '10min';
                        CREATE INDEX CONCURRENTLY parts_1_id ON parts_1 (id);
                        ALTER TYPE mood ADD VALUE 'it''s \\fine';
                        CREATE TABLE moods (mood mood DEFAULT 'it''s \\fine'); -- a remark; at the end
                        ALTER TABLE parts DETACH PARTITION parts_1 CONCURRENTLY;
                        REINDEX INDEX CONCURRENTLY parts_1_id;
                        VACUUM parts_1;
                        """)
                .migration("3_after.sql", "INSERT INTO moods VALUES ('sad'), (DEFAULT)");
        try (ProofDatabase migrated = fresh("postgresql");
                ProofDatabase fed = fresh("postgresql")) {
            leaveTheSame(project.migrator(migrated), migrated, project.migrator(fed), fed);
            assertThat(fed.rows("SELECT mood FROM moods")).containsExactly("sad", "it's \\fine");
        }
    }

    /// A shell that goes on would record as applied what has failed, and what comes behind it.
    @ParameterizedTest
    @MethodSource("dialects")
    void stopsWhereAStatementFails(String dialect) {
        ProofProject project = new ProofProject(temporary)
                .migration("1_users.sql", "CREATE TABLE users (id int);")
                .migration("2_orders.sql", "CREATE TABLE orders (id int); INSERT INTO nowhere VALUES (1);")
                .migration("3_items.sql", "CREATE TABLE items (id int);");
        try (ProofDatabase fed = fresh(dialect)) {
            Migrator migrator = project.migrator(fed);
            Shell.Output output = fed.shellOnAndOn(script(migrator.plan(EVERYTHING), fed));

            assertThat(output.exitCode()).as(output.text()).isNotZero();
            assertThat(output.text()).contains("nowhere");
            assertThat(migrator.status().standings())
                    .extracting(standing -> standing.state())
                    .containsExactly(State.APPLIED, State.PENDING, State.PENDING);
            assertThat(migrator.validate().diagnostics()).isEmpty();
        }
    }

    private ProofDatabase fresh(String dialect) {
        return dialect.equals("sqlite") ? OnSqlite.fresh(temporary) : OnPostgres.fresh(18);
    }

    private static void leaveTheSame(Migrator migrates, ProofDatabase migrated, Migrator plans, ProofDatabase fed) {
        migrates.migrate(MigrateOptions.ALL);
        String script = script(plans.plan(EVERYTHING), fed);
        fed.shellOnAndOn(script).succeeded();
        assertThat(fed.schema()).isEqualTo(migrated.schema()).isNotEmpty();
        assertThat(fed.effectiveHistory())
                .isEqualTo(migrated.effectiveHistory())
                .isNotEmpty();
        assertThat(plans.validate().diagnostics()).isEmpty();
        assertThat(plans.status().standings()).allMatch(standing -> standing.state() == State.APPLIED);
        assertThat(plans.migrate(MigrateOptions.ALL).migrations()).isEmpty();
    }

    private static String script(PlanReport plan, ProofDatabase database) {
        StringBuilder script = new StringBuilder(plan.opening()).append('\n');
        for (PlanReport.Part part : plan.script()) {
            for (Entry entry : part.entries()) {
                String text = text(entry, database);
                boolean remark = text.substring(text.lastIndexOf('\n') + 1).contains("--");
                script.append(text).append(remark ? "\n;\n" : ";\n");
            }
        }
        return script.toString();
    }

    private static String text(Entry entry, ProofDatabase database) {
        return switch (entry) {
            case Entry.Sql sql ->
                sql.source().isPresent() && database instanceof OnSqlite
                        ? SqliteWithFunctions.withoutFunctions(sql.sql())
                        : sql.sql();
            case Entry.Assertion assertion -> assertion.source().text();
            case Entry.Call call -> throw new AssertionError(call.name() + " cannot be printed as SQL");
        };
    }
}
