package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.regex.Pattern;

/// Defaults of columns, of tables and views alike.
final class Defaults implements Rule {
    /// A constant or a call, with casts behind it; quoted texts and what stands in parentheses have been taken out.
    private static final Pattern SIMPLE = Pattern.compile("[\\w.\"'()\\[\\]-]+(::[\\w.\"\\[\\]()]+"
            + "( varying| precision| with time zone| without time zone)?[()\\[\\]]*)*");

    @Override
    public List<String> create(Fact fact, Context context) {
        return List.of(column(fact, context, context.to()) + " SET DEFAULT "
                + fact.get(Attribute.EXPRESSION).orElseThrow());
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of(column(fact, context, context.from()) + " DROP DEFAULT");
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        return from.get(Attribute.EXPRESSION).equals(to.get(Attribute.EXPRESSION))
                ? new Alteration.InPlace(List.of())
                : new Alteration.InPlace(create(to, context));
    }

    /// `DEFAULT 5`, as it stands beside a column's type.
    static String beside(Fact fact) {
        return "DEFAULT " + enclosed(fact.get(Attribute.EXPRESSION).orElseThrow());
    }

    /// An expression in parentheses, unless it is a constant or a call, which need none anywhere.
    static String enclosed(String expression) {
        return SIMPLE.matcher(TopLevel.outside(expression)).matches() ? expression : "(" + expression + ")";
    }

    /// Descendants have defaults of their own, which a parent's must not reach.
    private static String column(Fact fact, Context context, Schema schema) {
        Id column = Mention.parent(fact.id());
        return Columns.alterOnly(column, context, schema);
    }
}
