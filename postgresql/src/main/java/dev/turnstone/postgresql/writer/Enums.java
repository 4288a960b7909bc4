package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Enums. Values can be added anywhere; a type that loses values or their order is made again.
final class Enums implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        String values = values(fact).stream().map(Sql::literal).collect(Collectors.joining(", "));
        return List.of("CREATE TYPE " + Sql.name(fact.id()) + " AS ENUM (" + values + ")");
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP TYPE " + Sql.name(fact.id()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        List<String> before = values(from);
        List<String> after = values(to);
        if (loses(from, to)) {
            return new Alteration.Renewed();
        }
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            if (!before.contains(after.get(i))) {
                statements.add("ALTER TYPE " + Sql.name(to.id()) + " ADD VALUE " + Sql.literal(after.get(i))
                        + place(after, before, i));
            }
        }
        return new Alteration.InPlace(statements);
    }

    /// Whether values are no more, or stand in another order.
    static boolean loses(Fact from, Fact to) {
        List<String> before = values(from);
        return !values(to).stream().filter(before::contains).toList().equals(before);
    }

    /// Where a new value goes: nothing is said when it goes to the end, behind the one before it otherwise.
    private static String place(List<String> after, List<String> before, int i) {
        boolean last = after.subList(i, after.size()).stream().noneMatch(before::contains);
        if (last) {
            return "";
        }
        return i == 0 ? " BEFORE " + Sql.literal(before.get(0)) : " AFTER " + Sql.literal(after.get(i - 1));
    }

    private static List<String> values(Fact fact) {
        return fact.get(Attribute.VALUES).map(Names::read).orElse(List.of());
    }
}
