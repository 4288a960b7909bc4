package dev.turnstone.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.EntityScripts.Script;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.EntityScope;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One application with a bit of everything that JPA maps, on every Hibernate.
class ShopTest {
    private static final Id PUBLIC = Id.of(Kind.SCHEMA, "public");
    private static final Id CUSTOMERS = PUBLIC.child(Kind.TABLE, "customers");

    @TempDir
    Path folder;

    static List<String> versions() {
        return Application.VERSIONS;
    }

    @ParameterizedTest
    @MethodSource("versions")
    void isWhatHibernateWouldMake(String version) throws Exception {
        Application shop = Application.compiled("shop", version, folder);

        Script script = new HibernateEntities().script(shop.request("postgresql", "18.1"));

        assertThat(script.provider()).startsWith("Hibernate " + version).endsWith(" with PostgreSQLDialect 18.1");
        assertThat(script.diagnostics()).isEmpty();
        assertThat(script.entities()).contains("com.acme.shop.Payment$Card").hasSize(8);
        try (PostgresServer.FreshDatabase database = PostgresServer.shared(18).freshDatabase();
                Sql sql = Sql.open(database.url()).run(script.statements())) {
            Schema schema = sql.schema("postgresql");
            assertTables(schema);
            assertColumns(schema);
            assertConstraints(schema);
            assertIndexes(schema);
            assertThat(schema.of(Kind.SEQUENCE).stream().map(fact -> fact.id().name()))
                    .contains("order_numbers", "payment_seq");
        }
    }

    private static void assertTables(Schema schema) {
        assertThat(schema.of(Kind.TABLE).stream().map(fact -> fact.id().path().toLowerCase(Locale.ROOT)))
                .containsExactlyInAnyOrder(
                        "labels.tag",
                        "public.customers",
                        "public.customer_phones",
                        "public.customer_tags",
                        "public.document",
                        "public.document$invoice",
                        "public.document_texts",
                        "public.orders",
                        "public.payment");
        assertThat(schema.find(
                        Id.of(Kind.SCHEMA, "labels").child(Kind.TABLE, "Tag").child(Kind.COLUMN, "Name")))
                .isPresent();
    }

    private static void assertColumns(Schema schema) {
        assertThat(type(schema, CUSTOMERS, "work_city")).contains("character varying(255)");
        assertThat(type(schema, CUSTOMERS, "street")).contains("character varying(255)");
        assertThat(type(schema, CUSTOMERS, "createdat")).contains("timestamp(6) with time zone");
        Id orders = PUBLIC.child(Kind.TABLE, "orders");
        assertThat(type(schema, orders, "total")).contains("bigint");
        assertThat(type(schema, orders, "weight")).contains("numeric(12,3)");
        assertThat(type(schema, orders, "grams")).isEmpty();
        assertThat(schema.find(orders.child(Kind.COLUMN, "weight").satellite(Kind.COMMENT))
                        .flatMap(fact -> fact.get(Attribute.TEXT)))
                .contains("in kg, as it's sold");
        assertThat(schema.find(orders.child(Kind.COLUMN, "customer_id")).map(column -> column.is(Attribute.NOT_NULL)))
                .contains(true);
        assertThat(type(schema, PUBLIC.child(Kind.TABLE, "payment"), "iban")).isPresent();
    }

    private static Optional<String> type(Schema schema, Id table, String column) {
        return schema.find(table.child(Kind.COLUMN, column)).flatMap(fact -> fact.get(Attribute.TYPE));
    }

    private static void assertConstraints(Schema schema) {
        assertThat(constraints(schema, CUSTOMERS, "unique"))
                .containsExactlyInAnyOrder("\"email\"", "\"first_name\", \"last_name\"");
        assertThat(schema.children(CUSTOMERS, Kind.CONSTRAINT).stream()
                        .filter(fact -> fact.get(Attribute.TYPE).equals(Optional.of("check")))
                        .flatMap(fact -> fact.get(Attribute.DEFINITION).stream()))
                .anySatisfy(check -> assertThat(check).contains("NEW", "GOOD", "BEST"));
        Id payment = PUBLIC.child(Kind.TABLE, "payment");
        assertThat(schema.has(payment.child(Kind.CONSTRAINT, "payment_of_order")))
                .isTrue();
        List<Fact> keys = schema.of(Kind.CONSTRAINT).stream()
                .filter(fact -> fact.get(Attribute.TYPE).equals(Optional.of("foreign key")))
                .toList();
        assertThat(keys).hasSize(8);
        assertThat(keys.stream()
                        .filter(fact -> EntityScope.providerMade(fact.id().name())))
                .hasSize(7);
    }

    private static List<String> constraints(Schema schema, Id table, String type) {
        return schema.children(table, Kind.CONSTRAINT).stream()
                .filter(fact -> fact.get(Attribute.TYPE).equals(Optional.of(type)))
                .flatMap(fact -> fact.get(Attribute.COLUMNS).stream())
                .toList();
    }

    private static void assertIndexes(Schema schema) {
        List<String> names = schema.children(CUSTOMERS, Kind.INDEX).stream()
                .map(fact -> fact.id().name())
                .toList();
        assertThat(names).contains("customers_by_email").hasSize(2);
        assertThat(names.stream().filter(EntityScope::providerMade)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void leavesRowsOutAndSaysWhichAreNeeded(String version) throws Exception {
        Application notes = Application.compiled("notes", version, folder);

        Script script = new HibernateEntities().script(notes.request("sqlite", "3.54.1"));

        assertThat(script.provider()).contains("SQLiteDialect");
        assertThat(script.diagnostics()).singleElement().satisfies(found -> {
            assertThat(found.rule()).isEqualTo("entity-rows");
            assertThat(found.help().orElseThrow()).contains("insert into counter_numbers");
        });
        try (Sql sql = Sql.open("jdbc:sqlite::memory:").run(script.statements())) {
            assertThat(sql.rows("select name from sqlite_schema where name not like 'sqlite_%' order by name"))
                    .containsExactly("Counter", "Note_words", "counter_numbers", "notes", "notes_by_title");
            assertThat(sql.rows("select * from notes")).isEmpty();
        }
    }
}
