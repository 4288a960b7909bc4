package dev.turnstone.internal;

import dev.turnstone.MigrationException;
import dev.turnstone.history.Attempt;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.History;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The texts that a history keeps of what is applied, as files in a temporary folder, to be replayed. The project's own
/// files may have changed or gone since.
final class KeptTexts implements AutoCloseable {
    private final Path folder;
    private final boolean complete;

    private KeptTexts(Path folder, boolean complete) {
        this.folder = folder;
        this.complete = complete;
    }

    /// Writes them.
    ///
    /// @throws MigrationException.Refused when something applied has no text and no class
    static KeptTexts write(Project project, Session session, History history) {
        return write(project, session, history, Optional.empty(), "");
    }

    /// Writes them where the history keeps all of them; otherwise the folder is empty and `locations` too.
    static KeptTexts writeIfKept(Project project, Session session, History history) {
        if (lacking(project, session, history).isEmpty()) {
            return write(project, session, history);
        }
        try {
            return new KeptTexts(Files.createTempDirectory("turnstone-history"), false);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// Where a replay finds them; none when the history does not keep them all.
    List<String> locations() {
        return complete ? List.of(folder.toString()) : List.of();
    }

    private static MigrationException unwritable(IOException e) {
        return new MigrationException.Misconfigured(
                "the history cannot be replayed, since no temporary file can be written: " + e.getMessage());
    }

    /// The same with another text for one of them.
    static KeptTexts write(Project project, Session session, History history, Attempt changed, String text) {
        return write(project, session, history, Optional.of(changed), text);
    }

    private static KeptTexts write(
            Project project, Session session, History history, Optional<Attempt> changed, String other) {
        try {
            KeptTexts texts = new KeptTexts(Files.createTempDirectory("turnstone-history"), true);
            for (Attempt attempt : replayed(project, history)) {
                String text = changed.equals(Optional.of(attempt))
                        ? other
                        : text(session, attempt).orElseThrow(() -> withoutText(attempt));
                texts.write(attempt, text);
            }
            return texts;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// What is applied, has no class and no text, so that the history cannot be replayed.
    static Optional<Attempt> lacking(Project project, Session session, History history) {
        return replayed(project, history).stream()
                .filter(attempt -> text(session, attempt).isEmpty())
                .findFirst();
    }

    private static List<Attempt> replayed(Project project, History history) {
        List<Attempt> applied = history.applied();
        return applied.stream()
                .filter(attempt -> attempt.kind() != Kind.CHECKPOINT || !follows(attempt, applied))
                .filter(attempt -> !project.inJava(attempt.version()))
                .toList();
    }

    /// Whether what a checkpoint covers was applied one by one, so that it was only recorded.
    private static boolean follows(Attempt checkpoint, List<Attempt> applied) {
        return applied.stream()
                .map(Attempt::version)
                .anyMatch(version -> !version.isRepeatable() && version.compareTo(checkpoint.version()) < 0);
    }

    private static Optional<String> text(Session session, Attempt attempt) {
        try {
            return session.table()
                    .covered(session.database().connection(), attempt.id())
                    .flatMap(Covered::upText);
        } catch (SQLException e) {
            throw Failures.reading(session.database().facts().label(), e);
        }
    }

    private static MigrationException withoutText(Attempt attempt) {
        String what = attempt.version() + " (" + attempt.name() + ", "
                + attempt.kind().text() + ")";
        String way = attempt.kind() == Kind.BASELINE
                ? "Accept the schema as it is once with turnstone drift --accept, so that later changes show."
                : "Put its class on the class path.";
        return new MigrationException.Refused(
                "the schema that the history describes cannot be built, since it keeps no text of " + what
                        + ". Nothing was changed. " + way,
                List.of());
    }

    private void write(Attempt attempt, String text) throws IOException {
        Version version = attempt.version();
        String name = version.isRepeatable() ? version.text() : "V" + version.text() + "__applied";
        String plain = attempt.kind() == Kind.CHECKPOINT ? withoutMark(text) : text;
        Files.writeString(folder.resolve(name + ".sql"), plain.isBlank() ? "SELECT 1;\n" : plain);
    }

    /// A checkpoint that ran is replayed as what it did.
    private static String withoutMark(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("-- turnstone:checkpoint"))
                .reduce("", (all, line) -> all + line + "\n");
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
    }
}
