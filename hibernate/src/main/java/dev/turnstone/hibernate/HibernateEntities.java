package dev.turnstone.hibernate;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.dialect.EntityScripts;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.EntityConflict;
import dev.turnstone.schema.EntityResolution;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads entities with the Hibernate of the application's own class path, 6.4 or later.
public final class HibernateEntities implements EntityScripts {
    private static final Pattern INSERT = Pattern.compile("(?is)^insert into (?:\\w+\\.)?(\"[^\"]+\"|[^ (]+).*");

    /// Found by [java.util.ServiceLoader].
    public HibernateEntities() {}

    @Override
    public Script script(Request request) {
        ClassPath classPath = ClassPath.of(request.classPath());
        try (ApplicationLoader loader = new ApplicationLoader(classPath)) {
            String version = HibernateVersion.of(classPath, loader);
            Database database = Database.of(request.dialect(), classPath, version);
            Configuration configuration = Configuration.read(
                    classPath, loader, request.properties(), !request.packages().isEmpty());
            Selection selection = Selection.of(classPath, request.packages(), configuration.unit());
            ClassCheck.check(selection.classes(), loader);
            List<Diagnostic> diagnostics = new ArrayList<>();
            Map<String, String> settings = new LinkedHashMap<>(configuration.settings());
            settings.putAll(database.settings(request.version()));
            dialect(configuration, database, loader, diagnostics)
                    .ifPresent(dialect -> settings.put("hibernate.dialect", dialect));
            Conversation conversation = new Conversation(loader, version, settings, configuration.resources());
            return script(conversation, selection, request.resolutions(), database, diagnostics);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the class path", e);
        }
    }

    private static Optional<String> dialect(
            Configuration configuration, Database database, ClassLoader loader, List<Diagnostic> diagnostics) {
        if (configuration.dialect().isPresent()) {
            if (!database.isSpokenBy(configuration.dialect().get(), loader)) {
                throw new IllegalArgumentException(
                        "hibernate.dialect=" + configuration.dialect().get() + " is not a dialect for "
                                + database.product() + ": leave it out, and Hibernate chooses");
            }
            return configuration.dialect();
        }
        Optional<String> configured = configuration.configuredDialect();
        if (configured.isPresent() && !database.isSpokenBy(configured.get(), loader)) {
            diagnostics.add(new Diagnostic(
                    Severity.NOTICE,
                    "entity-dialect",
                    "the configured dialect " + configured.get() + " is not one for " + database.product()
                            + " and was passed over: Hibernate chose its own",
                    Optional.empty(),
                    Optional.empty()));
            return Optional.empty();
        }
        return configured;
    }

    private static Script script(
            Conversation conversation,
            Selection all,
            List<EntityResolution> resolutions,
            Database database,
            List<Diagnostic> diagnostics) {
        List<Answered> answered = resolutions.isEmpty()
                ? List.of()
                : answered(Rounds.of(all).ask(conversation, database).conflicts(), resolutions);
        Selection left =
                all.without(resolutions.stream().map(EntityResolution::legacy).toList());
        Rounds.Outcome outcome = Rounds.of(left).ask(conversation, database);
        outcome.conflicts().forEach(conflict -> diagnostics.add(diagnostic(conflict)));
        outcome.refuseNamesakes();
        List<MappedTable> tables = outcome.answer().tables().stream()
                .map(table -> MappedTable.of(table, database.defaultSchema()))
                .toList();
        outcome.answer().rows().forEach(row -> diagnostics.add(rows(row, tables)));
        return new Script(
                outcome.answer().provider(),
                List.copyOf(left.entities().keySet()),
                database.taken(outcome.answer().statements()),
                diagnostics,
                outcome.conflicts(),
                answered,
                drawn(tables));
    }

    private static List<Answered> answered(List<EntityConflict> conflicts, List<EntityResolution> resolutions) {
        List<Answered> answered = new ArrayList<>();
        for (EntityResolution resolution : resolutions) {
            EntityConflict conflict = conflicts.stream()
                    .filter(resolution::answers)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no two entities contradict each other over "
                            + resolution.table() + " of which one is " + resolution.legacy()
                            + (conflicts.isEmpty() ? "" : "; what is open: " + open(conflicts))));
            answered.add(new Answered(conflict, resolution));
        }
        return answered;
    }

    private static String open(List<EntityConflict> conflicts) {
        return String.join(
                ", ",
                conflicts.stream()
                        .map(conflict -> conflict.table().path() + " of "
                                + conflict.one().type() + " and "
                                + conflict.other().type())
                        .toList());
    }

    private static Diagnostic diagnostic(EntityConflict conflict) {
        return new Diagnostic(
                Severity.ERROR,
                "entity-conflict",
                "two entities map " + conflict.table().words() + " in contradiction: "
                        + String.join("; ", conflict.contradictions()) + ". "
                        + conflict.one().words() + " against "
                        + conflict.other().words(),
                Optional.empty(),
                Optional.of("decide which of them is the legacy class, and take one of: "
                        + String.join("; ", conflict.ways())));
    }

    private static List<Drawn> drawn(List<MappedTable> tables) {
        List<Drawn> drawn = new ArrayList<>();
        for (MappedTable table : tables) {
            if (table.sequence().isPresent() && table.key().isPresent()) {
                drawn.add(new Drawn(table.sequence().get(), table.key().get()));
            }
        }
        return drawn;
    }

    private static Diagnostic rows(String statement, List<MappedTable> tables) {
        String filled = INSERT.matcher(statement).replaceFirst("$1").replace("\"", "");
        String further = tables.stream()
                .filter(table ->
                        table.sequence().map(Id::name).filter(filled::equals).isPresent())
                .flatMap(table -> table.key().stream()
                        .map(key -> "; where " + table.table().path() + " has rows already, with the largest "
                                + key.name() + " + " + table.increment() + " instead"))
                .collect(Collectors.joining());
        return new Diagnostic(
                Severity.NOTICE,
                "entity-rows",
                "Hibernate keeps a sequence in a table, which needs a row that no comparison of schemas sees",
                Optional.empty(),
                Optional.of("add it to the migration that makes the table: " + statement + further));
    }

    @Override
    public Written resolve(EntityConflict conflict, EntityResolution resolution, Schema live) {
        return WaysOut.write(conflict, resolution, live);
    }
}
