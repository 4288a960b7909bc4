package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilledTemplateTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        SELECT 1 FROM {{table}} | orders | SELECT 1 FROM orders
        SELECT 1 FROM {{table}} | order | SELECT 1 FROM "order"
        CREATE INDEX {{table}}_idx | order | CREATE INDEX order_idx
        FROM pragma_table_xinfo('{{table}}') | order | FROM pragma_table_xinfo('order')
        FROM pragma_table_xinfo('{{table}}') | sales."Order Lines" | FROM pragma_table_xinfo('Order Lines')
        name NOT IN ('id', '{{table}}') | it's | name NOT IN ('id', 'it''s')
        """)
    void writesNamesAsTheirPlaceAsks(String template, String table, String filled) {
        assertThat(FilledTemplate.of(template, Map.of("table", table))).isEqualTo(filled);
    }
}
