package dev.turnstone.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityScopeTest {
    /// As Hibernate 6.4 to 7.4 and PostgreSQL's folding of them have made them.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "FK8cm8xc71o4ow78ohxwf19wxtj",
                "fkpxtb8awmi0dk6smoh2vp1litg",
                "IDX3vkx682d7abttdihoif2kd60d",
                "UK_6dotkott2kjsp8vw4d0m25fb7",
                "UK6dotkott2kjsp8vw4d0m25fb7"
            })
    void knowsNamesThatHibernateMade(String name) {
        assertThat(EntityScope.providerMade(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fk_orders_customer_id",
                "fkcustomerorderbelongsto",
                "fk_8cm8xc71o4ow78ohxwf19wxtj",
                "customers_email_key",
                "idx1",
                "idx_users_email_2024_01_01",
                "FK8cm8xc71o4ow78ohxwf19wxtjzz",
                "uk",
                ""
            })
    void knowsNamesThatPeopleMade(String name) {
        assertThat(EntityScope.providerMade(name)).isFalse();
    }
}
