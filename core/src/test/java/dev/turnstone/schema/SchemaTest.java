package dev.turnstone.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final Id USERS = Id.of(Kind.TABLE, "users");

    /// The fingerprints of two schemas are equal exactly when the schemas are.
    @Property(seed = "20261130", tries = 500)
    void fingerprintsAreEqualExactlyWhenSchemasAre(@ForAll("schemas") Schema one, @ForAll("schemas") Schema other) {
        assertThat(one.fingerprint().equals(other.fingerprint())).isEqualTo(one.equals(other));
        assertThat(one.equals(other)).isEqualTo(Differ.diff(one, other).empty());
    }

    @Property(seed = "20261130", tries = 100)
    void theOrderOfFactsIsNothing(@ForAll("schemas") Schema schema) {
        List<Fact> backwards = new ArrayList<>(schema.facts());
        Collections.reverse(backwards);
        Schema again = new Schema(schema.dialect(), "other", backwards, schema.unmodelled());
        assertThat(again).isEqualTo(schema).hasSameHashCodeAs(schema);
        assertThat(again.fingerprint()).isEqualTo(schema.fingerprint());
    }

    @Provide
    Arbitrary<Schema> schemas() {
        Arbitrary<Fact> facts = Arbitraries.of("a", "b", "ab")
                .flatMap(name -> Arbitraries.maps(Arbitraries.of("x", "y"), Arbitraries.of("", "1", "y1"))
                        .ofMaxSize(2)
                        .map(definition -> Fact.of(Id.of(Kind.TABLE, name), definition)));
        return facts.list().ofMaxSize(2).uniqueElements(Fact::id).map(list -> new Schema("any", "1", list, List.of()));
    }

    @Test
    void detailsAndNeedsAreNoPartOfWhatItIs() {
        Id column = USERS.child(Kind.COLUMN, "email");
        Schema one = new Schema(
                "any", "1", List.of(new Fact(column, Map.of(), Map.of("position", "1"), Set.of())), List.of());
        Schema other = new Schema("any", "2", List.of(new Fact(column, Map.of(), Map.of(), Set.of(USERS))), List.of());
        assertThat(one).isEqualTo(other);
        assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
    }

    @Test
    void whatIsNotDescribedMakesADifference() {
        Schema known = new Schema("any", "1", List.of(), List.of());
        Schema unknown = new Schema("any", "1", List.of(), List.of("large object 7"));
        assertThat(unknown).isNotEqualTo(known);
        assertThat(unknown.fingerprint()).isNotEqualTo(known.fingerprint());
    }

    @Test
    void refusesTwoFactsOfOneIdentity() {
        assertThatThrownBy(() -> new Schema(
                        "any", "1", List.of(Fact.of(USERS, Map.of()), Fact.of(USERS, Map.of("a", "b"))), List.of()))
                .hasMessageContaining("table:users");
    }

    @Test
    void knowsWhatBelongsToAndDependsOnAnObject() {
        Id column = USERS.child(Kind.COLUMN, "email");
        Id view = Id.of(Kind.VIEW, "people");
        Schema schema = new Schema(
                "any",
                "1",
                List.of(
                        Fact.of(USERS, Map.of()),
                        Fact.of(column, Map.of()),
                        new Fact(view, Map.of(), Map.of(), Set.of(column))),
                List.of());
        assertThat(schema.children(USERS, Kind.COLUMN)).extracting(Fact::id).containsExactly(column);
        assertThat(schema.dependants()).containsExactly(Map.entry(column, Set.of(view)));
    }
}
