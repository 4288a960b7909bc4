package dev.turnstone.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.DiffReport;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.schema.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Entities that no longer say something which Hibernate made of them: it goes. What they never said stays.
class EvolutionTest {
    @TempDir
    Path folder;

    private static final String BEFORE = """
        @OneToOne Part one;
        @Column(unique = true) String code;
        @Column(name = "Email", unique = true, nullable = false) String mail;
        @NaturalId String nat;
        @ManyToOne Part hashed;
        @ManyToOne @JoinColumn(foreignKey = @ForeignKey(name = "item_named")) Part named;
        @ManyToOne Part free;
        @Enumerated(EnumType.STRING) Color color;
        @Enumerated(EnumType.STRING) Color kept;
        @Check(constraints = "size > 0") int size;
        @Check(name = "some_weight", constraints = "weight > 0") int weight;
        @ElementCollection @CollectionTable(uniqueConstraints = @UniqueConstraint(name = "once",
          columnNames = "tags")) List<String> tags;
        @Column(unique = true) String stays;
        """;

    private static final String AFTER = """
        @ManyToOne @JoinColumn(name = "one_id") Part one;
        String code;
        @Column(name = "Email", nullable = false) String mail;
        String nat;
        @Column(name = "hashed_id") Long hashed;
        @Column(name = "named_id") Long named;
        @ManyToOne @JoinColumn(foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT)) Part free;
        String color;
        @Enumerated(EnumType.STRING) Color kept;
        int size;
        int weight;
        @ElementCollection List<String> tags;
        @Column(unique = true) String stays;
        """;

    private static final String TABLE_BEFORE = """
        @Table(
          uniqueConstraints = {
            @UniqueConstraint(name = "one_code", columnNames = {"code", "size"}),
            @UniqueConstraint(columnNames = {"mail", "size"})},
          indexes = {
            @Index(name = "by_code", columnList = "code"),
            @Index(columnList = "mail"),
            @Index(name = "one_mail", columnList = "mail, code", unique = true)})
        @Check(constraints = "size > 0 and code <> ''")
        """;

    @ParameterizedTest
    @CsvSource({"6.4", "7.4"})
    void dropsWhatHibernateMadeAndEntitiesNoLongerSay(String hibernate) throws IOException {
        try (Evolution shop = Evolution.on(folder)) {
            proven(shop.generate("1", hibernate, item("", BEFORE)));

            DiffReport report =
                    proven(shop.generate("2", hibernate, item("", AFTER))).diff();

            assertThat(dropped(report).stream().filter(name -> name.startsWith("fk")))
                    .hasSize(2);
            assertThat(dropped(report).stream().filter(name -> !name.startsWith("fk")))
                    .containsExactlyInAnyOrder(
                            "item_code_key",
                            "item_color_check",
                            "item_email_key",
                            "item_named",
                            "item_nat_key",
                            "item_one_id_key",
                            "item_size_check",
                            "once",
                            "some_weight");
            assertThat(report.changes()).hasSize(11);
            shop.migrate();
            assertThat(shop.diffLive(hibernate, item("", AFTER)).empty()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"6.4", "7.4"})
    void dropsWhatTheTableNoLongerSays(String hibernate) throws IOException {
        String members = "String code; String mail; int size;";
        try (Evolution shop = Evolution.on(folder)) {
            proven(shop.generate("1", hibernate, item(TABLE_BEFORE, members)));

            DiffReport report =
                    proven(shop.generate("2", hibernate, item("", members))).diff();

            assertThat(dropped(report).stream().filter(name -> !name.matches("uk.*|idx.*|item_mail_size_key")))
                    .containsExactlyInAnyOrder("by_code", "item_check", "one_code", "one_mail");
            assertThat(report.changes()).hasSize(6);
        }
    }

    /// A database that Hibernate itself made: what it named, or shaped so that nobody else would have, goes.
    @Test
    void dropsByNameAndShapeWhereNoMigrationTellsWhoMadeIt() throws IOException, SQLException {
        try (Evolution shop = Evolution.on(folder)) {
            shop.made("7.4", item("", BEFORE));

            DiffReport report = shop.diffLive("7.4", item("", AFTER));

            assertThat(dropped(report).stream().filter(name -> !name.startsWith("fk")))
                    .containsExactlyInAnyOrder(
                            "item_code_key", "item_color_check", "item_email_key", "item_nat_key", "item_one_id_key");
            assertThat(report.undecided().stream().map(Diagnostic::message))
                    .satisfiesExactlyInAnyOrder(
                            message -> assertThat(message).contains("public.item.item_named"),
                            message -> assertThat(message).contains("public.item_tags.once"));
            assertThat(report.notices().stream().filter(notice -> notice.rule().equals("undeclared-check")))
                    .hasSize(2);
        }
    }

    @Test
    void keepsWhatAPersonMadeAndEntitiesCannotSay() throws IOException {
        String members = "String code; int size; @ManyToOne Part part; @Column(name = \"other_id\") Long other;";
        try (Evolution shop = Evolution.on(folder)) {
            proven(shop.generate("1", "7.4", item("", members)));
            shop.byHand("2", """
                CREATE INDEX item_recent ON item (code) WHERE size > 10;
                CREATE UNIQUE INDEX item_lower ON item (lower(code));
                CREATE INDEX item_size ON item (size);
                ALTER TABLE item ADD CONSTRAINT sane CHECK (size < 1000), ADD CHECK (code <> ''),
                  ADD UNIQUE NULLS NOT DISTINCT (code), ADD FOREIGN KEY (other_id) REFERENCES part ON DELETE CASCADE,
                  ADD CONSTRAINT other FOREIGN KEY (other_id) REFERENCES part,
                  ADD EXCLUDE (size WITH =) WHERE (size > 0);
                CREATE VIEW codes AS SELECT code FROM item;
                ALTER TABLE item ALTER size SET DEFAULT 3;
                """);

            DiffReport report = shop.diff("7.4", item("", members));

            assertThat(report.changes()).isEmpty();
            assertThat(report.notices()).isEmpty();
            assertThat(report.empty()).isTrue();
        }
    }

    @Test
    void countsAUniqueConstraintThatAPersonMadeAndEntitiesCouldSay() throws IOException {
        String members = "String code; @Column(unique = true) String mail; int size;";
        try (Evolution shop = Evolution.on(folder)) {
            proven(shop.generate("1", "7.4", item("", members)));
            shop.byHand("2", "ALTER TABLE item ADD CONSTRAINT one_code UNIQUE (code);");

            DiffReport report = shop.diff("7.4", item("", members));

            assertThat(report.changes()).isEmpty();
            assertThat(report.undecided()).singleElement().satisfies(notice -> {
                assertThat(notice.message()).contains("constraint public.item.one_code");
                assertThat(notice.help().orElseThrow()).contains("--drop-undeclared");
            });
            assertThat(report.empty()).isFalse();
        }
    }

    @Test
    void keepsIndexesAndViewsOfARenamedColumn() throws IOException {
        try (Evolution shop = Evolution.on(folder)) {
            proven(shop.generate("1", "7.4", item("", "@Column(unique = true) String code; int size;")));
            shop.byHand("2", """
                CREATE INDEX item_recent ON item (code) WHERE size > 10;
                CREATE INDEX item_plain ON item (code, size);
                CREATE VIEW codes AS SELECT code FROM item WHERE code <> 'x';
                COMMENT ON COLUMN item.code IS 'kept';
                """);
            shop.migrate();

            GeneratedMigration migration = shop.renaming("item.code=item.sku")
                    .generate("3", "7.4", item("", "@Column(unique = true) String sku; int size;"));

            DiffReport report = proven(migration).diff();
            assertThat(report.notices()).isEmpty();
            assertThat(report.changes()).allMatch(change -> change instanceof Change.Rename);
            assertThat(proven(migration).file().text())
                    .contains("RENAME COLUMN code TO sku")
                    .doesNotContain("DROP ");
            shop.migrate();
            assertThat(shop.diffLive("7.4", item("", "@Column(unique = true) String sku; int size;"))
                            .empty())
                    .isTrue();
        }
    }

    private static GeneratedMigration.Proven proven(GeneratedMigration migration) {
        assertThat(migration).as(migration::toString).isInstanceOf(GeneratedMigration.Proven.class);
        return (GeneratedMigration.Proven) migration;
    }

    private static List<String> dropped(DiffReport report) {
        return report.changes().stream()
                .filter(Change.Drop.class::isInstance)
                .map(change -> change.id().name())
                .toList();
    }

    private static String item(String annotations, String members) {
        return """
            package com.acme;

            import jakarta.persistence.Column;
            import jakarta.persistence.*;
            import java.util.List;
            import org.hibernate.annotations.Check;
            import org.hibernate.annotations.NaturalId;

            class Shop {}

            enum Color { RED, BLUE }

            @Entity class Part { @Id long id; }

            class ByCode implements AttributeConverter<Color, Short> {
                public Short convertToDatabaseColumn(Color color) { return (short) color.ordinal(); }
                public Color convertToEntityAttribute(Short code) { return Color.values()[code]; }
            }

            @Entity %s class Item {
                @Id long id;
                %s
            }
            """.formatted(annotations, members);
    }
}
