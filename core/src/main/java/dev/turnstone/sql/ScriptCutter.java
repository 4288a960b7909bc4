package dev.turnstone.sql;

import dev.turnstone.sql.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Cuts one text into statements, token by token, without keeping the tokens: a text of any size costs itself and
/// its statements. A dialect follows the tokens of a statement and says where it may end and what it is.
///
/// One cutter cuts one text once.
public abstract class ScriptCutter {
    /// The text being cut.
    protected final String text;

    private final Location start;
    private final Lexer lexer;
    private final List<Statement> statements = new ArrayList<>();
    private final Map<String, String> heads = new HashMap<>();
    private Location reached;

    /// @param text the whole text
    /// @param start where its first character stands
    /// @param lexer at the first character of `text`
    protected ScriptCutter(String text, Location start, Lexer lexer) {
        this.text = text;
        this.start = start;
        this.lexer = lexer;
        this.reached = start;
    }

    /// Cuts the text.
    ///
    /// @throws UnreadableScript as `Splitter.split`
    public final Script cut() {
        for (Token token = next(); token.kind() != Kind.END; token = next()) {
            if (!token.is(text, ';')) {
                statement(token);
            }
        }
        return new Script(text, start, statements);
    }

    /// The statements found so far.
    protected final int count() {
        return statements.size();
    }

    /// A new statement begins with `first`; `see` is called with that token next.
    protected abstract void begin(Token first);

    /// The next token of the statement, comments left out.
    protected abstract void see(Token token);

    /// Whether a semicolon ends the statement here. Otherwise it is one of its tokens.
    protected abstract boolean mayEnd();

    /// The statement has ended and is about to be counted.
    protected abstract void end();

    /// At the end of the text: what the statement opened and never closed.
    protected abstract Optional<UnreadableScript> unclosed();

    /// The fault of a token of kind `UNCLOSED`.
    protected abstract UnreadableScript unclosed(Token token);

    /// The form of the statement that has ended.
    protected abstract Form form();

    /// The effect of the statement that has ended.
    protected abstract Effect effect();

    /// The leading keywords of the statement that has ended.
    protected abstract String head();

    /// A refusal that points at `offset` of the text.
    protected final UnreadableScript unreadable(int offset, String reason, String help) {
        return new UnreadableScript(locate(offset), reason, help);
    }

    private void statement(Token first) {
        begin(first);
        Token last = first;
        Token token = first;
        while (token.kind() != Kind.END && !(token.is(text, ';') && mayEnd())) {
            see(token);
            last = token;
            token = next();
        }
        if (token.kind() == Kind.END) {
            unclosed().ifPresent(fault -> {
                throw fault;
            });
        }
        end();
        reached = locate(first.start());
        String head = heads.computeIfAbsent(head(), same -> same);
        statements.add(new Statement(text.substring(first.start(), last.end()), reached, form(), effect(), head));
    }

    private Token next() {
        Token token = lexer.next();
        while (token.kind() == Kind.COMMENT) {
            token = lexer.next();
        }
        if (token.kind() == Kind.UNCLOSED) {
            throw unclosed(token);
        }
        return token;
    }

    private Location locate(int offset) {
        int line = reached.line();
        int column = reached.column();
        for (int i = reached.offset() - start.offset(); i < offset; i++) {
            boolean newLine = text.charAt(i) == '\n';
            line += newLine ? 1 : 0;
            column = newLine ? 1 : column + 1;
        }
        return new Location(start.file(), line, column, start.offset() + offset);
    }
}
