package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Drafts that make indexes and constraints of tables in use: what takes long is done while nobody has to wait.
final class OnlineDrafts {
    private final Context context;
    private final Online online;

    OnlineDrafts(Context context, Online online) {
        this.context = context;
        this.online = online;
    }

    /// Whether an object is made in parts.
    boolean makes(Fact fact) {
        boolean kind = fact.id().kind() == Kind.INDEX || fact.id().kind() == Kind.CONSTRAINT;
        return kind && (online.builds(fact) || online.validates(fact));
    }

    /// Says in `draft`, which makes the object, what is said last, and gives what is said apart from it.
    List<Draft> parts(Fact fact, Draft draft) {
        if (!online.builds(fact)) {
            return validated(fact, draft);
        }
        return fact.id().kind() == Kind.INDEX ? index(fact, draft) : key(fact, draft);
    }

    private List<Draft> index(Fact fact, Draft draft) {
        List<String> state = new ArrayList<>();
        if (Indexes.joins(fact, context)) {
            state.add(Indexes.attach(Partitions.above(fact).orElseThrow(), fact));
        }
        state.addAll(Indexes.state(Fact.of(fact.id(), Map.of()), fact, context));
        if (!online.taken(fact) && state.isEmpty()) {
            draft.says(List.of(Indexes.create(fact, fact.id().name(), true, context)))
                    .online(StepKind.CONCURRENT_BUILD, fact.id());
            return List.of();
        }
        String name = name(fact);
        if (!name.equals(fact.id().name())) {
            Id temporary = Mention.parent(fact.id()).child(Kind.INDEX, name);
            draft.says(List.of("ALTER INDEX " + Mention.index(temporary) + " RENAME TO "
                    + Sql.name(fact.id().name())));
        }
        draft.says(state).online(fact.id()).needs(Slots.built(fact.id()));
        return List.of(built(fact, Indexes.create(fact, name, true, context)));
    }

    private List<Draft> key(Fact fact, Draft draft) {
        String name = name(fact);
        draft.says(List.of(OnlineConstraints.take(fact, name, context)))
                .says(Constraints.after(fact, context))
                .online(fact.id())
                .needs(Slots.built(fact.id()));
        return List.of(built(fact, OnlineConstraints.build(fact, name, context)));
    }

    private String name(Fact fact) {
        return online.taken(fact)
                ? Temporary.name(fact.id().name(), "new")
                : fact.id().name();
    }

    private static Draft built(Fact fact, String statement) {
        Draft build =
                new Draft("build " + fact.id().text(), Weight.make(fact.id().kind()));
        build.says(List.of(statement)).makes(Slots.built(fact.id())).needs(fact);
        fact.get(Attribute.PARENT).map(Id::parse).ifPresent(build::needsNot);
        return build.online(StepKind.CONCURRENT_BUILD, fact.id());
    }

    private List<Draft> validated(Fact fact, Draft draft) {
        Id id = fact.id();
        boolean beside = online.beside(fact);
        String name = beside ? Temporary.name(id.name(), "new") : id.name();
        List<Draft> parts = new ArrayList<>();
        Draft validate = new Draft("validate " + id.text(), Weight.make(id.kind()));
        validate.says(List.of(OnlineConstraints.validate(fact, name, context)))
                .makes(Slots.validated(id))
                .online(StepKind.VALIDATION, id);
        parts.add(validate);
        draft.online(id);
        if (beside) {
            Draft add = new Draft("add " + id.text(), Weight.make(id.kind()));
            add.says(List.of(OnlineConstraints.add(fact, name, context)))
                    .makes(Slots.built(id))
                    .needs(fact)
                    .online(id)
                    .ahead();
            parts.add(add);
            validate.needs(Slots.built(id));
            draft.needs(Slots.validated(id))
                    .says(List.of(Constraints.head(fact, context.to()) + " RENAME CONSTRAINT " + Sql.name(name) + " TO "
                            + Sql.name(id.name())));
        } else {
            validate.needs(id);
            draft.says(
                    OnlineConstraints.validated(fact)
                            ? List.of(OnlineConstraints.add(fact, name, context))
                            : NamedNotNull.create(fact, true, context));
        }
        return parts;
    }
}
