package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;

/// How COMMENT ON, GRANT … ON and ALTER … OWNER TO call what they are about.
final class Mention {
    private Mention() {}

    /// `TABLE public.users`, `CONSTRAINT users_pkey ON public.users`.
    static String of(Id id, Schema schema) {
        return switch (id.kind()) {
            case COLUMN -> "COLUMN " + above(id, schema) + "." + Sql.name(id.name());
            case CONSTRAINT ->
                "CONSTRAINT " + Sql.name(id.name()) + " ON " + (domain(id) ? "DOMAIN " : "") + above(id, schema);
            case TRIGGER, RULE, POLICY -> word(id.kind()) + " " + Sql.name(id.name()) + " ON " + above(id, schema);
            case INDEX -> "INDEX " + index(id);
            case IDENTITY -> "SEQUENCE " + sequence(id, schema);
            default -> word(id.kind()) + " " + Context.name(id, schema);
        };
    }

    /// The word statements use for a kind: `TYPE` for an enum.
    static String word(Kind kind) {
        return switch (kind) {
            case ENUM, COMPOSITE, RANGE -> "TYPE";
            case FOREIGN_DATA_WRAPPER -> "FOREIGN DATA WRAPPER";
            case STATISTICS -> "STATISTICS";
            case IDENTITY -> "SEQUENCE";
            default -> kind.words().toUpperCase(java.util.Locale.ROOT);
        };
    }

    /// An index, or the index behind a constraint, or any relation in the schema of the table it belongs to.
    static String index(Id id) {
        String own = Sql.name(id.name());
        return id.nearest(Kind.SCHEMA)
                .map(schema -> Sql.name(schema.name()) + "." + own)
                .orElse(own);
    }

    /// The sequence behind an identity column.
    static String sequence(Id identity, Schema schema) {
        return schema.find(identity)
                .flatMap(fact -> fact.get(PostgresAttribute.SEQUENCE))
                .map(text -> Sql.name(Id.parse(text)))
                .orElseThrow(() -> new IllegalStateException(identity + " has no sequence"));
    }

    /// `ALTER TABLE public.users` for whatever kind of relation it is.
    static String alter(Id relation, Schema schema) {
        return "ALTER " + word(relation.kind()) + " " + Context.name(relation, schema);
    }

    /// `ALTER TABLE public.users` for what a fact belongs to.
    static String alterAbove(Fact fact, Schema schema) {
        return alter(parent(fact.id()), schema);
    }

    /// What a satellite, column or constraint belongs to.
    static Id parent(Id id) {
        return id.parent().orElseThrow(() -> new IllegalStateException(id + " belongs to nothing"));
    }

    private static String above(Id id, Schema schema) {
        return Context.name(parent(id), schema);
    }

    private static boolean domain(Id constraint) {
        return parent(constraint).kind() == Kind.DOMAIN;
    }
}
