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

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP " + Mention.of(fact.id(), context.from()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        boolean callable = from.get(PostgresAttribute.RESULT).equals(to.get(PostgresAttribute.RESULT));
        if (from.id().kind() == Kind.AGGREGATE) {
            callable &= from.get(PostgresAttribute.ARGUMENTS).equals(to.get(PostgresAttribute.ARGUMENTS));
        } else {
            callable &= from.get(PostgresAttribute.ARGUMENT_MODES).equals(to.get(PostgresAttribute.ARGUMENT_MODES))
                    && namesStay(from, to)
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
