package dev.turnstone.internal.compare;

import dev.turnstone.MigrationException;
import dev.turnstone.SchemaSource;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.dialect.EntityScripts;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// JPA entities: the statements that their own provider would send, run on a scratch database.
final class Entities {
    private final ClassLoader loader;

    Entities(ClassLoader loader) {
        this.loader = loader;
    }

    /// The schema the entities want.
    ///
    /// @param version of the database, by which the provider chooses what it writes
    Reading read(SchemaSource.Entities source, String version, Workbench bench) {
        EntityScripts scripts = ServiceLoader.load(EntityScripts.class, loader)
                .findFirst()
                .orElseThrow(() -> new MigrationException.Misconfigured(
                        "nothing on the class path reads JPA entities: add turnstone-hibernate"));
        EntityScripts.Script script =
                script(scripts, source, bench.target().dialect().name(), version);
        String label = script.entities().size() + " entities of " + script.provider();
        return bench.attempt(label, (scratch, connection) -> {
            Piece.run(connection, Piece.of(script.statements()));
            return new Reading(
                    drawn(bench.inspect(connection), script.drawn()),
                    label,
                    Optional.of(Workbench.owner(connection)),
                    Optional.empty(),
                    true,
                    List.of(),
                    List.of(),
                    List.of(),
                    script.answered().stream()
                            .map(answered -> new Answers.Answer(scripts, answered))
                            .toList(),
                    script.diagnostics(),
                    () -> Provenance.UNKNOWN);
        });
    }

    /// The schema with what draws from its sequences.
    private static Schema drawn(Schema schema, List<EntityScripts.Drawn> drawn) {
        List<Fact> facts = new ArrayList<>();
        for (Fact fact : schema.facts()) {
            List<String> columns = drawn.stream()
                    .filter(each -> each.sequence().equals(fact.id()))
                    .map(each -> each.column().text())
                    .distinct()
                    .toList();
            facts.add(columns.isEmpty() ? fact : fact.with(Attribute.DRAWN_BY, Names.list(columns)));
        }
        return new Schema(schema.dialect(), schema.version(), facts, schema.unmodelled());
    }

    private static EntityScripts.Script script(
            EntityScripts scripts, SchemaSource.Entities source, String dialect, String version) {
        EntityScripts.Script script;
        try {
            script = scripts.script(new EntityScripts.Request(
                    dialect,
                    version,
                    source.classPath(),
                    source.properties(),
                    source.packages(),
                    source.resolutions()));
        } catch (IllegalArgumentException e) {
            throw new MigrationException.Misconfigured(String.valueOf(e.getMessage()));
        }
        if (script.diagnostics().stream().anyMatch(found -> found.severity() == Severity.ERROR)) {
            throw new MigrationException.HistoryConflict(
                    "the entities contradict each other, so they are no desired state. Nothing was written.",
                    script.diagnostics());
        }
        return script;
    }
}
