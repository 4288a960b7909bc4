package dev.turnstone.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoredTest {
    private static final Id PUBLIC = Id.of(Kind.SCHEMA, "public");
    private static final Id USERS = PUBLIC.child(Kind.TABLE, "users");
    private static final Id AUDIT = PUBLIC.child(Kind.TABLE, "audit_log");
    private static final Id LEGACY = Id.of(Kind.SCHEMA, "legacy");

    private static final Schema WHOLE = schema(
            Fact.of(PUBLIC, Map.of()),
            Fact.of(USERS, Map.of()),
            Fact.of(USERS.child(Kind.COLUMN, "id"), Map.of()),
            Fact.of(USERS.child(Kind.INDEX, "by_hand"), Map.of()),
            Fact.of(USERS.child(Kind.TRIGGER, "log"), Map.of()),
            Fact.of(AUDIT, Map.of()),
            Fact.of(AUDIT.child(Kind.COLUMN, "id"), Map.of()),
            Fact.of(AUDIT.satellite(Kind.OWNER), Map.of()),
            new Fact(
                    PUBLIC.child(Kind.SEQUENCE, "numbers"),
                    Map.of(Attribute.PARENT, AUDIT.child(Kind.COLUMN, "id").text()),
                    Map.of(),
                    Set.of(AUDIT.child(Kind.COLUMN, "id"))),
            new Fact(PUBLIC.child(Kind.VIEW, "recent"), Map.of(), Map.of(), Set.of(AUDIT)),
            Fact.of(LEGACY, Map.of()),
            Fact.of(LEGACY.child(Kind.TABLE, "users"), Map.of()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audit_*          | public.audit_log public.audit_log.id public.numbers public.recent public.audit_log",
                "AUDIT_LOG        | public.audit_log public.audit_log.id public.numbers public.recent public.audit_log",
                "public.audit_??? | public.audit_log public.audit_log.id public.numbers public.recent public.audit_log",
                "legacy.*         | legacy.users",
                "schema:legacy    | legacy legacy.users",
                "users.by_*       | public.users.by_hand",
                "trigger:*.log    | public.users.log",
                "table:*.log      | ''",
                "aud              | ''",
            })
    void leavesOutWhatAPatternNamesAndWhatCannotBeWithoutIt(String pattern, String gone) {
        List<String> paths = new ArrayList<>(WHOLE.ids().stream().map(Id::path).toList());
        Ignored.parse(List.of(pattern)).of(WHOLE).schema().ids().forEach(id -> paths.remove(id.path()));
        assertThat(String.join(" ", paths))
                .satisfies(left -> assertThat(List.of(left.split(" "))).containsExactlyInAnyOrder(gone.split(" ")));
    }

    @Test
    void keepsWhatALaterPatternNamesWithAnExclamationMark() {
        Schema left = Ignored.parse(List.of("users", "!public.users")).of(WHOLE).schema();
        assertThat(left.has(USERS)).isTrue();
        assertThat(left.has(LEGACY.child(Kind.TABLE, "users"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "table:", "nothing:users"})
    void refusesWhatIsNoPattern(String written) {
        assertThatThrownBy(() -> Ignored.parse(List.of(written))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "SequelizeMeta, name",
        "schema_migrations, version",
        "schema_migrations, version dirty",
        "databasechangeloglock, ID LOCKED LOCKGRANTED LOCKEDBY",
        "migrations, id timestamp name",
        "__drizzle_migrations, id hash created_at",
        "changelog, ID APPLIED_AT DESCRIPTION",
        "ar_internal_metadata, key value created_at updated_at",
    })
    void leavesOutTheHistoryOfAnotherToolByNameAndColumns(String table, String columns) {
        Id drizzle = Id.of(Kind.SCHEMA, "tools");
        Schema whole = table(drizzle.child(Kind.TABLE, table), columns, Fact.of(drizzle, Map.of()));

        Ignored.Rest rest = Ignored.HISTORIES.of(whole);

        assertThat(rest.schema().ids()).isEmpty();
        assertThat(rest.histories()).hasSize(1);
        assertThat(Ignored.HISTORIES.mayConcern(whole.ids())).isTrue();
        assertThat(Ignored.parse(List.of("!" + table)).of(whole).schema()).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({"changelog, id title", "migrations, id bird route", "schema_migrations, version reason"})
    void keepsATableThatMerelyHasTheName(String table, String columns) {
        Schema whole = table(PUBLIC.child(Kind.TABLE, table), columns);
        assertThat(Ignored.HISTORIES.of(whole).schema()).isEqualTo(whole);
        assertThat(Ignored.HISTORIES.of(whole).histories()).isEmpty();
    }

    @Test
    void keepsATableThatOthersNeed() {
        Id table = PUBLIC.child(Kind.TABLE, "schema_migrations");
        Schema whole = table(
                table,
                "version",
                Fact.of(USERS, Map.of()),
                new Fact(
                        USERS.child(Kind.CONSTRAINT, "f"),
                        Map.of(),
                        Map.of(),
                        Set.of(table.child(Kind.COLUMN, "version"))));
        assertThat(Ignored.HISTORIES.of(whole).schema()).isEqualTo(whole);
    }

    private static Schema table(Id table, String columns, Fact... others) {
        List<Fact> facts = new ArrayList<>(List.of(others));
        facts.add(Fact.of(table, Map.of()));
        for (String column : columns.split(" ", -1)) {
            facts.add(Fact.of(table.child(Kind.COLUMN, column), Map.of()));
        }
        return new Schema("any", "1", facts, List.of());
    }

    private static Schema schema(Fact... facts) {
        return new Schema("any", "1", List.of(facts), List.of());
    }
}
