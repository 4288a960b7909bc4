package dev.turnstone.sqlite.text;

import dev.turnstone.sql.Token;
import java.util.ArrayList;
import java.util.List;

/// The words of a statement: keywords, names without their quotes, marks; comments left out.
public final class SqliteWords {
    private SqliteWords() {}

    /// The words of `sql`, in order.
    public static List<String> of(String sql) {
        List<String> words = new ArrayList<>();
        for (Token token : new SqliteLexer(sql).rest()) {
            switch (token.kind()) {
                case WORD, NUMBER, SYMBOL, PARAMETER, UNCLOSED -> words.add(token.in(sql));
                case QUOTED_IDENTIFIER, STRING -> words.add(unquoted(token.in(sql)));
                case COMMENT, END -> {}
            }
        }
        return words;
    }

    /// A name without its quotes; doubled quotes inside become one.
    public static String unquoted(String name) {
        char first = name.isEmpty() ? ' ' : name.charAt(0);
        boolean quoted = name.length() >= 2 && (first == '"' || first == '`' || first == '\'' || first == '[');
        if (!quoted) {
            return name;
        }
        String inner = name.substring(1, name.length() - 1);
        String quote = String.valueOf(first);
        return first == '[' ? inner : inner.replace(quote + quote, quote);
    }

    /// The last part of a qualified name, without its quotes.
    public static String unqualified(String name) {
        List<String> words = of(name);
        return words.isEmpty() ? name : words.get(words.size() - 1);
    }

    /// `name` as an identifier that means nothing else.
    public static String quote(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /// `text` as a literal.
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
