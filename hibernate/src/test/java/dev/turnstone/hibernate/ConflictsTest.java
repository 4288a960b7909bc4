package dev.turnstone.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.diagnostic.Severity;
import dev.turnstone.dialect.EntityScripts.Request;
import dev.turnstone.dialect.EntityScripts.Script;
import dev.turnstone.schema.EntityConflict;
import dev.turnstone.schema.EntityDefinition.Column;
import dev.turnstone.schema.EntityResolution;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two entities that map one table in contradiction are found, whatever Hibernate makes of them; those that
/// agree are not.
class ConflictsTest {
    private static final Id USERS = Id.of(Kind.SCHEMA, "public").child(Kind.TABLE, "users");

    @TempDir
    Path folder;

    static List<String> versions() {
        return Application.VERSIONS;
    }

    @ParameterizedTest
    @MethodSource("versions")
    void namesBothClassesAndBothDefinitions(String version) {
        Application application = Application.compiled("conflict", version, folder);

        Script script = new HibernateEntities().script(application.request("postgresql", "18.1"));

        // The summary of a user shows a part of it: nothing is said of that.
        EntityConflict conflict = script.conflicts().get(0);
        assertThat(script.conflicts()).hasSize(1);
        assertThat(conflict.table()).isEqualTo(USERS);
        assertThat(conflict.one().type()).isEqualTo("com.acme.app.User");
        assertThat(conflict.other().type()).isEqualTo("com.acme.legacy.OldUser");
        assertThat(conflict.one().columns())
                .containsExactlyInAnyOrder(
                        new Column("id", "bigint", true),
                        new Column("email", "varchar(255)", true),
                        new Column("name", "varchar(200)", false),
                        new Column("level", "varchar(255)", false));
        assertThat(conflict.other().columns()).contains(new Column("name", "varchar(50)", true));
        assertThat(conflict.other().primaryKey()).containsExactly("id");
        assertThat(conflict.contradictions())
                .contains("column name is varchar(200) in com.acme.app.User"
                        + " and varchar(50) not null in com.acme.legacy.OldUser")
                .anyMatch(text -> text.startsWith("column mail varchar(255) not null of com.acme.legacy.OldUser"))
                .hasSize(3);
        assertThat(script.diagnostics()).singleElement().satisfies(found -> {
            assertThat(found.severity()).isEqualTo(Severity.ERROR);
            assertThat(found.message()).contains("com.acme.app.User (", "com.acme.legacy.OldUser (", "public.users");
            assertThat(found.help().orElseThrow()).contains("rename-aside", "merge=", "drop-legacy");
        });
    }

    @ParameterizedTest
    @MethodSource("versions")
    void isAnsweredByLeavingTheLegacyClassOut(String version) {
        Application application = Application.compiled("conflict", version, folder);

        Script script = new HibernateEntities()
                .script(new Request(
                        "postgresql",
                        "18.1",
                        application.classPath(),
                        Map.of(),
                        List.of(),
                        List.of(EntityResolution.parse("public.users:com.acme.legacy.OldUser:drop-legacy"))));

        assertThat(script.conflicts()).isEmpty();
        assertThat(script.answered()).singleElement().satisfies(answered -> {
            assertThat(answered.conflict().table()).isEqualTo(USERS);
            assertThat(answered.resolution().legacy()).isEqualTo("com.acme.legacy.OldUser");
        });
        assertThat(script.entities()).containsExactly("com.acme.app.User", "com.acme.app.UserSummary");
        assertThat(script.diagnostics()).isEmpty();
        assertThat(String.join(";", script.statements()))
                .contains("name varchar(200)")
                .doesNotContain("fax", "mail varchar(255) not null, fax");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void isFoundBetweenNamesakesThoughHibernateRefusesThem(String version) {
        Application application = Application.compiled("namesakes", version, folder);

        Script script = new HibernateEntities().script(application.request("postgresql", "18.1"));

        assertThat(script.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.one().type()).isEqualTo("com.acme.crm.Client");
            assertThat(conflict.other().type()).isEqualTo("com.acme.shop.Client");
            assertThat(conflict.contradictions())
                    .containsExactly("column id is uuid not null in com.acme.crm.Client"
                            + " and bigint not null in com.acme.shop.Client");
        });
        assertThat(script.entities()).containsExactly("com.acme.crm.Client", "com.acme.shop.Client");
    }

    @Test
    void refusesAnAnswerToNoConflict() {
        Application application = Application.compiled("conflict", "7.4", folder);

        assertThatThrownBy(() -> new HibernateEntities()
                        .script(new Request(
                                "postgresql",
                                "18.1",
                                application.classPath(),
                                Map.of(),
                                List.of(),
                                List.of(EntityResolution.parse("users:com.acme.old.User:drop-legacy")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("what is open: public.users of com.acme.app.User and com.acme.legacy.OldUser");
    }

    @Test
    void isNoneWithinAnInheritance() {
        Application shop = Application.compiled("shop", "6.6", folder);

        Script script = new HibernateEntities().script(shop.request("postgresql", "18.1"));

        assertThat(script.conflicts()).isEmpty();
    }
}
