package dev.turnstone.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.dialect.EntityScripts.Request;
import dev.turnstone.dialect.EntityScripts.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the application's own files say about Hibernate is what Hibernate is told, connections aside.
class ConfigurationTest {
    @TempDir
    Path folder;

    static List<String> versions() {
        return Application.VERSIONS;
    }

    private static String sql(Request request) {
        return String.join(";\n", new HibernateEntities().script(request).statements());
    }

    @ParameterizedTest
    @CsvSource({"6.6, spring-boot-3", "7.4, spring-boot-4"})
    void namesAsSpringBootDoes(String version, String boot) {
        Application spring = Application.compiled("spring", version, folder).plus(Application.jars(boot));

        String sql = sql(spring.request("postgresql", "18.1"));

        assertThat(sql).contains("create table order_line ", "product_name", "create table price_rule ");
        assertThat(sql).contains("create table order_line_applied_rules (", "applied_rules_id", "main_rule_id");
    }

    @Test
    void namesAsJpaDoesWithoutSpring() {
        String sql = sql(Application.compiled("spring", "7.4", folder).request("postgresql", "18.1"));

        assertThat(sql).contains("create table OrderLine ", "productName", "create table OrderLine_PriceRule (");
    }

    @Test
    void readsSpringsFiles() {
        Application spring = Application.compiled("spring", "7.4", folder)
                .plus(Application.jars("spring-boot-4"))
                .addFile("application.yml", """
                        spring:
                          jpa:
                            hibernate:
                              ddl-auto: create
                              naming:
                                physical-strategy: org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl
                            properties:
                              hibernate:
                                default_schema: ${SCHEMA_OF_NO_ENVIRONMENT:from_yaml}
                        ---
                        spring:
                          config.activate.on-profile: other
                          jpa.properties.hibernate.default_schema: from_other
                        """)
                .addFile(
                        "application-other.properties",
                        "spring.jpa.properties.hibernate.globally_quoted_identifiers=true\n");

        assertThat(sql(spring.request("postgresql", "18.1")))
                .contains(
                        "create table from_yaml.OrderLine ",
                        "productName",
                        "create table from_yaml.OrderLine_appliedRules");
        assertThat(sql(spring.request(Map.of("spring.profiles.active", "other"), List.of())))
                .contains("create table \"from_other\".\"OrderLine\" ");
    }

    @Test
    void readsPropertiesFilesOfSpringAndTheRequestOverThem() {
        Application spring = Application.compiled("spring", "6.6", folder)
                .plus(Application.jars("spring-boot-3"))
                .addFile("application.properties", """
                        spring.jpa.properties.hibernate.default_schema=a
                        spring.jpa.properties.hibernate.globally_quoted_identifiers=true
                        spring.jpa.database-platform=org.hibernate.dialect.H2Dialect
                        """);

        Script script = new HibernateEntities()
                .script(spring.request(Map.of("hibernate.default_schema", "b"), List.of("com.acme.spring.PriceRule")));

        assertThat(String.join(";", script.statements()))
                .contains("create table \"b\".\"price_rule\" ")
                .doesNotContain("order_line");
        assertThat(script.diagnostics()).singleElement().satisfies(found -> {
            assertThat(found.rule()).isEqualTo("entity-dialect");
            assertThat(found.message()).contains("H2Dialect", "PostgreSQL");
        });
    }

    @Test
    void readsThePersistenceUnit() {
        Application notes =
                Application.compiled("notes", "6.4", folder).addFile("META-INF/persistence.xml", units("one"));

        String sql = sql(notes.request("postgresql", "18.1"));

        assertThat(sql).contains("create table unit_one.notes ").doesNotContain("Counter");
    }

    @Test
    void asksWhichOfSeveralUnits() {
        Application notes =
                Application.compiled("notes", "6.4", folder).addFile("META-INF/persistence.xml", units("one", "two"));

        assertThatThrownBy(() -> sql(notes.request("postgresql", "18.1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[one, two]")
                .hasMessageContaining("persistence-unit=NAME");
        assertThat(sql(notes.request(Map.of("persistence-unit", "two"), List.of())))
                .contains("create table unit_two.notes ");
    }

    private static String units(String... names) {
        StringBuilder xml =
                new StringBuilder("<persistence xmlns='https://jakarta.ee/xml/ns/persistence' version='3.0'>");
        for (String name : names) {
            xml.append("<persistence-unit name='")
                    .append(name)
                    .append("'><class>com.acme.notes.Note</class><exclude-unlisted-classes/><properties>")
                    .append("<property name='hibernate.default_schema' value='unit_")
                    .append(name)
                    .append("'/></properties></persistence-unit>");
        }
        return xml.append("</persistence>").toString();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void connectsToNothing(String version) throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url =
                    "jdbc:postgresql://127.0.0.1:" + listening.getLocalPort() + "/app?loginTimeout=2&socketTimeout=2";
            Application notes = Application.compiled("notes", version, folder)
                    .plus(List.of(driver()))
                    .addFile(
                            "hibernate.properties",
                            "hibernate.connection.url=" + url
                                    + "\nhibernate.connection.driver_class=org.postgresql.Driver\n"
                                    + "hibernate.hbm2ddl.auto=create\nhibernate.default_schema=own\n"
                                    + "jakarta.persistence.jdbc.url=" + url + "\n");

            assertThat(sql(notes.request("postgresql", "18.1"))).contains("create table own.notes ");
            listening.setSoTimeout(1);
            assertThatThrownBy(listening::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    /// The jar of PostgreSQL's driver.
    private static Path driver() {
        return ServiceLoader.load(Driver.class).stream()
                .map(ServiceLoader.Provider::type)
                .filter(type -> type.getName().startsWith("org.postgresql."))
                .map(type -> Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().getPath()))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void takesBeanValidationIntoColumns(String version) throws IOException {
        Path sources = folder.resolve("sources");
        Application strict =
                Application.ofSource("com.acme.Strict", """
                package com.acme;

                @jakarta.persistence.Entity
                public class Strict {
                    @jakarta.persistence.Id
                    Long id;

                    @jakarta.validation.constraints.NotNull
                    @jakarta.validation.constraints.Size(max = 40)
                    String name;
                }
                """, version, sources, Application.jars("validation"));

        assertThat(sql(strict.request("postgresql", "18.1"))).contains("name varchar(40) not null");
    }

    @Test
    void tellsHibernateTheVersionOfTheDatabase() {
        Application notes = Application.compiled("notes", "7.4", folder);

        assertThat(new HibernateEntities()
                        .script(notes.request("postgresql", "14.20"))
                        .provider())
                .endsWith("PostgreSQLDialect 14.20");
        assertThat(new HibernateEntities()
                        .script(notes.request("sqlite", "3.35.5"))
                        .provider())
                .endsWith("SQLiteDialect 3.35");
    }
}
