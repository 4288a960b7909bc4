package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Writer;
import dev.turnstone.testkit.conformance.Engine;
import dev.turnstone.testkit.conformance.Judge;
import dev.turnstone.testkit.conformance.Pair;
import dev.turnstone.testkit.conformance.Verdict;
import dev.turnstone.testkit.conformance.WriterGenerator;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

/// From any schema to any change of it and back, with rows in the tables: it converges, nothing is left to do, the way
/// back returns, no row is lost.
class RandomSchemasTest {
    private static final Engine POSTGRES = Engine.named("postgresql:18");
    private static final Engine SQLITE = Engine.named("sqlite");
    private static final AtomicInteger WITH_ROWS = new AtomicInteger();

    @AfterContainer
    static void rowsWereThere() {
        POSTGRES.close();
        SQLITE.close();
        assertThat(WITH_ROWS.get()).as("cases in which rows went along").isPositive();
    }

    @Property(tries = 50, shrinking = ShrinkingMode.OFF)
    void convergesOnPostgres(@ForAll long seed) {
        judge(POSTGRES, seed);
    }

    @Property(tries = 50, shrinking = ShrinkingMode.OFF)
    void convergesOnSqlite(@ForAll long seed) {
        judge(SQLITE, seed);
    }

    @Tag("long")
    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void convergesOnPostgresManyTimes(@ForAll long seed) {
        judge(POSTGRES, seed);
    }

    @Tag("long")
    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void convergesOnSqliteManyTimes(@ForAll long seed) {
        judge(SQLITE, seed);
    }

    private static void judge(Engine engine, long seed) {
        RandomSchema from = RandomSchema.draw(new Random(seed), engine.name().equals("sqlite"));
        RandomSchema to = from.mutated();
        Pair pair = Pair.of("seed " + seed, from.script(), to.script());

        Verdict verdict = new Judge(engine, new WriterGenerator(engine, Writer.Style.DIRECT)).judge(pair);

        assertThat(verdict.fault())
                .as("seed %d\n-- from\n%s\n-- to\n%s", seed, pair.from(), pair.to())
                .isEmpty();
        if (verdict.rowsChecked()) {
            WITH_ROWS.incrementAndGet();
        }
    }
}
