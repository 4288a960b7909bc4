package dev.turnstone.internal.compare;

import dev.turnstone.DiffOptions;
import dev.turnstone.DiffReport;
import dev.turnstone.GenerateOptions;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.SchemaSource;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.migration.Version;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/// What `Schemas` does.
public final class Comparing implements AutoCloseable {
    private final Grounds grounds;
    private final ScratchServers servers;
    private final Sources sources;

    public Comparing(Grounds grounds) {
        this.grounds = grounds;
        this.servers = new ScratchServers(grounds);
        this.sources = new Sources(grounds, servers);
    }

    /// The schema of a source.
    ///
    /// @param notices takes what a person should know of it
    public Schema inspect(SchemaSource source, Consumer<Diagnostic> notices) {
        Reading reading = sources.read(source, sources.target(List.of(source)));
        reading.notices().forEach(notices);
        return reading.schema();
    }

    /// The statements that make a schema in an empty database.
    public Written script(Schema schema) {
        return new Target(grounds.named(schema.dialect()), schema.version()).script(schema);
    }

    /// What distinguishes two sources.
    public DiffReport diff(SchemaSource from, SchemaSource to, DiffOptions options) {
        Target target = sources.target(List.of(from, to));
        return new Comparison(sources.workbench(target), sources.read(from, target), sources.read(to, target), options)
                .report();
    }

    /// What distinguishes what migrations of these locations make from `live`. Whose an object is that the migrations
    /// do not make, nobody has said: whoever makes it elsewhere has it there.
    ///
    /// @param expected what that is called
    public DiffReport against(
            List<String> locations, Optional<Version> to, String expected, Schema live, String label) {
        Target target = new Target(grounds.named(live.dialect()), live.version());
        Workbench bench = sources.workbench(target);
        Reading made = sources.replayed(locations, to, expected, bench);
        Schema known = Rights.without(
                live,
                fact -> fact.id().kind() == Kind.OWNER
                        && !made.schema().has(fact.id().parent().orElseThrow()));
        return new Comparison(bench, made, Reading.of(known, label), DiffOptions.DEFAULTS).report();
    }

    /// What undoes the part of a migration that is done; empty when that cannot be told.
    ///
    /// @throws MigrationException.DatabaseUnavailable when there is no place to try it in
    public Optional<Undo> undo(HalfDone half) {
        Target target =
                new Target(grounds.named(half.live().dialect()), half.live().version());
        return new PartialUndo(sources.workbench(target), sources, half).find();
    }

    /// The statements that carry a report's changes out.
    public Written statements(DiffReport report, Writer.Style style) {
        return Draft.up(grounds.named(report.diff().from().dialect()).writer(), report, style);
    }

    /// Statements as a migration file has them.
    ///
    /// @param head what stands before them
    public String text(String head, Written written) {
        return grounds.inFile(MigrationText.of(head, written.statements(), List.of(), List.of()));
    }

    /// Writes the migration that brings `from` to `to`.
    public GeneratedMigration generate(SchemaSource from, SchemaSource to, GenerateOptions options) {
        Target first = sources.target(List.of(from, to));
        List<Target> targets = new ArrayList<>(List.of(first));
        for (String name : new TreeSet<>(options.dialects())) {
            if (!name.equals(first.dialect().name())) {
                targets.add(new Target(grounds.named(name), ""));
            }
        }
        List<Generating.Difference> differences = new ArrayList<>();
        for (Target target : targets) {
            Workbench bench = sources.workbench(target);
            Comparison comparison =
                    new Comparison(bench, sources.read(from, target), sources.read(to, target), options.diff());
            differences.add(new Generating.Difference(bench, comparison.report(), comparison.usings()));
        }
        return new Generating(grounds, options).migration(differences);
    }

    /// Writes files that stand for a whole schema.
    public Collapse collapse() {
        return new Collapse(grounds, sources);
    }

    @Override
    public void close() {
        sources.close();
        servers.close();
    }
}
