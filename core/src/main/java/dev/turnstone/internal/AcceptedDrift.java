package dev.turnstone.internal;

import dev.turnstone.DiffReport;
import dev.turnstone.MigrationException;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.history.Attempt;
import dev.turnstone.history.History;
import dev.turnstone.internal.compare.Comparing;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.Optional;

/// What an accepted drift adds to the text that the history keeps, so that a replay makes it too: a fingerprint says
/// that the schema is right, and not what is right in it when the next difference comes.
final class AcceptedDrift {
    private final Project project;
    private final Session session;
    private final History history;

    AcceptedDrift(Project project, Session session, History history) {
        this.project = project;
        this.session = session;
        this.history = history;
    }

    /// The text of the newest migration with the statements that make what was found; as it was where the history keeps
    /// too little to be replayed, or what was found cannot be made by statements.
    ///
    /// @param newest the migration whose text is the last one
    Optional<String> text(Attempt newest, Optional<String> known, Schema live, String reason) {
        if (known.isEmpty() || KeptTexts.lacking(project, session, history).isPresent()) {
            return known;
        }
        try (Comparing comparing = new Comparing(project.grounds(history::isApplied))) {
            DiffReport found = against(comparing, newest, known.get(), live);
            Written written = comparing.statements(found, Writer.Style.DIRECT);
            if (written.statements().isEmpty()) {
                return known;
            }
            String text = comparing.text(
                    ended(known.get()) + "\n\n-- Found in the database, and accepted: "
                            + reason.replaceAll("\\s+", " ").strip() + "\n",
                    written);
            return against(comparing, newest, text, live).empty() ? Optional.of(text) : known;
        } catch (MigrationException.Misconfigured | MigrationException.StatementFailed notReplayed) {
            // Kept all the same: the fingerprint stands for it, as for what no statement can make.
            return known;
        }
    }

    /// The last statement of a text needs no semicolon until another one follows.
    private static String ended(String text) {
        String stripped = text.stripTrailing();
        return stripped.endsWith(";") ? stripped : stripped + "\n;";
    }

    private DiffReport against(Comparing comparing, Attempt newest, String text, Schema live) {
        try (KeptTexts texts = KeptTexts.write(project, session, history, newest, text)) {
            return comparing.against(List.of(texts.folder().toString()), Optional.empty(), "the history", live, "live");
        }
    }
}
