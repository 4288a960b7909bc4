package dev.turnstone.internal.compare;

import dev.turnstone.DiffOptions.Renaming;
import dev.turnstone.MigrationException;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Change.Rename;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Labels;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the objects that a person's renames speak of. Pure.
final class Renames {
    private static final Set<Kind> KINDS = Set.of(
            Kind.SCHEMA,
            Kind.TABLE,
            Kind.FOREIGN_TABLE,
            Kind.VIEW,
            Kind.MATERIALIZED_VIEW,
            Kind.SEQUENCE,
            Kind.ENUM,
            Kind.COMPOSITE,
            Kind.DOMAIN,
            Kind.RANGE,
            Kind.COLUMN,
            Kind.LABEL);

    private final Schema from;
    private final Schema to;
    private final Map<Id, Id> names = new LinkedHashMap<>();
    private final List<Diagnostic> notices = new ArrayList<>();

    private Renames(Schema from, Schema to) {
        this.from = from;
        this.to = to;
    }

    /// What was found.
    ///
    /// @param renames outer objects first; each from what it is called in the schema before to what it is called after
    ///     all of them
    record Found(List<Change> renames, List<Diagnostic> notices) {}

    static Found find(Schema from, Schema to, List<Renaming> said) {
        Renames renames = new Renames(from, to);
        List<Renaming> ordered = new ArrayList<>(said);
        ordered.sort(Comparator.comparingInt(renames::depth));
        ordered.forEach(renames::resolve);
        renames.follow();
        List<Change> found = new ArrayList<>();
        renames.names.forEach((before, after) -> found.add(new Rename(before, after)));
        return new Found(found, renames.notices);
    }

    private int depth(Renaming renaming) {
        return one(from, renaming.from(), Optional.empty())
                .map(id -> inside(id) ? 2 : id.kind() == Kind.SCHEMA ? 0 : 1)
                .orElse(2);
    }

    private void resolve(Renaming renaming) {
        Optional<Id> old = one(from, renaming.from(), Optional.empty())
                .or(() -> one(renamed(from, names), renaming.from(), Optional.empty())
                        .flatMap(this::original));
        if (old.isEmpty()) {
            if (one(to, renaming.to(), Optional.empty()).isEmpty()) {
                ignored(renaming, "neither name is there");
            }
            return;
        }
        Id now = renamed(old.get(), names);
        Optional<Id> after = inside(now) && renaming.to().indexOf('.') < 0
                ? now.parent()
                        .map(whole -> whole.child(now.kind(), renaming.to()))
                        .filter(id -> has(to, id))
                : one(to, renaming.to(), Optional.of(now.kind()));
        if (after.isEmpty()) {
            ignored(renaming, "there is no " + now.kind().words() + " " + renaming.to() + " in the schema after");
        } else if (has(to, now)) {
            ignored(renaming, now.words() + " is also in the schema after");
        } else if (has(from, after.get())) {
            ignored(renaming, after.get().words() + " is also in the schema before");
        } else {
            names.put(old.get(), after.get());
        }
    }

    /// The sequence of a column goes where the column goes, whatever it is called there.
    private void follow() {
        for (Fact sequence : from.of(Kind.SEQUENCE)) {
            Optional<Id> column =
                    owner(sequence).filter(owner -> !renamed(owner, names).equals(owner));
            boolean stays = names.containsKey(sequence.id()) || to.has(sequence.id());
            if (column.isPresent() && !stays && owned(from, column.get()).size() == 1) {
                List<Id> after = owned(to, renamed(column.get(), names));
                if (after.size() == 1 && !from.has(after.get(0)) && !names.containsValue(after.get(0))) {
                    names.put(sequence.id(), after.get(0));
                }
            }
        }
    }

    private static List<Id> owned(Schema schema, Id column) {
        return schema.of(Kind.SEQUENCE).stream()
                .filter(sequence -> owner(sequence).equals(Optional.of(column)))
                .map(Fact::id)
                .toList();
    }

    private static Optional<Id> owner(Fact sequence) {
        return sequence.get(Attribute.PARENT).map(Id::parse);
    }

    /// A column of a table, or a value of an enum.
    private static boolean inside(Id id) {
        return id.kind() == Kind.COLUMN || id.kind() == Kind.LABEL;
    }

    private static boolean has(Schema schema, Id id) {
        return schema.has(id) || Labels.has(schema, id);
    }

    private static Stream<Id> ids(Schema schema) {
        return Stream.concat(schema.ids().stream(), Labels.ids(schema));
    }

    private Optional<Id> original(Id now) {
        return ids(from).filter(id -> renamed(id, names).equals(now)).findFirst();
    }

    private void ignored(Renaming renaming, String why) {
        notices.add(new Diagnostic(
                Severity.NOTICE,
                "rename-unused",
                "the rename " + renaming.from() + " -> " + renaming.to() + " was not used: " + why,
                Optional.empty(),
                Optional.empty()));
    }

    /// The object of that name, with its schema or without.
    private static Optional<Id> one(Schema schema, String name, Optional<Kind> kind) {
        List<Id> named = ids(schema)
                .filter(id -> kind.map(id.kind()::equals).orElse(KINDS.contains(id.kind())) && called(id, name))
                .toList();
        List<Id> exact = named.stream().filter(id -> id.path().equals(name)).toList();
        List<Id> best = exact.isEmpty() ? named : exact;
        if (best.size() > 1) {
            throw new MigrationException.Misconfigured("\"" + name + "\" is the name of several objects: "
                    + best.stream().map(Id::words).collect(Collectors.joining(", "))
                    + ". Write it with its schema.");
        }
        return best.stream().findFirst();
    }

    private static boolean called(Id id, String name) {
        String path = id.path().toLowerCase(Locale.ROOT);
        String wanted = name.replace("\"", "").toLowerCase(Locale.ROOT);
        boolean inSchema = id.nearest(Kind.SCHEMA).isPresent() && id.kind() != Kind.SCHEMA;
        String bare = inSchema ? path.substring(path.indexOf('.') + 1) : path;
        return path.equals(wanted) || bare.equals(wanted);
    }

    /// The sequences that a table takes into another schema, by what they are called before.
    static Map<Id, Id> taken(Schema schema, Id table, Id after) {
        Map<Id, Id> taken = new LinkedHashMap<>();
        if (table.kind() == Kind.TABLE && !table.parent().equals(after.parent())) {
            for (Fact sequence : schema.of(Kind.SEQUENCE)) {
                if (owner(sequence).filter(column -> column.within(table)).isPresent()) {
                    taken.put(
                            sequence.id(),
                            new Id(Kind.SEQUENCE, after.parent(), sequence.id().name()));
                }
            }
        }
        return taken;
    }

    /// What every renamed object of a diff is called after it.
    static Map<Id, Id> names(Diff renames) {
        Map<Id, Id> names = new LinkedHashMap<>();
        for (Change change : renames.changes()) {
            if (change instanceof Rename rename) {
                names.put(rename.from(), rename.to());
            }
        }
        return names;
    }

    /// What an object is called after renames: its own, or one of what it belongs to.
    static Id renamed(Id id, Map<Id, Id> names) {
        Id own = names.get(id);
        if (own != null) {
            return own;
        }
        return id.parent()
                .map(parent -> new Id(id.kind(), Optional.of(renamed(parent, names)), id.name()))
                .orElse(id);
    }

    /// A schema with its objects under new names, and every text as it was.
    static Schema renamed(Schema schema, Map<Id, Id> names) {
        List<Fact> facts = new ArrayList<>(schema.facts().size());
        for (Fact fact : schema.facts()) {
            facts.add(new Fact(
                    renamed(fact.id(), names),
                    Labels.renamed(fact, names),
                    fact.details(),
                    fact.needs().stream().map(need -> renamed(need, names)).collect(Collectors.toSet())));
        }
        return new Schema(schema.dialect(), schema.version(), facts, schema.unmodelled());
    }

    /// The diff that takes renames back.
    static Diff back(Diff renames) {
        List<Change> changes = new ArrayList<>();
        names(renames).forEach((before, after) -> changes.add(new Rename(after, before)));
        return new Diff(renames.to(), renames.from(), renames.from(), changes, List.of());
    }
}
