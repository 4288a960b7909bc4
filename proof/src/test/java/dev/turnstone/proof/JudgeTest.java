package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.schema.Kind;
import dev.turnstone.testkit.conformance.Engine;
import dev.turnstone.testkit.conformance.Generator;
import dev.turnstone.testkit.conformance.Generator.Generated;
import dev.turnstone.testkit.conformance.Judge;
import dev.turnstone.testkit.conformance.Pair;
import dev.turnstone.testkit.conformance.Reason;
import dev.turnstone.testkit.conformance.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The judge of schema pairs sees planted faults, each for what it is, and lets honest work pass.
class JudgeTest {
    private static final Engine POSTGRES = Engine.named("postgresql:15");
    private static final Engine SQLITE = Engine.named("sqlite");

    private static final String FROM = "CREATE TABLE t (id integer PRIMARY KEY, name text);";
    private static final String TO =
            "CREATE TABLE t (id integer PRIMARY KEY, name text, email text);\nCREATE INDEX i ON t (email);";
    private static final String UP = "ALTER TABLE t ADD COLUMN email text;\nCREATE INDEX i ON t (email);\n";
    private static final String DOWN = "DROP INDEX i;\nALTER TABLE t DROP COLUMN email;\n";

    @AfterAll
    static void close() {
        POSTGRES.close();
        SQLITE.close();
    }

    static Stream<Engine> engines() {
        return Stream.of(POSTGRES, SQLITE);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("engines")
    void letsHonestWorkPassWithRows(Engine engine) {
        Verdict verdict = judge(engine, pair(FROM, TO), UP, DOWN);

        assertThat(verdict.fault()).isEmpty();
        assertThat(verdict.rowsChecked()).isTrue();
    }

    static Stream<Arguments> faults() {
        return engines()
                .flatMap(engine -> Stream.of(
                        Arguments.of(engine, Reason.NOT_EQUAL, "ALTER TABLE t ADD COLUMN email text;", DOWN),
                        Arguments.of(engine, Reason.NOT_EQUAL, UP + "CREATE INDEX extra ON t (name);", DOWN),
                        Arguments.of(engine, Reason.DID_NOTHING, "", ""),
                        Arguments.of(engine, Reason.FAILED_STATEMENT, UP + "DROP TABLE nothing;", DOWN),
                        Arguments.of(engine, Reason.ROWS_LOST, UP + "DELETE FROM t WHERE id = 1;", DOWN),
                        Arguments.of(engine, Reason.ROWS_LOST, UP + "UPDATE t SET name = 'other';", DOWN),
                        Arguments.of(engine, Reason.ROWS_LOST, "DROP TABLE t;\n" + TO, DOWN),
                        Arguments.of(engine, Reason.ROWS_LOST, UP, DOWN + "DELETE FROM t;"),
                        Arguments.of(engine, Reason.ROWS_LOST, UP, "DROP TABLE t;\n" + FROM),
                        Arguments.of(engine, Reason.DOWN_DIFFERS, UP, "DROP INDEX i;"),
                        Arguments.of(engine, Reason.DOWN_FAILED, UP, DOWN + "DROP TABLE nothing;")));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("faults")
    void seesAPlantedFault(Engine engine, Reason reason, String up, String down) {
        assertThat(reason(judge(engine, pair(FROM, TO), up, down))).contains(reason);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("engines")
    void seesThatThereIsStillSomethingToDo(Engine engine) {
        Judge judge = new Judge(engine, (from, to) -> Generated.of(UP, DOWN));

        assertThat(reason(judge.judge(pair(FROM, TO)))).contains(Reason.SECOND_DIFF);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("engines")
    void seesWorkWhereThereIsNone(Engine engine) {
        Pair same = new Pair("same", FROM, FROM, Set.of(), List.of(), Optional.of(true), List.of());
        Generator busy = (from, to) -> Generated.of("CREATE INDEX i ON t (name);", "DROP INDEX i;");

        assertThat(reason(new Judge(engine, busy).judge(same))).contains(Reason.NOOP_NOT_EMPTY);
        assertThat(judge(engine, same, "", "").fault()).isEmpty();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("engines")
    void seesRefusalsAndDefects(Engine engine) {
        Generator refusing = (from, to) -> new Generated(UP, List.of(), List.of("index i (no reason)"));
        Generator breaking = (from, to) -> {
            throw new IllegalStateException("planted");
        };

        assertThat(reason(new Judge(engine, refusing).judge(pair(FROM, TO)))).contains(Reason.REFUSED);
        assertThat(reason(new Judge(engine, breaking).judge(pair(FROM, TO)))).contains(Reason.DEFECT);
        assertThat(reason(judge(engine, pair("CREATE TABLE;", TO), UP, DOWN))).contains(Reason.CANNOT_BUILD);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("engines")
    void seesWhatIsNotModelled(Engine engine) {
        Engine blind = new BlindEngine(engine, Kind.COMMENT, List.of("something else"));

        assertThat(reason(judge(blind, pair(FROM, TO), UP, DOWN))).contains(Reason.UNMODELLED);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("engines")
    void excusesRowsThatAreSaidToBeLostUnlessThePairBroughtThem(Engine engine) {
        Generator saying = (from, to) -> from.equals(to)
                ? Generated.of("", "")
                : new Generated(
                        Generated.of(UP + "DELETE FROM t WHERE id = 1;", DOWN).file(),
                        List.of("rows of " + (engine.name().equals("sqlite") ? "t" : "public.t")),
                        List.of());

        assertThat(new Judge(engine, saying).judge(pair(FROM, TO)).fault()).isEmpty();
        assertThat(reason(new Judge(engine, saying).judge(seeded(TO)))).contains(Reason.ROWS_LOST);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("engines")
    void excusesFailuresForTheSakeOfRowsUnlessThePairBroughtThem(Engine engine) {
        String to = "CREATE TABLE t (id integer PRIMARY KEY, name text);\nCREATE UNIQUE INDEX u ON t ((1));";
        String up = "CREATE UNIQUE INDEX u ON t ((1));";

        assertThat(judge(engine, pair(FROM, to), up, "DROP INDEX u;").fault()).isEmpty();
        assertThat(reason(judge(engine, seeded(to), up, "DROP INDEX u;"))).contains(Reason.FAILED_STATEMENT);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("engines")
    void followsTheRowsOfAPair(Engine engine) {
        assertThat(judge(engine, seeded(TO), UP, DOWN).fault()).isEmpty();
        assertThat(reason(judge(engine, seeded(TO), UP + "UPDATE t SET name = 'c';", DOWN)))
                .contains(Reason.ROWS_LOST);
    }

    @Test
    void seesACommentThatIsForgotten() {
        String to = FROM + "\nCOMMENT ON COLUMN t.name IS 'who';\nCREATE INDEX i ON t (name);";
        Pair pair = pair(FROM, to);
        String up = "CREATE INDEX i ON t (name);";

        assertThat(reason(judge(POSTGRES, pair, up, "DROP INDEX i;"))).contains(Reason.NOT_EQUAL);
        Engine blind = new BlindEngine(POSTGRES, Kind.COMMENT, List.of());
        assertThat(reason(judge(blind, pair, up, "DROP INDEX i;"))).contains(Reason.DUMP_DIFFERS);
    }

    @Test
    void seesACommentThatDoesNotComeBack() {
        String from = FROM + "\nCOMMENT ON COLUMN t.name IS 'who';";
        Engine blind = new BlindEngine(POSTGRES, Kind.COMMENT, List.of());

        assertThat(reason(judge(blind, pair(from, TO), UP + "COMMENT ON COLUMN t.name IS NULL;", DOWN)))
                .contains(Reason.DOWN_DIFFERS);
    }

    @Test
    void doesNotBelieveAnEmptyPlanBecauseTheInspectorIsBlind() {
        Engine blind = new BlindEngine(POSTGRES, Kind.COMMENT, List.of());
        Pair pair = pair(FROM, FROM + "\nCOMMENT ON TABLE t IS 'x';");

        assertThat(reason(judge(blind, pair, "", ""))).contains(Reason.DID_NOTHING);
    }

    @Test
    void takesTwoSpellingsOfOneExpressionForOne() {
        String spelled = "CREATE TABLE t (id integer PRIMARY KEY, name varchar(9)";
        String check = ", CONSTRAINT c CHECK (name IN ('a', 'b')));";
        String again =
                "ALTER TABLE t ADD CONSTRAINT c CHECK (((name)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])));";

        Generator adding = (from, to) ->
                from.of(Kind.CONSTRAINT).size() == to.of(Kind.CONSTRAINT).size()
                        ? Generated.of("", "")
                        : Generated.of(again, "ALTER TABLE t DROP CONSTRAINT c;");
        Pair pair = pair(spelled + ");", spelled + check);

        assertThat(new Judge(POSTGRES, adding).judge(pair).fault()).isEmpty();
        assertThat(reason(new Judge(
                                POSTGRES,
                                (from, to) -> from.of(Kind.CONSTRAINT).size()
                                                == to.of(Kind.CONSTRAINT).size()
                                        ? Generated.of("", "")
                                        : Generated.of(again.replace("'b'", "'d'"), "ALTER TABLE t DROP CONSTRAINT c;"))
                        .judge(pair)))
                .contains(Reason.NOT_EQUAL);
    }

    private static Pair pair(String from, String to) {
        return Pair.of("planted", from, to);
    }

    private static Pair seeded(String to) {
        return new Pair(
                "planted",
                FROM,
                to,
                Set.of(),
                List.of("INSERT INTO t VALUES (1, 'a'), (2, 'b');"),
                Optional.of(false),
                List.of());
    }

    private static Verdict judge(Engine engine, Pair pair, String up, String down) {
        Generator planted = (from, to) -> from.equals(to) ? Generated.of("", "") : Generated.of(up, down);
        return new Judge(engine, planted).judge(pair);
    }

    private static Optional<Reason> reason(Verdict verdict) {
        return verdict.fault().map(Verdict.Fault::reason);
    }
}
