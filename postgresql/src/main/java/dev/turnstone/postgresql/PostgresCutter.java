package dev.turnstone.postgresql;

import dev.turnstone.sql.Effect;
import dev.turnstone.sql.Form;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Script;
import dev.turnstone.sql.ScriptCutter;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.Token;
import dev.turnstone.sql.Token.Kind;
import dev.turnstone.sql.UnreadableScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Follows PostgreSQL's statements: parentheses and `BEGIN ATOMIC` bodies, inside which a semicolon ends nothing.
final class PostgresCutter extends ScriptCutter {
    /// How many tokens of a statement its form may depend on. A giant `INSERT` must not be kept as tokens.
    private static final int LEAD = 80;

    private final EnumValues enumValues = new EnumValues();
    private final Validations validations = new Validations();
    private final List<Token> lead = new ArrayList<>();
    private Verb verb;
    private AtomicBody body;
    private Token previous;
    private Token beforePrevious;
    private int depth;
    private int outermost;

    PostgresCutter(String text, Location start) {
        super(text, start, new PostgresLexer(text));
        this.previous = new Token(Kind.END, 0, 0);
        this.beforePrevious = previous;
        this.verb = new Verb(text);
        this.body = new AtomicBody(text);
    }

    /// The same script, where what a later statement needs committed ends its step: values added to an enum and used,
    /// constraints added without their check and validated.
    Script markEndsOfSteps(Script script) {
        Set<Integer> ends = new TreeSet<>(enumValues.usedLater());
        ends.addAll(validations.ends());
        if (ends.isEmpty()) {
            return script;
        }
        List<Statement> statements = new ArrayList<>(script.statements());
        for (int index : ends) {
            Statement s = statements.get(index);
            if (s.form() == Form.ALONE) {
                continue;
            }
            statements.set(index, new Statement(s.text(), s.location(), Form.ENDS_STEP, s.effect(), s.head()));
        }
        return new Script(script.text(), script.start(), statements);
    }

    @Override
    protected void begin(Token first) {
        lead.clear();
        verb = new Verb(text);
        body = new AtomicBody(text);
        previous = new Token(Kind.END, first.start(), first.start());
        beforePrevious = previous;
        depth = 0;
    }

    @Override
    protected void see(Token token) {
        if (token.is(text, '\\')) {
            throw metaCommand(token);
        }
        if (lead.size() < LEAD) {
            lead.add(token);
        }
        nest(token);
        refuseCopy(token);
        verb.see(token, previous, depth);
        if (depth == 0) {
            body.see(token, previous, verb.word());
        }
        if (token.kind() == Kind.STRING && !isAlterType()) {
            enumValues.mention(text, token);
        }
        beforePrevious = previous;
        previous = token;
    }

    private void nest(Token token) {
        if (token.is(text, '(')) {
            outermost = depth == 0 ? token.start() : outermost;
            depth++;
        } else if (token.is(text, ')') && depth > 0) {
            depth--;
        }
    }

    private boolean isAlterType() {
        return lead.size() > 1 && lead.get(0).is(text, "ALTER") && lead.get(1).is(text, "TYPE");
    }

    private void refuseCopy(Token token) {
        if (depth > 0 || !verb.word().equals("COPY")) {
            return;
        }
        if (token.is(text, "STDIN") && previous.is(text, "FROM")) {
            throw unreadable(
                    lead.get(0).start(),
                    "COPY … FROM stdin reads rows that only psql can send",
                    "Write the rows as INSERT … VALUES, or load them with CopyManager in a Java migration.");
        }
        if (token.is(text, "STDOUT") && previous.is(text, "TO")) {
            throw unreadable(
                    lead.get(0).start(),
                    "COPY … TO stdout has nobody to read its rows",
                    "Leave it out of the migration, or copy to a table with INSERT … SELECT.");
        }
    }

    private UnreadableScript metaCommand(Token backslash) {
        int end = backslash.end();
        while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != ';' && end - backslash.end() < 20) {
            end++;
        }
        String command = text.substring(backslash.start(), end);
        return unreadable(
                backslash.start(), "`" + command + "` is a command of psql, not SQL", MetaCommands.insteadOf(command));
    }

    @Override
    protected boolean mayEnd() {
        return depth == 0 && !body.isOpen();
    }

    @Override
    protected void end() {
        if (isAlterType()) {
            enumValues.added(text, lead, count());
        }
        boolean notValid = previous.is(text, "VALID") && beforePrevious.is(text, "NOT");
        validations.see(text, lead, notValid, count());
    }

    @Override
    protected Optional<UnreadableScript> unclosed() {
        if (depth > 0) {
            return Optional.of(
                    unreadable(outermost, "a parenthesis is never closed", "Close it with `)` before the semicolon."));
        }
        return body.isOpen()
                ? Optional.of(unreadable(
                        body.start(),
                        "a BEGIN ATOMIC body is never closed",
                        "End the body with `END` after a semicolon."))
                : Optional.empty();
    }

    @Override
    protected UnreadableScript unclosed(Token token) {
        String opening = text.substring(token.start(), Math.min(token.end(), token.start() + 80));
        if (opening.startsWith("/*")) {
            return unreadable(token.start(), "a comment is never closed", "Close it with `*/`; comments nest.");
        }
        if (opening.startsWith("$")) {
            String tag = opening.substring(0, Math.max(1, PostgresLexer.dollarDelimiter(opening, 0)));
            return unreadable(token.start(), "a dollar-quoted string is never closed", "Close it with `" + tag + "`.");
        }
        return opening.startsWith("\"") || opening.startsWith("\"", 2)
                ? unreadable(token.start(), "a quoted identifier is never closed", "Close it with `\"`.")
                : unreadable(token.start(), "a string is never closed", "Close it with `'`.");
    }

    @Override
    protected Form form() {
        return PostgresForms.of(text, verb.word(), lead);
    }

    @Override
    protected Effect effect() {
        return verb.effect();
    }

    @Override
    protected String head() {
        return PostgresForms.head(text, lead);
    }
}
