package dev.turnstone.migration;

import dev.turnstone.sql.Effect;
import dev.turnstone.sql.Form;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Script;
import dev.turnstone.sql.Splitter;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.UnreadableScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Knows quotes, dollar quotes without tags, comments and semicolons: enough to read the files of these tests.
final class PlainSplitter implements Splitter {
    private static final Set<String> TRANSACTION_WORDS = Set.of("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT");

    @Override
    public Script split(String text, Location start) {
        List<Statement> statements = new ArrayList<>();
        int i = SourceText.endOfGap(text, 0);
        while (i < text.length()) {
            int end = endOfStatement(text, i, start);
            String statement = text.substring(i, end).stripTrailing();
            String head = head(statement);
            Form form = TRANSACTION_WORDS.contains(head) ? Form.TRANSACTION_CONTROL : Form.ORDINARY;
            statements.add(new Statement(statement, start.advance(text, i), form, Effect.NONE, head));
            i = SourceText.endOfGap(text, end);
        }
        return new Script(text, start, statements);
    }

    private static String head(String statement) {
        int end = 0;
        while (end < statement.length() && Character.isLetter(statement.charAt(end))) {
            end++;
        }
        return statement.substring(0, end).toUpperCase(Locale.ROOT);
    }

    private static int endOfStatement(String text, int from, Location start) {
        int i = from;
        while (i < text.length() && text.charAt(i) != ';') {
            if (text.charAt(i) == '\'') {
                i = close(text, i, "'", start);
            } else if (text.startsWith("$$", i)) {
                i = close(text, i, "$$", start);
            } else if (text.startsWith("--", i)) {
                int newline = text.indexOf('\n', i);
                i = newline < 0 ? text.length() : newline;
            } else {
                i++;
            }
        }
        return i;
    }

    private static int close(String text, int open, String quote, Location start) {
        int close = text.indexOf(quote, open + quote.length());
        if (close < 0) {
            throw new UnreadableScript(
                    start.advance(text, open), "the quote " + quote + " is never closed", "Close it");
        }
        return close + quote.length();
    }

    @Override
    public String maskPasswords(String text) {
        throw new UnsupportedOperationException("not needed to read files");
    }

    @Override
    public String maskLiterals(String text) {
        return text.replaceAll("(?s)'[^']*'|\\$\\$.*?\\$\\$", "***");
    }
}
