package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What alters objects where they stand, and types that are made again beside their old selves.
final class Alters {
    private final Context context;
    private final Rules rules;
    private final Fates fates;
    private final Online online;

    Alters(Context context, Rules rules, Fates fates, Online online) {
        this.online = online;
        this.context = context;
        this.rules = rules;
        this.fates = fates;
    }

    /// The drafts.
    List<Draft> drafts() {
        List<Draft> drafts = new ArrayList<>(published());
        fates.altered().forEach((id, alteration) -> {
            if (id.kind() == Kind.COLUMN) {
                drafts.addAll(notNull(before(id), after(id)));
            }
            switch (alteration) {
                case Alteration.InPlace place -> {
                    drafts.add(altered(id, place.statements()));
                    if (id.kind() == Kind.TABLE) {
                        TypedTables.become(before(id), after(id), context, fates.gone())
                                .ifPresent(drafts::add);
                    }
                }
                case Alteration.Retyped retyped -> drafts.add(altered(id, retyped.statements()));
                case Alteration.Renewed ignored -> drafts.addAll(renewed(id));
                case Alteration.Anew ignored -> throw new IllegalStateException(id + " is not altered but made anew");
                case Alteration.Refused ignored -> throw new IllegalStateException(id + " is not altered but refused");
            }
        });
        return drafts;
    }

    /// Publications of tables that are replaced by new ones publish these from then on.
    private List<Draft> published() {
        List<Draft> drafts = new ArrayList<>();
        for (Fact publication : context.to().of(Kind.PUBLICATION)) {
            Id id = publication.id();
            boolean stands = context.from().has(id)
                    && !fates.gone().contains(id)
                    && !fates.altered().containsKey(id);
            List<Id> roots = publication.needs().stream()
                    .flatMap(need -> need.nearest(Kind.TABLE).stream())
                    .flatMap(table -> context.copies().root(table).stream())
                    .distinct()
                    .toList();
            if (stands && !roots.isEmpty()) {
                Draft draft = new Draft("publish " + id.text(), Weight.make(Kind.PUBLICATION))
                        .says(Publications.republished(publication))
                        .needs(publication);
                roots.forEach(root -> draft.needs(Slots.copied(root)));
                drafts.add(draft);
            }
        }
        return drafts;
    }

    /// What forbids NULL in a column: on a table in use a check looks at the rows before.
    private List<Draft> notNull(Fact before, Fact after) {
        Id column = after.id();
        Kind relation = Mention.parent(column).kind();
        boolean table = relation == Kind.TABLE || relation == Kind.FOREIGN_TABLE;
        if (!table || !NotNull.forbidden(before, after, context)) {
            return List.of();
        }
        Draft forbid = new Draft("forbid null " + column.text(), Weight.make(Kind.IDENTITY));
        forbid.makes(Slots.notNull(column)).needs(column);
        if (!online.guards(column)) {
            return List.of(forbid.says(List.of(NotNull.set(after, context))));
        }
        Draft guard = new Draft("guard " + column.text(), Weight.make(Kind.IDENTITY));
        guard.says(List.of(NotNull.guard(after, context)))
                .makes(Slots.built(column))
                .online(column)
                .ahead();
        Draft validate = new Draft("validate " + column.text(), Weight.make(Kind.IDENTITY));
        validate.says(List.of(NotNull.validate(after, context)))
                .makes(Slots.validated(column))
                .needs(Slots.built(column))
                .online(StepKind.VALIDATION, column);
        if (context.fill(column).isPresent()) {
            validate.needs(column);
        }
        forbid.says(NotNull.settle(after, context))
                .needs(Slots.validated(column))
                .online(column);
        return List.of(guard, validate, forbid);
    }

    private Draft altered(Id id, List<String> statements) {
        Fact before = before(id);
        Fact after = after(id);
        boolean handedOver = id.kind() == Kind.GRANT
                && OwnerChange.covering(id, context, fates.gone()).isPresent();
        Draft draft = new Draft("alter " + id.text(), Weight.make(id.kind())).says(handedOver ? List.of() : statements);
        if (id.kind() == Kind.OWNER) {
            OwnerChange.of(Mention.parent(id), context, fates.gone()).ifPresent(change -> draft.says(change.grants()));
            context.to().of(Kind.SEQUENCE).stream()
                    .filter(sequence ->
                            Sequences.owner(sequence).map(Mention::parent).equals(id.parent()))
                    .forEach(sequence -> draft.needs(Slots.owned(sequence.id())));
        }
        boolean named = id.kind() == Kind.COLUMN && before.is(Attribute.NOT_NULL);
        if (named) {
            draft.makes(id).needs(after);
        } else {
            draft.makes(after);
        }
        if (id.kind() == Kind.SEQUENCE) {
            Sequences.owner(after).ifPresent(draft::needsNot);
        }
        if (id.kind() == Kind.ENUM) {
            // A value can be used when the transaction that has added it is over.
            draft.ahead();
        }
        if (id.kind() == Kind.CONSTRAINT && Constraints.validatedOnly(before, after) && !online.givenUp(id)) {
            draft.online(StepKind.VALIDATION, id);
        }
        RowTypes.settled(Optional.of(after), context, fates.gone()).forEach(draft::needs);
        if (Overloads.routine(id)) {
            Overloads.leaving(after, context, fates.gone()).map(Slots::dropped).forEach(draft::needs);
        }
        if (before.is(Attribute.NOT_NULL) && !after.is(Attribute.NOT_NULL)) {
            // A column of a primary key takes no NULL.
            context.from().children(Mention.parent(id), Kind.CONSTRAINT).stream()
                    .filter(key -> Keys.unique(key) && fates.gone().contains(key.id()))
                    .forEach(key -> draft.needs(Slots.dropped(key.id())));
        }
        boolean computed = before.get(Attribute.GENERATED).isPresent()
                || after.get(Attribute.GENERATED).isPresent();
        if (id.kind() == Kind.COLUMN && (computed || fates.altered().get(id) instanceof Alteration.Retyped)) {
            draft.destroys(id);
        }
        boolean between = id.kind() == Kind.COLUMN
                && before.is(Attribute.INHERITED)
                && Partitions.moved(Mention.parent(id), context);
        if (between) {
            draft.needs(Slots.detached(Mention.parent(id)));
        }
        if (id.kind() == Kind.COLUMN) {
            typed(id).forEach(draft::destroys);
            TypedTables.attribute(id, context).ifPresent(draft::needs);
            Domains.beside(after, context).forEach(draft::needs);
        }
        new Kin(context, fates).left(id, draft);
        if (id.kind() == Kind.TRIGGER) {
            Triggers.above(after, context.to()).forEach(draft::needs);
        }
        if (id.kind() == Kind.TABLE) {
            Persistence.first(before, after, context).forEach(draft::needs);
        }
        if (id.kind() == Kind.IDENTITY) {
            draft.needs(Mention.parent(Mention.parent(id)));
        }
        before.needs().stream().filter(need -> !after.needs().contains(need)).forEach(draft::releases);
        before.needs().stream().filter(this::aside).map(Slots::aside).forEach(draft::releases);
        return draft;
    }

    /// The columns of tables that change their types with an attribute of theirs.
    private List<Id> typed(Id attribute) {
        Id relation = Mention.parent(attribute);
        return relation.kind() != Kind.COMPOSITE
                ? List.of()
                : TypedTables.of(relation, context).stream()
                        .map(table -> table.child(Kind.COLUMN, attribute.name()))
                        .toList();
    }

    /// What a type is called while its successor is made.
    private String asideName(Id type) {
        Id called = aside(type) ? Mention.parent(type).child(type.kind(), Temporary.name(type.name(), "old")) : type;
        return Sql.name(called);
    }

    private boolean aside(Id type) {
        return fates.altered().get(type) instanceof Alteration.Renewed;
    }

    /// The old type is renamed aside, the new one made; when no column has the old one any more it goes.
    private List<Draft> renewed(Id id) {
        Fact after = after(id);
        String old = Temporary.name(id.name(), "old");
        Draft make = new Draft("renew " + id.text(), Weight.make(id.kind()));
        make.says(List.of("ALTER " + Mention.word(id.kind()) + " " + Sql.name(id) + " RENAME TO " + Sql.name(old)));
        if (id.kind() == Kind.RANGE) {
            make.says(Ranges.aside(before(id), old, this::asideName));
        }
        make.says(Writing.of(id, () -> rules.create(after, context)));
        make.destroys(id).makes(after);
        if (id.kind() == Kind.DOMAIN) {
            Domains.inside(id, context).forEach(make::makes);
        }
        List<Fact> parts = fates.gone().stream()
                .filter(gone -> fates.carrier(gone).equals(id))
                .filter(gone -> !Domains.goesFirst(gone, context, fates))
                .map(this::before)
                .toList();
        for (Fact part : parts) {
            make.destroys(part.id());
            Slots.of(part).forEach(make::destroys);
        }
        if (id.kind() == Kind.COMPOSITE) {
            Composites.columns(after, context.to()).forEach(make::makes);
        }
        Draft forget = new Draft("forget " + id.text(), Weight.drop(id.kind(), false));
        String aside = Sql.name(Mention.parent(id).child(id.kind(), old));
        Conversion conversion = new Conversion(context);
        Writing.of(id, () -> conversion.array(id, aside).stream().toList()).forEach(function -> {
            make.says(List.of(function));
            forget.says(List.of(Conversion.dropArray(id, aside)));
        });
        forget.says(List.of("DROP " + Mention.word(id.kind()) + " " + aside));
        forget.destroys(Slots.aside(id)).needs(id);
        for (Fact part : parts) {
            for (Id need : part.needs()) {
                Id whole = need.kind() == Kind.COLUMN ? Mention.parent(need) : need;
                forget.releases(aside(whole) ? Slots.aside(whole) : need);
            }
        }
        return List.of(make, forget);
    }

    private Fact before(Id id) {
        return context.from().find(id).orElseThrow();
    }

    private Fact after(Id id) {
        return context.to().find(id).orElseThrow();
    }
}
