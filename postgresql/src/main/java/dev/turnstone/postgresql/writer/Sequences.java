package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Sequences. Which column owns one is said by a statement of its own, when the column exists.
final class Sequences implements Rule {
    private static final Map<String, String> LARGEST =
            Map.of("smallint", "32767", "integer", "2147483647", "bigint", "9223372036854775807");
    private static final Map<String, String> SMALLEST =
            Map.of("smallint", "-32768", "integer", "-2147483648", "bigint", "-9223372036854775808");

    @Override
    public List<String> create(Fact fact, Context context) {
        String unlogged = fact.get(PostgresAttribute.PERSISTENCE)
                .map(persistence -> persistence.toUpperCase(java.util.Locale.ROOT) + " ")
                .orElse("");
        return List.of("CREATE " + unlogged + "SEQUENCE " + Sql.name(fact.id()) + made(fact));
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP SEQUENCE " + Sql.name(fact.id()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        List<String> statements = new ArrayList<>();
        String head = "ALTER SEQUENCE " + Sql.name(to.id());
        String options = changed(from, to, "");
        if (!options.isEmpty()) {
            statements.add(head + options);
        }
        boolean persistence = !from.get(PostgresAttribute.PERSISTENCE).equals(to.get(PostgresAttribute.PERSISTENCE));
        if (persistence && !Persistence.follows(to, context)) {
            statements.add(head + " SET "
                    + to.get(PostgresAttribute.PERSISTENCE).orElse("logged").toUpperCase(java.util.Locale.ROOT));
        }
        // Only let go of here, so that the old owner may be dropped: the new one takes it when it exists.
        if (from.get(Attribute.PARENT).isPresent()
                && !from.get(Attribute.PARENT).equals(to.get(Attribute.PARENT))) {
            statements.add(head + " OWNED BY NONE");
        }
        return new Alteration.InPlace(statements);
    }

    /// `ALTER SEQUENCE … OWNED BY table.column`.
    static String owned(Fact sequence) {
        String owner = owner(sequence)
                .map(column -> Sql.name(Mention.parent(column)) + "." + Sql.name(column.name()))
                .orElse("NONE");
        return "ALTER SEQUENCE " + Sql.name(sequence.id()) + " OWNED BY " + owner;
    }

    /// The column that owns it.
    static Optional<Id> owner(Fact sequence) {
        return sequence.get(Attribute.PARENT).map(Id::parse);
    }

    /// The options of a new sequence that are not what the server chooses by itself, each behind a blank.
    static String made(Fact fact) {
        StringBuilder options = new StringBuilder();
        String type = fact.get(Attribute.TYPE).orElse("bigint");
        boolean descending = fact.get(PostgresAttribute.INCREMENT).orElse("1").startsWith("-");
        if (!type.equals("bigint")) {
            options.append(" AS ").append(type);
        }
        unless(options, " INCREMENT BY ", fact.get(PostgresAttribute.INCREMENT), "1");
        String minimum = usualMinimum(type, descending);
        String maximum = usualMaximum(type, descending);
        unless(options, " MINVALUE ", fact.get(PostgresAttribute.MINIMUM), minimum);
        unless(options, " MAXVALUE ", fact.get(PostgresAttribute.MAXIMUM), maximum);
        String first = descending
                ? fact.get(PostgresAttribute.MAXIMUM).orElse(maximum)
                : fact.get(PostgresAttribute.MINIMUM).orElse(minimum);
        unless(options, " START WITH ", fact.get(PostgresAttribute.START), first);
        unless(options, " CACHE ", fact.get(PostgresAttribute.CACHE), "1");
        return options + (fact.is(PostgresAttribute.CYCLE) ? " CYCLE" : "");
    }

    /// The options that differ, each behind a blank and `set`, which is `SET ` for an identity column.
    static String changed(Fact from, Fact to, String set) {
        StringBuilder options = new StringBuilder();
        if (set.isEmpty() && !from.get(Attribute.TYPE).equals(to.get(Attribute.TYPE))) {
            options.append(" AS ").append(to.get(Attribute.TYPE).orElse("bigint"));
        }
        differing(options, " " + set + "INCREMENT BY ", from, to, PostgresAttribute.INCREMENT);
        differing(options, " " + set + "MINVALUE ", from, to, PostgresAttribute.MINIMUM);
        differing(options, " " + set + "MAXVALUE ", from, to, PostgresAttribute.MAXIMUM);
        differing(options, " " + set + "START WITH ", from, to, PostgresAttribute.START);
        differing(options, " " + set + "CACHE ", from, to, PostgresAttribute.CACHE);
        if (outside(from, to)) {
            options.append(" RESTART");
        }
        if (from.is(PostgresAttribute.CYCLE) != to.is(PostgresAttribute.CYCLE)) {
            options.append(" ").append(set).append(to.is(PostgresAttribute.CYCLE) ? "CYCLE" : "NO CYCLE");
        }
        return options.toString();
    }

    /// The bounds that differ, as [#changed] says them.
    static String bounds(Fact from, Fact to, String set) {
        StringBuilder options = new StringBuilder();
        differing(options, " " + set + "MINVALUE ", from, to, PostgresAttribute.MINIMUM);
        differing(options, " " + set + "MAXVALUE ", from, to, PostgresAttribute.MAXIMUM);
        differing(options, " " + set + "START WITH ", from, to, PostgresAttribute.START);
        return options + (outside(from, to) ? " RESTART" : "");
    }

    /// The one with the bounds of the other.
    static Fact bounded(Fact from, Fact to) {
        Map<String, String> definition = new TreeMap<>(from.definition());
        for (String attribute :
                List.of(PostgresAttribute.MINIMUM, PostgresAttribute.MAXIMUM, PostgresAttribute.START)) {
            to.get(attribute).ifPresent(value -> definition.put(attribute, value));
        }
        return Fact.of(from.id(), definition);
    }

    /// Whether a sequence has bounds that the type it becomes one of does not have, and that do not follow the type.
    static boolean wider(Fact from, Fact to) {
        String type = to.get(Attribute.TYPE).orElse("bigint");
        String before = from.get(Attribute.TYPE).orElse("bigint");
        BigInteger largest = number(from, PostgresAttribute.MAXIMUM, LARGEST.getOrDefault(before, "0"));
        BigInteger smallest = number(from, PostgresAttribute.MINIMUM, "1");
        boolean above = largest.compareTo(new BigInteger(LARGEST.getOrDefault(type, "0"))) > 0
                && !largest.toString().equals(LARGEST.get(before));
        boolean below = smallest.compareTo(new BigInteger(SMALLEST.getOrDefault(type, "0"))) < 0
                && !smallest.toString().equals(SMALLEST.get(before));
        return above || below;
    }

    /// Whether a sequence that nobody has used yet would stand outside of its new bounds.
    static boolean outside(Fact from, Fact to) {
        BigInteger start = number(from, PostgresAttribute.START, "1");
        return start.compareTo(number(to, PostgresAttribute.MINIMUM, "-9223372036854775808")) < 0
                || start.compareTo(number(to, PostgresAttribute.MAXIMUM, "9223372036854775807")) > 0;
    }

    private static BigInteger number(Fact fact, String attribute, String otherwise) {
        return new BigInteger(fact.get(attribute).orElse(otherwise));
    }

    private static String usualMinimum(String type, boolean descending) {
        return descending ? SMALLEST.getOrDefault(type, "") : "1";
    }

    private static String usualMaximum(String type, boolean descending) {
        return descending ? "-1" : LARGEST.getOrDefault(type, "");
    }

    private static void unless(StringBuilder options, String words, Optional<String> value, String usual) {
        value.filter(given -> !given.equals(usual))
                .ifPresent(given -> options.append(words).append(given));
    }

    private static void differing(StringBuilder options, String words, Fact from, Fact to, String attribute) {
        to.get(attribute)
                .filter(value -> !from.get(attribute).equals(Optional.of(value)))
                .ifPresent(value -> options.append(words).append(value));
    }
}
