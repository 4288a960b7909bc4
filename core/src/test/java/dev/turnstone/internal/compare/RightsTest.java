package dev.turnstone.internal.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.DiffOptions;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Ignored;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RightsTest {
    @Test
    void anOwnerThatOneSideDoesNotKnowIsNoDifference() {
        Reading history = Reading.of(owned("a", "", "b", "boss"), "history");
        assertThat(differences(history, Reading.of(owned("a", "app", "b", "boss"), "live")))
                .isEmpty();
        assertThat(differences(history, Reading.of(owned("a", "app", "b", "app"), "live")))
                .containsExactly("owner of table b");
        assertThat(differences(Reading.of(owned("a", "app", "b", "app"), "live"), history))
                .containsExactly("owner of table b");
    }

    @Test
    void ownersOfServersWithoutACommonRoleSayNothing() {
        Reading staging = Reading.of(owned("a", "one", "b", "one"), "staging");
        assertThat(differences(staging, Reading.of(owned("a", "two", "b", "two"), "prod")))
                .isEmpty();
        assertThat(differences(staging, Reading.of(owned("a", "two", "b", "one"), "prod")))
                .containsExactly("owner of table a");
    }

    @Test
    void whatBelongsToWhoConnectsBelongsToWhoeverMakesItElsewhere() {
        Reading made = Reading.scripted(
                new Ignored.Rest(owned("a", "postgres"), 0, Map.of()),
                "migrations",
                "postgres",
                () -> Provenance.UNKNOWN);
        Reading live =
                Reading.of(owned("a", "app", "b", "app", "c", "boss"), "live").by("app");
        assertThat(differences(made, live)).containsExactly("table b", "table c", "owner of table c");
    }

    private static List<String> differences(Reading from, Reading to) {
        Rights.Pair pair = Rights.aligned(from, to, DiffOptions.Rights.AUTO);
        return Differ.diff(pair.from(), pair.to()).changes().stream()
                .map(Change::id)
                .map(Id::words)
                .toList();
    }

    /// Tables and whose they are; nobody's when that is empty.
    private static Schema owned(String... tablesAndRoles) {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < tablesAndRoles.length; i += 2) {
            Id table = Id.of(Kind.TABLE, tablesAndRoles[i]);
            facts.add(Fact.of(table, Map.of()));
            if (!tablesAndRoles[i + 1].isEmpty()) {
                facts.add(Fact.of(table.satellite(Kind.OWNER), Map.of(Attribute.ROLE, tablesAndRoles[i + 1])));
            }
        }
        return new Schema("any", "1", facts, List.of());
    }
}
