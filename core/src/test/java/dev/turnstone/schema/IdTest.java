package dev.turnstone.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IdTest {
    private static final Id USERS = Id.of(Kind.SCHEMA, "public").child(Kind.TABLE, "users");

    @Property(seed = "20261130", tries = 300)
    void textReadsBack(@ForAll("ids") Id id) {
        assertThat(Id.parse(id.text())).isEqualTo(id);
    }

    @Provide
    Arbitrary<Id> ids() {
        Arbitrary<String> names =
                Arbitraries.strings().withChars("ab%/:.\"2F '\n").ofMaxLength(6);
        return Arbitraries.of(Kind.class)
                .tuple2()
                .flatMap(kinds -> names.tuple2()
                        .map(two -> Id.of(kinds.get1(), two.get1()).child(kinds.get2(), two.get2())));
    }

    @Test
    void refusesTextThatIsNoIdentity() {
        assertThatThrownBy(() -> Id.parse("users")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Id.parse("tabel:users")).hasMessageContaining("tabel");
    }

    @Test
    void movesWithItsParent() {
        Id email = USERS.child(Kind.COLUMN, "email");
        Id people = Id.of(Kind.SCHEMA, "public").child(Kind.TABLE, "people");
        assertThat(email.satellite(Kind.COMMENT).moved(USERS, people))
                .isEqualTo(people.child(Kind.COLUMN, "email").satellite(Kind.COMMENT));
        assertThat(people.moved(USERS, people)).isEqualTo(people);
    }

    @Test
    void tellsPeopleWhatItIs() {
        assertThat(USERS.child(Kind.COLUMN, "email").words()).isEqualTo("column public.users.email");
        assertThat(USERS.satellite(Kind.COMMENT).words()).isEqualTo("comment of table public.users");
        assertThat(USERS.child(Kind.GRANT, "app").words()).isEqualTo("grant to app of table public.users");
    }

    @Test
    void findsWhatItIsWithin() {
        Id email = USERS.child(Kind.COLUMN, "email");
        assertThat(email.within(USERS)).isTrue();
        assertThat(USERS.within(email)).isFalse();
        assertThat(email.nearest(Kind.TABLE)).contains(USERS);
        assertThat(email.nearest(Kind.VIEW)).isEmpty();
    }
}
