package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Labels;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What makes a value of one type one of another, decided as the server does: by the casts of `pg_cast`, those of the
/// schema and of its extensions among them, by those of the elements for arrays, by its text from and to texts.
final class Casts {
    private static final Pattern SUBTYPE = Pattern.compile("subtype = ([^,)]+(?:\\([^)]*\\))?)");
    /// From this version on `"char"` is no text.
    private static final int INTERNAL = 15;

    private static final Map<String, String> RANGES = Map.of(
            "int4range", "integer",
            "int8range", "bigint",
            "numrange", "numeric",
            "daterange", "date",
            "tsrange", "timestamp without time zone",
            "tstzrange", "timestamp with time zone");

    private final Schema from;
    private final Schema to;
    private final Map<String, Boolean> casts;
    /// Types that take the text of any value, and whose text any type may be read from.
    private final Set<String> texts = new HashSet<>(Set.of("text", "character varying", "character", "name"));

    /// How a value is converted.
    enum Way {
        /// By assignment: nothing need be said.
        ASSIGNED,
        /// By a cast that has to be asked for.
        EXPLICIT,
        /// There is no cast, but the text of the one is read as the other: values of enums, bounds, rows.
        TEXT,
        /// Only somebody who knows the values can say.
        NONE
    }

    /// A type without domains around it and without modifiers.
    ///
    /// @param user its fact, where the schema has it
    private record Type(String name, Optional<Fact> user, Optional<Type> element) {
        static Type of(String name, Optional<Fact> user) {
            return new Type(name, user, Optional.empty());
        }

        boolean is(Kind kind) {
            return user.filter(fact -> fact.id().kind() == kind).isPresent();
        }
    }

    Casts(Schema from, Schema to, int version) {
        this.from = from;
        this.to = to;
        this.casts = new HashMap<>(BuiltInCasts.of(version));
        if (version < INTERNAL) {
            texts.add("\"char\"");
        }
        for (Fact cast : from.of(Kind.CAST)) {
            String how = cast.get(Attribute.DEFINITION).orElse("");
            if (to.has(cast.id())) {
                add(cast.id().name(), how.endsWith(" AS ASSIGNMENT") || how.endsWith(" AS IMPLICIT"));
            }
        }
        for (Fact extension : from.of(Kind.EXTENSION)) {
            if (to.has(extension.id())) {
                extension
                        .detail(PostgresAttribute.CASTS)
                        .map(Names::read)
                        .orElse(List.of())
                        .forEach(this::brought);
            }
        }
    }

    /// A cast of an extension: `hstore AS json`, with `?` behind it when it has to be asked for; the name of a type
    /// alone is one of texts.
    private void brought(String cast) {
        if (cast.contains(" AS ")) {
            boolean asked = cast.endsWith("?");
            add(asked ? cast.substring(0, cast.length() - 1) : cast, !asked);
        } else {
            texts.add(cast);
        }
    }

    private void add(String types, boolean assigned) {
        casts.put(types.replace(" AS ", " > "), assigned);
    }

    /// How values of what is declared become what is declared afterwards: columns, attributes, domains.
    Way between(Fact before, Fact after) {
        return between(type(before, from), type(after, to));
    }

    private Way between(Type before, Type after) {
        if (before.equals(after) || before.name().equals(after.name())) {
            return Way.ASSIGNED;
        }
        Optional<Boolean> assigned = Optional.ofNullable(casts.get(before.name() + " > " + after.name()));
        if (assigned.isPresent()) {
            return assigned.get() ? Way.ASSIGNED : Way.EXPLICIT;
        }
        if (before.element().isPresent() && after.element().isPresent()) {
            return between(before.element().get(), after.element().get());
        }
        if (texts.contains(after.name())) {
            return Way.ASSIGNED;
        }
        if (texts.contains(before.name())) {
            return Way.EXPLICIT;
        }
        return readable(before, after) ? Way.TEXT : Way.NONE;
    }

    private boolean readable(Type before, Type after) {
        if (before.is(Kind.ENUM) && after.is(Kind.ENUM)) {
            List<String> labels = Labels.of(after.user().orElseThrow());
            return Labels.of(before.user().orElseThrow()).stream().anyMatch(labels::contains);
        }
        if (before.is(Kind.COMPOSITE) && after.is(Kind.COMPOSITE)) {
            List<Fact> old = Composites.columns(before.user().orElseThrow(), from);
            List<Fact> now = Composites.columns(after.user().orElseThrow(), to);
            boolean same = old.size() == now.size();
            for (int i = 0; same && i < old.size(); i++) {
                same = between(old.get(i), now.get(i)) == Way.ASSIGNED;
            }
            return same;
        }
        Optional<Type> old = bound(before, from);
        Optional<Type> now = bound(after, to);
        return old.isPresent() && now.isPresent() && between(old.get(), now.get()) == Way.ASSIGNED;
    }

    /// What a range or multirange is over.
    private Optional<Type> bound(Type range, Schema schema) {
        String single = range.name().replace("multirange", "range");
        if (RANGES.containsKey(single)) {
            return Optional.of(Type.of(RANGES.getOrDefault(single, ""), Optional.empty()));
        }
        return range.user().filter(fact -> fact.id().kind() == Kind.RANGE).flatMap(fact -> {
            Matcher subtype = SUBTYPE.matcher(fact.get(Attribute.DEFINITION).orElse(""));
            return subtype.find() ? Optional.of(named(subtype.group(1), fact.needs(), schema)) : Optional.empty();
        });
    }

    private Type type(Fact declared, Schema schema) {
        return named(declared.get(Attribute.TYPE).orElse(""), declared.needs(), schema);
    }

    private static String plain(String base) {
        return base.startsWith("interval ") ? "interval" : base;
    }

    private Type named(String name, Set<Id> needs, Schema schema) {
        if (name.endsWith("[]")) {
            Type element = named(name.substring(0, name.length() - 2), needs, schema);
            return new Type(element.name() + "[]", Optional.empty(), Optional.of(element));
        }
        Optional<Fact> user = needs.stream()
                .filter(need -> need.kind() != Kind.EXTENSION && Sql.name(need).equals(name))
                .findFirst()
                .flatMap(schema::find);
        return user.filter(fact -> fact.id().kind() == Kind.DOMAIN)
                .map(domain -> type(domain, schema))
                .orElseGet(() -> Type.of(plain(Types.base(placed(name, needs, schema))), user));
    }

    /// The type of an extension, called as before that moved to another schema.
    private String placed(String name, Set<Id> needs, Schema schema) {
        for (Id need : needs) {
            Optional<String> now = place(need, schema);
            Optional<String> before = place(need, from);
            if (now.isPresent() && before.isPresent() && name.startsWith(now.get())) {
                return before.get() + name.substring(now.get().length());
            }
        }
        return name;
    }

    private static Optional<String> place(Id extension, Schema schema) {
        return extension.kind() == Kind.EXTENSION
                ? schema.find(extension)
                        .flatMap(fact -> fact.get(PostgresAttribute.SCHEMA))
                        .map(name -> Sql.name(name) + ".")
                : Optional.empty();
    }
}
