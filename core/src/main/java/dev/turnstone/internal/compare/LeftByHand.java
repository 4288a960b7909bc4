package dev.turnstone.internal.compare;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.dialect.HandMade;
import dev.turnstone.dialect.Writer;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Leaves out of live schemas what no migration makes and the other side does not know: a migration that could not be
/// written would be asked for again and again. What both know is compared. Pure.
final class LeftByHand {
    private final Writer writer;
    private final List<Diagnostic> notices = new ArrayList<>();

    LeftByHand(Writer writer) {
        this.writer = writer;
    }

    /// What was left out, for people.
    List<Diagnostic> notices() {
        return List.copyOf(notices);
    }

    /// Two schemas without it. What a script makes is wanted, so nothing is left out of that.
    Rights.Pair without(Rights.Pair pair, Reading from, Reading to) {
        return new Rights.Pair(
                from.live() ? without(pair.from(), pair.to(), from.label()) : pair.from(),
                to.live() ? without(pair.to(), pair.from(), to.label()) : pair.to());
    }

    /// A live schema without it.
    ///
    /// @param label what the database is called; empty when that goes without saying
    Schema without(Schema live, Schema other, String label) {
        Map<Id, HandMade> roots = new LinkedHashMap<>();
        for (Fact fact : live.facts()) {
            if (!other.has(fact.id()) && !fact.id().withinAny(roots.keySet())) {
                writer.handMade(fact).ifPresent(why -> roots.put(fact.id(), why));
            }
        }
        if (roots.isEmpty()) {
            return live;
        }
        Set<Id> gone = new HashSet<>();
        roots.forEach((id, why) -> {
            Set<Id> with = spread(live, other, id);
            List<String> also = with.stream()
                    .filter(each -> !each.within(id) && !each.kind().satellite())
                    .filter(each -> !roots.containsKey(each))
                    .sorted()
                    .map(Id::words)
                    .toList();
            notices.add(notice(id, why, also, label));
            gone.addAll(with);
        });
        return Rights.without(live, fact -> fact.id().withinAny(gone));
    }

    /// An object and everything that only this side has and that cannot be without it.
    private static Set<Id> spread(Schema live, Schema other, Id root) {
        Set<Id> gone = new HashSet<>(Set.of(root));
        int before = 0;
        while (before != gone.size()) {
            before = gone.size();
            for (Fact fact : live.facts()) {
                boolean needs = fact.needs().stream().anyMatch(need -> need.withinAny(gone));
                if (needs && !other.has(fact.id()) && !fact.id().withinAny(gone)) {
                    gone.add(fact.id());
                }
            }
        }
        return gone;
    }

    private static Diagnostic notice(Id id, HandMade why, List<String> also, String label) {
        String with = also.isEmpty() ? "" : ", and with it " + String.join(", ", also);
        return new Diagnostic(
                Severity.NOTICE,
                "by-hand",
                id.words() + (label.isEmpty() ? "" : " of " + label) + " is left out" + with + ": " + why.why(),
                Optional.empty(),
                Optional.of(why.help()));
    }

    /// A difference whose schema before is one that a scratch database can have. Its changes tell what is there.
    Diff withStandIns(Diff diff) {
        boolean mended = diff.changes().stream()
                .anyMatch(change -> change instanceof Change.Alter alter
                        && !standIn(alter.from()).equals(alter.from()));
        return mended
                ? new Diff(
                        withStandIns(diff.from()),
                        withStandIns(diff.renamed()),
                        diff.to(),
                        diff.changes(),
                        diff.reordered())
                : diff;
    }

    /// A schema that a scratch database can have.
    Schema withStandIns(Schema schema) {
        List<Fact> facts = schema.facts().stream().map(this::standIn).toList();
        return new Schema(schema.dialect(), schema.version(), facts, schema.unmodelled());
    }

    private Fact standIn(Fact fact) {
        return writer.handMade(fact).flatMap(HandMade::standIn).orElse(fact);
    }
}
