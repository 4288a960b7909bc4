package dev.turnstone.postgresql.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Writer.Style;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the writer makes of schemas that no server has to be asked about: large ones, and impossible changes.
class PostgresWriterShapeTest {
    private static final Id PUBLIC = Id.of(Kind.SCHEMA, "public");

    private final PostgresWriter writer = new PostgresWriter();

    @Test
    void writesNothingBetweenEqualSchemas() {
        Written written = written(chain(3, true), chain(3, true));
        assertThat(written.statements()).isEmpty();
        assertThat(written.losses()).isEmpty();
    }

    @Test
    void writesAChainOfFiveThousandTables() {
        long start = System.nanoTime();
        List<String> statements = statements(written(chain(0, false), chain(5_000, false)));
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        assertThat(statements).hasSize(5_000).allMatch(sql -> sql.startsWith("CREATE TABLE"));
        assertThat(statements.get(4_999)).contains("t04999").contains("REFERENCES public.t04998(id)");
        assertThat(taken).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void dropsAChainOfFiveThousandTablesFromItsEnd() {
        Written written = written(chain(5_000, false), chain(0, false));
        assertThat(statements(written)).hasSize(5_000).startsWith("DROP TABLE public.t04999");
        assertThat(written.losses()).hasSize(5_000).contains("the rows of table public.t00007");
    }

    @Test
    void dropsARingOfTablesAfterItsKeys() {
        List<String> statements = statements(written(chain(3, true), chain(0, false)));
        assertThat(statements).hasSize(6);
        assertThat(statements.subList(0, 3)).allMatch(sql -> sql.contains(" DROP CONSTRAINT "));
    }

    @Test
    void writesARingOfTablesWithOneKeyBehind() {
        List<String> statements = statements(written(chain(0, false), chain(3, true)));
        assertThat(statements).hasSize(4);
        assertThat(statements.get(3)).startsWith("ALTER TABLE public.t00000 ADD CONSTRAINT");
    }

    @Test
    void refusesByNameAndWritesTheRest() {
        Id subscription = new Id(Kind.SUBSCRIPTION, Optional.empty(), "s");
        Id view = PUBLIC.child(Kind.VIEW, "v");
        Schema from = schema(List.of());
        Schema to = schema(
                List.of(Fact.of(subscription, Map.of()), Fact.of(view, Map.of(Attribute.DEFINITION, "SELECT 1"))));
        Written written = written(from, to);
        assertThat(written.refusals()).extracting(Written.Refusal::what).containsExactly("subscription s");
        assertThat(statements(written)).containsExactly("CREATE VIEW public.v AS\nSELECT 1");
    }

    @Test
    void labelsAndTakesLabelsBack() {
        Fact table = Fact.of(PUBLIC.child(Kind.TABLE, "t"), Map.of());
        Fact view = Fact.of(PUBLIC.child(Kind.VIEW, "v"), Map.of(Attribute.DEFINITION, "SELECT 1 AS x"));
        Fact onTable = label(table.id(), "it's secret");
        Fact onColumn = label(view.id().child(Kind.COLUMN, "x"), "open");
        Schema bare = schema(List.of(table, view));
        Schema labelled = schema(List.of(table, view, onTable, onColumn));
        assertThat(statements(written(bare, labelled)))
                .containsExactlyInAnyOrder(
                        "SECURITY LABEL FOR guard ON TABLE public.t IS 'it''s secret'",
                        "SECURITY LABEL FOR guard ON COLUMN public.v.x IS 'open'");
        assertThat(statements(written(labelled, bare)))
                .containsExactlyInAnyOrder(
                        "SECURITY LABEL FOR guard ON TABLE public.t IS NULL",
                        "SECURITY LABEL FOR guard ON COLUMN public.v.x IS NULL");
        assertThat(statements(written(labelled, schema(List.of(table, view, label(table.id(), "open"), onColumn)))))
                .containsExactly("SECURITY LABEL FOR guard ON TABLE public.t IS 'open'");
    }

    private static Fact label(Id object, String text) {
        return Fact.of(object.child(Kind.SECURITY_LABEL, "guard"), Map.of(Attribute.TEXT, text));
    }

    @Test
    void refusesWhatNeedsSomethingRefused() {
        Id subscription = Id.of(Kind.SUBSCRIPTION, "s");
        Fact made = Fact.of(subscription, Map.of());
        Fact comment = Fact.of(subscription.satellite(Kind.COMMENT), Map.of(Attribute.TEXT, "x"));
        Written written = written(schema(List.of()), schema(List.of(made, comment)));
        assertThat(statements(written)).isEmpty();
        assertThat(written.refusals())
                .extracting(Written.Refusal::what)
                .containsExactlyInAnyOrder("subscription s", "comment of subscription s");
    }

    @Test
    void saysWhatDoesNotFitAType() {
        Written written = written(column("numeric(10,2)"), column("integer"));
        assertThat(written.losses()).containsExactly("what of the values of column public.t.c does not fit integer");
        assertThat(written(column("integer"), column("bigint")).losses()).isEmpty();
    }

    @Test
    void copiesTheRowsOfATableWhenTheColumnThatDividesThemIsRetyped() {
        Written written = written(divided("integer"), divided("bigint"));
        assertThat(written.refusals()).isEmpty();
        assertThat(statements(written)).anyMatch(statement -> statement.startsWith("INSERT INTO public.t"));
    }

    private static Schema divided(String type) {
        Id table = PUBLIC.child(Kind.TABLE, "t");
        return schema(List.of(
                Fact.of(table, Map.of(Attribute.PARTITION_KEY, "LIST (c)")),
                Fact.of(table.child(Kind.COLUMN, "c"), Map.of(Attribute.TYPE, type))));
    }

    private static Schema column(String type) {
        Id table = PUBLIC.child(Kind.TABLE, "t");
        return schema(List.of(
                Fact.of(table, Map.of()), Fact.of(table.child(Kind.COLUMN, "c"), Map.of(Attribute.TYPE, type))));
    }

    /// Tables that refer each to the one before, the first to the last when they are a ring.
    private static Schema chain(int length, boolean ring) {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Id table = table(i);
            Id id = table.child(Kind.COLUMN, "id");
            facts.add(Fact.of(table, Map.of()));
            facts.add(new Fact(
                    id,
                    Map.of(Attribute.TYPE, "integer", Attribute.NOT_NULL, "true"),
                    Map.of(Attribute.POSITION, "1"),
                    Set.of()));
            facts.add(new Fact(
                    table.child(Kind.CONSTRAINT, "key" + i),
                    Map.of(
                            Attribute.TYPE, "primary key",
                            Attribute.DEFINITION, "PRIMARY KEY (id)",
                            Attribute.COLUMNS, Names.list(List.of("id"))),
                    Map.of(),
                    Set.of(id)));
            if (i > 0 || ring) {
                int other = (i + length - 1) % length;
                facts.add(reference(table, i, other));
            }
        }
        return schema(facts);
    }

    private static Fact reference(Id table, int i, int other) {
        Id column = table.child(Kind.COLUMN, "id");
        return new Fact(
                table.child(Kind.CONSTRAINT, "ref" + i),
                Map.of(
                        Attribute.TYPE, "foreign key",
                        Attribute.DEFINITION,
                                "FOREIGN KEY (id) REFERENCES public."
                                        + table(other).name() + "(id)",
                        Attribute.COLUMNS, Names.list(List.of("id")),
                        Attribute.REFERENCES, table(other).text(),
                        Attribute.REFERENCED_COLUMNS, Names.list(List.of("id"))),
                Map.of(),
                Set.of(
                        column,
                        table(other).child(Kind.COLUMN, "id"),
                        table(other).child(Kind.CONSTRAINT, "key" + other)));
    }

    private static Id table(int i) {
        return PUBLIC.child(Kind.TABLE, String.format("t%05d", i));
    }

    private static Schema schema(List<Fact> facts) {
        List<Fact> all = new ArrayList<>(facts);
        all.add(Fact.of(PUBLIC, Map.of()));
        return new Schema("postgresql", "18.1", all, List.of());
    }

    private Written written(Schema from, Schema to) {
        return writer.write(Differ.diff(from, to), Style.ONLINE);
    }

    private static List<String> statements(Written written) {
        return written.statements().stream().map(Written.Line::sql).toList();
    }
}
