package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.ArrayList;
import java.util.List;

/// Rows and values that no way back brings again.
final class Losses {
    private Losses() {}

    /// One line each, for people.
    static List<String> of(Context context, Fates fates) {
        List<String> losses = new ArrayList<>();
        for (Id id : fates.gone().stream().sorted().toList()) {
            Fact fact = context.from().find(id).orElseThrow();
            switch (id.kind()) {
                case TABLE -> {
                    if (!Context.partitioned(context.from(), id)
                            && !context.copies().leaves(id)) {
                        losses.add("the rows of " + id.words());
                    }
                }
                case COLUMN -> {
                    boolean copied = context.copies().leaves(Mention.parent(id))
                            && !context.to().has(id)
                            && context.copies().members().containsKey(Mention.parent(id));
                    if (holds(fact) && (copied || !fates.gone().contains(Mention.parent(id)))) {
                        losses.add("the values of " + id.words());
                    }
                }
                case SEQUENCE -> {
                    if (!fates.gone().contains(Mention.parent(id))
                            && fates.carrier(id).equals(id)
                            && !converted(fact, context)) {
                        losses.add("the position of " + id.words());
                    }
                }
                default -> {}
            }
        }
        fates.altered().forEach((id, alteration) -> {
            if ((id.kind() == Kind.SEQUENCE || id.kind() == Kind.IDENTITY) && restarts(id, context)) {
                losses.add("the position of " + id.words());
            }
            if (alteration instanceof Alteration.Retyped && narrows(id, context)) {
                losses.add("what of the values of " + id.words() + " does not fit "
                        + context.to()
                                .find(id)
                                .flatMap(fact -> fact.get(Attribute.TYPE))
                                .orElse(""));
            }
        });
        return losses;
    }

    private static boolean holds(Fact column) {
        Id relation = Mention.parent(column.id());
        return relation.kind() == Kind.TABLE
                && column.get(Attribute.GENERATED).isEmpty()
                && !(column.is(Attribute.INHERITED) && !column.is("local"));
    }

    /// A serial's sequence that becomes an identity's: the new one goes on from the largest value.
    private static boolean converted(Fact sequence, Context context) {
        return Sequences.owner(sequence)
                .filter(column -> context.to().has(column.satellite(Kind.IDENTITY)))
                .isPresent();
    }

    private static boolean restarts(Id sequence, Context context) {
        return Sequences.outside(
                context.from().find(sequence).orElseThrow(),
                context.to().find(sequence).orElseThrow());
    }

    private static boolean narrows(Id column, Context context) {
        String before = context.from()
                .find(column)
                .flatMap(fact -> fact.get(Attribute.TYPE))
                .orElse("");
        String after = context.to()
                .find(column)
                .flatMap(fact -> fact.get(Attribute.TYPE))
                .orElse("");
        return Types.narrows(before, after);
    }
}
