package dev.turnstone.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.DiffOptions;
import dev.turnstone.GenerateOptions;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.SchemaSource;
import dev.turnstone.Schemas;
import dev.turnstone.dialect.Writer;
import dev.turnstone.migration.Version;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// SQLite gets the constraints that Hibernate adds to tables of PostgreSQL.
class SqliteConstraintsTest {
    private static final String STOCK = """
        package com.acme;

        import jakarta.persistence.*;
        import java.util.*;
        import org.hibernate.annotations.OnDelete;
        import org.hibernate.annotations.OnDeleteAction;

        class Stock {}

        @Entity @Table(name = "part (2)") class Part {
            @Id @GeneratedValue(strategy = GenerationType.IDENTITY) Long id;
            @Column(unique = true) String sku;
        }

        @Embeddable class PlaceId implements java.io.Serializable {
            int shelf;
            int slot;
            public int hashCode() { return shelf; }
            public boolean equals(Object other) { return this == other; }
        }

        @Entity @Table(name = "`a place`") class Place { @EmbeddedId PlaceId id; }

        @Entity @Table(
          uniqueConstraints = {
            @UniqueConstraint(name = "one_code", columnNames = {"code", "size"}),
            @UniqueConstraint(columnNames = {"a", "b"})},
          indexes = {@Index(name = "by_code", columnList = "code"),
            @Index(name = "code_a", columnList = "code, a", unique = true)})
        class Item {
            @Id @GeneratedValue Long id;
            @Column(columnDefinition = "varchar(9) default 'a)' check (code <> '(')") String code;
            int size;
            int a;
            int b;
            @ManyToOne Part part;
            @OneToOne @JoinColumn(foreignKey = @ForeignKey(name = "item_other")) Part other;
            @ManyToMany Set<Part> parts;
            @ElementCollection List<String> tags;
            @ManyToOne @JoinColumn(foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT)) Part free;
            @ManyToOne @OnDelete(action = OnDeleteAction.CASCADE) Item above;
            @ManyToOne @JoinColumns({
              @JoinColumn(name = "shelf", referencedColumnName = "shelf"),
              @JoinColumn(name = "slot", referencedColumnName = "slot")}) Place place;
        }
        """;

    @TempDir
    Path folder;

    static List<String> versions() {
        return Application.VERSIONS;
    }

    @ParameterizedTest
    @MethodSource("versions")
    void areThoseOfPostgresql(String version) throws Exception {
        Application stock = Application.ofSource("com.acme.Stock", STOCK, version, folder, List.of());
        Set<String> keys = constraints(schema(Engine.POSTGRESQL_18, stock));

        assertThat(keys).hasSize(12);
        assertThat(constraints(schema(Engine.SQLITE, stock))).isEqualTo(keys);
    }

    /// So it is where one migration is for both.
    @Test
    void standInTheSectionOfSqlite() throws Exception {
        try (Engine.Place server = Engine.POSTGRESQL_18.place(folder, "scratch")) {
            GeneratedMigration migration = generated(server);
            assertThat(migration).as(migration::toString).isInstanceOf(GeneratedMigration.Proven.class);
            assertThat(((GeneratedMigration.Proven) migration).diff().notices())
                    .anySatisfy(
                            notice -> assertThat(notice.message()).startsWith("sqlite: Hibernate keeps a sequence"));
            String text = ((GeneratedMigration.Proven) migration).file().text();
            String sqlite = text.substring(text.indexOf("turnstone:up sqlite"));
            assertThat(sqlite.substring(0, sqlite.indexOf("turnstone:down")))
                    .contains("unique (code, size)", "item_other", "foreign key (shelf, slot)", "on delete cascade");
        }
    }

    private GeneratedMigration generated(Engine.Place server) throws IOException {
        Application stock = Application.ofSource("com.acme.Stock", STOCK, "7.4", folder, List.of());
        try (Schemas schemas = Schemas.builder()
                .dialect("postgresql", Optional.empty())
                .scratch(server.url(), Optional.empty(), Optional.empty())
                .build()) {
            return schemas.generate(
                    new SchemaSource.Nothing(),
                    new SchemaSource.Entities(stock.classPath(), Map.of(), List.of(), List.of()),
                    new GenerateOptions(
                            Version.parse("1"),
                            "stock",
                            Writer.Style.ONLINE,
                            true,
                            DiffOptions.DEFAULTS,
                            true,
                            false,
                            Set.of("postgresql", "sqlite")));
        }
    }

    private Schema schema(Engine engine, Application application) throws Exception {
        try (Engine.Place place = engine.place(folder, "constraints");
                Sql sql = Sql.open(place.url())) {
            return sql.run(new HibernateEntities()
                            .script(application.request(engine.dialect(), engine.version()))
                            .statements())
                    .schema(engine.dialect());
        }
    }

    /// The kind, table and columns of each key, in lower case, and what a foreign key does.
    private static Set<String> constraints(Schema schema) {
        return schema.of(Kind.CONSTRAINT).stream()
                .filter(fact -> Set.of("unique", "foreign key")
                        .contains(fact.get(Attribute.TYPE).orElse("")))
                .map(SqliteConstraintsTest::words)
                .collect(Collectors.toSet());
    }

    private static String words(Fact key) {
        String table = key.id().parent().map(Id::name).orElse("");
        String referenced = key.get(Attribute.REFERENCES)
                .map(Id::parse)
                .map(id -> " to " + id.name() + " "
                        + key.get(Attribute.REFERENCED_COLUMNS).orElse(""))
                .orElse("");
        boolean cascades = key.definition().values().stream()
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains("cascade"));
        return (key.get(Attribute.TYPE).orElse("") + " of " + table + " "
                        + key.get(Attribute.COLUMNS).orElse("") + referenced + (cascades ? " cascades" : ""))
                .toLowerCase(Locale.ROOT);
    }
}
