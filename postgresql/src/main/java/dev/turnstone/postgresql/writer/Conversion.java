package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a value of a type that is made again becomes: its text is read again, unless a row type in it has other
/// attributes now. Such rows are put together attribute by attribute.
final class Conversion {
    private static final Set<String> CUT = Set.of("character varying", "character", "bit", "bit varying");

    private final Context context;

    Conversion(Context context) {
        this.context = context;
    }

    /// The expression for a value of what a fact is declared as: a column, an attribute or a domain.
    ///
    /// @param value an expression that can stand before `::`
    String of(String value, Fact before, Fact after) {
        String old = type(before);
        String type = type(after);
        Optional<Id> element = named(before).filter(id -> named(after).equals(Optional.of(id)));
        boolean array = old.endsWith("[]") && type.endsWith("[]");
        if (element.isPresent() && reshaped(element.get())) {
            if (array) {
                return "(" + arrayFunction(element.get()) + "(" + value + "))";
            }
            if (old.equals(type)) {
                return element(value, element.get());
            }
        }
        if (element.isPresent() && (array || old.equals(type))) {
            return value + "::text::" + type;
        }
        return old.equals(type) ? value : cast(value, before, after, context);
    }

    /// The expression for a value of another type.
    ///
    /// @throws Unwritable when there is none
    static String cast(String value, Fact before, Fact after, Context context) {
        return switch (context.casts().between(before, after)) {
            case ASSIGNED, EXPLICIT -> value + "::" + type(after);
            case TEXT -> value + "::text::" + type(after);
            case NONE -> throw new Unwritable("there is no cast from " + type(before) + " to " + type(after));
        };
    }

    /// The expression for a value of a row type or of a domain over one.
    private String element(String value, Id type) {
        return switch (type.kind()) {
            case COMPOSITE -> row(value, type);
            case DOMAIN -> of(value, before(type), after(type)) + "::" + Sql.name(type);
            default ->
                throw new Unwritable(
                        "its values are kept in " + type.words() + ", and rows inside of ranges cannot be converted");
        };
    }

    private String row(String value, Id type) {
        Map<String, Fact> old = new HashMap<>();
        Composites.columns(before(type), context.from())
                .forEach(attribute -> old.put(attribute.id().name(), attribute));
        List<String> values = new ArrayList<>();
        boolean strict = false;
        for (Fact attribute : Composites.columns(after(type), context.to())) {
            Fact earlier = old.get(attribute.id().name());
            String name = Sql.name(attribute.id().name());
            String part = "(" + value + ")." + name;
            boolean cut = earlier != null && !type(earlier).equals(type(attribute)) && cuts(earlier, attribute);
            if (cut) {
                values.add(part);
            } else {
                values.add(earlier == null ? "NULL::" + type(attribute) : of(part, earlier, attribute));
            }
            strict |= cut;
        }
        // A cast to a shorter text cuts it, and reading the row from its text refuses it.
        String cast = strict ? "::text::" : "::";
        return "(CASE WHEN " + value + " IS DISTINCT FROM NULL THEN ROW(" + String.join(", ", values) + ")" + cast
                + Sql.name(type) + " END)";
    }

    /// Whether a cast may cut values.
    private boolean cuts(Fact before, Fact after) {
        String type = type(after);
        return type.contains("(")
                && CUT.contains(Types.base(type))
                && context.casts().between(before, after) == Casts.Way.ASSIGNED;
    }

    /// Whether a row type has other attributes afterwards, or has one inside of it that does.
    boolean reshaped(Id type) {
        if (!context.from().has(type) || !context.to().has(type)) {
            return false;
        }
        return switch (type.kind()) {
            case COMPOSITE -> {
                List<Fact> old = Composites.columns(before(type), context.from());
                List<Fact> now = Composites.columns(after(type), context.to());
                yield !described(old).equals(described(now)) || old.stream().anyMatch(this::holdsReshaped);
            }
            case DOMAIN -> holdsReshaped(before(type)) || !Types.readable(type(before(type)), type(after(type)));
            case RANGE -> holdsReshaped(before(type));
            default -> false;
        };
    }

    private boolean holdsReshaped(Fact holder) {
        return holder.id().kind() == Kind.RANGE
                ? holder.needs().stream().filter(Conversion::holding).anyMatch(this::reshaped)
                : named(holder).filter(this::reshaped).isPresent();
    }

    private static List<String> described(List<Fact> attributes) {
        return attributes.stream()
                .map(attribute -> attribute.id().name() + " " + type(attribute))
                .toList();
    }

    /// What converts arrays of a type, where some are kept: a function, since the expression of a column's new type
    /// cannot loop.
    Optional<String> array(Id type, String old) {
        String arrays = Sql.name(type) + "[]";
        boolean kept = holding(type)
                && reshaped(type)
                && (holds(arrays, type, context.from().of(Kind.COLUMN))
                        || holds(arrays, type, context.from().of(Kind.DOMAIN)));
        if (!kept) {
            return Optional.empty();
        }
        String line = element("v[i]", type);
        String grid = element("v[i][j]", type);
        return Optional.of("CREATE FUNCTION " + arrayFunction(type) + "(v " + old + "[]) RETURNS " + arrays
                + " LANGUAGE sql STRICT AS $$\nSELECT CASE array_ndims(v)\n"
                + "    WHEN 1 THEN ARRAY(SELECT " + line + "\n        FROM generate_subscripts(v, 1) AS i ORDER BY i)\n"
                + "    WHEN 2 THEN (SELECT array_agg(ARRAY(SELECT " + grid
                + "\n        FROM generate_subscripts(v, 2) AS j ORDER BY j) ORDER BY i)"
                + " FROM generate_subscripts(v, 1) AS i)\n"
                + "    ELSE coalesce('an array of more dimensions: ' || array_dims(v), '{}')::" + arrays + "\n"
                + "END\n$$");
    }

    private boolean holds(String arrays, Id type, List<Fact> holders) {
        return holders.stream()
                .filter(holder -> context.using(holder.id()).isEmpty())
                .anyMatch(
                        holder -> type(holder).equals(arrays) && holder.needs().contains(type));
    }

    private static String arrayFunction(Id type) {
        return Sql.name(Mention.parent(type).name()) + "." + Sql.name(Temporary.name(type.name(), "array"));
    }

    /// What takes that function away.
    static String dropArray(Id type, String old) {
        return "DROP FUNCTION " + arrayFunction(type) + "(" + old + "[])";
    }

    /// The type of the schema that a fact is declared as, itself or an array of it.
    private static Optional<Id> named(Fact fact) {
        String type = type(fact);
        String element = type.endsWith("[]") ? type.substring(0, type.length() - 2) : type;
        return fact.needs().stream()
                .filter(need -> holding(need) || need.kind() == Kind.ENUM)
                .filter(need -> Sql.name(need).equals(element))
                .findFirst();
    }

    private static boolean holding(Id type) {
        return type.kind() == Kind.COMPOSITE || type.kind() == Kind.DOMAIN || type.kind() == Kind.RANGE;
    }

    private static String type(Fact fact) {
        return fact.get(Attribute.TYPE).orElse("");
    }

    private Fact before(Id id) {
        return find(context.from(), id);
    }

    private Fact after(Id id) {
        return find(context.to(), id);
    }

    private static Fact find(Schema schema, Id id) {
        return schema.find(id).orElseThrow(() -> new IllegalStateException(id + " is not there"));
    }
}
