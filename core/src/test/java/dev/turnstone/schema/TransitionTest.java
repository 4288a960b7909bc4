package dev.turnstone.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TransitionTest {
    private static final Id TABLE = Id.of(Kind.TABLE, "notes");
    private static final Id VIEW = Id.of(Kind.VIEW, "shown");
    private static final Id FUNCTION = Id.of(Kind.FUNCTION, "secret()");
    private static final Fact NOTES = Fact.of(TABLE, Map.of());
    private static final Fact NUMBER =
            Fact.of(TABLE.child(Kind.COLUMN, "id"), Map.of(Attribute.TYPE, "integer", Attribute.NOT_NULL, "true"));
    private static final Fact INDEX = Fact.of(TABLE.child(Kind.INDEX, "i"), Map.of(Attribute.DEFINITION, "(id)"));
    private static final Fact TRIGGER = Fact.of(TABLE.child(Kind.TRIGGER, "guard"), Map.of());
    private static final Fact SECURED = Fact.of(TABLE.satellite(Kind.ROW_SECURITY), Map.of("enabled", "true"));
    private static final Fact READING = grant(TABLE, "app", "SELECT");

    private static Schema schema(Fact... facts) {
        return new Schema("any", "1", List.of(facts), List.of());
    }

    private static Fact grant(Id object, String role, String privileges) {
        return new Fact(
                object.child(Kind.GRANT, role), Map.of(Attribute.PRIVILEGES, privileges), Map.of(), Set.of(object));
    }

    private static Fact policy(String name, String condition) {
        return Fact.of(
                TABLE.child(Kind.POLICY, name), Map.of("command", "ALL", "roles", "\"public\"", "using", condition));
    }

    private static Fact view(String query) {
        return Fact.of(VIEW, Map.of(Attribute.DEFINITION, query));
    }

    private static List<String> faults(Schema before, Schema between, Schema after) {
        return new Transition(before, after, Map.of()).faults(between);
    }

    private static Schema without(Schema schema, Predicate<Fact> gone) {
        List<Fact> facts = new ArrayList<>(schema.facts());
        facts.removeIf(gone);
        return new Schema(schema.dialect(), schema.version(), facts, List.of());
    }

    @Test
    void isContentWithWhatStandsBeforeOrAfter() {
        Schema before = schema(NOTES, NUMBER, INDEX, READING, SECURED, policy("p", "a"), view("SELECT 1"));
        Schema after = schema(NOTES, NUMBER, TRIGGER, view("SELECT 2"), grant(VIEW, "app", "SELECT"));

        assertThat(faults(before, before, after)).isEmpty();
        assertThat(faults(before, after, after)).isEmpty();
        assertThat(faults(before, schema(NOTES, NUMBER, INDEX, TRIGGER, view("SELECT 2")), after))
                .isEmpty();
    }

    @Test
    void missesWhatStandsBeforeAndAfterAndNotInBetween() {
        Schema before = schema(NOTES, NUMBER, INDEX, TRIGGER, SECURED, policy("p", "a"));

        for (Fact fact : List.of(INDEX, TRIGGER, SECURED, policy("p", "a"))) {
            assertThat(faults(before, without(before, fact::equals), before))
                    .contains(fact.id().words() + " is missing");
        }
        assertThat(faults(before, schema(), before)).containsExactly("table notes is missing");
    }

    @Test
    void seesWhatIsOtherwiseInBetweenOnly() {
        Fact loose = Fact.of(NUMBER.id(), Map.of(Attribute.TYPE, "integer"));

        assertThat(faults(schema(NOTES, NUMBER), schema(NOTES, loose), schema(NOTES, NUMBER)))
                .containsExactly("column notes.id: not-null is none instead of true");
        assertThat(faults(schema(NOTES, NUMBER), schema(NOTES, loose), schema(NOTES, loose)))
                .isEmpty();
    }

    @Test
    void findsAnObjectUnderEitherOfItsNames() {
        Id called = Id.of(Kind.TABLE, "memos");
        Id column = called.child(Kind.COLUMN, "number");
        Fact moved = Fact.of(called, Map.of());
        Fact half = Fact.of(called.child(Kind.COLUMN, "id"), NUMBER.definition());
        Fact whole = Fact.of(column, NUMBER.definition());
        Transition renames =
                new Transition(schema(NOTES, NUMBER), schema(moved, whole), Map.of(TABLE, called, NUMBER.id(), column));

        assertThat(renames.faults(schema(NOTES, NUMBER))).isEmpty();
        assertThat(renames.faults(schema(moved, half))).isEmpty();
        assertThat(renames.faults(schema(moved, whole))).isEmpty();
        assertThat(renames.faults(schema(moved))).containsExactly("column memos.number is missing");
    }

    @Test
    void seesRightsThatNeitherLets() {
        Schema without = schema(NOTES);

        assertThat(faults(without, schema(NOTES, READING), without))
                .containsExactly("role app has SELECT on table notes, as neither before nor after");
        assertThat(faults(schema(NOTES, READING), without, schema(NOTES, READING)))
                .containsExactly("role app does not have SELECT on table notes, as before and after");
        assertThat(faults(without, schema(NOTES, READING), schema(NOTES, READING)))
                .isEmpty();
        assertThat(faults(schema(NOTES, READING), without, without)).isEmpty();
    }

    @Test
    void knowsThatEverybodyMayExecuteANewFunctionUnlessItIsRevoked() {
        Fact made = Fact.of(FUNCTION, Map.of(Attribute.DEFINITION, "SECURITY DEFINER"));
        Fact revoked = new Fact(FUNCTION.child(Kind.GRANT, "public"), Map.of(), Map.of("default", "EXECUTE"), Set.of());

        assertThat(faults(schema(), schema(made), schema(made, revoked)))
                .containsExactly("everybody has EXECUTE on function secret(), as neither before nor after");
        assertThat(faults(schema(), schema(made, revoked), schema(made, revoked)))
                .isEmpty();
        assertThat(faults(schema(), schema(made), schema(made))).isEmpty();
    }

    @Test
    void takesARightOnAViewForOneOnWhatItShows() {
        Fact reading = grant(VIEW, "app", "SELECT");

        assertThat(faults(schema(view("all")), schema(view("all"), reading), schema(view("few"), reading)))
                .containsExactly("role app has SELECT on view shown, as neither before nor after");
        assertThat(faults(schema(view("all")), schema(view("few"), reading), schema(view("few"), reading)))
                .isEmpty();
    }

    @Test
    void seesRowsThatRowSecurityKeepsBackBeforeAndAfter() {
        Schema before = schema(NOTES, READING, SECURED, policy("p", "mine"));
        Schema after = schema(NOTES, READING, SECURED, policy("q", "ours"));

        assertThat(faults(before, schema(NOTES, READING, policy("p", "mine")), after))
                .contains("role app may SELECT rows of table notes that row security keeps from it before and after");
        assertThat(faults(before, schema(NOTES, READING, SECURED, policy("r", "true")), after))
                .contains("role app may SELECT rows of table notes that row security keeps from it before and after");
        assertThat(faults(before, schema(NOTES, READING, SECURED, policy("p", "mine"), policy("q", "ours")), after))
                .isEmpty();
        assertThat(faults(schema(NOTES, READING), before, before)).isEmpty();
    }

    @Test
    void seesARightOfOneSideTogetherWithTheOpennessOfTheOther() {
        Schema before = schema(NOTES, READING, SECURED, policy("p", "mine"));
        Schema after = schema(NOTES);

        assertThat(faults(before, schema(NOTES, READING), after))
                .containsExactly(
                        "role app may SELECT rows of table notes that row security keeps from it before and after");
        assertThat(faults(before, after, after)).isEmpty();
    }

    @Test
    void seesRowsThatARoleLosesInBetween() {
        Schema open = schema(NOTES, READING);
        Schema secured = schema(NOTES, READING, SECURED, policy("p", "mine"));

        assertThat(faults(open, schema(NOTES, READING, SECURED), secured))
                .containsExactly("row security keeps rows of table notes from role app for SELECT that it may have"
                        + " before and after");
        assertThat(faults(secured, schema(NOTES, READING, policy("p", "mine")), open))
                .isEmpty();
    }

    @Test
    void seesAChangeThatNoTriggerGuards() {
        Fact writing = grant(TABLE, "app", "INSERT");
        Fact other = Fact.of(TABLE.child(Kind.TRIGGER, "other"), Map.of());

        assertThat(faults(schema(NOTES), schema(NOTES, writing), schema(NOTES, writing, TRIGGER)))
                .containsExactly("role app may INSERT rows of table notes without trigger notes.guard");
        assertThat(faults(schema(NOTES, writing, other), schema(NOTES, writing), schema(NOTES, writing, TRIGGER)))
                .hasSize(1);
        assertThat(faults(schema(NOTES, writing), schema(NOTES, writing), schema(NOTES, writing, TRIGGER)))
                .isEmpty();
    }

    @Test
    void wantsANewTableGuardedFromItsFirstMoment() {
        Schema after = schema(NOTES, TRIGGER, SECURED, policy("p", "mine"));

        assertThat(faults(schema(), schema(NOTES, SECURED, policy("p", "mine")), after))
                .containsExactly("new table notes stands without trigger notes.guard");
        assertThat(faults(schema(), schema(NOTES, TRIGGER), after)).hasSize(2);
        assertThat(faults(schema(), after, after)).isEmpty();
    }

    @Test
    void seesAnOwnerOfNeitherSide() {
        Id owner = TABLE.satellite(Kind.OWNER);
        Fact mine = Fact.of(owner, Map.of(Attribute.ROLE, "me"));
        Fact yours = Fact.of(owner, Map.of(Attribute.ROLE, "you"));

        assertThat(faults(schema(), schema(NOTES, mine), schema(NOTES, yours)))
                .containsExactly("table notes belongs to me, as neither before nor after");
        assertThat(faults(schema(NOTES, mine), schema(NOTES, mine), schema(NOTES, yours)))
                .isEmpty();
    }
}
