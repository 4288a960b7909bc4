package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Dialect;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.testkit.conformance.Engine;
import dev.turnstone.testkit.conformance.Ground;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Schemas of a size that other tools do not survive.
class LargeSchemaTest {
    private static final int TABLES = 1000;
    private static final int CHAIN = 5000;

    @ParameterizedTest
    @ValueSource(strings = {"postgresql:18", "sqlite"})
    void aThousandTablesAreComparedAndWrittenInSeconds(String name) throws Exception {
        try (Engine engine = Engine.named(name);
                Ground ground = engine.ground()) {
            ground.run(IntStream.range(0, TABLES)
                    .boxed()
                    .flatMap(i -> table(i).stream())
                    .toList());
            Schema to = engine.inspect(ground);
            Schema from = engine.dialect().inspector().fresh(to.version());
            assertThat(to.of(Kind.TABLE)).hasSize(TABLES);
            written(engine.dialect(), from, to);

            long start = System.nanoTime();
            Written up = written(engine.dialect(), from, to);
            Written down = written(engine.dialect(), to, from);
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            assertThat(up.statements()).hasSizeGreaterThanOrEqualTo(TABLES);
            assertThat(down.statements()).hasSizeGreaterThanOrEqualTo(TABLES);
            assertThat(took).isLessThan(Duration.ofSeconds(Boolean.getBoolean("turnstone.long") ? 3 : 12));
        }
    }

    /// Ten columns, two indexes, a foreign key.
    private static List<String> table(int i) {
        String key = i == 0 ? "" : ", FOREIGN KEY (c1) REFERENCES t" + (i - 1) + " (id)";
        return List.of(
                "CREATE TABLE t" + i + " (id integer PRIMARY KEY, c1 integer, c2 text, c3 text, c4 integer, c5 integer,"
                        + " c6 integer, c7 integer, c8 integer, c9 integer, UNIQUE (c2), CHECK (c4 > 0)" + key + ")",
                "CREATE INDEX i" + i + " ON t" + i + " (c3)",
                "CREATE INDEX j" + i + " ON t" + i + " (c1, c4) WHERE c5 > 0");
    }

    /// Each refers to the next, and in a circle the last to the first: made and dropped in one plan, without a stack as
    /// deep.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fiveThousandTablesThatReferToEachOtherDoNotOverflow(boolean closed) {
        try (Engine engine = Engine.named("sqlite")) {
            Schema one = engine.dialect().inspector().fresh("3.50.0");
            Schema chain = chain(one, "sqlite", closed);

            assertThat(written(engine.dialect(), one, chain).statements()).hasSizeGreaterThanOrEqualTo(CHAIN);
            assertThat(written(engine.dialect(), chain, one).statements()).hasSizeGreaterThanOrEqualTo(CHAIN);
        }
        Dialect postgres = Engine.dialect("postgresql");
        Schema fresh = postgres.inspector().fresh("18.1");
        Schema chain = chain(fresh, "postgresql", closed);

        assertThat(written(postgres, fresh, chain).statements()).hasSizeGreaterThanOrEqualTo(CHAIN);
        assertThat(written(postgres, chain, fresh).statements()).hasSizeGreaterThanOrEqualTo(CHAIN);
    }

    private static Schema chain(Schema base, String dialect, boolean closed) {
        List<Fact> facts = new ArrayList<>(base.facts());
        Optional<Id> schema = dialect.equals("sqlite") ? Optional.empty() : Optional.of(Id.of(Kind.SCHEMA, "public"));
        for (int i = 0; i < CHAIN; i++) {
            Id table = new Id(Kind.TABLE, schema, "t" + i);
            Id next = new Id(Kind.TABLE, schema, "t" + (i + 1) % CHAIN);
            Id id = table.child(Kind.COLUMN, "id");
            Id ref = table.child(Kind.COLUMN, "ref");
            facts.add(Fact.of(table, Map.of()));
            facts.add(new Fact(id, Map.of(Attribute.TYPE, "integer"), Map.of(Attribute.POSITION, "1"), Set.of()));
            facts.add(new Fact(ref, Map.of(Attribute.TYPE, "integer"), Map.of(Attribute.POSITION, "2"), Set.of()));
            facts.add(new Fact(
                    table.child(Kind.CONSTRAINT, "u"),
                    Map.of(
                            Attribute.TYPE, "unique",
                            Attribute.COLUMNS, "\"id\"",
                            Attribute.DEFINITION, "UNIQUE (id)"),
                    Map.of(),
                    Set.of(id)));
            if (i == CHAIN - 1 && !closed) {
                continue;
            }
            Map<String, String> key = new HashMap<>();
            key.put(Attribute.TYPE, "foreign key");
            key.put(Attribute.COLUMNS, "\"ref\"");
            key.put(Attribute.REFERENCES, next.text());
            key.put(Attribute.REFERENCED_COLUMNS, "\"id\"");
            key.put(Attribute.DEFINITION, "FOREIGN KEY (ref) REFERENCES " + next.path() + "(id)");
            facts.add(new Fact(
                    table.child(Kind.CONSTRAINT, "f"),
                    key,
                    Map.of(),
                    Set.of(ref, next, next.child(Kind.COLUMN, "id"), next.child(Kind.CONSTRAINT, "u"))));
        }
        return new Schema(dialect, base.version(), facts, List.of());
    }

    private static Written written(Dialect dialect, Schema from, Schema to) {
        Diff diff = Differ.diff(from, to);
        Written written = dialect.writer().write(diff, Writer.Style.DIRECT);
        assertThat(written.refusals()).isEmpty();
        return written;
    }
}
