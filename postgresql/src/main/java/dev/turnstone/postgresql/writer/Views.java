package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Names;
import java.util.List;

/// Views.
final class Views implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        return List.of("CREATE VIEW " + text(fact, context));
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP VIEW " + Context.name(fact));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        boolean appends = starts(
                        to.get(Attribute.COLUMNS).orElse(""),
                        from.get(Attribute.COLUMNS).orElse(""))
                && starts(
                        to.detail(PostgresAttribute.TYPES).orElse(""),
                        from.detail(PostgresAttribute.TYPES).orElse(""));
        return appends ? Alteration.inPlace("CREATE OR REPLACE VIEW " + text(to, context)) : new Alteration.Anew();
    }

    private static boolean starts(String names, String beginning) {
        List<String> all = Names.read(names);
        List<String> first = Names.read(beginning);
        return all.size() >= first.size() && all.subList(0, first.size()).equals(first);
    }

    private static String text(Fact view, Context context) {
        return Context.name(view) + Options.with(view.id(), context.to()) + " AS\n"
                + view.get(Attribute.DEFINITION).orElseThrow();
    }
}
