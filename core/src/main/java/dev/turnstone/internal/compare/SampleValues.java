package dev.turnstone.internal.compare;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Values that a column may take, as SQL expressions, the likeliest first. Pure.
final class SampleValues {
    private static final int MOST = 12;
    private static final Pattern TEXT = Pattern.compile("char|text|clob", Pattern.CASE_INSENSITIVE);
    private final Schema schema;
    private final Schema later;
    private final boolean plain;
    private final TypedValues types;

    /// @param later the schema to come
    /// @param plain whether values of the type alone come before those that checks name, which may be what they
    ///     forbid
    SampleValues(Schema schema, Schema later, boolean plain) {
        this.schema = schema;
        this.later = later;
        this.plain = plain;
        this.types = new TypedValues(schema);
    }

    /// The same, those at the borders of the type first, where the column goes on as it is: a value of another type has
    /// other borders, and what counts up may not begin at the end.
    List<String> atBorders(Id table, Fact column, int number) {
        Set<String> values = new LinkedHashSet<>();
        Optional<Fact> then = later.find(column.id());
        boolean text = TEXT.matcher(column.get(Attribute.TYPE).orElse("")).find();
        boolean other =
                text && then.isPresent() && !then.get().get(Attribute.TYPE).equals(column.get(Attribute.TYPE));
        if (!other && !counts(schema, column.id()) && !counts(later, column.id())) {
            values.addAll(types.of(column.get(Attribute.TYPE).orElse(""), number, true));
        }
        values.addAll(of(table, column, number));
        return List.copyOf(values);
    }

    private static boolean counts(Schema schema, Id column) {
        return !schema.children(column, Kind.IDENTITY).isEmpty()
                || schema.children(column, Kind.DEFAULT).stream()
                        .anyMatch(value ->
                                value.get(Attribute.EXPRESSION).orElse("").contains("nextval"));
    }

    /// @param number of the row, from 1: rows should not be equal
    List<String> of(Id table, Fact column, int number) {
        Set<String> values = new LinkedHashSet<>();
        String type = column.get(Attribute.TYPE).orElse("");
        List<String> mined = mined(table, column, type);
        List<String> typed = types.of(type, number, false);
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
        List<String> labels = TypedValues.labels(later, type, 1);
        return labels.isEmpty() ? new TypedValues(later).of(type, number, false) : labels;
    }

    /// The literals that what judges a column names: its enum's labels, checks of its table and domain, bounds.
    private List<String> mined(Id table, Fact column, String type) {
        Set<String> found = new LinkedHashSet<>();
        for (Schema known : List.of(later, schema)) {
            found.addAll(TypedValues.labels(known, type, 1));
            for (Fact constraint : known.children(table, Kind.CONSTRAINT)) {
                boolean check = constraint.get(Attribute.TYPE).equals(Optional.of("check"));
                if (check && speaksOf(TypedValues.text(constraint), column.id().name())) {
                    TypedValues.literals(TypedValues.text(constraint), found);
                }
            }
            for (Fact domain : known.of(Kind.DOMAIN)) {
                if (TypedValues.names(type, domain.id())) {
                    known.children(domain.id(), Kind.CONSTRAINT)
                            .forEach(constraint -> TypedValues.literals(TypedValues.text(constraint), found));
                    domain.get(Attribute.TYPE)
                            .map(base -> types.of(base, 1, false))
                            .ifPresent(found::addAll);
                }
            }
        }
        if (schema.find(table)
                .flatMap(fact -> fact.get(Attribute.PARTITION_KEY))
                .isPresent()) {
            for (Fact part : schema.of(Kind.PARTITION)) {
                part.get(Attribute.BOUNDS)
                        .filter(ignored -> part.get(Attribute.PARENT).equals(Optional.of(table.text())))
                        .ifPresent(bounds -> TypedValues.literals(bounds, found));
            }
        }
        return List.copyOf(found);
    }

    private static boolean speaksOf(String text, String name) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])", Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .find();
    }
}
