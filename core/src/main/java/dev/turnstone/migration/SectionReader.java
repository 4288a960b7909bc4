package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.sql.Form;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Script;
import dev.turnstone.sql.Splitter;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.UnreadableScript;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the statements of one section with the directives above them.
final class SectionReader {
    private final Splitter splitter;
    private final Placeholders placeholders;
    private final FileDirectives whole;
    private final List<Diagnostic> found;
    private final Set<String> placeholdersUsed = new LinkedHashSet<>();
    private boolean metUnreadable;

    /// @param whole takes what concerns the whole migration
    /// @param found takes what is wrong
    SectionReader(Splitter splitter, Placeholders placeholders, FileDirectives whole, List<Diagnostic> found) {
        this.splitter = splitter;
        this.placeholders = placeholders;
        this.whole = whole;
        this.found = found;
    }

    /// The names met so far, in order.
    Set<String> placeholdersUsed() {
        return placeholdersUsed;
    }

    /// Whether a section could not be cut into statements, so that what follows it may not be what it seems.
    boolean metUnreadable() {
        return metUnreadable;
    }

    /// @param file the text of the whole file the section is from
    List<Annotated> read(Section section, String file) {
        Optional<Script> script = split(section, file);
        if (script.isEmpty()) {
            return List.of();
        }
        List<Statement> statements = script.get().statements();
        List<Annotated> read = new ArrayList<>(statements.size());
        int from = 0;
        for (Statement statement : statements) {
            int to = statement.location().offset() - section.start().offset();
            List<DirectiveLine> above = directives(section, from, to);
            List<DirectiveLine> own = from == 0 ? withoutThoseForWhole(section, above, to) : above;
            read.add(annotate(section, statement, own));
            from = to + statement.text().length();
        }
        List<DirectiveLine> last = directives(section, from, section.text().length());
        refuseBelowNothing(
                from == 0 ? withoutThoseForWhole(section, last, section.text().length()) : last);
        return read;
    }

    /// Reads the top of a text that holds no statement for this dialect, or whose statements another section
    /// replaces.
    void readTop(Section section) {
        int end = SourceText.endOfGap(section.text(), 0);
        List<DirectiveLine> own = withoutThoseForWhole(section, directives(section, 0, end), end);
        if (end == section.text().length()) {
            refuseBelowNothing(own);
        }
    }

    private Optional<Script> split(Section section, String file) {
        try {
            return Optional.of(splitter.split(section.text(), section.start()));
        } catch (UnreadableScript unreadable) {
            metUnreadable = true;
            found.add(explain(unreadable, section, file));
            return Optional.empty();
        }
    }

    private Diagnostic explain(UnreadableScript unreadable, Section section, String file) {
        Location place = unreadable.location();
        if (section.endsAtMarker()
                && !failsAt(place, file.substring(section.start().offset()), section.start())) {
            Location end =
                    section.start().advance(section.text(), section.text().length());
            return Diagnostic.error(
                    "marker-in-quote",
                    end,
                    "the marker stands inside what line " + place.line() + " opens: " + unreadable.reason(),
                    "Close it before the marker, or keep \"-- turnstone:\" out of the quoted text");
        }
        return Diagnostic.error("unreadable-script", place, unreadable.reason(), unreadable.help());
    }

    private boolean failsAt(Location place, String text, Location start) {
        try {
            splitter.split(text, start);
            return false;
        } catch (UnreadableScript again) {
            return again.location().equals(place);
        }
    }

    /// The directives in a gap, those of unknown name left out: they were reported when the file was cut.
    private List<DirectiveLine> directives(Section section, int from, int to) {
        String text = section.text();
        List<DirectiveLine> directives = new ArrayList<>(1);
        int i = from;
        while (i < to) {
            if (text.startsWith("--", i)) {
                addDirective(section, i, directives);
                int newline = text.indexOf('\n', i);
                i = newline < 0 ? to : newline;
            } else if (text.startsWith("/*", i)) {
                i = SourceText.endOfComment(text, i);
            } else {
                i++;
            }
        }
        return directives;
    }

    private void addDirective(Section section, int from, List<DirectiveLine> directives) {
        String text = section.text();
        Optional<DirectiveLine> met = DirectiveLine.at(text, from, section.start());
        if (met.isEmpty()) {
            return;
        }
        Location place = section.start().advance(text, from);
        DirectiveLine directive = new DirectiveLine(
                met.get().name(), met.get().argument(), place, met.get().line());
        int lineStart = text.lastIndexOf('\n', from) + 1;
        if (!text.substring(lineStart, from).isBlank()) {
            found.add(Diagnostic.error(
                    "misplaced-directive",
                    place,
                    "\"" + directive.line() + "\" stands behind a statement, where it has no effect",
                    "Write it on a line of its own" + (directive.isMarker() ? "" : ", above the statement it is for")));
        } else if (DirectiveLine.NAMES.contains(directive.name()) && !directive.isMarker()) {
            directives.add(directive);
        }
    }

    /// Hands on what concerns the whole migration; gives back what concerns the statement at `end`.
    private List<DirectiveLine> withoutThoseForWhole(Section section, List<DirectiveLine> top, int end) {
        List<DirectiveLine> rest = new ArrayList<>(top.size());
        for (DirectiveLine directive : top) {
            boolean isForWhole = FileDirectives.isForWhole(directive.name())
                    || (directive.name().equals(DirectiveLine.PHASE) && isSetOff(section, directive, end));
            if (isForWhole && !section.isDown()) {
                whole.add(directive);
            } else {
                rest.add(directive);
            }
        }
        return rest;
    }

    /// Whether a blank line, or nothing, follows before the first statement.
    private static boolean isSetOff(Section section, DirectiveLine directive, int end) {
        String text = section.text();
        if (end == text.length()) {
            return true;
        }
        int from = directive.location().offset() - section.start().offset();
        boolean lineIsEmpty = false;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\n' && lineIsEmpty) {
                return true;
            }
            lineIsEmpty = c == '\n' || (lineIsEmpty && SourceText.isBlank(c));
        }
        return false;
    }

    private void refuseBelowNothing(List<DirectiveLine> directives) {
        for (DirectiveLine directive : directives) {
            if (FileDirectives.isForWhole(directive.name())) {
                found.add(misplaced(directive));
            } else {
                found.add(Diagnostic.error(
                        "misplaced-directive",
                        directive.location(),
                        "\"" + directive.name() + "\" has no statement below it",
                        "Write it on the line above the statement it is for, or remove it"));
            }
        }
    }

    private static Diagnostic misplaced(DirectiveLine directive) {
        return Diagnostic.error(
                "misplaced-directive",
                directive.location(),
                "\"" + directive.name() + "\" concerns the whole migration, so it has no effect here",
                "Write it at the top of the file, above the first statement");
    }

    private Annotated annotate(Section section, Statement written, List<DirectiveLine> directives) {
        refuseDirectivesInside(section, written);
        Statement statement = replacePlaceholders(written);
        if (statement.form() == Form.TRANSACTION_CONTROL) {
            found.add(Diagnostic.error(
                    "transaction-control",
                    statement.location(),
                    statement.head() + " would begin or end a transaction that Turnstone keeps, and history and schema"
                            + " could come apart",
                    "Remove it: statements that may share a transaction already do"));
        }
        boolean isAssert = false;
        List<Allow> allows = new ArrayList<>();
        Optional<Phase> phase = Optional.empty();
        for (DirectiveLine directive : directives) {
            switch (directive.name()) {
                case DirectiveLine.ALLOW -> allow(directive).ifPresent(allows::add);
                case DirectiveLine.PHASE -> phase = FileDirectives.phase(directive, found);
                case DirectiveLine.ASSERT -> isAssert = isQuestion(directive, statement);
                default -> found.add(misplaced(directive));
            }
        }
        Optional<String> asWritten =
                statement.text().equals(written.text()) ? Optional.empty() : Optional.of(written.text());
        return new Annotated(standing(statement, allows), isAssert, allows, phase, asWritten);
    }

    private static Statement standing(Statement statement, List<Allow> allows) {
        boolean shares = statement.form() == Form.ORDINARY || statement.form() == Form.ENDS_STEP;
        return shares && allows.stream().anyMatch(allow -> allow.rule().equals(Allow.NO_TRANSACTION))
                ? new Statement(
                        statement.text(), statement.location(), Form.ALONE, statement.effect(), statement.head())
                : statement;
    }

    private void refuseDirectivesInside(Section section, Statement statement) {
        String text = statement.text();
        for (int newline = text.indexOf('\n'); newline >= 0; newline = text.indexOf('\n', newline + 1)) {
            int lineStart = newline + 1;
            Optional<DirectiveLine> inside = DirectiveLine.onLine(text, lineStart, section.start());
            if (inside.isPresent() && DirectiveLine.NAMES.contains(inside.get().name())) {
                found.add(Diagnostic.error(
                        "misplaced-directive",
                        statement.location().advance(text, lineStart),
                        "\"" + inside.get().name() + "\" stands inside a statement, where it has no effect",
                        "Write it on the line above the statement, in line "
                                + statement.location().line()));
            }
        }
    }

    private Optional<Allow> allow(DirectiveLine directive) {
        String argument = directive.argument();
        int colon = argument.indexOf(':');
        String rule = (colon < 0 ? argument : argument.substring(0, colon)).strip();
        String reason = colon < 0 ? "" : argument.substring(colon + 1).strip();
        String form = "-- turnstone:allow " + (rule.isEmpty() ? "<rule>" : rule) + ": <why it is safe here>";
        if (rule.isEmpty() || rule.indexOf(' ') >= 0) {
            found.add(Diagnostic.error(
                    "unknown-word",
                    directive.location(),
                    "\"allow\" does not name one rule",
                    "Write it as -- turnstone:allow <rule>: <why it is safe here>"));
            return Optional.empty();
        }
        if (reason.isEmpty()) {
            found.add(FileDirectives.missingReason(directive, form));
            return Optional.empty();
        }
        return Optional.of(new Allow(rule, reason, directive.location()));
    }

    private boolean isQuestion(DirectiveLine directive, Statement statement) {
        if (!directive.argument().isEmpty()) {
            found.add(Diagnostic.error(
                    "unknown-word",
                    directive.location(),
                    "\"assert\" is followed by \"" + directive.argument() + "\", but takes nothing on its line",
                    "Write the query on the next line, and a remark in a comment of its own"));
        }
        String text = statement.text();
        boolean asks = startsWithWord(text, "SELECT")
                || startsWithWord(text, "WITH")
                || startsWithWord(text, "VALUES")
                || text.startsWith("(");
        if (!asks) {
            found.add(Diagnostic.error(
                    "misplaced-directive",
                    directive.location(),
                    "\"assert\" stands above " + statement.head() + ", which has no answer to check",
                    "Write a SELECT below it that is true, or a single count that is 0, when all is well"));
        }
        return asks;
    }

    private static boolean startsWithWord(String text, String word) {
        return text.regionMatches(true, 0, word, 0, word.length())
                && (text.length() == word.length() || !Character.isLetterOrDigit(text.charAt(word.length())));
    }

    /// The statement that will run. Its location stays that in the file.
    private Statement replacePlaceholders(Statement written) {
        if (whole.placeholdersOff()) {
            return written;
        }
        int before = found.size();
        String text = placeholders.replace(written.text(), written.location(), placeholdersUsed, found);
        if (text.equals(written.text()) || found.size() > before) {
            return written;
        }
        try {
            List<Statement> statements =
                    splitter.split(text, written.location()).statements();
            if (statements.size() == 1) {
                Statement only = statements.getFirst();
                return new Statement(only.text(), written.location(), only.form(), only.effect(), only.head());
            }
            String count = statements.isEmpty() ? "no statement" : statements.size() + " statements";
            found.add(brokenByPlaceholders(written, "make it " + count));
        } catch (UnreadableScript unreadable) {
            found.add(brokenByPlaceholders(written, "leave it unreadable: " + unreadable.reason()));
        }
        return written;
    }

    private static Diagnostic brokenByPlaceholders(Statement written, String what) {
        return Diagnostic.error(
                "placeholder-statement",
                written.location(),
                "the values of the placeholders in this statement " + what,
                "A placeholder stands for a part of one statement: give it a value without quotes or semicolons of its"
                        + " own");
    }
}
