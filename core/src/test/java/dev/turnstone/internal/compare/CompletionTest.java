package dev.turnstone.internal.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.DiffOptions.Undeclared;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {
    private static final Id USERS = Id.of(Kind.TABLE, "users");
    private static final Id LEGACY = Id.of(Kind.TABLE, "legacy");
    private static final Id MAIL = USERS.child(Kind.COLUMN, "mail");
    private static final Id AGE = USERS.child(Kind.COLUMN, "age");
    private static final Map<String, String> UNIQUE =
            Map.of(Attribute.TYPE, "unique", Attribute.COLUMNS, "\"mail\"", Attribute.DEFINITION, "UNIQUE (mail)");

    @Test
    void keepsWhatEntitiesCannotSay() {
        Schema before = schema(
                fact(USERS, Map.of()),
                fact(MAIL, Map.of(Attribute.TYPE, "text", Attribute.COLLATION, "C")),
                fact(MAIL.satellite(Kind.DEFAULT), Map.of(Attribute.EXPRESSION, "''")),
                fact(USERS.child(Kind.CONSTRAINT, "users_mail_key"), UNIQUE),
                fact(USERS.child(Kind.TRIGGER, "audit"), Map.of()),
                fact(LEGACY, Map.of()),
                new Fact(Id.of(Kind.VIEW, "v"), Map.of(), Map.of(), Set.of(MAIL)));
        Schema declared = schema(
                fact(USERS, Map.of()),
                fact(MAIL, Map.of(Attribute.TYPE, "text")),
                fact(USERS.child(Kind.CONSTRAINT, "UK0123456789abcdefghijklmno"), UNIQUE));
        assertThat(changes(before, declared, Undeclared.KEPT)).isEmpty();
        assertThat(changes(before, declared, Undeclared.DROPPED))
                .singleElement()
                .isInstanceOfSatisfying(
                        Change.Drop.class, drop -> assertThat(drop.id()).isEqualTo(LEGACY));
    }

    @Test
    void changesWhatEntitiesSay() {
        Schema before = schema(
                fact(USERS, Map.of()),
                fact(MAIL, Map.of(Attribute.TYPE, "text")),
                fact(AGE, Map.of(Attribute.TYPE, "integer")));
        Schema declared =
                schema(fact(USERS, Map.of()), fact(MAIL, Map.of(Attribute.TYPE, "text", Attribute.NOT_NULL, "true")));
        assertThat(changes(before, declared, Undeclared.KEPT))
                .extracting(change ->
                        change.getClass().getSimpleName() + " " + change.id().name())
                .containsExactlyInAnyOrder("Drop age", "Alter mail");
    }

    @Test
    void keepsAColumnThatAViewReads() {
        Schema before = schema(
                fact(USERS, Map.of()),
                fact(AGE, Map.of(Attribute.TYPE, "integer")),
                new Fact(Id.of(Kind.VIEW, "v"), Map.of(), Map.of(), Set.of(AGE)));
        Completion completion = new Completion(before, schema(fact(USERS, Map.of())), Undeclared.KEPT, Set.of());
        assertThat(completion.schema().has(AGE)).isTrue();
        assertThat(completion.notices())
                .singleElement()
                .satisfies(notice -> assertThat(notice.message()).contains("users.age", "view v"));
    }

    @Test
    void keepsATableOfWhichAViewReadsAColumn() {
        Id code = LEGACY.child(Kind.COLUMN, "code");
        Schema before = schema(
                fact(USERS, Map.of()),
                fact(LEGACY, Map.of()),
                fact(code, Map.of(Attribute.TYPE, "integer")),
                new Fact(Id.of(Kind.VIEW, "v"), Map.of(), Map.of(), Set.of(code)));
        Completion completion = new Completion(before, schema(fact(USERS, Map.of())), Undeclared.DROPPED, Set.of());
        assertThat(completion.schema().has(LEGACY)).isTrue();
        assertThat(completion.notices())
                .singleElement()
                .satisfies(notice -> assertThat(notice.message()).contains("legacy", "view v"));
    }

    @Test
    void dropsWhatServesADroppedTableAlone() {
        Id code = LEGACY.child(Kind.COLUMN, "code");
        Id sequence = Id.of(Kind.SEQUENCE, "legacy_code_seq");
        Schema before = schema(
                fact(USERS, Map.of()),
                fact(LEGACY, Map.of()),
                fact(code, Map.of(Attribute.TYPE, "integer")),
                new Fact(sequence, Map.of(Attribute.PARENT, code.text()), Map.of(), Set.of(code)),
                new Fact(USERS.child(Kind.CONSTRAINT, "f"), UNIQUE, Map.of(), Set.of(code)));
        Schema after = new Completion(before, schema(fact(USERS, Map.of())), Undeclared.DROPPED, Set.of()).schema();
        assertThat(after.ids()).containsExactly(USERS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CHECK (((age >= 0) AND (age <= 2))) | CHECK (((age >= 0) AND (age <= 3))) | true",
                "CHECK ((age = ANY (ARRAY['A'::bpchar, 'B'::bpchar]))) | CHECK ((age = ANY (ARRAY['A'::bpchar]))) | true",
                "age in ('it''s','B') | age in ('it''s','B','C') | true",
                "CHECK ((age > 0)) | CHECK (((age >= 0) AND (age <= 3))) | false",
                "age in ('A') | mail in ('A','B') | false"
            })
    void replacesACheckByOneThatSaysTheSameWithOtherValues(String old, String asked, boolean replaced) {
        Id byHand = USERS.child(Kind.CONSTRAINT, "by_hand");
        Schema before =
                schema(fact(USERS, Map.of()), fact(byHand, Map.of(Attribute.TYPE, "check", Attribute.DEFINITION, old)));
        Schema declared = schema(
                fact(USERS, Map.of()),
                fact(
                        USERS.child(Kind.CONSTRAINT, "users_age_check"),
                        Map.of(Attribute.TYPE, "check", Attribute.DEFINITION, asked)));
        Schema after = new Completion(before, declared, Undeclared.KEPT, Set.of()).schema();
        assertThat(after.has(USERS.child(Kind.CONSTRAINT, "users_age_check"))).isTrue();
        assertThat(after.has(byHand)).isNotEqualTo(replaced);
    }

    @Test
    void replacesWhatTheProviderNamedByWhatItDeclaresInItsPlace() {
        Id old = USERS.child(Kind.CONSTRAINT, "FK0123456789abcdefghijklmno");
        Id other = USERS.child(Kind.CONSTRAINT, "users_mail_key");
        Map<String, String> declared = Map.of(
                Attribute.TYPE,
                "unique",
                Attribute.COLUMNS,
                "\"mail\"",
                Attribute.DEFINITION,
                "UNIQUE NULLS NOT DISTINCT (mail)");
        Id asked = USERS.child(Kind.CONSTRAINT, "UKabcdefghijklmno0123456789");
        Schema before = schema(fact(USERS, Map.of()), fact(MAIL, Map.of()), fact(old, UNIQUE), fact(other, UNIQUE));
        Schema after = new Completion(
                        before,
                        schema(fact(USERS, Map.of()), fact(MAIL, Map.of()), fact(asked, declared)),
                        Undeclared.KEPT,
                        Set.of())
                .schema();
        assertThat(after.ids()).contains(asked, other).doesNotContain(old);
    }

    private static List<Change> changes(Schema before, Schema declared, Undeclared undeclared) {
        return Differ.diff(before, new Completion(before, declared, undeclared, Set.of()).schema())
                .changes();
    }

    private static Schema schema(Fact... facts) {
        return new Schema("postgresql", "18.1", List.of(facts), List.of());
    }

    private static Fact fact(Id id, Map<String, String> definition) {
        return Fact.of(id, definition);
    }
}
