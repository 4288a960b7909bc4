package dev.turnstone.internal.compare;

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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values that a column may take, as SQL expressions, the likeliest first. Pure.
final class SampleValues {
    private static final int MOST = 12;
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'|(?<![\\w.])-?\\d+(?:\\.\\d+)?(?![\\w.])");
    private static final Pattern LENGTH = Pattern.compile("\\((\\d+)");
    private static final Pattern TEXT = Pattern.compile("char|text|clob", Pattern.CASE_INSENSITIVE);
    private final Schema schema;
    private final Schema later;
    private final boolean plain;

    /// @param later the schema to come
    /// @param plain whether values of the type alone come before those that checks name, which may be what they forbid
    SampleValues(Schema schema, Schema later, boolean plain) {
        this.schema = schema;
        this.later = later;
        this.plain = plain;
    }

    /// @param number of the row, from 1: rows should not be equal
    List<String> of(Id table, Fact column, int number) {
        Set<String> values = new LinkedHashSet<>();
        String type = column.get(Attribute.TYPE).orElse("");
        List<String> mined = mined(table, column, type);
        List<String> typed = typed(type, number);
        if (TEXT.matcher(type).find()) {
            later.find(column.id())
                    .flatMap(fact -> fact.get(Attribute.TYPE))
                    .filter(becoming -> !becoming.equals(type))
                    .ifPresent(becoming -> values.addAll(becoming(becoming, number)));
        }
        if (!mined.isEmpty() && !plain) {
            values.add(mined.get((number - 1) % mined.size()));
        }
        values.addAll(typed);
        values.addAll(mined);
        List<String> all = new ArrayList<>(values.stream().limit(MOST).toList());
        if (!column.is(Attribute.NOT_NULL)) {
            all.add("NULL");
        }
        return all;
    }

    /// Texts that the type which a column of texts becomes can read.
    private List<String> becoming(String type, int number) {
        List<String> labels = labels(later, type);
        return labels.isEmpty() ? typed(type, number) : labels;
    }

    /// The literals that what judges a column names: its enum's labels, checks of its table and domain, bounds.
    private List<String> mined(Id table, Fact column, String type) {
        Set<String> found = new LinkedHashSet<>();
        for (Schema known : List.of(later, schema)) {
            labels(known, type).forEach(found::add);
            for (Fact constraint : known.children(table, Kind.CONSTRAINT)) {
                boolean check = constraint.get(Attribute.TYPE).equals(Optional.of("check"));
                if (check && speaksOf(text(constraint), column.id().name())) {
                    literals(text(constraint), found);
                }
            }
            for (Fact domain : known.of(Kind.DOMAIN)) {
                if (names(type, domain.id())) {
                    known.children(domain.id(), Kind.CONSTRAINT)
                            .forEach(constraint -> literals(text(constraint), found));
                    domain.get(Attribute.TYPE).map(base -> typed(base, 1)).ifPresent(found::addAll);
                }
            }
        }
        if (schema.find(table)
                .flatMap(fact -> fact.get(Attribute.PARTITION_KEY))
                .isPresent()) {
            for (Fact part : schema.of(Kind.PARTITION)) {
                part.get(Attribute.BOUNDS)
                        .filter(ignored -> part.get(Attribute.PARENT).equals(Optional.of(table.text())))
                        .ifPresent(bounds -> literals(bounds, found));
            }
        }
        return List.copyOf(found);
    }

    private static boolean speaksOf(String text, String name) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])", Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .find();
    }

    private static String text(Fact constraint) {
        return constraint
                .get(Attribute.DEFINITION)
                .or(() -> constraint.get(Attribute.EXPRESSION))
                .orElse("");
    }

    private static void literals(String text, Set<String> found) {
        Matcher matcher = LITERAL.matcher(text);
        while (matcher.find() && found.size() < MOST) {
            String literal = matcher.group();
            found.add(literal.startsWith("'") ? literal : "'" + literal + "'");
            if (!literal.startsWith("'") && literal.length() < 9 && literal.indexOf('.') < 0) {
                found.add("'" + (Integer.parseInt(literal) + 1) + "'");
            }
        }
    }

    private static List<String> labels(Schema schema, String type) {
        List<String> labels = new ArrayList<>();
        for (Fact fact : schema.of(Kind.ENUM)) {
            if (names(type, fact.id())) {
                Names.read(fact.get(Attribute.VALUES).orElse("")).forEach(label -> labels.add(Quoting.literal(label)));
            }
        }
        return labels;
    }

    private static boolean names(String type, Id id) {
        String bare = type.replace("\"", "");
        return bare.equals(id.path()) || bare.equals(id.name());
    }

    private static List<String> typed(String written, int number) {
        String type = written.toLowerCase(Locale.ROOT);
        String digit = Integer.toString(number);
        if (type.endsWith("[]")) {
            return List.of("'{}'");
        }
        if (type.contains("range")) {
            return List.of("'empty'");
        }
        if (type.startsWith("bool")) {
            return List.of("'" + number % 2 + "'", "'true'", "'false'");
        }
        if (type.contains("timestamp") || type.startsWith("datetime")) {
            return List.of("'2026-01-0" + digit + " 10:00:00'");
        }
        if (type.startsWith("date")) {
            return List.of("'2026-01-0" + digit + "'");
        }
        if (type.startsWith("time")) {
            return List.of("'10:00:0" + digit + "'");
        }
        if (type.startsWith("interval")) {
            return List.of("'" + digit + " days'");
        }
        if (type.contains("char") || type.contains("text") || type.startsWith("clob") || type.isEmpty()) {
            return texts(type, digit);
        }
        boolean whole = type.contains("int") && !type.startsWith("point");
        if (whole || type.contains("serial") || type.equals("oid")) {
            return List.of("'" + digit + "'", "'" + number * 10 + "'", "'" + number * 100 + "'", "'-" + digit + "'");
        }
        return special(type, digit);
    }

    private static List<String> texts(String type, String digit) {
        Matcher length = LENGTH.matcher(type);
        int longest = length.find() ? Integer.parseInt(length.group(1)) : 100;
        List<String> texts = new ArrayList<>();
        for (String text :
                List.of("a" + digit, digit, "a" + digit + "@example.org", "ABCDEFGH" + digit, "12345678" + digit, "")) {
            if (text.length() <= longest) {
                texts.add("'" + text + "'");
            }
        }
        return texts;
    }

    private static List<String> special(String type, String digit) {
        if (type.startsWith("uuid")) {
            return List.of("'00000000-0000-4000-8000-00000000000" + digit + "'");
        }
        if (type.startsWith("json")) {
            return List.of("'{\"a\": " + digit + "}'", "'[]'");
        }
        if (type.startsWith("bytea")) {
            return List.of("'\\x0" + digit + "'");
        }
        if (type.startsWith("blob")) {
            return List.of("x'0" + digit + "'");
        }
        if (type.startsWith("inet") || type.startsWith("cidr")) {
            return List.of("'10.0.0." + digit + "'");
        }
        if (type.startsWith("macaddr")) {
            return List.of("'08:00:2b:01:02:0" + digit + "'", "'08:00:2b:01:02:03:04:0" + digit + "'");
        }
        if (type.startsWith("bit")) {
            Matcher length = LENGTH.matcher(type);
            return List.of("'" + "1".repeat(length.find() ? Integer.parseInt(length.group(1)) : 1) + "'");
        }
        if (type.startsWith("point")) {
            return List.of("'(" + digit + ",1)'");
        }
        if (type.startsWith("xml")) {
            return List.of("'<a/>'");
        }
        return List.of("'" + digit + "'", "'0." + digit + "'", "'a" + digit + "'", "'a=>" + digit + "'", "''", "'()'");
    }
}
