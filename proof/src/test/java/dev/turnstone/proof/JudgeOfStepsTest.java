package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The judge of schema pairs sees what is wrong between two steps and after a step that was never reached, each planted
/// once, and lets honest work of several steps pass.
class JudgeOfStepsTest {
    private static final Engine POSTGRES = Engine.named("postgresql:15");
    private static final Engine SQLITE = Engine.named("sqlite");
    private static final Judge.Looks STEPS = new Judge.Looks(true, false);
    private static final Judge.Looks FAILURES = new Judge.Looks(false, true);

    private static final String FROM = """
            CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
            CREATE FUNCTION secret() RETURNS text LANGUAGE sql SECURITY DEFINER AS $$SELECT 's'$$;
            REVOKE EXECUTE ON FUNCTION secret() FROM PUBLIC;
            CREATE TABLE t (id integer PRIMARY KEY, name text NOT NULL DEFAULT 'n', note text);
            ALTER TABLE t ENABLE ROW LEVEL SECURITY;
            CREATE POLICY p ON t USING (id > 0);
            CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION watch();
            CREATE VIEW v WITH (security_invoker = true) AS SELECT id FROM t;
            GRANT SELECT, INSERT ON t TO app;
            GRANT SELECT ON v TO app;
            COMMENT ON TABLE t IS 'notes';
            """;
    private static final String BETWEEN = "CREATE INDEX CONCURRENTLY i ON t (name);\n";
    private static final String TO = FROM + "CREATE INDEX i ON t (name);";
    private static final String DOWN = "DROP INDEX CONCURRENTLY i;\n";

    private static final String SMALL = """
            CREATE TABLE t (id integer PRIMARY KEY, name text NOT NULL);
            CREATE TRIGGER g BEFORE INSERT ON t BEGIN SELECT 1; END;
            """;
    private static final String VIEW = "CREATE VIEW w AS SELECT id FROM t;\n";

    @AfterAll
    static void close() {
        POSTGRES.close();
        SQLITE.close();
    }

    static List<Arguments> faults() {
        return List.of(
                planted("policy public.t.p is missing", "DROP POLICY p ON t;", "CREATE POLICY p ON t USING (id > 0);"),
                planted(
                        "row security of table public.t is missing",
                        "ALTER TABLE t DISABLE ROW LEVEL SECURITY;",
                        "ALTER TABLE t ENABLE ROW LEVEL SECURITY;"),
                planted(
                        "role app may SELECT rows of table public.t that row security keeps",
                        "ALTER POLICY p ON t USING (true);",
                        "ALTER POLICY p ON t USING (id > 0);"),
                planted(
                        "role app has UPDATE on table public.t",
                        "GRANT UPDATE ON t TO app;",
                        "REVOKE UPDATE ON t FROM app;"),
                planted(
                        "role app does not have SELECT on view public.v",
                        "REVOKE SELECT ON v FROM app;",
                        "GRANT SELECT ON v TO app;"),
                planted(
                        "everybody has EXECUTE on function public.secret()",
                        "GRANT EXECUTE ON FUNCTION secret() TO PUBLIC;",
                        "REVOKE EXECUTE ON FUNCTION secret() FROM PUBLIC;"),
                planted(
                        "trigger public.t.g: enabled is disabled",
                        "ALTER TABLE t DISABLE TRIGGER g;",
                        "ALTER TABLE t ENABLE TRIGGER g;"),
                planted(
                        "options of view public.v",
                        "ALTER VIEW v RESET (security_invoker);",
                        "ALTER VIEW v SET (security_invoker = true);"),
                planted(
                        "default of column public.t.name is missing",
                        "ALTER TABLE t ALTER name DROP DEFAULT;",
                        "ALTER TABLE t ALTER name SET DEFAULT 'n';"),
                planted(
                        "column public.t.name: not-null is none instead of true",
                        "ALTER TABLE t ALTER name DROP NOT NULL;",
                        "ALTER TABLE t ALTER name SET NOT NULL;"),
                planted(
                        "comment of table public.t is missing",
                        "COMMENT ON TABLE t IS NULL;",
                        "COMMENT ON TABLE t IS 'notes';"),
                planted(
                        "is refused what goes before and after: INSERT INTO",
                        "ALTER TABLE t ADD CONSTRAINT c CHECK (id < 0) NOT VALID;",
                        "ALTER TABLE t DROP CONSTRAINT c;"),
                planted("belongs to owner2", "ALTER TABLE t OWNER TO owner2;", "ALTER TABLE t OWNER TO postgres;"));
    }

    private static Arguments planted(String fault, String first, String last) {
        return Arguments.of(fault, first + "\n", last + "\n");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void seesWhatIsWrongBetweenTwoSteps(String fault, String first, String last) {
        Verdict forth = judge(POSTGRES, STEPS, pair(FROM, TO), first + BETWEEN + last, DOWN);
        Verdict back = judge(POSTGRES, STEPS, pair(FROM, TO), BETWEEN, first + DOWN + last);

        assertThat(reason(forth)).contains(Reason.BETWEEN_STEPS);
        assertThat(text(forth)).contains("after step 1 of 3", fault);
        assertThat(reason(back)).contains(Reason.BETWEEN_STEPS);
        assertThat(text(back)).contains("on the way back after step 1 of 3", fault);
    }

    @Test
    void letsTheSamePassInOneStep() {
        String all = faults().stream()
                .map(fault -> "" + fault.get()[1] + fault.get()[2])
                .collect(Collectors.joining());

        assertThat(judge(POSTGRES, STEPS, pair(FROM, TO), all + BETWEEN, DOWN).fault())
                .isEmpty();
    }

    @Test
    void seesThatRowsWithoutAColumnAreRefusedUntilItsDefaultComes() {
        String to = TO.replace("note text", "note text NOT NULL DEFAULT ''");
        String constraint = "ALTER TABLE t ALTER note SET NOT NULL;\n";
        String value = "ALTER TABLE t ALTER note SET DEFAULT '';\n";
        String fill = "UPDATE t SET note = '' WHERE note IS NULL;\n";
        String down = "ALTER TABLE t ALTER note DROP NOT NULL, ALTER note DROP DEFAULT;\n" + DOWN;

        assertThat(text(judge(POSTGRES, STEPS, pair(FROM, to), fill + constraint + BETWEEN + value, down)))
                .contains("is refused what goes before and after: INSERT INTO");
        assertThat(judge(POSTGRES, STEPS, pair(FROM, to), value + BETWEEN + fill + constraint, down)
                        .fault())
                .isEmpty();
    }

    @Test
    void seesWhatIsWrongBetweenTwoStepsOnSqlite() {
        String missing =
                "DROP TRIGGER g;\nVACUUM;\n" + VIEW + "CREATE TRIGGER g BEFORE INSERT ON t BEGIN SELECT 1; END;";
        String blocked = "CREATE TRIGGER b BEFORE INSERT ON t BEGIN SELECT RAISE(ABORT, 'no'); END;\nVACUUM;\n"
                + "DROP TRIGGER b;\n" + VIEW;
        String down = "DROP VIEW w;";

        assertThat(text(judge(SQLITE, STEPS, pair(SMALL, SMALL + VIEW), missing, down)))
                .contains("after step 1 of 3 trigger t.g is missing");
        assertThat(text(judge(SQLITE, STEPS, pair(SMALL, SMALL + VIEW), blocked, down)))
                .contains("after step 1 of 3 is refused what goes before and after: INSERT INTO");
        assertThat(judge(SQLITE, STEPS, pair(SMALL, SMALL + VIEW), VIEW + "VACUUM;", down)
                        .fault())
                .isEmpty();
    }

    @Test
    void goesOnAndBackFromEachStep() {
        String to = TO + "CREATE TABLE u (id integer);";
        String up = "CREATE TABLE u (id integer);\n" + BETWEEN;
        String down = DOWN + "DROP TABLE u;\n";

        assertThat(judge(POSTGRES, FAILURES, pair(FROM, to), up, down).fault()).isEmpty();
        assertThat(judge(SQLITE, FAILURES, pair(SMALL, SMALL + VIEW), VIEW + "VACUUM;", "DROP VIEW w;")
                        .fault())
                .isEmpty();
    }

    @Test
    void goesBackFromEachStepWhereTheWrittenWayBackCannotTell() {
        String to = TO + "CREATE TABLE u (id integer);";
        String up = "CREATE TABLE u (id integer);\n" + BETWEEN;
        String down = """
                DO $$BEGIN
                  IF EXISTS (SELECT FROM pg_class WHERE relname = 'i') THEN DROP INDEX i; DROP TABLE u; END IF;
                END$$;
                """;

        assertThat(judge(POSTGRES, Judge.Looks.NONE, pair(FROM, to), up, down).fault())
                .isEmpty();
        assertThat(judge(POSTGRES, FAILURES, pair(FROM, to), up, down).fault()).isEmpty();
    }

    private static Pair pair(String from, String to) {
        Set<String> roles = from.contains("app") ? Set.of("app", "owner2") : Set.of();
        return new Pair("planted", from, to, roles, List.of(), Optional.empty(), List.of());
    }

    private static Verdict judge(Engine engine, Judge.Looks looks, Pair pair, String up, String down) {
        Generator planted = (from, to) -> from.equals(to) ? Generated.of("", "") : Generated.of(up, down);
        return new Judge(engine, planted, looks).judge(pair);
    }

    private static Optional<Reason> reason(Verdict verdict) {
        return verdict.fault().map(Verdict.Fault::reason);
    }

    private static String text(Verdict verdict) {
        return verdict.fault().map(Verdict.Fault::text).orElse("");
    }
}
