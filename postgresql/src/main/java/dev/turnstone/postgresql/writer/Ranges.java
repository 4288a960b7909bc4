package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import java.util.List;
import java.util.function.Function;

/// Range types.
final class Ranges implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        return List.of("CREATE TYPE " + Sql.name(fact.id()) + " AS RANGE "
                + fact.get(Attribute.DEFINITION).orElseThrow());
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP TYPE " + Sql.name(fact.id()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        return new Alteration.Renewed();
    }

    /// What frees the names of a range type beside its own: of its multirange type, and of the functions that make
    /// values
    /// of both.
    ///
    /// @param old the name that the range type has already
    /// @param called the names that types have by then
    static List<String> aside(Fact range, String old, Function<Id, String> called) {
        String definition = range.get(Attribute.DEFINITION).orElseThrow();
        String written = option(definition, "subtype");
        String subtype = range.needs().stream()
                .filter(need -> Sql.name(need).equals(written))
                .findFirst()
                .map(called)
                .orElse(written);
        String multirange = option(definition, "multirange_type_name");
        String schema = Mention.parent(range.id()).name();
        String aside = Sql.name(Temporary.name(range.id().name(), "multi_old"));
        String renamed = Sql.name(schema) + "." + Sql.name(old);
        String own = Sql.name(range.id());
        return List.of(
                function(own, subtype + ", " + subtype, Sql.name(old)),
                function(own, subtype + ", " + subtype + ", text", Sql.name(old)),
                "ALTER TYPE " + multirange + " RENAME TO " + aside,
                function(multirange, "", aside),
                function(multirange, renamed, aside),
                function(multirange, "VARIADIC " + renamed + "[]", aside));
    }

    private static String function(String name, String arguments, String to) {
        return "ALTER FUNCTION " + name + "(" + arguments + ") RENAME TO " + to;
    }

    /// The value of an option in `(subtype = double precision, …)`.
    private static String option(String definition, String name) {
        String words = name + " = ";
        int start = definition.indexOf(words) + words.length();
        String rest = definition.substring(start, definition.length() - 1);
        int comma = TopLevel.find(rest, ", ");
        return comma < 0 ? rest : rest.substring(0, comma);
    }
}
