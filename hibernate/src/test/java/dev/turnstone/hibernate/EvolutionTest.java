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
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

    private static final String ON_POSTGRESQL = """
        ALTER TABLE item ADD CONSTRAINT sane CHECK (size < 1000), ADD CHECK (code <> ''),
          ADD UNIQUE NULLS NOT DISTINCT (code), ADD FOREIGN KEY (other_id) REFERENCES part ON DELETE CASCADE,
          ADD CONSTRAINT other FOREIGN KEY (other_id) REFERENCES part,
          ADD EXCLUDE (size WITH =) WHERE (size > 0);
        ALTER TABLE item ALTER size SET DEFAULT 3;
        """;

    private static final String ON_SQLITE = rebuilt(
            "id bigint not null, code varchar(255), size integer not null default 3, part_id bigint, other_id bigint",
            "constraint FKd7hb58bpw5xy01vovgjnxwhkm foreign key (part_id) references Part (id),"
                    + " constraint sane check (size < 1000), check (code <> ''),"
                    + " foreign key (other_id) references Part (id) on delete cascade,"
                    + " constraint other foreign key (other_id) references Part (id)");

    @ParameterizedTest
    @MethodSource("all")
    void dropsWhatHibernateMadeAndEntitiesNoLongerSay(Engine engine, String hibernate) throws IOException {
        try (Evolution shop = Evolution.on(engine, folder)) {
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
    @MethodSource("all")
    void dropsWhatTheTableNoLongerSays(Engine engine, String hibernate) throws IOException {
        String members = "String code; String mail; int size;";
        try (Evolution shop = Evolution.on(engine, folder)) {
            proven(shop.generate("1", hibernate, item(TABLE_BEFORE, members)));

            DiffReport report =
                    proven(shop.generate("2", hibernate, item("", members))).diff();

            assertThat(dropped(report).stream().filter(name -> !name.matches("uk.*|idx.*|item_mail_size_key")))
                    .containsExactlyInAnyOrder("by_code", "item_check", "one_code", "one_mail");
            assertThat(report.changes()).hasSize(6);
        }
    }

    /// A database that Hibernate itself made: what it named, or shaped so that nobody else would have, goes.
    @ParameterizedTest
    @MethodSource("dev.turnstone.hibernate.Engine#tried")
    void dropsByNameAndShapeWhereNoMigrationTellsWhoMadeIt(Engine engine) throws IOException, SQLException {
        try (Evolution shop = Evolution.on(engine, folder)) {
            shop.made("7.4", item("", BEFORE));

            DiffReport report = shop.diffLive("7.4", item("", AFTER));

            assertThat(dropped(report).stream().filter(name -> !name.startsWith("fk")))
                    .containsExactlyInAnyOrder(
                            "item_code_key", "item_color_check", "item_email_key", "item_nat_key", "item_one_id_key");
            assertThat(report.undecided().stream().map(Diagnostic::message))
                    .satisfiesExactlyInAnyOrder(
                            message -> assertThat(message).contains("item.item_named"),
                            message -> assertThat(message).contains("tem_tags.once"));
            assertThat(report.notices().stream().filter(notice -> notice.rule().equals("undeclared-check")))
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.turnstone.hibernate.Engine#tried")
    void keepsWhatAPersonMadeAndEntitiesCannotSay(Engine engine) throws IOException {
        String members = "String code; int size; @ManyToOne Part part; @Column(name = \"other_id\") Long other;";
        try (Evolution shop = Evolution.on(engine, folder)) {
            proven(shop.generate("1", "7.4", item("", members)));
            shop.byHand("2", (engine.sqlite() ? ON_SQLITE : ON_POSTGRESQL) + """
                CREATE INDEX item_recent ON item (code) WHERE size > 10;
                CREATE UNIQUE INDEX item_lower ON item (lower(code));
                CREATE INDEX item_size ON item (size);
                CREATE VIEW codes AS SELECT code FROM item;
                """);

            DiffReport report = shop.diff("7.4", item("", members));

            assertThat(report.changes()).isEmpty();
            assertThat(report.notices()).isEmpty();
            assertThat(report.empty()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.turnstone.hibernate.Engine#tried")
    void countsAUniqueConstraintThatAPersonMadeAndEntitiesCouldSay(Engine engine) throws IOException {
        String members = "String code; @Column(unique = true) String mail; int size;";
        try (Evolution shop = Evolution.on(engine, folder)) {
            proven(shop.generate("1", "7.4", item("", members)));
            shop.byHand(
                    "2",
                    engine.sqlite()
                            ? rebuilt(
                                    "id bigint not null, code varchar(255), mail varchar(255) unique, size integer not"
                                            + " null",
                                    "constraint one_code unique (code)")
                            : "ALTER TABLE item ADD CONSTRAINT one_code UNIQUE (code);");

            DiffReport report = shop.diff("7.4", item("", members));

            assertThat(report.changes()).isEmpty();
            assertThat(report.undecided()).singleElement().satisfies(notice -> {
                assertThat(notice.message()).contains("tem.one_code");
                assertThat(notice.help().orElseThrow()).contains("--drop-undeclared");
            });
            assertThat(report.empty()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.turnstone.hibernate.Engine#tried")
    void keepsIndexesAndViewsOfARenamedColumn(Engine engine) throws IOException {
        try (Evolution shop = Evolution.on(engine, folder)) {
            proven(shop.generate("1", "7.4", item("", "@Column(unique = true) String code; int size;")));
            shop.byHand("2", """
                CREATE INDEX item_recent ON item (code) WHERE size > 10;
                CREATE INDEX item_plain ON item (code, size);
                CREATE VIEW codes AS SELECT code FROM item WHERE code <> 'x';
                """ + (engine.sqlite() ? "" : "COMMENT ON COLUMN item.code IS 'kept';\n"));
            shop.migrate();

            GeneratedMigration migration = shop.renaming("item.code=item.sku")
                    .generate("3", "7.4", item("", "@Column(unique = true) String sku; int size;"));

            DiffReport report = proven(migration).diff();
            assertThat(report.notices()).isEmpty();
            assertThat(report.changes()).allMatch(change -> change instanceof Change.Rename);
            assertThat(proven(migration).file().text())
                    .contains("RENAME COLUMN code TO sku")
                    .doesNotContain("DROP INDEX", engine.sqlite() ? "DROP TABLE" : "DROP ");
            shop.migrate();
            assertThat(shop.diffLive("7.4", item("", "@Column(unique = true) String sku; int size;"))
                            .empty())
                    .isTrue();
        }
    }

    static Stream<Arguments> all() {
        return Stream.of(
                        Arguments.of(Engine.POSTGRESQL_18, "6.4"),
                        Arguments.of(Engine.POSTGRESQL_15, "7.4"),
                        Arguments.of(Engine.SQLITE, "7.4"))
                .filter(arguments -> Engine.tried().contains(arguments.get()[0]));
    }

    private static GeneratedMigration.Proven proven(GeneratedMigration migration) {
        assertThat(migration).as(migration::toString).isInstanceOf(GeneratedMigration.Proven.class);
        return (GeneratedMigration.Proven) migration;
    }

    /// By the names that PostgreSQL gives. SQLite gives none: such constraints are called by what they say.
    private static List<String> dropped(DiffReport report) {
        return report.changes().stream()
                .filter(Change.Drop.class::isInstance)
                .map(change -> change.id().name())
                .map(name -> name.replaceFirst("unique \\((\\w+)\\)", "item_$1_key")
                        .replaceFirst("check \\(.* and .*", "item_check")
                        .replaceFirst("check \\((\\w+) .*", "item_$1_check")
                        .replaceFirst("uk_?(?:m11sw8|lslw54)\\w+", "item_nat_key"))
                .toList();
    }

    /// Makes the table again on SQLite, which cannot add constraints to one.
    private static String rebuilt(String columns, String constraints) {
        return """
            CREATE TABLE item_new (%s, primary key (id), %s);
            INSERT INTO item_new SELECT * FROM item;
            DROP TABLE item;
            ALTER TABLE item_new RENAME TO Item;
            """.formatted(columns, constraints);
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
