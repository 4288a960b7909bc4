package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.Marking;
import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationException.Failure;
import dev.turnstone.Migrator;
import dev.turnstone.RevertOptions;
import dev.turnstone.StatusReport;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.PlanRequest;
import dev.turnstone.plan.State;
import dev.turnstone.proof.ForeignProject.ForeignMigration;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every migration of two real projects, unedited but for their layout, goes forth and back as the databases' own
/// programs take it: the same schema, the same number of rows, the same `down`s that fail, for the same reasons.
class RealProjectsTest {
    private static final RevertOptions ALL_BACK =
            new RevertOptions(new PlanRequest.Target.All(), true, Optional.empty());
    private static final Pattern PSQL_ERROR = Pattern.compile("psql:([^:]+):\\d+: ERROR: +(.*)");

    @TempDir
    Path temporary;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_15")
    void goesForthAndBack(Subject subject) {
        forthAndBack(subject);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*_15")
    void goesForthAndBackOnAnOlderServer(Subject subject) {
        forthAndBack(subject);
    }

    private void forthAndBack(Subject subject) {
        ForeignProject project = subject.project();
        project.layOut(temporary.resolve("migrations"));
        try (ProofDatabase ours = subject.fresh(temporary);
                ProofDatabase theirs = subject.fresh(temporary)) {
            String empty = ours.schema();
            Migrator migrator = Subject.migrator(temporary, ours);
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations())
                    .hasSize(project.migrations().size());
            allIsWell(project, migrator, ours);
            feed(project, theirs);
            assertThat(ours.schema()).isEqualTo(theirs.schema()).isNotEqualTo(empty);

            assertThat(backAsFarAsItGoes(project, migrator)).isEqualTo(subject.failingDowns());
            assertThat(feedBack(project, theirs)).isEqualTo(subject.failingDowns());
            assertThat(ours.schema()).isEqualTo(theirs.schema());
            if (subject.failingDowns().isEmpty()) {
                assertThat(ours.schema()).isEqualTo(empty);
            }
        }
    }

    private static void allIsWell(ForeignProject project, Migrator migrator, ProofDatabase database) {
        StatusReport status = migrator.status();
        assertThat(status.problems()).isEmpty();
        assertThat(status.standings())
                .hasSize(project.migrations().size())
                .allMatch(standing -> standing.state() == State.APPLIED);
        assertThat(migrator.validate().diagnostics()).isEmpty();
        List<String> history = database.effectiveHistory();
        assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).isEmpty();
        assertThat(database.effectiveHistory()).isEqualTo(history);
    }

    /// Reverts all; a migration whose own `down` fails is recorded as reverted by hand, so that those before it follow.
    private static Map<String, String> backAsFarAsItGoes(ForeignProject project, Migrator migrator) {
        Map<String, String> failing = new LinkedHashMap<>();
        for (ForeignMigration migration : project.migrations()) {
            if (remarksAlone(ForeignProject.read(migration.down()))) {
                migrator.mark(
                        new Marking(Version.parse(migration.version()), Marking.As.REVERTED, "its down does nothing"));
            }
        }
        for (int i = 0; i <= project.migrations().size(); i++) {
            Optional<Failure> failure = revertAll(migrator);
            if (failure.isEmpty()) {
                assertThat(migrator.status().standings())
                        .hasSize(project.migrations().size())
                        .allMatch(standing -> standing.state() == State.PENDING);
                assertThat(migrator.validate().diagnostics()).isEmpty();
                return failing;
            }
            // psql writes the context on a line of its own.
            String message = failure.get().message().replaceFirst("\\. In SQL function .*", "");
            failing.put(failure.get().version().text(), message);
            migrator.mark(new Marking(failure.get().version(), Marking.As.REVERTED, "its down fails"));
        }
        throw new AssertionError("not reverted after as many tries as there are migrations");
    }

    private static boolean remarksAlone(String down) {
        return down.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("--"));
    }

    private static Optional<Failure> revertAll(Migrator migrator) {
        try {
            migrator.revert(ALL_BACK);
            return Optional.empty();
        } catch (MigrationException.StatementFailed e) {
            return Optional.of(e.failure());
        }
    }

    private static void feed(ForeignProject project, ProofDatabase database) {
        switch (database) {
            case OnPostgres postgres ->
                postgres.shell(project.script(ForeignMigration::up, project.migrations()))
                        .succeeded();
            case OnSqlite sqlite ->
                project.migrations()
                        .forEach(migration -> sqlite.shell(
                                        SqliteWithFunctions.withoutFunctions(ForeignProject.read(migration.up())))
                                .succeeded());
        }
    }

    /// Feeds each `down`, newest first, one that fails rolled back: what failed, and why.
    private static Map<String, String> feedBack(ForeignProject project, ProofDatabase database) {
        List<ForeignMigration> newestFirst = project.migrations().reversed();
        return switch (database) {
            case OnPostgres postgres -> feedBack(project, newestFirst, postgres);
            case OnSqlite sqlite -> feedBack(newestFirst, sqlite);
        };
    }

    private static Map<String, String> feedBack(
            ForeignProject project, List<ForeignMigration> newestFirst, OnPostgres database) {
        Map<String, String> versions = new LinkedHashMap<>();
        newestFirst.forEach(migration -> versions.put(migration.down().toString(), migration.version()));
        String said = database.shellOnAndOn(project.script(ForeignMigration::down, newestFirst))
                .text();
        Map<String, String> failing = new LinkedHashMap<>();
        Matcher errors = PSQL_ERROR.matcher(said);
        while (errors.find()) {
            String version = versions.get(errors.group(1));
            if (version != null) {
                failing.putIfAbsent(version, errors.group(2));
            }
        }
        return failing;
    }

    private static Map<String, String> feedBack(List<ForeignMigration> newestFirst, OnSqlite database) {
        Map<String, String> failing = new LinkedHashMap<>();
        for (ForeignMigration migration : newestFirst) {
            String down = SqliteWithFunctions.withoutFunctions(ForeignProject.read(migration.down()));
            Shell.Output output = database.shell("BEGIN;\n" + down + "\n;\nCOMMIT;\n");
            if (output.exitCode() != 0) {
                failing.put(migration.version(), output.text());
            }
        }
        return failing;
    }
}
