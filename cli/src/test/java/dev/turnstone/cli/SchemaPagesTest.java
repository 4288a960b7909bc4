package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.DiffReport;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What people are shown of schemas and differences, at 80 columns.
class SchemaPagesTest {
    private static final String FUNCTION =
            "CREATE OR REPLACE FUNCTION public.f()\n RETURNS integer\n AS $$ SELECT 1 $$";
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Output output = new Output(
            new Surroundings(
                    Path.of(""),
                    Map.of(),
                    Clock.systemUTC(),
                    new PrintStream(printed, true, StandardCharsets.UTF_8),
                    new PrintStream(printed, true, StandardCharsets.UTF_8),
                    false,
                    80,
                    new Shutdown()),
            false);

    @Test
    void showsASchemaTableByTable() {
        Schema schema = ShopSchema.shop()
                .add(ShopSchema.ORDERS.satellite(Kind.OWNER), Map.of(Attribute.ROLE, "other"))
                .add(ShopSchema.PUBLIC.child(Kind.ENUM, "state").satellite(Kind.OWNER), Map.of(Attribute.ROLE, "app"))
                .add(
                        ShopSchema.PUBLIC.child(Kind.FUNCTION, "f()"),
                        Map.of(Attribute.DEFINITION, FUNCTION + " " + "-- long ".repeat(20)))
                .unmodelled("operator public.===")
                .schema();

        assertThat(inspected(schema, false)).isEqualTo("""
            enum public.state  new, paid

            table public.orders
              id        bigint  not null
              user_id   bigint  not null
              referrer  bigint
              state     state   not null default 'new'::state
              comment of column state  where it stands
              primary key orders_pkey  (id)
              foreign key orders_referrer_fkey  (referrer) → public.users (id)
              foreign key orders_user_id_fkey  (user_id) → public.users (id)
              index orders_user_id  (user_id)
              owner  other

            table public.users
              id     bigint                 not null
              email  text                   not null
              nick   character varying(40)
              unique users_email_key  (email)
              primary key users_pkey  (id)

            function public.f()  CREATE OR REPLACE FUNCTION public.f() RETURNS integer AS $…

            not described, and in no comparison:
              operator public.===
            """);
    }

    @Test
    void countsWhatThereIs() {
        SchemaText text = new SchemaText(ShopSchema.shop().schema(), output, false, line -> {});

        assertThat(text.summary()).isEqualTo("1 enum, 2 tables");
        assertThat(text.owner()).contains("owned by app unless said otherwise");
        assertThat(SchemaText.count(Kind.INDEX, 2)).isEqualTo("2 indexes");
        assertThat(SchemaText.count(Kind.POLICY, 2)).isEqualTo("2 policies");
        assertThat(new SchemaText(Schema.empty("sqlite", "3"), output, false, line -> {}).summary())
                .isEqualTo("nothing");
    }

    @Test
    void showsWhatLosesDataFirst() {
        Id users = ShopSchema.USERS;
        Id tags = ShopSchema.PUBLIC.child(Kind.TABLE, "tags");
        Schema before = ShopSchema.shop()
                .add(ShopSchema.PUBLIC.child(Kind.FUNCTION, "f()"), Map.of(Attribute.DEFINITION, FUNCTION))
                .schema();
        Schema after = ShopSchema.shop()
                .add(
                        ShopSchema.PUBLIC.child(Kind.FUNCTION, "f()"),
                        Map.of(Attribute.DEFINITION, FUNCTION.replace("SELECT 1", "SELECT 2")))
                .without(users.child(Kind.COLUMN, "nick"))
                .without(users.child(Kind.CONSTRAINT, "users_email_key"))
                .without(users.child(Kind.COLUMN, "email"))
                .column(users, 2, "email", "character varying(320)", false)
                .without(ShopSchema.ORDERS)
                .without(ShopSchema.PUBLIC.child(Kind.ENUM, "state"))
                .add(ShopSchema.PUBLIC.child(Kind.ENUM, "state"), Map.of(Attribute.VALUES, Names.list(List.of("new"))))
                .add(tags, Map.of())
                .column(tags, 1, "id", "bigint", true)
                .column(tags, 2, "name", "text", false)
                .key(tags, "tags_pkey", "primary key", "id")
                .schema();

        assertThat(compared(before, after, false)).isEqualTo("""
            7 differences, 3 with loss

              ~ enum public.state  new, paid → new  loses paid
              - table public.orders  4 columns, 3 constraints, 1 index  loses its rows

              table public.users
                - column  nick             character varying(40)  loses its values
                ~ column  email            text → character varying(320), takes NULL
                - unique  users_email_key  (email)

              + table public.tags  2 columns, 1 constraint
              ~ function public.f()  definition differs
            """);
        assertThat(compared(before, after, true))
                .contains("""
                      + table public.tags  2 columns, 1 constraint
                          id    bigint  not null
                          name  text
                          primary key tags_pkey  (id)
                      ~ function public.f()  definition differs
                    """.stripTrailing())
                .contains("- AS $$ SELECT 1 $$")
                .contains("+ AS $$ SELECT 2 $$");
    }

    @Test
    void tellsTheOrderOfColumnsAndWhatIsNotCompared() {
        Schema before = ShopSchema.shop().unmodelled("operator public.===").schema();
        Schema after = ShopSchema.shop()
                .without(ShopSchema.USERS.child(Kind.COLUMN, "id"))
                .column(ShopSchema.USERS, 9, "id", "bigint", true)
                .schema();

        assertThat(compared(before, after, false)).isEqualTo("""
            0 differences, 0 with loss

            columns stand in another order, which is no difference:
              table public.users

            not compared, since it cannot be described:
              operator public.=== in before
            """);
    }

    @Test
    void showsRenamesByBothNames() {
        Schema before = ShopSchema.shop().schema();
        Schema after = ShopSchema.shop()
                .without(ShopSchema.ORDERS.child(Kind.INDEX, "orders_user_id"))
                .add(
                        ShopSchema.ORDERS.child(Kind.INDEX, "by_user"),
                        Map.of(Attribute.DEFINITION, "USING btree (user_id)"))
                .schema();

        assertThat(compared(before, after, false)).isEqualTo("""
            1 difference, 0 with loss

              table public.orders
                > index  orders_user_id  → by_user
            """);
    }

    @Test
    void staysWithinTheWidthWhateverThingsAreCalled() {
        String name = "a_very_long_name_of_something_that_somebody_once_called_so_and_never_changed";
        Id table = ShopSchema.PUBLIC.child(Kind.TABLE, name);
        Schema after = ShopSchema.shop()
                .add(table, Map.of())
                .column(table, 1, "id", "bigint", true)
                .column(ShopSchema.USERS, 9, name, "text", true)
                .add(
                        ShopSchema.USERS.child(Kind.COLUMN, name).satellite(Kind.DEFAULT),
                        Map.of(Attribute.EXPRESSION, "'" + "x".repeat(300) + "'"))
                .schema();

        assertThat(inspected(after, false).lines()).allMatch(line -> line.length() <= 80 || line.contains(name));
        assertThat(compared(ShopSchema.shop().schema(), after, false).lines())
                .allMatch(line -> line.length() <= 80 || line.contains(name));
        assertThat(inspected(after, true)).contains("x".repeat(300));
    }

    @Test
    void foldsWhatComesWithItsOwner() {
        Schema before = Schema.empty("postgresql", "18.1");
        Schema after = ShopSchema.shop().schema();
        Diff diff = Differ.diff(before, after);

        assertThat(diff.changes()).hasSizeGreaterThan(15);
        assertThat(diff.changes().stream()
                        .filter(change -> !Differences.implied(change, diff))
                        .map(Change::id)
                        .map(Id::words)
                        .collect(Collectors.toList()))
                .containsExactlyInAnyOrder(
                        "schema public", "enum public.state", "table public.users", "table public.orders");
    }

    @Test
    void listsWhatAnswersToEntitiesDrop() {
        Schema before = ShopSchema.shop().schema();
        Schema after = ShopSchema.shop()
                .without(ShopSchema.USERS.child(Kind.COLUMN, "nick"))
                .schema();
        Written nothing = new Written(List.of(), List.of(), List.of());
        DiffReport report = new DiffReport(
                "before",
                "after",
                Optional.of(new Diff(before, after, after, List.of(), List.of())),
                Optional.of(new DiffReport.Answers(Differ.diff(before, after), nothing, nothing, Set.of())),
                Differ.diff(after, after),
                List.of(),
                List.of(),
                List.of());

        assertThat(compared(report, false))
                .startsWith("1 difference, 1 with loss\n")
                .contains("table public.users", "- column  nick", "loses its values");
        assertThat(Json.document("diff", json -> DiffJson.write(json, report))).contains("\"loses\":\"its values\"");
    }

    private String inspected(Schema schema, boolean whole) {
        StringBuilder page = new StringBuilder();
        new SchemaText(schema, output, whole, line -> page.append(line).append('\n')).print();
        return page.toString();
    }

    private String compared(Schema before, Schema after, boolean whole) {
        Diff diff = Differ.diff(before, after);
        DiffReport report = new DiffReport(
                "before",
                "after",
                Optional.empty(),
                diff,
                List.of(),
                before.unmodelled().stream()
                        .map(object -> new DiffReport.Unmodelled(object, "before"))
                        .toList(),
                List.of());
        return compared(report, whole);
    }

    private String compared(DiffReport report, boolean whole) {
        Differences differences = Differences.of(report);
        StringBuilder page = new StringBuilder();
        page.append(Output.count(differences.count(), "difference"));
        page.append(", ").append(differences.losses()).append(" with loss\n");
        DiffText text =
                new DiffText(report, output, whole, line -> page.append(line).append('\n'));
        text.print(differences);
        text.aside();
        return page.toString();
    }
}
