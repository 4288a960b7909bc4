package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Diagrams that Mermaid and Graphviz read, whatever tables and columns are called. The patterns are those of their
/// lexers; `target/diagrams` holds what was judged, for the tools themselves.
class DiagramTest {
    private static final List<String> NAMES = List.of(
            "users",
            "Order Details",
            "a\"b",
            "x%%y",
            "back\\slash",
            "direction LR",
            "pk",
            "FK-2",
            "1st",
            "",
            "end",
            "größe",
            "<b>&amp;",
            "line\nbreak",
            "日本",
            "🐦",
            "\u0001",
            "a.b",
            "'; --",
            "{",
            "}",
            "one");
    private static final String ENTITY = "(?:[A-Za-z_][A-Za-z0-9_]*|\"[^\"%\\r\\n\\x0B\\x08\\\\]+\")";
    private static final String WORD = "[A-Za-z_\\u00C0-\\uFFFF][A-Za-z0-9\\-_\\[\\]()\\u00C0-\\uFFFF]*";
    private static final Pattern MERMAID_LINE =
            Pattern.compile("erDiagram|    " + ENTITY + "(?: \\{)?|    \\}|        (?!(?i:pk|fk|uk)\\b)" + WORD
                    + " (?!(?i:pk|fk|uk)\\b)" + WORD + "(?: (?:PK|FK|UK)(?:, (?:PK|FK|UK))*)?(?: \"[^\"]*\")?|    "
                    + ENTITY + " (?:\\|o|\\|\\|)--(?:o\\{|o\\|) " + ENTITY + " : \"[^\"]*\"");

    @Test
    void drawsTablesKeysAndCardinalityForMermaid() {
        assertThat(MermaidDiagram.of(ShopSchema.shop().schema())).isEqualTo("""
                erDiagram
                    orders {
                        bigint id PK
                        bigint user_id FK
                        bigint referrer FK
                        state state "where it stands"
                    }
                    users {
                        bigint id PK
                        text email UK
                        character_varying(40) nick
                    }
                    users |o--o{ orders : "referrer"
                    users ||--o{ orders : "user_id"
                """);
    }

    @Test
    void drawsOneToOneWhereTheKeyIsUnique() {
        Schema schema = ShopSchema.shop()
                .key(ShopSchema.ORDERS, "one_each", "unique", "user_id")
                .schema();

        assertThat(MermaidDiagram.of(schema)).contains("users ||--o| orders : \"user_id\"");
        assertThat(DotDiagram.of(schema))
                .contains("\"public.orders\":p2 -> \"public.users\":p1 [arrowtail=teeodot, arrowhead=teetee];");
    }

    @Test
    void leavesOutPartitions() {
        Id part = ShopSchema.PUBLIC.child(Kind.TABLE, "orders_2026");
        Schema schema = ShopSchema.shop()
                .add(part, Map.of())
                .column(part, 1, "id", "bigint", true)
                .add(part.child(Kind.PARTITION, ""), Map.of(Attribute.PARENT, ShopSchema.ORDERS.text()))
                .schema();

        assertThat(MermaidDiagram.of(schema)).doesNotContain("orders_2026");
    }

    @Test
    void staysInMermaidsGrammarWhateverThingsAreCalled() throws IOException {
        String diagram = MermaidDiagram.of(nasty());
        keep("nasty.mmd", diagram);
        keep("shop.mmd", MermaidDiagram.of(ShopSchema.shop().schema()));

        assertThat(diagram.lines()).allMatch(line -> MERMAID_LINE.matcher(line).matches());
        assertThat(diagram.lines().filter(line -> line.matches("    \\S.* \\{")))
                .hasSize(NAMES.size())
                .doesNotHaveDuplicates();
        assertThat(diagram.lines().filter(line -> line.contains("--o{ "))).hasSize(NAMES.size());
    }

    @Test
    void escapesNamesForGraphviz() throws IOException {
        String diagram = DotDiagram.of(nasty());
        keep("nasty.dot", diagram);
        keep("shop.dot", DotDiagram.of(ShopSchema.shop().schema()));

        assertThat(diagram)
                .contains("\"s.a\\\"b\" [label=<")
                .contains("<B>s.&lt;b&gt;&amp;amp;</B>")
                .contains("\"s.back\\\\slash\":p1 -> \"s.back\\\\slash\":p1")
                .doesNotContain("\u0001</B>");
        assertThat(diagram.lines().filter(line -> line.contains(" -> "))).hasSize(NAMES.size());
    }

    @Test
    void isEmptyForAnEmptySchema() {
        Schema empty = Schema.empty("sqlite", "3.45");

        assertThat(MermaidDiagram.of(empty)).isEqualTo("erDiagram\n");
        assertThat(DotDiagram.of(empty)).startsWith("digraph schema {").endsWith("}\n");
    }

    private static Schema nasty() {
        ShopSchema shop = ShopSchema.shop().without(ShopSchema.PUBLIC);
        Id schema = Id.of(Kind.SCHEMA, "s");
        shop.add(schema, Map.of());
        for (String name : NAMES) {
            Id table = schema.child(Kind.TABLE, name);
            shop.add(table, Map.of());
            for (int i = 0; i < NAMES.size(); i++) {
                shop.column(table, i + 1, NAMES.get(i), NAMES.get(NAMES.size() - 1 - i), false);
            }
            shop.add(
                    table.child(Kind.COLUMN, name).satellite(Kind.COMMENT),
                    Map.of(Attribute.TEXT, "say \"hi\"\n%% direction TB"));
            shop.reference(table, "self", "users", table, "users");
        }
        return shop.schema();
    }

    private static void keep(String name, String diagram) throws IOException {
        Path folder = Files.createDirectories(Path.of("target/diagrams"));
        Files.writeString(folder.resolve(name), diagram);
    }
}
