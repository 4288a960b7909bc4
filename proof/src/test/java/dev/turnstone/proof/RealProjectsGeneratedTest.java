package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.MigrateOptions;
import dev.turnstone.dialect.Dialect;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.proof.ForeignProject.ForeignMigration;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Schema;
import dev.turnstone.testkit.conformance.Engine;
import dev.turnstone.testkit.conformance.Ground;
import dev.turnstone.testkit.conformance.Judge;
import dev.turnstone.testkit.conformance.LibraryGenerator;
import dev.turnstone.testkit.conformance.Pair;
import dev.turnstone.testkit.conformance.PairsRun;
import dev.turnstone.testkit.conformance.Verdict;
import dev.turnstone.testkit.conformance.WriterGenerator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What real projects wrote by hand, generated: from each schema to the next one, a database that saw nothing but
/// generated migrations has the schema of one that saw the project's own. And each schema is made again from its
/// description.
class RealProjectsGeneratedTest {
    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource({
        "AUTHELIA_ON_SQLITE, sqlite, 6",
        "AUTHELIA_ON_POSTGRESQL_18, postgresql:18, 8",
        "CRATES_IO_ON_POSTGRESQL_18, postgresql:18, 80"
    })
    void reachesTheSameSchemaInStrides(Subject subject, String engine, int stride) throws Exception {
        follow(subject, engine, stride);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({
        "AUTHELIA_ON_SQLITE, sqlite",
        "AUTHELIA_ON_POSTGRESQL_18, postgresql:18",
        "CRATES_IO_ON_POSTGRESQL_18, postgresql:18",
        "AUTHELIA_ON_POSTGRESQL_15, postgresql:15",
        "CRATES_IO_ON_POSTGRESQL_15, postgresql:15"
    })
    void reachesTheSameSchemaAtEveryVersion(Subject subject, String engine) throws Exception {
        follow(subject, engine, 1);
    }

    /// In one migration, as users generate it, with made-up rows.
    @Tag("long")
    @ParameterizedTest
    @CsvSource({
        "CRATES_IO_ON_POSTGRESQL_18, postgresql:18, 20",
        "CRATES_IO_ON_POSTGRESQL_15, postgresql:15, 20",
        "AUTHELIA_ON_POSTGRESQL_18, postgresql:18, 8",
        "AUTHELIA_ON_SQLITE, sqlite, 8"
    })
    void reachesTheNewestSchemaFromFarAndBack(Subject subject, String name, int stride) throws Exception {
        try (Engine engine = Engine.named(name);
                LibraryGenerator generator = new LibraryGenerator(engine, Writer.Style.ONLINE)) {
            List<String> texts = subject.project().migrations().stream()
                    .map(migration -> text(migration, engine))
                    .toList();
            String newest = String.join("\n;\n", texts);
            List<Pair> pairs = new ArrayList<>();
            for (int version = 1; version < texts.size(); version += stride) {
                String old = String.join("\n;\n", texts.subList(0, version));
                pairs.add(Pair.of(version + " to the newest", old, newest));
                pairs.add(Pair.of("the newest to " + version, newest, old));
            }
            PairsRun.Result result = PairsRun.judge(pairs, engine, new Judge(engine, generator), 2, verdict -> {});

            assertThat(result.verdicts().stream()
                            .flatMap(verdict ->
                                    verdict.fault().stream().map(fault -> verdict.name() + ": " + fault.text())))
                    .isEmpty();
            assertThat(result.verdicts()).anyMatch(Verdict::rowsChecked);
        }
    }

    private void follow(Subject subject, String name, int stride) throws Exception {
        List<ForeignMigration> migrations = subject.project().migrations();
        ProofProject generated = new ProofProject(temporary);
        try (Engine engine = Engine.named(name);
                Ground theirs = engine.ground();
                Ground ours = engine.ground()) {
            WriterGenerator generator = new WriterGenerator(engine, Writer.Style.DIRECT);
            Schema before = engine.inspect(ours);
            for (int i = 0; i < migrations.size(); i++) {
                theirs.run(text(migrations.get(i), engine));
                if ((i + 1) % stride == 0 || i == migrations.size() - 1) {
                    Schema after = engine.inspect(theirs);
                    assertThat(after.unmodelled()).isEmpty();
                    String version = migrations.get(i).version();
                    migrate(
                            generated,
                            ours,
                            version,
                            generator.generate(before, after).file());
                    assertThat(generator.generate(engine.inspect(ours), after).file())
                            .as("left to do after the migration generated for %s", version)
                            .isEmpty();
                    recreates(engine, generator, after, version);
                    before = after;
                }
            }
        }
    }

    private static String text(ForeignMigration migration, Engine engine) {
        String up = ForeignProject.read(migration.up());
        return engine.name().equals("sqlite") ? SqliteWithFunctions.withoutFunctions(up) : up;
    }

    private static void migrate(ProofProject project, Ground ground, String version, String file) {
        if (!file.isBlank()) {
            project.migration(version + "_generated.sql", file)
                    .migrator(ground.url(), project.settings())
                    .migrate(MigrateOptions.ALL);
        }
    }

    private static void recreates(Engine engine, WriterGenerator generator, Schema schema, String version)
            throws Exception {
        Dialect dialect = engine.dialect();
        Written script = dialect.writer()
                .write(Differ.diff(dialect.inspector().fresh(schema.version()), schema), Writer.Style.DIRECT);
        assertThat(script.refusals()).isEmpty();
        try (Ground again = engine.ground()) {
            again.run(script.statements().stream()
                    .map(line -> line.sql() + "\n;\n")
                    .collect(Collectors.joining()));
            assertThat(generator.generate(engine.inspect(again), schema).file())
                    .as("what the script that recreates the schema at %s lacks", version)
                    .isEmpty();
        }
    }
}
