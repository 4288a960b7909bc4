package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.Set;
import java.util.stream.Stream;

/// Routines that share a name. While an old one and its successor both exist, a call may fit both (`f(integer)` and
/// `f(integer, text DEFAULT …)`), so the old one goes first, with what calls it.
final class Overloads {
    private Overloads() {}

    /// Whether it is a function, procedure or aggregate: they share their names.
    static boolean routine(Id id) {
        return id.kind() == Kind.FUNCTION || id.kind() == Kind.PROCEDURE || id.kind() == Kind.AGGREGATE;
    }

    /// Whether a routine that goes leaves its name to one that is new or changes.
    static boolean superseded(Id gone, Context context) {
        return routine(gone)
                && context.from()
                        .find(gone)
                        .filter(before -> routines(context.to().children(Mention.parent(gone)).stream())
                                .anyMatch(after -> succeeds(before, after, context)))
                        .isPresent();
    }

    private static boolean succeeds(Fact before, Fact after, Context context) {
        boolean stays = context.from().find(after.id()).filter(after::same).isPresent();
        return !before.id().equals(after.id()) && !stays && sameName(before, after);
    }

    /// The routines that must be gone before this one is made.
    static Stream<Id> leaving(Fact made, Context context, Set<Id> gone) {
        return routines(context.from().children(Mention.parent(made.id())).stream())
                .filter(before -> gone.contains(before.id()) && !before.id().equals(made.id()))
                .filter(before -> sameName(before, made))
                .map(Fact::id);
    }

    /// The name with the types of all arguments, which only one routine can have, whatever its kind.
    static String signature(Fact routine) {
        return routine.detail(PostgresAttribute.TYPES)
                .map(types -> name(routine) + "(" + types + ")")
                .orElseGet(() -> routine.id().name());
    }

    private static Stream<Fact> routines(Stream<Fact> facts) {
        return facts.filter(fact -> routine(fact.id()));
    }

    private static boolean sameName(Fact one, Fact other) {
        return name(one).equals(name(other));
    }

    private static String name(Fact routine) {
        return routine.detail(PostgresAttribute.NAME).orElseGet(() -> {
            String name = routine.id().name();
            return name.substring(0, name.indexOf('('));
        });
    }
}
