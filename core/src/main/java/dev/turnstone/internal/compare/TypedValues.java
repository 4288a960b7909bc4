package dev.turnstone.internal.compare;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values of a type, as SQL expressions, the likeliest first: of the schema's own types as of the database's. Pure.
final class TypedValues {
    private static final int DEEPEST = 4;
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'|(?<![\\w.])-?\\d+(?:\\.\\d+)?(?![\\w.])");
    private static final Pattern SUBTYPE = Pattern.compile("(?i)subtype\\s*=\\s*([^,)]+(?:\\([^)]*\\))?)");
    private static final int MOST = 12;
    private final Schema schema;

    /// @param schema whose types are known
    TypedValues(Schema schema) {
        this.schema = schema;
    }

    /// Values for a row.
    ///
    /// @param number of the row, from 1: rows should not be equal
    /// @param border whether values at the border of the type come first
    List<String> of(String type, int number, boolean border) {
        return of(type, number, border, 0);
    }

    private List<String> of(String type, int number, boolean border, int depth) {
        if (type.endsWith("[]") && depth < DEEPEST) {
            return array(type, number, border, depth);
        }
        Optional<Fact> own = own(type);
        if (own.isPresent() && depth < DEEPEST) {
            return switch (own.get().id().kind()) {
                case COMPOSITE -> composite(own.get().id(), type, number, border, depth);
                case ENUM -> labels(schema, type, number);
                case DOMAIN -> domain(own.get(), number, border, depth);
                default -> range(own.get(), number, depth);
            };
        }
        Set<String> values = new LinkedHashSet<>();
        if (border) {
            values.addAll(BorderValues.of(type, number));
        }
        values.addAll(PlainValues.of(type, number));
        return List.copyOf(values);
    }

    private Optional<Fact> own(String type) {
        for (Kind kind : List.of(Kind.COMPOSITE, Kind.ENUM, Kind.DOMAIN, Kind.RANGE)) {
            for (Fact fact : schema.of(kind)) {
                if (names(type, fact.id())) {
                    return Optional.of(fact);
                }
            }
        }
        return Optional.empty();
    }

    /// Whether a type as the database writes it is that one.
    static boolean names(String type, Id id) {
        String bare = type.replace("\"", "");
        return bare.equals(id.path()) || bare.equals(id.name());
    }

    private List<String> array(String type, int number, boolean border, int depth) {
        String element = type.replaceFirst("(\\[])+$", "");
        List<String> elements = of(element, number, border, depth + 1);
        List<String> others = of(element, number + 1, false, depth + 1);
        List<String> arrays = new ArrayList<>();
        for (String other : border ? List.of(others.get(0), "NULL") : others.subList(0, 1)) {
            arrays.add("ARRAY[" + elements.get(0) + ", " + other + "]::" + type);
        }
        if (elements.size() > 1) {
            arrays.add("ARRAY[" + elements.get(1) + "]::" + type);
        }
        arrays.add("'{}'");
        return arrays;
    }

    private List<String> composite(Id id, String type, int number, boolean border, int depth) {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        schema.children(id, Kind.COLUMN).stream()
                .sorted(Comparator.comparingInt(attribute -> attribute
                        .detail(Attribute.POSITION)
                        .map(Integer::parseInt)
                        .orElse(0)))
                .map(attribute -> of(attribute.get(Attribute.TYPE).orElse(""), number, border, depth + 1))
                .forEach(values -> {
                    first.add(values.get(0));
                    second.add(values.get(Math.min(1, values.size() - 1)));
                });
        return List.of(
                "ROW(" + String.join(", ", first) + ")::" + type, "ROW(" + String.join(", ", second) + ")::" + type);
    }

    private List<String> domain(Fact domain, int number, boolean border, int depth) {
        Set<String> values = new LinkedHashSet<>();
        for (Fact constraint : schema.children(domain.id(), Kind.CONSTRAINT)) {
            literals(text(constraint), values);
        }
        Set<String> all = new LinkedHashSet<>();
        String base = domain.get(Attribute.TYPE).orElse("");
        if (border || values.isEmpty()) {
            all.addAll(of(base, number, border, depth + 1));
        }
        List<String> named = List.copyOf(values);
        for (int i = 0; i < named.size(); i++) {
            all.add(named.get((number - 1 + i) % named.size()));
        }
        all.addAll(of(base, number, false, depth + 1));
        return List.copyOf(all);
    }

    private List<String> range(Fact range, int number, int depth) {
        Matcher subtype = SUBTYPE.matcher(range.get(Attribute.DEFINITION).orElse(""));
        if (!subtype.find()) {
            return List.of("'empty'");
        }
        List<String> low = of(subtype.group(1).strip(), number, false, depth + 1);
        String value =
                low.get(0).startsWith("'") ? low.get(0).substring(1, low.get(0).length() - 1) : "";
        return List.of("'[\"" + value + "\",\"" + value + "\"]'", "'[,]'", "'empty'");
    }

    /// The labels of an enum, from another one on for each row; empty when the type is none.
    static List<String> labels(Schema schema, String type, int number) {
        List<String> labels = new ArrayList<>();
        for (Fact fact : schema.of(Kind.ENUM)) {
            if (names(type, fact.id())) {
                List<String> all = Names.read(fact.get(Attribute.VALUES).orElse(""));
                for (int i = 0; i < all.size(); i++) {
                    labels.add(Quoting.literal(all.get((number - 1 + i) % all.size())));
                }
            }
        }
        return labels;
    }

    /// What a constraint says.
    static String text(Fact constraint) {
        return constraint
                .get(Attribute.DEFINITION)
                .or(() -> constraint.get(Attribute.EXPRESSION))
                .orElse("");
    }

    /// Adds the literals of a text, and of whole numbers the next one too.
    static void literals(String text, Set<String> found) {
        Matcher matcher = LITERAL.matcher(text);
        while (matcher.find() && found.size() < MOST) {
            String literal = matcher.group();
            found.add(literal.startsWith("'") ? literal : "'" + literal + "'");
            if (!literal.startsWith("'") && literal.length() < 9 && literal.indexOf('.') < 0) {
                found.add("'" + (Integer.parseInt(literal) + 1) + "'");
            }
        }
    }
}
