package dev.turnstone.internal;

import dev.turnstone.MigrationException.Failure;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.sql.Effect;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Splitter;
import dev.turnstone.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns what a database said into what a person is shown and the history stores: with its place, without secrets.
final class Wording {
    private static final Pattern LITERAL = Pattern.compile("'((?:[^']++|'')++)'");
    private static final Pattern QUOTED_VALUE = Pattern.compile(": \"[^\"]*\"");
    private static final Pattern NAMES_ONLY = Pattern.compile("(?:0A|23|2B|2F|3D|3F|40|42|53|54|55|57).*|P000[14]");
    private static final int LONGEST_EXCERPT = 300;
    private final Splitter splitter;

    Wording(Splitter splitter) {
        this.splitter = splitter;
    }

    /// What is true after `failed`.
    ///
    /// @param missing what is gone from the database until the migration goes on
    Failure failure(PlannedMigration planned, EntryFailed failed, int stepsDone, int before, List<String> missing) {
        Optional<Statement> statement = failed.entry().flatMap(Wording::source);
        ShownText shown = new ShownText(splitter, List.of(planned));
        return new Failure(
                planned.migration().version(),
                planned.migration().description(),
                planned.migration().kind(),
                planned.direction(),
                statement
                        .map(source -> place(source, failed.position(), shown))
                        .or(() -> failed.entry()
                                .filter(entry -> entry instanceof Entry.Call)
                                .map(ignored ->
                                        Location.startOf(planned.migration().file()))),
                statement.map(source -> excerpt(source, failed.position(), shown)),
                statement
                        .map(source -> shown.withoutValues(message(failed, statement), source.text()))
                        .orElseGet(() -> message(failed, statement)),
                failed.sqlState(),
                stepsDone,
                planned.steps().size(),
                before,
                missing);
    }

    /// What is true of a migration that stopped without a failed statement.
    Failure stopped(PlannedMigration planned, int stepsDone, int before) {
        return new Failure(
                planned.migration().version(),
                planned.migration().description(),
                planned.migration().kind(),
                planned.direction(),
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                stepsDone,
                planned.steps().size(),
                before,
                List.of());
    }

    /// The text for the history's `error` column.
    static String stored(Failure failure) {
        StringBuilder text = new StringBuilder(failure.message());
        if (!failure.sqlState().isEmpty()) {
            text.append(" (").append(failure.sqlState()).append(')');
        }
        failure.location().ifPresent(place -> text.append("\nat ").append(place));
        failure.excerpt().ifPresent(line -> text.append("\n").append(line.strip()));
        return text.toString();
    }

    /// The statement of a file that an entry came from.
    static Optional<Statement> source(Entry entry) {
        return switch (entry) {
            case Entry.Sql sql -> sql.source();
            case Entry.Assertion assertion -> Optional.of(assertion.source());
            case Entry.Call ignored -> Optional.empty();
        };
    }

    /// In a line that placeholders changed, its beginning.
    private static Location place(Statement statement, int position, ShownText shown) {
        String text = statement.text();
        int at = Math.min(Math.max(position - 1, 0), text.length());
        boolean asWritten = lineAt(text, at).equals(lineAsWritten(statement, at, shown));
        return statement.location().advance(text, asWritten ? at : startOfLine(text, at));
    }

    private static int startOfLine(String text, int at) {
        return Math.min(text.lastIndexOf('\n', Math.max(at - 1, 0)) + 1, at);
    }

    private static String lineAt(String text, int at) {
        int to = text.indexOf('\n', at);
        return text.substring(startOfLine(text, at), to < 0 ? text.length() : to);
    }

    /// The line of the file; a placeholder's value is one line, so the lines of the two texts are the same in number.
    private static String lineAsWritten(Statement statement, int at, ShownText shown) {
        String text = statement.text();
        long number = text.substring(0, startOfLine(text, at))
                .chars()
                .filter(c -> c == '\n')
                .count();
        return shown.written(text)
                .map(written -> written.split("\n", -1))
                .filter(lines -> number < lines.length)
                .map(lines -> lines[(int) number])
                .orElseGet(() -> lineAt(text, at));
    }

    private String excerpt(Statement statement, int position, ShownText texts) {
        int at = Math.min(Math.max(position - 1, 0), statement.text().length());
        String line = lineAsWritten(statement, at, texts);
        String shown = statement.effect() == Effect.DATA ? splitter.maskLiterals(line) : splitter.maskPasswords(line);
        return shown.length() > LONGEST_EXCERPT ? shown.substring(0, LONGEST_EXCERPT) + "…" : shown;
    }

    /// Whether a message may quote a value of a row. What names objects does not, nor what an author wrote into
    /// `RAISE`;
    /// a syntax error quotes the text that it stumbled over.
    private static boolean quotesValues(String state, String message) {
        if (state.startsWith("SQLITE")) {
            return message.contains("near \"") || message.contains("unrecognized token");
        }
        return !NAMES_ONLY.matcher(state).matches() || state.equals("42601");
    }

    private String message(EntryFailed failed, Optional<Statement> statement) {
        String message = splitter.maskPasswords(String.valueOf(failed.getMessage()));
        boolean named =
                statement.isEmpty() || statement.get().effect() == Effect.SCHEMA || failed.kind() == FailureKind.UNSAFE;
        if (named || !quotesValues(failed.sqlState(), message)) {
            return message;
        }
        Matcher literals = LITERAL.matcher(statement.get().text());
        while (literals.find()) {
            String whole = "(?<!\\w)" + Pattern.quote(literals.group(1)) + "(?!\\w)";
            message = message.replaceAll(whole, "***");
        }
        return failed.sqlState().startsWith("22")
                ? QUOTED_VALUE.matcher(message).replaceAll(": \"***\"")
                : message;
    }
}
