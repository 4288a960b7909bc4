package dev.turnstone.internal.compare;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Which versions of extensions count. An inspector says a version where it is not the one that its server installs by
/// default; what nobody asked for is no difference: each server has a default of its own, and a server that was
/// upgraded leaves its extensions at the versions they had. Pure.
final class ExtensionVersions {
    private ExtensionVersions() {}

    /// The schema of files, with a mark on the extensions whose version their statements name.
    static Schema said(Schema schema, Set<Id> extensions) {
        return each(
                schema,
                extension -> extensions.contains(extension.id())
                        ? extension.with(Attribute.VERSION_SAID, "true")
                        : extension);
    }

    /// A live schema, whose versions nobody asked for as far as one can see.
    static Schema live(Schema schema) {
        return each(schema, extension -> with(extension, Optional.empty()));
    }

    /// Two schemas that differ in a version where the second says which it wants, or where the first says it and the
    /// second is live.
    static Rights.Pair aligned(Rights.Pair pair, Reading from, Reading to) {
        Schema before = from.live() ? live(pair.from()) : pair.from();
        Schema after = to.live() ? live(pair.to()) : pair.to();
        Map<Id, Fact> first = new HashMap<>();
        Map<Id, Fact> second = new HashMap<>();
        for (Fact old : before.of(Kind.EXTENSION)) {
            after.find(old.id()).ifPresent(now -> {
                boolean said = to.live() ? said(old) : said(now);
                boolean differs = !old.detail(Attribute.VERSION).equals(now.detail(Attribute.VERSION));
                Fact model = to.live() ? old : now;
                if (said && differs) {
                    first.put(old.id(), from.live() ? asOn(now, old) : old);
                    second.put(old.id(), to.live() ? asOn(old, now) : now);
                } else {
                    first.put(old.id(), with(old, model.get(Attribute.VERSION)));
                    second.put(old.id(), with(now, model.get(Attribute.VERSION)));
                }
            });
        }
        return new Rights.Pair(
                each(before, extension -> first.getOrDefault(extension.id(), extension)),
                each(after, extension -> second.getOrDefault(extension.id(), extension)));
    }

    private static boolean said(Fact extension) {
        return extension.get(Attribute.VERSION).isPresent()
                || extension.detail(Attribute.VERSION_SAID).isPresent();
    }

    /// A live extension as the server of another would describe it.
    private static Fact asOn(Fact other, Fact live) {
        Optional<String> version = live.detail(Attribute.VERSION);
        return with(live, version.equals(other.detail(Attribute.DEFAULT_VERSION)) ? Optional.empty() : version);
    }

    private static Fact with(Fact extension, Optional<String> version) {
        Map<String, String> definition = new HashMap<>(extension.definition());
        definition.remove(Attribute.VERSION);
        version.ifPresent(said -> definition.put(Attribute.VERSION, said));
        return new Fact(extension.id(), definition, extension.details(), extension.needs());
    }

    private static Schema each(Schema schema, UnaryOperator<Fact> mapping) {
        if (schema.of(Kind.EXTENSION).isEmpty()) {
            return schema;
        }
        List<Fact> facts = new ArrayList<>(schema.facts().size());
        for (Fact fact : schema.facts()) {
            facts.add(fact.id().kind() == Kind.EXTENSION ? mapping.apply(fact) : fact);
        }
        return new Schema(schema.dialect(), schema.version(), facts, schema.unmodelled());
    }
}
