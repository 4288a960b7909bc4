package dev.turnstone.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.schema.EntityDefinition.Column;
import dev.turnstone.schema.EntityResolution.Way;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityResolutionTest {
    private static final EntityConflict CONFLICT = new EntityConflict(
            Id.of(Kind.SCHEMA, "public").child(Kind.TABLE, "users"),
            new EntityDefinition("app.User", List.of(new Column("id", "bigint", true)), List.of("id")),
            new EntityDefinition("old.User", List.of(new Column("id", "uuid", true)), List.of("id")),
            List.of("column id is bigint in app.User and uuid in old.User"));

    @Test
    void readsEachWay() {
        assertThat(EntityResolution.parse("users:old.User:rename-aside"))
                .isEqualTo(new EntityResolution("users", "old.User", new Way.RenameAside(Optional.empty())));
        assertThat(EntityResolution.parse("users:old.User:rename-aside=before").way())
                .isEqualTo(new Way.RenameAside(Optional.of("before")));
        assertThat(EntityResolution.parse("users:old.User:merge=mail=email, full_name=name")
                        .way())
                .isEqualTo(new Way.Merge(Map.of("mail", "email", "full_name", "name")));
        assertThat(EntityResolution.parse("public.users:old.User:drop-legacy").way())
                .isEqualTo(new Way.DropLegacy());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users",
                "users:old.User",
                "users::drop-legacy",
                ":old.User:drop-legacy",
                "users:old.User:keep",
                "users:old.User:merge=",
                "users:old.User:merge=a",
                "users:old.User:rename-aside="
            })
    void refusesWhatIsNoAnswer(String text) {
        assertThatThrownBy(() -> EntityResolution.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void answersTheConflictOfItsTableAndClass() {
        assertThat(EntityResolution.parse("users:old.User:drop-legacy").answers(CONFLICT))
                .isTrue();
        assertThat(EntityResolution.parse("public.users:app.User:drop-legacy").answers(CONFLICT))
                .isTrue();
        assertThat(EntityResolution.parse("users:other.User:drop-legacy").answers(CONFLICT))
                .isFalse();
        assertThat(EntityResolution.parse("audit.users:old.User:drop-legacy").answers(CONFLICT))
                .isFalse();
    }

    @Test
    void namesTheTableSetAside() {
        assertThat(EntityResolution.parse("users:old.User:rename-aside")
                        .aside(CONFLICT)
                        .path())
                .isEqualTo("public.users_legacy");
        assertThatThrownBy(() ->
                        EntityResolution.parse("users:old.User:drop-legacy").aside(CONFLICT))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyWayOfAConflictCanBeAnswered() {
        assertThat(CONFLICT.ways())
                .hasSize(3)
                .allSatisfy(way -> assertThat(EntityResolution.parse(
                                        way.substring(0, way.indexOf(": ")).replace(",…", ""))
                                .answers(CONFLICT))
                        .isTrue());
        assertThat(CONFLICT.one().words()).isEqualTo("app.User (id bigint not null, primary key (id))");
    }
}
