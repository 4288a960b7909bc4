package dev.turnstone.cli;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Definitions in a few words, always one line: what a person is told about an object beside its name.
final class FactWords {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern TRIGGER = Pattern.compile(
            "(?i)^CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:TEMP\\s+)?(?:CONSTRAINT\\s+)?TRIGGER\\s+(?:\"[^\"]*\"|\\S+)\\s+");
    private static final Pattern ACTIONS = Pattern.compile("(?:ON (?:DELETE|UPDATE)|MATCH|DEFERRABLE|NOT VALID)\\b.*$");
    private static final String BTREE = "USING btree ";

    /// Where a dialect keeps key parts that are no columns.
    private static final String KEYS = "keys";

    /// What constraints and indexes say by where it stands, and not by its name.
    private static final Set<String> SHAPE = Set.of(
            Attribute.TYPE,
            Attribute.COLUMNS,
            KEYS,
            Attribute.EXPRESSION,
            Attribute.REFERENCES,
            Attribute.REFERENCED_COLUMNS,
            Attribute.DEFINITION,
            Attribute.UNIQUE,
            "rowid");

    private FactWords() {}

    /// What the object is, without its name and kind.
    static String of(Fact fact) {
        return oneLine(
                switch (fact.id().kind()) {
                    case COLUMN -> column(fact);
                    case CONSTRAINT -> constraint(fact);
                    case INDEX -> index(fact);
                    case FUNCTION, PROCEDURE -> routine(fact);
                    case TRIGGER ->
                        fact.get(Attribute.DEFINITION).map(FactWords::trigger).orElseGet(() -> all(fact));
                    case SEQUENCE -> sequence(fact);
                    case IDENTITY -> fact.get(Attribute.GENERATED).orElseGet(() -> all(fact));
                    case DEFAULT -> fact.get(Attribute.EXPRESSION).orElseGet(() -> all(fact));
                    case ENUM -> fact.get(Attribute.VALUES).map(FactWords::list).orElseGet(() -> all(fact));
                    case OWNER -> fact.get(Attribute.ROLE).orElseGet(() -> all(fact));
                    case GRANT -> fact.get(Attribute.PRIVILEGES).orElseGet(() -> all(fact));
                    case COMMENT -> fact.get(Attribute.TEXT).orElseGet(() -> all(fact));
                    case OPTIONS -> fact.get(Attribute.OPTIONS).orElseGet(() -> all(fact));
                    default -> fact.get(Attribute.DEFINITION).orElseGet(() -> all(fact));
                });
    }

    /// What the column is, with its default and what else says something about it and is shown beside it.
    static String column(Schema schema, Fact column) {
        StringBuilder words = new StringBuilder(of(column));
        for (Fact about : schema.children(column.id())) {
            if (beside(about.id())) {
                words.append(' ').append(about.id().kind().words()).append(' ').append(of(about));
            }
        }
        return words.toString().strip();
    }

    /// Whether it is shown beside its column.
    static boolean beside(Id id) {
        return id.kind() == Kind.DEFAULT || id.kind() == Kind.IDENTITY;
    }

    private static String column(Fact column) {
        StringBuilder words = new StringBuilder(column.get(Attribute.TYPE).orElse(""));
        column.get(Attribute.COLLATION)
                .ifPresent(collation -> words.append(" collate ").append(collation));
        words.append(column.is(Attribute.NOT_NULL) ? " not null" : "");
        column.get(Attribute.GENERATED)
                .ifPresent(how -> words.append(" generated ").append(how));
        column.get(Attribute.EXPRESSION)
                .ifPresent(
                        expression -> words.append(" as (").append(expression).append(')'));
        String others = others(
                column,
                Set.of(
                        Attribute.TYPE,
                        Attribute.COLLATION,
                        Attribute.NOT_NULL,
                        "not-null-name",
                        Attribute.GENERATED,
                        Attribute.EXPRESSION));
        return words.append(others.isEmpty() ? "" : " " + others).toString();
    }

    private static String constraint(Fact constraint) {
        String type = constraint.get(Attribute.TYPE).orElse("");
        Optional<String> columns = constraint.get(Attribute.COLUMNS).map(FactWords::list);
        Optional<String> target =
                constraint.get(Attribute.REFERENCES).map(Id::parse).map(Id::path);
        if (target.isPresent()) {
            String referenced = constraint
                    .get(Attribute.REFERENCED_COLUMNS)
                    .map(names -> " (" + list(names) + ")")
                    .orElse("");
            return "(" + columns.orElse("") + ") → " + target.get() + referenced + actions(constraint);
        }
        boolean key = type.equals("primary key") || type.equals("unique");
        Optional<String> inner = key
                ? columns.or(() -> constraint.get(KEYS))
                : constraint.get(Attribute.DEFINITION).isEmpty()
                        ? constraint.get(Attribute.EXPRESSION)
                        : Optional.empty();
        return inner.map(text -> behind("(" + text + ")", others(constraint, SHAPE)))
                .or(() -> constraint.get(Attribute.DEFINITION))
                .orElseGet(() -> all(constraint));
    }

    /// What a foreign key does besides referring: as its text says it behind what it refers to, or attribute by
    /// attribute.
    private static String actions(Fact key) {
        String text = oneLine(key.get(Attribute.DEFINITION).orElse(""));
        Matcher tail = ACTIONS.matcher(text);
        String said = tail.find() ? tail.group().toLowerCase(Locale.ROOT) : "";
        return said.isEmpty() ? behind("", others(key, SHAPE)) : " " + said;
    }

    private static String behind(String words, String others) {
        return others.isEmpty() ? words : words + " " + others;
    }

    private static String index(Fact index) {
        String unique = index.is(Attribute.UNIQUE) ? "unique " : "";
        String invalid = index.is("invalid") ? " invalid" : "";
        return index.get(Attribute.DEFINITION)
                .map(text -> unique + (text.startsWith(BTREE) ? text.substring(BTREE.length()) : text) + invalid)
                .or(() -> index.get(Attribute.COLUMNS)
                        .map(FactWords::list)
                        .or(() -> index.get(KEYS))
                        .map(keys -> behind(unique + "(" + keys + ")", others(index, SHAPE))))
                .orElseGet(() -> all(index));
    }

    private static String routine(Fact routine) {
        String result = routine.get("result").map(type -> "returns " + type).orElse("");
        String language =
                routine.get("language").map(name -> "language " + name).orElse("");
        String words = (result + " " + language).strip();
        return words.isEmpty() ? routine.get(Attribute.DEFINITION).orElseGet(() -> all(routine)) : words;
    }

    private static String trigger(String statement) {
        return TRIGGER.matcher(oneLine(statement)).replaceFirst("");
    }

    /// What is said of most sequences is not worth saying.
    private static String sequence(Fact sequence) {
        Map<String, String> usual = Map.of("start", "1", "increment", "1", "minimum", "1", "cache", "1");
        StringBuilder words = new StringBuilder(sequence.get(Attribute.TYPE).orElse(""));
        usual.forEach((attribute, value) -> sequence.get(attribute)
                .filter(own -> !own.equals(value))
                .ifPresent(
                        own -> words.append(' ').append(attribute).append(' ').append(own)));
        words.append(sequence.is("cycle") ? " cycle" : "");
        sequence.get(Attribute.PARENT)
                .ifPresent(
                        column -> words.append(" of ").append(Id.parse(column).path()));
        return words.toString().strip();
    }

    /// Without what stands at the end of its title already: a constraint without a name is called by its columns.
    static String beyond(String title, String words) {
        int close = words.startsWith("(") ? words.indexOf(')') + 1 : 0;
        return close > 0 && title.endsWith(words.substring(0, close))
                ? words.substring(close).strip()
                : title.endsWith(words) ? "" : words;
    }

    private static String list(String names) {
        return String.join(", ", Names.read(names));
    }

    private static String all(Fact fact) {
        return others(fact, Set.of());
    }

    private static String others(Fact fact, Set<String> said) {
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, String> attribute : fact.definition().entrySet()) {
            if (!said.contains(attribute.getKey())) {
                words.add(attribute.getKey().replace('-', ' ')
                        + (attribute.getValue().equals("true") ? "" : " " + attribute.getValue()));
            }
        }
        return String.join(", ", words);
    }

    /// What became of it: `text → varchar(320)`, `now not null`; attribute by attribute.
    static String between(Fact from, Fact to) {
        Set<String> attributes = new LinkedHashSet<>(List.of(Attribute.TYPE));
        attributes.addAll(new TreeSet<>(from.definition().keySet()));
        attributes.addAll(new TreeSet<>(to.definition().keySet()));
        List<String> words = new ArrayList<>();
        for (String attribute : attributes) {
            String before = said(from, attribute);
            String after = said(to, attribute);
            if (!before.equals(after)) {
                words.add(between(attribute, shown(attribute, before), shown(attribute, after)));
            }
        }
        return String.join(", ", words);
    }

    /// What a detail says where the definition leaves it to the server.
    private static String said(Fact fact, String attribute) {
        return fact.get(attribute).or(() -> fact.detail(attribute)).orElse("");
    }

    private static String between(String attribute, String before, String after) {
        String name = attribute.replace('-', ' ');
        if (attribute.equals(Attribute.NOT_NULL)) {
            return after.isEmpty() ? "takes NULL" : "not null";
        }
        if (before.equals("true") || after.equals("true")) {
            return (after.isEmpty() ? "no longer " : "now ") + name;
        }
        boolean named = attribute.equals(Attribute.TYPE)
                || attribute.equals(Attribute.EXPRESSION)
                || attribute.equals(Attribute.TEXT)
                || attribute.equals(Attribute.ROLE)
                || attribute.equals(Attribute.PRIVILEGES)
                || attribute.equals(Attribute.OPTIONS)
                || attribute.equals(Attribute.VALUES)
                || attribute.equals(Attribute.DEFINITION);
        if (before.equals(after)) {
            return name + " differs in white space";
        }
        return (named ? "" : name + " ") + (before.isEmpty() ? "none" : before) + " → "
                + (after.isEmpty() ? "none" : after);
    }

    private static String shown(String attribute, String value) {
        boolean names = attribute.equals(Attribute.VALUES) || attribute.equals(Attribute.COLUMNS);
        return names && !value.isEmpty() ? list(value) : oneLine(value);
    }

    private static String oneLine(String text) {
        return SPACE.matcher(text).replaceAll(" ").strip();
    }
}
