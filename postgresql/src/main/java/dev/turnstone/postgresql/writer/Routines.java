package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import java.util.List;

/// Functions, procedures and aggregates.
final class Routines implements Rule {
    private static final String REPLACING = "CREATE OR REPLACE ";

    @Override
    public List<String> create(Fact fact, Context context) {
        String text = definition(fact);
        return List.of(text.startsWith(REPLACING) ? "CREATE " + text.substring(REPLACING.length()) : text);
    }

    /// An aggregate's signature as that of a function: all arguments in one list.
    static String called(String signature) {
        int order = signature.lastIndexOf("ORDER BY ");
        int open = signature.lastIndexOf('(', order < 0 ? signature.length() : order);
        if (order < 0) {
            return signature.endsWith("(*)") ? signature.substring(0, signature.length() - 2) + ")" : signature;
        }
        String head = signature.substring(0, open + 1);
        String direct = signature.substring(open + 1, order).strip();
        String ordered = signature.substring(order + "ORDER BY ".length());
        boolean all = direct.isEmpty() || (direct.startsWith("VARIADIC ") && ordered.equals(direct + ")"));
        return head + (all ? "" : direct + ", ") + ordered;
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP " + Mention.of(fact.id(), context.from()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        boolean callable = from.get(PostgresAttribute.RESULT).equals(to.get(PostgresAttribute.RESULT));
        if (from.id().kind() == Kind.AGGREGATE) {
            callable &= from.get(PostgresAttribute.ARGUMENTS).equals(to.get(PostgresAttribute.ARGUMENTS))
                    && hypothetical(from) == hypothetical(to);
        } else {
            callable &= from.get(PostgresAttribute.ARGUMENT_MODES).equals(to.get(PostgresAttribute.ARGUMENT_MODES))
                    && namesStay(from, to)
                    && outputs(from).equals(outputs(to))
                    && defaults(from) <= defaults(to)
                    && window(from) == window(to);
        }
        return callable ? Alteration.inPlace(definition(to)) : new Alteration.Anew();
    }

    /// A name, once given, cannot be taken away or changed.
    private static boolean namesStay(Fact from, Fact to) {
        List<String> before = names(from);
        List<String> after = names(to);
        for (int i = 0; i < before.size(); i++) {
            String later = i < after.size() ? after.get(i) : "";
            if (!before.get(i).isEmpty() && !before.get(i).equals(later)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> names(Fact fact) {
        return fact.get(PostgresAttribute.ARGUMENT_NAMES).map(Names::read).orElse(List.of());
    }

    /// The arguments that make up the row a call returns: their names and types cannot change.
    private static List<String> outputs(Fact fact) {
        return TopLevel.parts(fact.get(PostgresAttribute.ARGUMENTS).orElse("")).stream()
                .filter(argument -> argument.startsWith("OUT ") || argument.startsWith("INOUT "))
                .map(argument -> {
                    int value = TopLevel.find(argument, " DEFAULT ");
                    return value < 0 ? argument : argument.substring(0, value);
                })
                .toList();
    }

    private static boolean hypothetical(Fact aggregate) {
        return TopLevel.find(aggregateParameters(aggregate), "HYPOTHETICAL") >= 0;
    }

    /// What stands between the last parentheses of an aggregate's definition.
    private static String aggregateParameters(Fact aggregate) {
        String text = definition(aggregate);
        int arguments = TopLevel.closing(text, text.indexOf('('));
        int open = text.indexOf('(', arguments);
        return arguments > 0 && open > 0 ? text.substring(open + 1, text.length() - 1) : "";
    }

    private static int defaults(Fact fact) {
        return fact.get(PostgresAttribute.ARGUMENT_DEFAULTS)
                .map(Integer::parseInt)
                .orElse(0);
    }

    private static boolean window(Fact fact) {
        return definition(fact).lines().skip(1).limit(4).anyMatch(line -> line.contains(" WINDOW"));
    }

    private static String definition(Fact fact) {
        return fact.get(Attribute.DEFINITION).orElseThrow().stripTrailing();
    }
}
