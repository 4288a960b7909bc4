package dev.turnstone.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.schema.Change.Alter;
import dev.turnstone.schema.Change.Create;
import dev.turnstone.schema.Change.Drop;
import dev.turnstone.schema.Change.Rename;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DifferTest {
    private static final Id USERS = Id.of(Kind.TABLE, "users");
    private static final Id EMAIL = USERS.child(Kind.COLUMN, "email");
    private static final Id NAME = USERS.child(Kind.COLUMN, "name");
    private static final Id CHECK = USERS.child(Kind.CONSTRAINT, "email_ok");

    private static Schema schema(Fact... facts) {
        return new Schema("any", "1", List.of(facts), List.of());
    }

    private static Fact table() {
        return Fact.of(USERS, Map.of());
    }

    private static Fact column(Id id, String type, int position) {
        return new Fact(
                id, Map.of(Attribute.TYPE, type), Map.of(Attribute.POSITION, Integer.toString(position)), Set.of());
    }

    @Test
    void findsNothingBetweenEqualSchemas() {
        Diff diff = Differ.diff(schema(table(), column(EMAIL, "text", 1)), schema(column(EMAIL, "text", 1), table()));
        assertThat(diff.empty()).isTrue();
        assertThat(diff.reordered()).isEmpty();
    }

    @Test
    void tellsWhatIsNewGoneAndDifferent() {
        Fact before = column(EMAIL, "text", 1);
        Fact after = column(EMAIL, "varchar(9)", 1);
        Fact name = column(NAME, "text", 2);
        Fact comment = Fact.of(USERS.satellite(Kind.COMMENT), Map.of(Attribute.TEXT, "people"));
        assertThat(Differ.diff(schema(table(), before, comment), schema(table(), after, name))
                        .changes())
                .containsExactlyInAnyOrder(
                        new Alter(before, after, Optional.empty()),
                        new Create(name, Optional.empty()),
                        new Drop(comment));
    }

    @Test
    void renamesConstraintsThatOnlyChangedTheirName() {
        Id renamed = USERS.child(Kind.CONSTRAINT, "email_is_ok");
        Fact comment = Fact.of(CHECK.satellite(Kind.COMMENT), Map.of(Attribute.TEXT, "why"));
        Fact moved = Fact.of(renamed.satellite(Kind.COMMENT), Map.of(Attribute.TEXT, "why"));
        Map<String, String> definition = Map.of(Attribute.DEFINITION, "CHECK (true)");
        Diff diff = Differ.diff(
                schema(table(), Fact.of(CHECK, definition), comment),
                schema(table(), Fact.of(renamed, definition), moved));
        assertThat(diff.changes()).containsExactly(new Rename(CHECK, renamed));
        assertThat(diff.renamed()).isEqualTo(diff.to());
    }

    @Test
    void neverGuessesThatAColumnWasRenamed() {
        Diff diff = Differ.diff(schema(table(), column(EMAIL, "text", 1)), schema(table(), column(NAME, "text", 1)));
        assertThat(diff.changes()).hasSize(2).noneMatch(change -> change instanceof Rename);
    }

    @Test
    void reportsAnotherOrderOfColumnsAndDoesNotCallItAChange() {
        Diff diff = Differ.diff(
                schema(table(), column(EMAIL, "text", 1), column(NAME, "text", 2)),
                schema(table(), column(EMAIL, "text", 2), column(NAME, "text", 1)));
        assertThat(diff.empty()).isTrue();
        assertThat(diff.reordered()).containsExactly(USERS);
    }

    @Test
    void aColumnPutBetweenIsNoOtherOrder() {
        Diff diff = Differ.diff(
                schema(table(), column(EMAIL, "text", 1)),
                schema(table(), column(NAME, "text", 1), column(EMAIL, "text", 2)));
        assertThat(diff.reordered()).isEmpty();
    }

    @Test
    void refusesSchemasOfDifferentDialects() {
        assertThatThrownBy(() -> Differ.diff(schema(), Schema.empty("other", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other");
    }
}
