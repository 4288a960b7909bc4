package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Operator families with their loose members, text search configurations with their mappings.
final class Memberships implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        List<String> statements = new ArrayList<>();
        String definition =
                fact.get(Attribute.DEFINITION).map(text -> " " + text).orElse("");
        statements.add("CREATE " + Mention.word(fact.id().kind()) + " " + Context.name(fact) + definition);
        members(fact).forEach(member -> statements.add(head(fact) + member));
        return statements;
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP " + Mention.word(fact.id().kind()) + " " + Context.name(fact));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        boolean family = to.id().kind() == Kind.OPERATOR_FAMILY;
        List<String> before = members(from);
        List<String> after = members(to);
        boolean gone = before.stream().anyMatch(member -> !after.contains(member));
        if (!from.get(Attribute.DEFINITION).equals(to.get(Attribute.DEFINITION)) || (family && gone)) {
            return new Alteration.Anew();
        }
        List<String> statements = new ArrayList<>();
        before.stream()
                .filter(member -> !after.contains(member))
                .forEach(
                        member -> statements.add("ALTER " + Mention.word(to.id().kind()) + " " + Context.name(to)
                                + " DROP MAPPING FOR " + member.substring(0, member.indexOf(" WITH "))));
        after.stream().filter(member -> !before.contains(member)).forEach(member -> statements.add(head(to) + member));
        return new Alteration.InPlace(statements);
    }

    private static String head(Fact fact) {
        String verb = fact.id().kind() == Kind.OPERATOR_FAMILY ? " ADD " : " ADD MAPPING FOR ";
        return "ALTER " + Mention.word(fact.id().kind()) + " " + Context.name(fact) + verb;
    }

    private static List<String> members(Fact fact) {
        Optional<String> names = fact.get(PostgresAttribute.MEMBERS).or(() -> fact.get(PostgresAttribute.MAPPINGS));
        return names.map(Names::read).orElse(List.of());
    }
}
