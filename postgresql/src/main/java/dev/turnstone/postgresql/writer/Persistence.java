package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Tables and sequences that become logged or unlogged: a logged table never refers to an unlogged one, and a table
/// takes its sequences along.
final class Persistence {
    /// From this version on sequences can be unlogged, and follow their tables.
    private static final int FOLLOWING = 15;

    private Persistence() {}

    /// What an identity's sequence becomes that differs from its table in this, or did.
    static List<String> sequence(Fact to, String sequence, Context context) {
        Id table = table(to.id());
        boolean followed = changes(table, context);
        String before = followed ? of(table, context.to()) : ofIdentity(to.id(), context.from());
        String after = ofIdentity(to.id(), context.to());
        return before.equals(after) ? List.of() : List.of(set("SEQUENCE " + sequence, after));
    }

    /// What a new identity's sequence needs to differ from its table.
    static List<String> identity(Fact fact, Context context) {
        return fact.get(PostgresAttribute.PERSISTENCE)
                .map(persistence -> List.of(set("SEQUENCE " + Mention.sequence(fact.id(), context.to()), persistence)))
                .orElse(List.of());
    }

    /// A table takes along the sequences its columns own: those that are to be otherwise are put back.
    static List<String> owned(Id table, Context context) {
        if (context.version() < FOLLOWING) {
            return List.of();
        }
        List<String> statements = new ArrayList<>();
        for (Fact sequence : context.to().of(Kind.SEQUENCE)) {
            boolean follows = follows(sequence, context)
                    && Sequences.owner(sequence).map(Mention::parent).equals(Optional.of(table));
            if (follows && !of(sequence.id(), context.to()).equals(of(table, context.to()))) {
                statements.add(set("SEQUENCE " + Sql.name(sequence.id()), of(sequence.id(), context.to())));
            }
        }
        return statements;
    }

    /// Whether a sequence becomes logged or unlogged with the table of the column that owns it.
    static boolean follows(Fact sequence, Context context) {
        Optional<Id> owner = Sequences.owner(sequence);
        return context.version() >= FOLLOWING
                && owner.isPresent()
                && context.from().find(sequence.id()).flatMap(Sequences::owner).equals(owner)
                && changes(Mention.parent(owner.get()), context);
    }

    /// Whether a table that stands becomes logged or unlogged.
    static boolean changes(Id table, Context context) {
        return context.from().has(table) && !of(table, context.from()).equals(of(table, context.to()));
    }

    private static Id table(Id identity) {
        return Mention.parent(Mention.parent(identity));
    }

    private static String ofIdentity(Id identity, Schema schema) {
        return schema.find(identity)
                .flatMap(fact -> fact.get(PostgresAttribute.PERSISTENCE))
                .orElseGet(() -> of(table(identity), schema));
    }

    private static String of(Id relation, Schema schema) {
        return schema.find(relation)
                .flatMap(fact -> fact.get(PostgresAttribute.PERSISTENCE))
                .orElse("logged");
    }

    private static String set(String what, String persistence) {
        return "ALTER " + what + " SET " + persistence.toUpperCase(Locale.ROOT);
    }

    /// The tables that must change before this one does.
    static Set<Id> first(Fact before, Fact after, Context context) {
        Set<Id> first = new HashSet<>();
        if (before.get(PostgresAttribute.PERSISTENCE).equals(after.get(PostgresAttribute.PERSISTENCE))) {
            return first;
        }
        boolean logged = after.get(PostgresAttribute.PERSISTENCE).isEmpty();
        Id own = after.id();
        if (logged) {
            for (Fact constraint : context.to().children(own, Kind.CONSTRAINT)) {
                constraint.get(Attribute.REFERENCES).map(Id::parse).ifPresent(first::add);
            }
        } else {
            for (Fact constraint : context.to().of(Kind.CONSTRAINT)) {
                if (constraint
                        .get(Attribute.REFERENCES)
                        .map(Id::parse)
                        .filter(own::equals)
                        .isPresent()) {
                    first.add(Mention.parent(constraint.id()));
                }
            }
        }
        first.remove(own);
        return first;
    }
}
