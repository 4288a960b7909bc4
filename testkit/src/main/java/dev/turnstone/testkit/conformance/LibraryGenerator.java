package dev.turnstone.testkit.conformance;

import dev.turnstone.DiffOptions;
import dev.turnstone.GenerateOptions;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.SchemaSource;
import dev.turnstone.Schemas;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.migration.Version;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The library's public way, with its own proof on scratch databases.
public final class LibraryGenerator implements Generator, AutoCloseable {
    private final Engine engine;
    private final Writer.Style style;
    private final Queue<Schemas> idle = new ConcurrentLinkedQueue<>();

    /// @param engine on whose server scratch databases are made
    public LibraryGenerator(Engine engine, Writer.Style style) {
        this.engine = engine;
        this.style = style;
    }

    @Override
    public Generated generate(Schema from, Schema to) {
        Schemas schemas = Optional.ofNullable(idle.poll()).orElseGet(this::opened);
        try {
            return generated(schemas.generate(
                    new SchemaSource.Given(from, "from"), new SchemaSource.Given(to, "to"), options()));
        } finally {
            idle.add(schemas);
        }
    }

    private Schemas opened() {
        Schemas.Builder builder = Schemas.builder();
        engine.scratchUrl().ifPresent(url -> builder.scratch(url, Optional.empty(), Optional.empty()));
        return builder.build();
    }

    /// Both schemas are of one server, so owners count.
    private GenerateOptions options() {
        DiffOptions diff = new DiffOptions(DiffOptions.Rights.COMPARED, List.of(), DiffOptions.DEFAULTS.undeclared());
        return new GenerateOptions(Version.parse("1"), "generated", style, true, diff, true, false, Set.of());
    }

    private static Generated generated(GeneratedMigration migration) {
        return switch (migration) {
            case GeneratedMigration.Nothing ignored -> Generated.of("", "");
            case GeneratedMigration.Undecided undecided ->
                new Generated("", List.of(), List.of("undecided: " + undecided.suggestions()));
            case GeneratedMigration.Proven proven ->
                new Generated(proven.file().text(), proven.losses(), words(proven.refusals()));
            case GeneratedMigration.Refused refused ->
                refused.refusals().isEmpty()
                        ? throwUnproven(refused)
                        : new Generated(refused.file().text(), List.of(), words(refused.refusals()));
        };
    }

    private static Generated throwUnproven(GeneratedMigration.Refused refused) {
        throw new Unproven(
                String.join("; ", refused.failures()) + " — " + refused.file().text());
    }

    private static List<String> words(List<Written.Refusal> refusals) {
        return refusals.stream()
                .map(refusal -> refusal.what() + " (" + refusal.why() + ")")
                .toList();
    }

    /// Stops what was started.
    @Override
    public void close() {
        idle.forEach(Schemas::close);
    }
}
