package dev.turnstone.sql;

import dev.turnstone.sql.Token.Kind;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Hides what must not be stored or printed: passwords, or all literals. It never fails.
public final class Mask {
    private static final String HIDDEN = "***";
    private static final int DEEPEST = 3;
    /// `password=x`, `password: "x"`, `PASSWORD 'x'`, `PASSWORD ''x''` inside other text.
    private static final Pattern PASSWORD = Pattern.compile(
            "(?i)(password[\"']{0,2}\\s{0,9}(?:=>|:=|=|:)?\\s{0,9}[eEnN]?)(?:''[^']*''|'[^']*'|\"[^\"]*\")"
                    + "|(password\\s{0,9}=\\s{0,9})[^\\s'\"&;,)]+");
    /// `scheme://user:x@host`.
    private static final Pattern ADDRESS = Pattern.compile("(://[^:/@\\s']{0,99}:)[^@/\\s']{1,200}(@)");

    private final Function<String, Lexer> dialect;

    /// @param dialect makes a lexer for a text
    public Mask(Function<String, Lexer> dialect) {
        this.dialect = dialect;
    }

    /// As `Splitter.maskLiterals`.
    public String literals(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        Lexer lexer = dialect.apply(text);
        for (Token token = lexer.next(); token.kind() != Kind.END; token = lexer.next()) {
            String hidden = hiddenLiteral(text, token);
            if (!hidden.isEmpty()) {
                masked.append(text, copied, token.start()).append(hidden);
                copied = token.end();
            }
        }
        return masked.append(text, copied, text.length()).toString();
    }

    private static String hiddenLiteral(String text, Token token) {
        return switch (token.kind()) {
            case NUMBER, UNCLOSED -> HIDDEN;
            case STRING -> {
                char first = text.charAt(token.start());
                int open = text.indexOf(first == '$' ? '$' : '\'', first == '$' ? token.start() + 1 : token.start());
                String quote = text.substring(token.start(), open + 1);
                yield quote + HIDDEN + (first == '$' ? quote : "'");
            }
            case WORD, QUOTED_IDENTIFIER, SYMBOL, COMMENT, PARAMETER, END -> "";
        };
    }

    /// As `Splitter.maskPasswords`; passwords in connection strings and addresses are hidden too, also in comments.
    public String passwords(String text) {
        return passwords(text, 0);
    }

    private String passwords(String text, int depth) {
        if (!mentionsPassword(text)) {
            return text;
        }
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        Lexer lexer = dialect.apply(text);
        Expectation expectation = new Expectation(text);
        for (Token token = lexer.next(); token.kind() != Kind.END; token = lexer.next()) {
            boolean secret = expectation.isMetBy(token);
            boolean inner = token.kind() == Kind.STRING || token.kind() == Kind.COMMENT;
            if (secret || inner || token.kind() == Kind.UNCLOSED) {
                masked.append(text, copied, token.start());
                masked.append(secret || !inner ? "'***'" : inside(token.in(text), depth));
                copied = token.end();
            }
        }
        return masked.append(text, copied, text.length()).toString();
    }

    private String inside(String written, int depth) {
        int close = written.charAt(0) == '$' ? written.indexOf('$', 1) + 1 : 0;
        if (close > 0 && depth < DEEPEST) {
            int end = written.length() - close;
            return written.substring(0, close)
                    + passwords(written.substring(close, end), depth + 1)
                    + written.substring(end);
        }
        if (!mentionsPassword(written)) {
            return written;
        }
        String masked = PASSWORD.matcher(written)
                .replaceAll(found ->
                        found.group(1) == null ? "$2***" : (written.startsWith("'") ? "$1''***''" : "$1'***'"));
        return ADDRESS.matcher(masked).replaceAll("$1***$2");
    }

    private static boolean mentionsPassword(String text) {
        int end = text.length() - 2;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (((c == 'p' || c == 'P') && text.regionMatches(true, i, "password", 0, 8))
                    || (c == ':' && text.startsWith("://", i))) {
                return true;
            }
        }
        return false;
    }

    /// Waits for the literal that belongs to a `PASSWORD`: directly behind it, or behind an operator, also as an
    /// argument of a function.
    private static final class Expectation {
        private final String text;
        private boolean armed;
        private boolean afterSymbol;

        Expectation(String text) {
            this.text = text;
        }

        boolean isMetBy(Token token) {
            if (token.kind() == Kind.COMMENT) {
                return false;
            }
            boolean met = armed && (token.kind() == Kind.STRING || (afterSymbol && token.kind() == Kind.NUMBER));
            armed = namesPassword(token) || (!met && ((armed && mayStandBetween(token)) || asksForPassword(token)));
            afterSymbol = token.kind() == Kind.SYMBOL;
            return met;
        }

        private boolean mayStandBetween(Token token) {
            return switch (token.kind()) {
                case SYMBOL -> !token.is(text, ',') && !token.is(text, ';') && !token.is(text, ')');
                case WORD, QUOTED_IDENTIFIER -> afterSymbol;
                case STRING, NUMBER, COMMENT, PARAMETER, UNCLOSED, END -> false;
            };
        }

        /// A string that the next one completes: `'ALTER ROLE a PASSWORD ' || quote_literal('x')`.
        private boolean asksForPassword(Token token) {
            int end = token.end() - 1;
            while (token.kind() == Kind.STRING && end > token.start() && "'\"= $".indexOf(text.charAt(end - 1)) >= 0) {
                end--;
            }
            int from = end - "password".length();
            return token.kind() == Kind.STRING
                    && from >= token.start()
                    && text.regionMatches(true, from, "password", 0, 8);
        }

        private boolean namesPassword(Token token) {
            boolean name = token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_IDENTIFIER;
            int quote = token.kind() == Kind.QUOTED_IDENTIFIER ? 1 : 0;
            int from = token.end() - quote - "password".length();
            return name && from >= token.start() && text.regionMatches(true, from, "password", 0, 8);
        }
    }
}
