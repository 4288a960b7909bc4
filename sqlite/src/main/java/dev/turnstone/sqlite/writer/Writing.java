package dev.turnstone.sqlite.writer;

import dev.turnstone.dialect.Written;
import dev.turnstone.dialect.Written.Line;
import dev.turnstone.dialect.Written.Refusal;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Change.Rename;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.sqlite.text.SqliteAttribute;
import dev.turnstone.sqlite.text.SqliteWords;
import dev.turnstone.sqlite.writer.Steps.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One set of changes being written: renames first, then what is left between the renamed schema and the one after.
final class Writing {
    private static final Set<Kind> RENAMED = Set.of(Kind.TABLE, Kind.VIRTUAL_TABLE, Kind.COLUMN);

    private final Diff diff;
    private final boolean back;
    private final List<Rename> renames;
    private final Schema before;
    private final Schema after;
    private final List<Change> changes;
    private final CreateText create;
    private final Set<String> taken;
    private final Map<Id, TableChange> tables = new LinkedHashMap<>();
    private final Map<Id, String> expressions = new HashMap<>();
    private final List<String> filled = new ArrayList<>();
    private final Steps steps = new Steps();
    private final List<Refusal> refusals;

    /// @param back whether this takes another set of changes back
    Writing(Diff diff, boolean back) {
        this.diff = diff;
        this.back = back;
        this.renames = diff.changes().stream()
                .filter(Rename.class::isInstance)
                .map(Rename.class::cast)
                .filter(rename -> RENAMED.contains(rename.from().kind()))
                .toList();
        Described described = new Described(diff.from(), diff.to());
        this.refusals = described.refusals();
        this.before = RenamedSchema.of(described.before(), renames);
        this.after = described.after();
        this.changes = Differ.diff(before, after).changes();
        this.create = new CreateText(after);
        this.taken = new HashSet<>(Renames.names(diff.from()));
        this.taken.addAll(Renames.names(before));
        this.taken.addAll(Renames.names(after));
    }

    Written written() {
        asked();
        decide();
        renames();
        newTables();
        changedTables();
        droppedTables();
        VirtualTables virtual = new VirtualTables(after, create, steps, taken);
        virtual.write(changes);
        indexes();
        viewsAndTriggers();
        List<String> losses = new ArrayList<>(new Losses(before, after, tables.values()).of(changes));
        losses.addAll(virtual.losses());
        losses.addAll(filled);
        return new Written(steps.sorted(), losses, refusals);
    }

    /// Expressions that the changes bring with them.
    private void asked() {
        for (Change change : diff.changes()) {
            switch (change) {
                case Change.Create made -> made.fill().ifPresent(fill -> expressions.put(made.id(), fill));
                case Change.Alter alter -> {
                    String name = CreateText.name(alter.to());
                    alter.fill()
                            .map(fill -> "coalesce(" + name + ", " + fill + ")")
                            .or(alter::using)
                            .ifPresent(value -> expressions.put(alter.to().id(), value));
                }
                case Change.Drop drop -> {}
                case Rename rename -> {}
            }
        }
    }

    private void decide() {
        Map<Id, List<Change>> byTable = new LinkedHashMap<>();
        for (Change change : changes) {
            Id id = change instanceof Rename rename ? rename.to() : change.id();
            id.nearest(Kind.TABLE)
                    .filter(table -> id.kind() != Kind.INDEX && id.kind() != Kind.TRIGGER)
                    .filter(table -> before.has(table) && after.has(table))
                    .ifPresent(table -> byTable.computeIfAbsent(table, absent -> new ArrayList<>())
                            .add(change));
        }
        byTable.forEach(
                (table, own) -> tables.put(table, TableChange.of(before, after, table, own, expressions.keySet())));
        detached();
    }

    /// Where a table is made anew, foreign keys do not follow a rename, and dropping one that others still refer to
    /// must not reach their rows: these others are made anew too.
    private void detached() {
        Set<Id> renamed = new HashSet<>();
        renames.stream().filter(rename -> rename.to().kind() == Kind.TABLE).forEach(rename -> renamed.add(rename.to()));
        Set<Id> dropped = new HashSet<>();
        before.of(Kind.TABLE).stream()
                .map(Fact::id)
                .filter(id -> !after.has(id))
                .forEach(dropped::add);
        Map<Id, String> forced = new LinkedHashMap<>();
        for (Fact constraint : before.of(Kind.CONSTRAINT)) {
            Id child = constraint.id().parent().orElseThrow();
            Optional<Id> parent = constraint.get(Attribute.REFERENCES).map(Id::parse);
            if (parent.isPresent() && after.has(child) && before.has(child)) {
                boolean kept = after.find(constraint.id()).map(constraint::same).orElse(false);
                if (dropped.contains(parent.get()) && kept) {
                    forced.put(child, "it refers to " + parent.get().name() + ", which is dropped");
                }
                if (renamed.contains(parent.get())) {
                    forced.putIfAbsent(child, "it refers to " + parent.get().name() + ", which has another name");
                }
            }
        }
        boolean rebuilds =
                tables.values().stream().anyMatch(change -> change.rebuild().isPresent());
        forced.forEach((child, reason) -> {
            if (rebuilds || reason.endsWith("dropped")) {
                TableChange change =
                        tables.getOrDefault(child, TableChange.of(before, after, child, List.of(), Set.of()));
                tables.put(child, change.withRebuild(reason));
            }
        });
    }

    private boolean rebuilt(Id table) {
        return Optional.ofNullable(tables.get(table))
                .flatMap(TableChange::rebuild)
                .isPresent();
    }

    private void renames() {
        List<Line> lines = new Renames(diff.from(), after, taken).lines(renames);
        if (!lines.isEmpty()) {
            steps.add(Phase.RENAMES, Id.of(Kind.TABLE, ""), lines, Set.of(), Set.of(), Set.of(), Set.of());
        }
    }

    private void newTables() {
        for (Fact table : after.of(Kind.TABLE)) {
            if (!before.has(table.id())) {
                steps.up(
                        Phase.TABLES_UP,
                        table.id(),
                        Line.of(create.table(table, CreateText.name(table))),
                        parents(after, table.id()));
            }
        }
    }

    /// The tables that a table's foreign keys refer to, itself aside.
    private static Set<Id> parents(Schema schema, Id table) {
        Set<Id> parents = new HashSet<>();
        for (Fact constraint : schema.children(table, Kind.CONSTRAINT)) {
            constraint.needs().stream()
                    .filter(need -> need.kind() == Kind.TABLE)
                    .forEach(parents::add);
        }
        return parents;
    }

    private void changedTables() {
        tables.forEach((table, change) -> {
            List<Line> lines = change.rebuild().isPresent() ? rebuilt(change) : inPlace(change);
            steps.add(Phase.TABLES_CHANGED, table, lines, Set.of(), Set.of(), Set.of(), parents(before, table));
        });
    }

    private List<Line> rebuilt(TableChange change) {
        Rebuild rebuild =
                new Rebuild(before, after, change, free("new_" + Described.stored(change.to())), expressions, back);
        List<Line> lines = rebuild.lines(create);
        filled.addAll(rebuild.losses());
        return lines;
    }

    private String free(String wanted) {
        String name = wanted;
        for (int i = 2; !taken.add(SqliteWords.fold(name)); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    private List<Line> inPlace(TableChange change) {
        String alter = "ALTER TABLE " + CreateText.name(change.to());
        List<Line> lines = new ArrayList<>();
        change.added()
                .forEach((column, brought) ->
                        lines.add(Line.of(alter + " ADD COLUMN " + declared(change.to(), column, brought))));
        change.dropped().forEach(column -> lines.add(Line.of(alter + " DROP COLUMN " + CreateText.name(column))));
        return lines;
    }

    /// As it was written when what it brings is what was written with it, otherwise made of the facts.
    private String declared(Fact table, Fact column, List<Fact> brought) {
        Set<Fact> written = new HashSet<>();
        for (Fact constraint : after.children(table.id(), Kind.CONSTRAINT)) {
            if (constraint
                    .detail(SqliteAttribute.WITHIN)
                    .equals(Optional.of(column.id().name()))) {
                written.add(constraint);
            }
        }
        boolean with = written.equals(Set.copyOf(brought));
        Optional<String> text = column.detail(SqliteAttribute.TEXT);
        if (with && text.isPresent() && create.faithful(table).isPresent()) {
            return text.get();
        }
        StringBuilder declared = new StringBuilder(TableRendering.column(after, column));
        brought.forEach(constraint -> declared.append(' ').append(TableRendering.within(after, constraint)));
        return declared.toString();
    }

    private void droppedTables() {
        for (Fact table : before.of(Kind.TABLE)) {
            if (!after.has(table.id())) {
                steps.down(
                        Phase.TABLES_DOWN,
                        table.id(),
                        Line.of("DROP TABLE " + CreateText.name(table)),
                        parents(before, table.id()));
            }
        }
    }

    private void indexes() {
        Set<Id> changed = new HashSet<>();
        for (Change change : changes) {
            if (change instanceof Rename rename && rename.from().kind() == Kind.INDEX) {
                changed.add(rename.from());
                changed.add(rename.to());
            } else if (change.id().kind() == Kind.INDEX) {
                changed.add(change.id());
            }
        }
        for (Fact index : before.of(Kind.INDEX)) {
            Id table = index.id().parent().orElseThrow();
            boolean goesAlong = rebuilt(table) && after.has(index.id());
            if (changed.contains(index.id()) && after.has(table) && !goesAlong) {
                steps.down(Phase.INDEXES_DOWN, index.id(), Line.of("DROP INDEX " + CreateText.name(index)), Set.of());
            }
        }
        for (Fact index : after.of(Kind.INDEX)) {
            Id table = index.id().parent().orElseThrow();
            if (changed.contains(index.id()) || rebuilt(table) || !before.has(table)) {
                steps.up(Phase.INDEXES_UP, index.id(), Line.of(create.index(index)), Set.of());
            }
        }
    }

    private void viewsAndTriggers() {
        Set<Id> changed = new LinkedHashSet<>();
        changes.stream()
                .map(Change::id)
                .filter(id -> id.kind() == Kind.VIEW || id.kind() == Kind.TRIGGER)
                .forEach(changed::add);
        Set<Id> down = new LinkedHashSet<>();
        Standing standing = new Standing(before);
        changed.stream().filter(before::has).forEach(down::add);
        if (disturbing()) {
            Set<Id> touched = touched();
            touched.addAll(down);
            down.addAll(standing.above(touched));
            down.addAll(standing.dangling());
            tables.forEach((table, change) -> change.dropped()
                    .forEach(column ->
                            down.addAll(standing.above(table, column.id().name()))));
        } else {
            before.of(Kind.TRIGGER).stream()
                    .map(Fact::id)
                    .filter(trigger -> down.contains(trigger.parent().orElseThrow()))
                    .forEach(down::add);
        }
        takeDown(down);
        putUp(down, changed);
    }

    private boolean disturbing() {
        return !renames.isEmpty()
                || tables.values().stream()
                        .anyMatch(change -> change.rebuild().isPresent()
                                || !change.dropped().isEmpty());
    }

    /// Tables that are not there for a moment, or no longer, or under another name.
    private Set<Id> touched() {
        Set<Id> touched = new LinkedHashSet<>();
        tables.keySet().stream().filter(this::rebuilt).forEach(touched::add);
        for (Kind kind : List.of(Kind.TABLE, Kind.VIRTUAL_TABLE)) {
            before.of(kind).stream().map(Fact::id).filter(id -> !after.has(id)).forEach(touched::add);
        }
        for (Change change : changes) {
            if (change.id().kind() == Kind.VIRTUAL_TABLE) {
                touched.add(change.id());
            }
        }
        for (Rename rename : renames) {
            touched.add(rename.to().kind() == Kind.COLUMN ? rename.to().parent().orElseThrow() : rename.to());
        }
        return touched;
    }

    private void takeDown(Set<Id> down) {
        for (Id id : down) {
            Fact fact = before.find(id).orElseThrow();
            boolean view = id.kind() == Kind.VIEW;
            boolean goesAlong = !view && !after.has(id.parent().orElseThrow()) && !disturbing();
            if (!goesAlong) {
                steps.down(
                        view ? Phase.VIEWS_DOWN : Phase.TRIGGERS_DOWN,
                        id,
                        Line.of((view ? "DROP VIEW " : "DROP TRIGGER ") + CreateText.name(fact)),
                        Set.of());
            }
        }
    }

    private void putUp(Set<Id> down, Set<Id> changed) {
        for (Fact view : after.of(Kind.VIEW)) {
            if (down.contains(view.id()) || changed.contains(view.id())) {
                steps.up(Phase.VIEWS_UP, view.id(), Line.of(create.view(view)), views(view));
            }
        }
        for (Fact trigger : after.of(Kind.TRIGGER)) {
            Id parent = trigger.id().parent().orElseThrow();
            if (down.contains(trigger.id()) || changed.contains(trigger.id()) || rebuilt(parent)) {
                steps.up(Phase.TRIGGERS_UP, trigger.id(), Line.of(create.trigger(trigger)), Set.of(parent));
            }
        }
    }

    private static Set<Id> views(Fact view) {
        Set<Id> views = new HashSet<>();
        view.needs().stream().filter(need -> need.kind() == Kind.VIEW).forEach(views::add);
        return views;
    }
}
