package dev.turnstone.sqlite;

import dev.turnstone.sql.Effect;
import dev.turnstone.sql.Form;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.ScriptCutter;
import dev.turnstone.sql.Token;
import dev.turnstone.sql.Token.Kind;
import dev.turnstone.sql.UnreadableScript;
import dev.turnstone.sqlite.text.SqliteLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Follows SQLite's statements: a semicolon ends each but a trigger, whose body ends with `; END`.
final class SqliteCutter extends ScriptCutter {
    /// How many tokens of a statement its form may depend on. A giant `INSERT` must not be kept as tokens.
    private static final int LEAD = 12;

    private final List<Token> lead = new ArrayList<>();
    private SqliteVerb verb;
    private Token previous;
    private int depth;
    private boolean trigger;
    private int bodyStart;
    private boolean bodyOpen;

    SqliteCutter(String text, Location start) {
        super(text, start, new SqliteLexer(text));
        this.verb = new SqliteVerb(text);
        this.previous = new Token(Kind.END, 0, 0);
    }

    @Override
    protected void begin(Token first) {
        if (text.charAt(first.start()) == '.') {
            throw dotCommand(first.start());
        }
        lead.clear();
        verb = new SqliteVerb(text);
        previous = new Token(Kind.END, first.start(), first.start());
        depth = 0;
        trigger = false;
        bodyOpen = false;
    }

    @Override
    protected void see(Token token) {
        if (lead.size() < LEAD) {
            lead.add(token);
        }
        if (token.is(text, '(')) {
            depth++;
        } else if (token.is(text, ')') && depth > 0) {
            depth--;
        }
        verb.see(token, previous, depth);
        if (trigger) {
            seeTrigger(token);
        } else if (lead.size() < LEAD && token.is(text, "TRIGGER")) {
            trigger = beginsTrigger();
        }
        previous = token;
    }

    /// `[EXPLAIN [QUERY PLAN]] CREATE [TEMP] TRIGGER`, the last word just seen.
    private boolean beginsTrigger() {
        int at = lead.size() - 2;
        if (at > 0 && (lead.get(at).is(text, "TEMP") || lead.get(at).is(text, "TEMPORARY"))) {
            at--;
        }
        boolean explained = at == 0 || lead.get(0).is(text, "EXPLAIN");
        return at >= 0 && explained && lead.get(at).is(text, "CREATE");
    }

    /// No semicolon stands before the body, and each of its statements ends with one: its `END` is the one that
    /// follows a semicolon, which that of a `CASE` never does.
    private void seeTrigger(Token token) {
        if (!bodyOpen && token.is(text, "BEGIN")) {
            bodyOpen = true;
            bodyStart = token.start();
        } else if (bodyOpen && token.is(text, "END") && previous.is(text, ';')) {
            bodyOpen = false;
            trigger = false;
        }
    }

    @Override
    protected boolean mayEnd() {
        return !bodyOpen;
    }

    @Override
    protected void end() {
        // Nothing to remember: no statement of SQLite depends on the ones before it.
    }

    private UnreadableScript dotCommand(int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) > ' ' && end - at < 20) {
            end++;
        }
        String command = text.substring(at, end);
        String help = switch (command) {
            case ".read" -> "Put that file's statements here, or make it a migration of its own.";
            case ".import" -> "Write the rows as INSERT … VALUES, or read the file in a Java migration.";
            default -> "Leave the line out, or say it in SQL.";
        };
        return unreadable(at, "`" + command + "` is a command of the sqlite3 shell, not SQL", help);
    }

    @Override
    protected Optional<UnreadableScript> unclosed() {
        return bodyOpen
                ? Optional.of(unreadable(
                        bodyStart, "a trigger's body is never closed", "End the body with `END` after a semicolon."))
                : Optional.empty();
    }

    @Override
    protected UnreadableScript unclosed(Token token) {
        char first = text.charAt(token.start());
        return switch (first) {
            case '"', '`', '[' ->
                unreadable(
                        token.start(),
                        "a quoted name is never closed",
                        "Close it with `" + (first == '[' ? ']' : first) + "`.");
            default -> unreadable(token.start(), "a string is never closed", "Close it with `'`.");
        };
    }

    @Override
    protected Form form() {
        return SqliteForms.of(text, lead);
    }

    @Override
    protected Effect effect() {
        return verb.effect(SqliteForms.writesHeader(text, lead));
    }

    @Override
    protected String head() {
        return SqliteForms.head(text, lead);
    }
}
