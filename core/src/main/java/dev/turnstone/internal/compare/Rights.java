package dev.turnstone.internal.compare;

import dev.turnstone.DiffOptions;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Leaves out of two schemas the owners and grants that must not be compared. Pure.
///
/// What belongs to the role that ran a script on scratch belongs to whoever will run it: nobody said whom, so the owner
/// is compared only where a script gives it to another role. Owners of two servers that have no role in common say
/// nothing about each other.
final class Rights {
    private static final Set<Kind> ALL = Set.of(Kind.OWNER, Kind.GRANT, Kind.DEFAULT_PRIVILEGE);

    private Rights() {}

    /// Two schemas that may be compared.
    record Pair(Schema from, Schema to) {}

    static Pair aligned(Reading from, Reading to, DiffOptions.Rights rights) {
        return switch (rights) {
            case COMPARED -> new Pair(from.schema(), to.schema());
            case IGNORED ->
                new Pair(
                        without(from.schema(), fact -> ALL.contains(fact.id().kind())),
                        without(to.schema(), fact -> ALL.contains(fact.id().kind())));
            case AUTO -> {
                Pair pair = automatic(from, to);
                yield new Pair(
                        without(pair.from(), fact -> isOwner(fact) && connected(fact, from, to)),
                        without(pair.to(), fact -> isOwner(fact) && connected(fact, to, from)));
            }
        };
    }

    private static Pair automatic(Reading from, Reading to) {
        if (from.runner().isPresent() || to.runner().isPresent()) {
            return new Pair(
                    without(from.schema(), fact -> isOwner(fact) && unsaid(fact, from, to)),
                    without(to.schema(), fact -> isOwner(fact) && unsaid(fact, to, from)));
        }
        Set<String> roles = owners(from.schema());
        boolean whole =
                Stream.concat(missing(from, to), missing(to, from)).findAny().isEmpty();
        boolean strangers = whole && roles.stream().noneMatch(owners(to.schema())::contains);
        return strangers
                ? new Pair(without(from.schema(), Rights::isOwner), without(to.schema(), Rights::isOwner))
                : new Pair(
                        without(from.schema(), fact -> isOwner(fact) && unknown(fact, to.schema())),
                        without(to.schema(), fact -> isOwner(fact) && unknown(fact, from.schema())));
    }

    /// The owners that one side does not know of objects that both have: a replay does not know them, of a database
    /// that
    /// is on the other side.
    private static Stream<Fact> missing(Reading from, Reading to) {
        return from.schema().of(Kind.OWNER).stream().filter(owner -> unknown(owner, to.schema()));
    }

    /// Whether the other side has the object and does not know whose it is.
    private static boolean unknown(Fact owner, Schema other) {
        return other.has(owner.id().parent().orElseThrow()) && !other.has(owner.id());
    }

    /// Whether an object that only one side has belongs to the role that connects there: whoever makes it elsewhere has
    /// it there.
    private static boolean connected(Fact owner, Reading own, Reading other) {
        return owner.get(Attribute.ROLE).equals(own.user())
                && !other.schema().has(owner.id().parent().orElseThrow());
    }

    /// Whether an owner stands there because somebody had to own the object, on either side.
    private static boolean unsaid(Fact owner, Reading own, Reading other) {
        Id object = owner.id().parent().orElseThrow();
        Optional<String> elsewhere = other.schema().find(owner.id()).flatMap(fact -> fact.get(Attribute.ROLE));
        boolean here = own.runner().isPresent() && owner.get(Attribute.ROLE).equals(own.runner());
        boolean there = other.runner().isPresent()
                && other.schema().has(object)
                && (elsewhere.isEmpty() || elsewhere.equals(other.runner()));
        boolean saidThere = other.runner().isPresent() && elsewhere.isPresent() && !elsewhere.equals(other.runner());
        boolean saidHere = own.runner().isPresent() && !here;
        return here ? !saidThere : there && !saidHere;
    }

    /// What scratch shows, without owners that nobody asked for: of the role that ran the statements.
    static Schema shown(Schema shown, Schema wanted, String runner) {
        return without(
                shown,
                fact -> isOwner(fact)
                        && fact.get(Attribute.ROLE).equals(Optional.of(runner))
                        && !wanted.has(fact.id()));
    }

    private static boolean isOwner(Fact fact) {
        return fact.id().kind() == Kind.OWNER;
    }

    private static Set<String> owners(Schema schema) {
        return schema.of(Kind.OWNER).stream()
                .flatMap(fact -> fact.get(Attribute.ROLE).stream())
                .collect(Collectors.toSet());
    }

    static Schema without(Schema schema, Predicate<Fact> gone) {
        List<Fact> facts = schema.facts().stream().filter(gone.negate()).toList();
        return facts.size() == schema.facts().size()
                ? schema
                : new Schema(schema.dialect(), schema.version(), facts, schema.unmodelled());
    }
}
