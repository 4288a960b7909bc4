package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// An object that stands and gets another owner. What the old one was granted becomes the new one's, beside what the
/// new one had already; so grants to these two are given anew once the owner has changed.
///
/// @param object that changes its owner
/// @param before the role
/// @param after the role
record OwnerChange(Id object, String before, String after, Context context) {
    /// The change of an object's owner, where there is one.
    static Optional<OwnerChange> of(Id object, Context context, Set<Id> gone) {
        boolean stands = context.from().has(object) && context.to().has(object) && !gone.contains(object);
        if (!stands) {
            return Optional.empty();
        }
        Optional<String> before = owner(object, context.from());
        Optional<String> after = owner(object, context.to());
        return before.isPresent() && after.isPresent() && !before.equals(after)
                ? Optional.of(new OwnerChange(object, before.get(), after.get(), context))
                : Optional.empty();
    }

    /// The change of the owner that a grant follows, when it is to the old or the new one.
    static Optional<OwnerChange> covering(Id grant, Context context, Set<Id> gone) {
        return of(owned(grant, context), context, gone)
                .filter(change ->
                        grant.name().equals(change.before) || grant.name().equals(change.after));
    }

    private static Optional<String> owner(Id object, Schema schema) {
        return schema.find(object.satellite(Kind.OWNER))
                .flatMap(fact -> fact.get(Attribute.ROLE))
                .or(() -> Optional.of(Owners.OF_PUBLIC).filter(role -> Owners.ofPublic(object)));
    }

    /// The object whose owner decides about a grant: the table, for a column or a sequence of one.
    private static Id owned(Id grant, Context context) {
        Id target = Mention.parent(grant);
        return switch (target.kind()) {
            case COLUMN -> Mention.parent(target);
            case IDENTITY -> Mention.parent(Mention.parent(target));
            case SEQUENCE ->
                context.from()
                        .find(target)
                        .flatMap(Sequences::owner)
                        .map(Mention::parent)
                        .orElse(target);
            default -> target;
        };
    }

    /// What both roles are granted once the owner has changed.
    List<String> grants() {
        Set<Id> targets = new TreeSet<>();
        for (Schema schema : List.of(context.from(), context.to())) {
            for (Fact grant : schema.of(Kind.GRANT)) {
                boolean own =
                        grant.id().name().equals(before) || grant.id().name().equals(after);
                Id target = Mention.parent(grant.id());
                if (own
                        && owned(grant.id(), context).equals(object)
                        && context.to().has(target)) {
                    targets.add(target);
                }
            }
        }
        List<String> statements = new ArrayList<>();
        targets.forEach(target -> statements.addAll(grants(target)));
        return statements;
    }

    private List<String> grants(Id target) {
        Id old = target.child(Kind.GRANT, before);
        Id now = target.child(Kind.GRANT, after);
        List<String> statements = new ArrayList<>(
                Grants.become(Privileges.read(Optional.empty()), held(old, context.to()), old, context.to()));
        Privileges born = target.kind() == Kind.COLUMN
                ? Privileges.read(Optional.empty())
                : Privileges.read(born(now, context.to()).or(() -> born(old, context.from())));
        boolean restricted = context.from().has(old);
        if (target.kind() != Kind.COLUMN && !restricted && !context.to().has(now)) {
            return statements;
        }
        Privileges had = (restricted ? held(old, context.from()) : born).with(held(now, context.from()));
        Privileges wanted = context.to().has(now) ? held(now, context.to()) : born;
        statements.addAll(Grants.become(had, wanted, now, context.to()));
        return statements;
    }

    private static Privileges held(Id grant, Schema schema) {
        return Privileges.read(schema.find(grant).flatMap(fact -> fact.get(Attribute.PRIVILEGES)));
    }

    private static Optional<String> born(Id grant, Schema schema) {
        return schema.find(grant).flatMap(fact -> fact.detail(PostgresAttribute.BORN_WITH));
    }
}
