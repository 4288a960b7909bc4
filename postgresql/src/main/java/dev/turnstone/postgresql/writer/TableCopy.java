package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Replaces a table by a new one of the same name that has its rows: the old one is locked and renamed aside with all
/// whose names are needed, the new one is made, the rows are copied, the old one goes. All in one transaction.
final class TableCopy {
    private static final String OLD = "old";

    private final Context context;
    private final Rules rules;
    private final Set<Id> gone;
    private final Id root;
    private final Set<Id> members;
    /// All that goes with the old tables.
    private final List<Fact> group;

    TableCopy(Context context, Rules rules, Set<Id> gone, Id root, List<Fact> group) {
        this.context = context;
        this.rules = rules;
        this.gone = gone;
        this.root = root;
        this.members = context.copies().members().getOrDefault(root, Set.of());
        this.group = List.copyOf(group);
    }

    /// What puts the old tables aside, copies, and takes them away.
    List<Draft> drafts() {
        return List.of(aside(), copy(), forget());
    }

    private Draft aside() {
        Draft draft = new Draft("aside " + root.text(), Weight.drop(Kind.TABLE, true));
        draft.says(List.of("LOCK TABLE " + Sql.name(root) + " IN ACCESS EXCLUSIVE MODE"));
        context.from()
                .find(root.satellite(Kind.PARTITION))
                .flatMap(Family::parent)
                .ifPresent(parent ->
                        draft.says(List.of("ALTER TABLE " + Sql.name(parent) + " DETACH PARTITION " + Sql.name(root))));
        context.from()
                .find(root.satellite(Kind.ROW_SECURITY))
                .filter(security -> security.is(PostgresAttribute.FORCED))
                .ifPresent(security ->
                        draft.says(List.of("ALTER TABLE " + Sql.name(root) + " NO FORCE ROW LEVEL SECURITY")));
        Set<Id> taken = new HashSet<>();
        for (Fact fact : group) {
            if (hinders(fact)) {
                draft.says(
                        fact.id().kind() == Kind.DEFAULT
                                ? List.of(withoutDefault(Mention.parent(fact.id())))
                                : Writing.of(fact.id(), () -> rules.drop(fact, context)));
                draft.releases(fact);
                taken.add(fact.id());
            }
        }
        kept().forEach(sequence -> draft.says(List.of("ALTER SEQUENCE " + Sql.name(sequence) + " OWNED BY NONE")));
        for (Fact fact : group) {
            if (!taken.contains(fact.id())) {
                renamed(fact).ifPresent(statement -> draft.says(List.of(statement)));
            }
        }
        for (Id member : new TreeSet<>(members)) {
            draft.says(List.of(
                    "ALTER TABLE " + Sql.name(member) + " RENAME TO " + Sql.name(Temporary.name(member.name(), OLD))));
            draft.makes(Slots.detached(member));
        }
        for (Fact fact : group) {
            draft.destroys(fact.id());
            Slots.of(fact).forEach(draft::destroys);
        }
        return draft;
    }

    /// Whether a part of an old table needs what goes and comes back before the new one can be made.
    private boolean hinders(Fact fact) {
        boolean part = switch (fact.id().kind()) {
            case DEFAULT -> true;
            case TRIGGER, POLICY, RULE -> !fact.is(Attribute.INHERITED);
            case CONSTRAINT -> Constraints.type(fact).equals("check");
            case INDEX -> !fact.is(Attribute.INHERITED);
            default -> false;
        };
        return part
                && fact.needs().stream()
                        .anyMatch(need -> gone.contains(need)
                                && need.nearest(Kind.TABLE)
                                        .filter(members::contains)
                                        .isEmpty());
    }

    private static String withoutDefault(Id column) {
        return "ALTER TABLE ONLY " + Sql.name(Mention.parent(column)) + " ALTER COLUMN " + Sql.name(column.name())
                + " DROP DEFAULT";
    }

    /// The sequences of old columns that go on to exist.
    private List<Id> kept() {
        return context.from().of(Kind.SEQUENCE).stream()
                .filter(sequence -> Sequences.owner(sequence)
                        .map(Mention::parent)
                        .filter(members::contains)
                        .isPresent())
                .map(Fact::id)
                .filter(sequence -> !gone.contains(sequence))
                .toList();
    }

    /// What frees a name that relations of the same schema share.
    private static Optional<String> renamed(Fact fact) {
        Id id = fact.id();
        return switch (id.kind()) {
            case INDEX -> Optional.of(rename("INDEX", Mention.index(id), id.name()));
            case CONSTRAINT ->
                switch (Constraints.type(fact)) {
                    case "primary key", "unique", "exclusion" ->
                        Optional.of(rename("INDEX", Mention.index(id), id.name()));
                    default -> Optional.empty();
                };
            case IDENTITY, SEQUENCE -> {
                Id sequence = sequence(fact);
                yield Optional.of(rename("SEQUENCE", Sql.name(sequence), sequence.name()));
            }
            default -> Optional.empty();
        };
    }

    private static Id sequence(Fact fact) {
        return fact.id().kind() == Kind.SEQUENCE
                ? fact.id()
                : Id.parse(fact.get(PostgresAttribute.SEQUENCE).orElseThrow());
    }

    private static String rename(String what, String name, String own) {
        return "ALTER " + what + " " + name + " RENAME TO " + Sql.name(Temporary.name(own, OLD));
    }

    private static String old(Id relation) {
        return Sql.name(Mention.parent(relation).child(relation.kind(), Temporary.name(relation.name(), OLD)));
    }

    private Draft copy() {
        Draft draft = new Draft("copy " + root.text(), Weight.make(Kind.COLUMN));
        draft.needs(root).makes(Slots.copied(root));
        for (Fact table : context.to().of(Kind.TABLE)) {
            if (context.copies().root(table.id()).equals(Optional.of(root))) {
                draft.needs(table.id()).needs(table.id().satellite(Kind.PARTITION));
            }
        }
        draft.says(rows());
        for (Fact column : context.to().children(root, Kind.COLUMN)) {
            context.to().find(column.id().satellite(Kind.IDENTITY)).ifPresent(identity -> {
                draft.says(List.of(position(column.id(), identity)));
            });
            context.to().of(Kind.SEQUENCE).stream()
                    .filter(sequence -> Sequences.owner(sequence).equals(Optional.of(column.id())))
                    .filter(sequence -> !context.from().has(sequence.id()))
                    .forEach(sequence -> draft.needs(sequence.id()).says(List.of(position(column.id(), sequence))));
        }
        return draft;
    }

    private List<String> rows() {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        Conversion conversion = new Conversion(context);
        boolean identity = false;
        for (Fact column : Composites.columns(context.to().find(root).orElseThrow(), context.to())) {
            Optional<Fact> before = context.from().find(column.id());
            Optional<String> said = context.using(column.id());
            if (column.get(Attribute.GENERATED).isPresent() || (before.isEmpty() && said.isEmpty())) {
                continue;
            }
            String name = Sql.name(column.id().name());
            names.add(name);
            values.add(said.orElseGet(() -> conversion.of(name, before.orElseThrow(), column)));
            identity |= context.to().has(column.id().satellite(Kind.IDENTITY));
        }
        if (names.isEmpty()) {
            return List.of();
        }
        String only = Context.partitioned(context.from(), root) ? "" : "ONLY ";
        return List.of("INSERT INTO " + Sql.name(root) + " (" + String.join(", ", names) + ")"
                + (identity ? " OVERRIDING SYSTEM VALUE" : "") + " SELECT " + String.join(", ", values) + " FROM "
                + only + old(root));
    }

    /// A new sequence goes on where the old one stands, or else behind the largest value.
    private String position(Id column, Fact now) {
        String sequence = Sql.name(sequence(now));
        Optional<Fact> before = context.from()
                .find(column.satellite(Kind.IDENTITY))
                .or(() -> group.stream()
                        .filter(fact -> fact.id().kind() == Kind.SEQUENCE
                                && Sequences.owner(fact).equals(Optional.of(column)))
                        .findFirst());
        return before.map(fact -> "SELECT pg_catalog.setval(" + Sql.literal(sequence) + ", last_value, is_called) FROM "
                        + old(sequence(fact)))
                .orElseGet(() -> Identities.continued(now, sequence, column));
    }

    private Draft forget() {
        Draft draft = new Draft("forget " + root.text(), Weight.drop(Kind.TABLE, false));
        draft.says(List.of("DROP TABLE " + old(root))).needs(Slots.copied(root));
        Set<Id> own = new HashSet<>();
        group.forEach(fact -> own.add(fact.id()));
        for (Fact fact : group) {
            if (!hinders(fact)) {
                fact.needs().stream()
                        .filter(need -> !own.contains(need) && !kept().contains(need))
                        .forEach(need -> {
                            if (!gone.contains(need) || !context.to().has(need)) {
                                draft.releases(need);
                            } else if (isType(need)) {
                                draft.releases(Slots.aside(need));
                            }
                        });
            }
        }
        return draft;
    }

    /// Whether it is a type that goes only to be made again: meanwhile the old one stands aside.
    private static boolean isType(Id id) {
        return switch (id.kind()) {
            case ENUM, DOMAIN, COMPOSITE, RANGE -> true;
            default -> false;
        };
    }

    /// What waits until the rows are there, besides what a table is made with.
    static void await(Fact fact, Draft draft, Context context) {
        Id id = fact.id();
        switch (id.kind()) {
            case INDEX, CONSTRAINT, TRIGGER, POLICY, RULE, ROW_SECURITY -> {
                id.parent().flatMap(context.copies()::root).map(Slots::copied).ifPresent(draft::needs);
                fact.get(Attribute.REFERENCES)
                        .map(Id::parse)
                        .flatMap(context.copies()::root)
                        .map(Slots::copied)
                        .ifPresent(draft::needs);
            }
            case MATERIALIZED_VIEW ->
                context.copies().members().keySet().forEach(root -> draft.needs(Slots.copied(root)));
            default -> {}
        }
    }
}
