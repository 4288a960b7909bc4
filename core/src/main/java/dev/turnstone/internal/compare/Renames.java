package dev.turnstone.internal.compare;

import dev.turnstone.DiffOptions.Renaming;
import dev.turnstone.MigrationException;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Change.Rename;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
            Kind.COLUMN);

    private final Schema original;
    private final Schema to;
    private Schema from;
    private final List<Rename> found = new ArrayList<>();
    private final List<Diagnostic> notices = new ArrayList<>();

    private Renames(Schema from, Schema to) {
        this.original = from;
        this.from = from;
        this.to = to;
    }

    /// What was found.
    ///
    /// @param renames outer objects first; each `from` is called as it is when its turn comes
    /// @param renamed the schema before, with the objects under their new names and every text as it was
    record Found(List<Rename> renames, Schema renamed, List<Diagnostic> notices) {}

    static Found find(Schema from, Schema to, List<Renaming> said) {
        Renames renames = new Renames(from, to);
        List<Renaming> ordered = new ArrayList<>(said);
        ordered.sort(Comparator.comparingInt(renaming -> renames.depth(renaming)));
        ordered.forEach(renames::resolve);
        return new Found(renames.found, renames.from, renames.notices);
    }

    private int depth(Renaming renaming) {
        return one(from, renaming.from(), Optional.empty())
                .map(id -> id.kind() == Kind.COLUMN ? 2 : id.kind() == Kind.SCHEMA ? 0 : 1)
                .orElse(2);
    }

    private void resolve(Renaming renaming) {
        Optional<Id> old = one(from, renaming.from(), Optional.empty())
                .or(() -> one(original, renaming.from(), Optional.empty()).map(this::renamed));
        if (old.isEmpty()) {
            if (one(to, renaming.to(), Optional.empty()).isEmpty()) {
                ignored(renaming, "neither name is there");
            }
            return;
        }
        Id before = old.get();
        Optional<Id> after = before.kind() == Kind.COLUMN && renaming.to().indexOf('.') < 0
                ? before.parent()
                        .map(table -> table.child(Kind.COLUMN, renaming.to()))
                        .filter(to::has)
                : one(to, renaming.to(), Optional.of(before.kind()));
        if (after.isEmpty()) {
            ignored(renaming, "there is no " + before.kind().words() + " " + renaming.to() + " in the schema after");
        } else if (to.has(before) && !before.equals(after.get())) {
            ignored(renaming, before.words() + " is also in the schema after");
        } else if (from.has(after.get())) {
            ignored(renaming, after.get().words() + " is also in the schema before");
        } else {
            Rename rename = new Rename(before, after.get());
            found.add(rename);
            from = moved(from, rename);
        }
    }

    /// What an object is called after the renames found so far.
    private Id renamed(Id id) {
        Id now = id;
        for (Rename rename : found) {
            now = now.moved(rename.from(), rename.to());
        }
        return now;
    }

    /// The renames of a diff, each as a diff of its own, so that each speaks of objects as they are called then.
    static List<Diff> stages(Diff renames) {
        List<Diff> stages = new ArrayList<>();
        Schema before = renames.from();
        for (Change change : renames.changes()) {
            if (change instanceof Rename rename) {
                Schema after = moved(before, rename);
                stages.add(new Diff(before, after, after, List.of(rename), List.of()));
                before = after;
            }
        }
        return stages;
    }

    /// The diff that takes renames back.
    static Diff back(Diff renames) {
        List<Change> changes = new ArrayList<>();
        for (Change change : renames.changes()) {
            if (change instanceof Rename rename) {
                changes.add(0, new Rename(rename.to(), rename.from()));
            }
        }
        return new Diff(renames.to(), renames.from(), renames.from(), changes, List.of());
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
        List<Id> named = schema.ids().stream()
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

    private static Schema moved(Schema schema, Rename rename) {
        List<Fact> facts = new ArrayList<>(schema.facts().size());
        for (Fact fact : schema.facts()) {
            facts.add(new Fact(
                    fact.id().moved(rename.from(), rename.to()),
                    fact.definition(),
                    fact.details(),
                    fact.needs().stream()
                            .map(need -> need.moved(rename.from(), rename.to()))
                            .collect(Collectors.toSet())));
        }
        return new Schema(schema.dialect(), schema.version(), facts, schema.unmodelled());
    }
}
