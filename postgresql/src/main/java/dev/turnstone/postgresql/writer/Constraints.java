package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Constraints of tables and domains.
final class Constraints implements Rule {
    private static final Pattern DEFERRING = Pattern.compile("( NOT)? DEFERRABLE( INITIALLY (DEFERRED|IMMEDIATE))?$");

    @Override
    public List<String> create(Fact fact, Context context) {
        Id owner = Mention.parent(fact.id());
        if (fact.is(Attribute.INHERITED) && Partitions.madeAbove(fact, context)) {
            return after(fact, context);
        }
        if (type(fact).equals("not null")) {
            return owner.kind() == Kind.DOMAIN
                    ? DomainNotNull.create(fact, context)
                    : NamedNotNull.create(fact, false, context);
        }
        if (InheritedChecks.kept(fact, context)) {
            return List.of();
        }
        List<String> statements = new ArrayList<>();
        boolean only = fact.is(PostgresAttribute.ONLY);
        String head = only ? "ALTER TABLE ONLY " + Context.name(owner, context.to()) : head(fact, context.to());
        statements.add(head + " ADD " + definition(fact, context));
        statements.addAll(after(fact, context));
        return statements;
    }

    /// Whether it refers to a table that is copied and locked anyway: then it is checked at once, so that all of that
    /// is
    /// one transaction.
    static boolean toCopied(Fact fact, Context context) {
        return references(fact).flatMap(context.copies()::root).isPresent();
    }

    /// What a definition cannot say.
    static List<String> after(Fact fact, Context context) {
        return Indexes.state(Fact.of(fact.id(), Map.of()), fact, context);
    }

    /// `CONSTRAINT name CHECK (…) NOT VALID`, as it stands behind ADD or in CREATE TABLE.
    static String definition(Fact fact, Context context) {
        return definition(fact, fact.id().name(), context);
    }

    /// The same under another name.
    static String definition(Fact fact, String name, Context context) {
        boolean unenforced = fact.is(PostgresAttribute.NOT_ENFORCED);
        return written(fact, name, context)
                + (unenforced ? " NOT ENFORCED" : "")
                + (fact.is(PostgresAttribute.NOT_VALID) && !unenforced ? " NOT VALID" : "");
    }

    /// The definition with the name, storage parameters and tablespace of its index.
    private static String written(Fact fact, String name, Context context) {
        String text = fact.get(Attribute.DEFINITION).orElseThrow();
        String with = Options.with(fact.id(), context.to())
                + fact.get(PostgresAttribute.TABLESPACE)
                        .map(space -> " USING INDEX TABLESPACE " + Sql.name(space))
                        .orElse("");
        if (!with.isEmpty()) {
            int tail = tail(text);
            text = text.substring(0, tail) + with + text.substring(tail);
        }
        return "CONSTRAINT " + Sql.name(name) + " " + plain(text);
    }

    /// `CHECK (a > 0)` instead of `CHECK ((a > 0))`.
    private static String plain(String text) {
        boolean twice = text.startsWith("CHECK ((") && TopLevel.outside(text).startsWith("CHECK ()");
        int close = twice ? TopLevel.closing(text, 7) : -1;
        return close > 0 && close + 1 < text.length() && text.charAt(close + 1) == ')'
                ? "CHECK (" + text.substring(8, close) + text.substring(close + 1)
                : text;
    }

    /// Where what may stand behind index parameters begins.
    private static int tail(String text) {
        for (String words : List.of(" WHERE ", " NOT DEFERRABLE", " DEFERRABLE", " INITIALLY ")) {
            int at = TopLevel.find(text, words);
            if (at >= 0) {
                return at;
            }
        }
        return text.length();
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        boolean inherited = fact.is(Attribute.INHERITED) && !Partitions.detached(fact, context);
        if (inherited || InheritedChecks.merged(fact, context)) {
            return List.of();
        }
        if (type(fact).equals("not null")) {
            return Mention.parent(fact.id()).kind() == Kind.DOMAIN
                    ? DomainNotNull.drop(fact, context)
                    : NamedNotNull.drop(fact, context);
        }
        return List.of(head(fact, context.from()) + " DROP CONSTRAINT "
                + Sql.name(fact.id().name()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        String name = Sql.name(to.id().name());
        String head = head(to, context.to());
        if (type(to).equals("not null") && type(from).equals("not null")) {
            return NamedNotNull.alter(from, to, context);
        }
        if (from.is(PostgresAttribute.ONLY) != to.is(PostgresAttribute.ONLY)) {
            return new Alteration.Anew();
        }
        List<String> statements = new ArrayList<>();
        boolean foreign = type(to).equals("foreign key");
        if (!text(from).equals(text(to))) {
            boolean deferring = foreign
                    && DEFERRING
                            .matcher(text(from))
                            .replaceFirst("")
                            .equals(DEFERRING.matcher(text(to)).replaceFirst(""));
            if (!deferring || !from.get(Attribute.REFERENCES).equals(to.get(Attribute.REFERENCES))) {
                return new Alteration.Anew();
            }
            statements.add(head + " ALTER CONSTRAINT " + name + deferring(text(to)));
        }
        boolean enforced = from.is(PostgresAttribute.NOT_ENFORCED) == to.is(PostgresAttribute.NOT_ENFORCED);
        if (!enforced && !foreign) {
            return new Alteration.Anew();
        }
        if (!enforced) {
            statements.add(head + " ALTER CONSTRAINT " + name
                    + (to.is(PostgresAttribute.NOT_ENFORCED) ? " NOT ENFORCED" : " ENFORCED"));
        } else if (from.is(PostgresAttribute.NOT_VALID) && !to.is(PostgresAttribute.NOT_VALID)) {
            statements.add(head + " VALIDATE CONSTRAINT " + name);
        } else if (from.is(PostgresAttribute.NOT_VALID) != to.is(PostgresAttribute.NOT_VALID)) {
            return new Alteration.Anew();
        }
        if (from.is(Attribute.INHERITED) != to.is(Attribute.INHERITED)) {
            return link(from, to, context);
        }
        statements.addAll(Indexes.state(from, to, context));
        return new Alteration.InPlace(statements);
    }

    /// Whether the only change is that every row is looked at.
    static boolean validatedOnly(Fact from, Fact to) {
        Map<String, String> before = new TreeMap<>(from.definition());
        return before.remove(PostgresAttribute.NOT_VALID) != null && before.equals(to.definition());
    }

    /// A key of a table that becomes a partition or is one no more stays; one whose partitioned table loses it goes.
    private static Alteration link(Fact from, Fact to, Context context) {
        boolean stays = to.is(Attribute.INHERITED) || Partitions.relinked(to.id(), context);
        return stays ? new Alteration.InPlace(Indexes.state(from, to, context)) : new Alteration.Anew();
    }

    private static String deferring(String text) {
        java.util.regex.Matcher matcher = DEFERRING.matcher(text);
        return matcher.find() ? matcher.group() : " NOT DEFERRABLE";
    }

    private static String text(Fact fact) {
        return fact.get(Attribute.DEFINITION).orElse("");
    }

    /// `primary key`, `foreign key`, ….
    static String type(Fact fact) {
        return fact.get(Attribute.TYPE).orElse("");
    }

    /// `ALTER TABLE public.users` or `ALTER DOMAIN public.email`.
    static String head(Fact fact, Schema schema) {
        return Mention.alterAbove(fact, schema);
    }

    /// The index a foreign key or primary key stands on, where it has one.
    static Optional<Id> references(Fact fact) {
        return fact.get(Attribute.REFERENCES).map(Id::parse);
    }
}
