package dev.turnstone.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaMigrationNameTest {
    @ParameterizedTest
    @CsvSource({
        "V20261120101500__AddEmail, 20261120101500, Add email",
        "V1_2__AddURLColumn, 1.2, Add URL column",
        "V3__fill_names, 3, fill names",
        "V4__Fill2Columns, 4, Fill2 columns",
        "V5__MoveXToY, 5, Move X to Y",
        "R__Statistics, R__Statistics, Statistics",
    })
    void readsClassNames(String name, String version, String description) {
        JavaMigrationName read = JavaMigrationName.parse(name);
        assertThat(read.version().text()).isEqualTo(version);
        assertThat(read.description()).isEqualTo(description);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AddEmail", "V1", "V1__", "V__AddEmail", "X1__AddEmail", "V1_AddEmail", "__A", "V_1__A"})
    void saysHowToNameAClass(String name) {
        assertThatThrownBy(() -> JavaMigrationName.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the class name " + name + " does not say which migration it is: name the class"
                        + " V<version>__<Description> as in V20261120101500__AddEmail, or R__<Description>");
    }
}
