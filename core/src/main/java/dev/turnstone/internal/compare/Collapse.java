package dev.turnstone.internal.compare;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException;
import dev.turnstone.Settings;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.dialect.Dialect;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.migration.Version;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes a whole schema as one migration for an empty database, and proves that it makes it there.
public final class Collapse {
    private static final Set<Kind> LATE = Set.of(
            Kind.TRIGGER,
            Kind.EVENT_TRIGGER,
            Kind.RULE,
            Kind.MATERIALIZED_VIEW,
            Kind.ROW_SECURITY,
            Kind.POLICY,
            Kind.PUBLICATION);
    private static final int PER_LINE = 8;
    private final Grounds grounds;
    private final Sources sources;

    Collapse(Grounds grounds, Sources sources) {
        this.grounds = grounds;
        this.sources = sources;
    }

    /// A migration file for an empty database.
    ///
    /// @param notices what a person should know
    public record File(String text, List<String> notices) {
        public File {
            notices = List.copyOf(notices);
        }
    }

    /// A live schema as a file. What belongs to the role that will run it is given to nobody.
    ///
    /// @param label what the database is called
    /// @param user the role that adopts it
    public File live(Schema live, String label, String user) {
        Dialect dialect = grounds.named(live.dialect());
        Target target = new Target(dialect, live.version());
        LeftByHand byHand = new LeftByHand(dialect.writer());
        Schema owned = Rights.without(
                ExtensionVersions.live(live),
                fact -> fact.id().kind() == Kind.OWNER
                        && fact.get(Attribute.ROLE).equals(Optional.of(user)));
        Schema schema = byHand.without(owned, Schema.empty(live.dialect(), live.version()), "");
        Written written = exact(target.script(schema));
        if (written.statements().isEmpty()) {
            throw new MigrationException.Misconfigured("there is nothing in " + label
                    + " to adopt. Nothing was written. Write a first migration instead:" + " turnstone new NAME.");
        }
        String text = grounds.inFile(MigrationText.of(
                "-- The schema of " + label + " when it was adopted.\n\n-- turnstone:up " + dialect.name() + "\n",
                written.statements(),
                List.of(),
                List.of()));
        Workbench bench = sources.workbench(target);
        prove(bench, text, new State(schema, List.of()));
        List<String> notices = new ArrayList<>(unmodelled(schema));
        byHand.notices()
                .forEach(notice -> notices.add(notice.message()
                        + notice.help().map(help -> "; " + help).orElse("")));
        return new File(text, notices);
    }

    /// What migrations make, rows included, as a file that says what it stands for.
    ///
    /// @param last the last of them
    /// @param covered all of them
    /// @param version of the database it is for
    public File migrations(
            List<String> locations, Version last, List<Version> covered, String version, Dialect dialect) {
        Workbench bench = sources.workbench(new Target(dialect, version));
        State replayed = replayed(bench, locations, last);
        Schema early = replayed.rows().isEmpty() ? replayed.schema() : early(replayed.schema());
        Written first = exact(bench.target().script(early));
        Written later = exact(dialect.writer().write(Differ.diff(early, replayed.schema()), Writer.Style.DIRECT));
        String head = marks(covered) + "-- Stands for all migrations up to " + last
                + " on an empty database; others apply them and only record it.\n\n-- turnstone:up "
                + dialect.name() + "\n";
        String text = grounds.inFile(MigrationText.of(head, first.statements(), replayed.rows(), later.statements()));
        prove(bench, text, replayed);
        return new File(text, unmodelled(replayed.schema()));
    }

    private static String marks(List<Version> covered) {
        StringBuilder marks = new StringBuilder();
        for (int i = 0; i < covered.size(); i += PER_LINE) {
            marks.append("-- turnstone:checkpoint ")
                    .append(covered.subList(i, Math.min(i + PER_LINE, covered.size())).stream()
                            .map(Version::text)
                            .collect(Collectors.joining(" ")))
                    .append('\n');
        }
        return marks.toString();
    }

    /// A schema and the statements that make its rows.
    private record State(Schema schema, List<String> rows) {}

    private State replayed(Workbench bench, List<String> locations, Version last) {
        Path beyond = temporary("turnstone-beyond");
        try {
            // A later version cuts repeatables off, which belong to no version.
            Files.writeString(beyond.resolve(last.text() + ".999999999_beyond.sql"), "SELECT 1;\n");
            List<String> all = new ArrayList<>(locations);
            all.add(beyond.toAbsolutePath().toString());
            Replay replay = new Replay(grounds, all, Optional.of(last));
            return bench.attempt("the migrations", (scratch, connection) -> {
                replay.on(scratch);
                String runner = Workbench.owner(connection);
                Schema schema = bench.inspect(connection);
                Schema unowned = Rights.shown(schema, Schema.empty(schema.dialect(), schema.version()), runner);
                return new State(unowned, bench.target().dialect().contents(connection, schema));
            });
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            delete(beyond);
        }
    }

    /// Without what rows would set off, or what is made of rows.
    private static Schema early(Schema schema) {
        Set<Id> late = new HashSet<>();
        schema.facts().stream().filter(fact -> LATE.contains(fact.id().kind())).forEach(fact -> late.add(fact.id()));
        int before = -1;
        while (before != late.size()) {
            before = late.size();
            for (Fact fact : schema.facts()) {
                boolean needs = fact.needs().stream().anyMatch(late::contains);
                boolean within = fact.id().parent().map(late::contains).orElse(false);
                if (needs || within) {
                    late.add(fact.id());
                }
            }
        }
        return Rights.without(schema, fact -> late.contains(fact.id()));
    }

    private static Written exact(Written written) {
        if (!written.refusals().isEmpty()) {
            throw new MigrationException.Refused(
                    "the schema cannot be written exactly, so no file was.",
                    written.refusals().stream()
                            .map(refusal -> finding(refusal.what() + ": " + refusal.why()))
                            .toList());
        }
        return written;
    }

    private void prove(Workbench bench, String text, State wanted) {
        Path project = temporary("turnstone-collapse");
        try {
            Files.writeString(
                    Files.createDirectory(project.resolve("migrations")).resolve("1_whole.sql"),
                    text.replaceAll("(?m)^-- turnstone:checkpoint .*\\n", ""));
            Settings settings = Replay.alone(grounds.settings(), project);
            List<Diagnostic> problems = bench.attempt("the file", (scratch, connection) -> {
                Replay.migrator(grounds, settings, scratch, event -> {}).migrate(MigrateOptions.ALL);
                Schema shown = Rights.shown(bench.inspect(connection), wanted.schema(), Workbench.owner(connection));
                Diff diff = new Elaboration(bench).diff(shown, wanted.schema());
                List<Diagnostic> found = new ArrayList<>();
                for (Change change : diff.changes()) {
                    found.add(finding(Told.unwanted(change)));
                }
                List<String> rows = bench.target().dialect().contents(connection, shown);
                if (!wanted.rows().isEmpty() && !sorted(rows).equals(sorted(wanted.rows()))) {
                    found.add(finding("the rows are not those of the replay"));
                }
                return found;
            });
            if (!problems.isEmpty()) {
                throw new MigrationException.Refused(
                        "the file does not make the same schema on an empty database, so it was not written.",
                        problems);
            }
        } catch (MigrationException.StatementFailed e) {
            throw new MigrationException.Refused(
                    "the file does not run on an empty database, so it was not written.",
                    List.of(finding(Proving.words(e))));
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            delete(project.resolve("migrations"));
            delete(project);
        }
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }

    private static List<String> unmodelled(Schema schema) {
        return schema.unmodelled().stream()
                .map(object -> object + " is not in the file: it cannot be described")
                .toList();
    }

    private static Diagnostic finding(String message) {
        return new Diagnostic(Severity.ERROR, "not-exact", message, Optional.empty(), Optional.empty());
    }

    private static Path temporary(String name) {
        try {
            return Files.createTempDirectory(name);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static MigrationException unwritable(IOException e) {
        return new MigrationException.Misconfigured("no temporary file can be written: " + e.getMessage());
    }

    private static void delete(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
    }
}
