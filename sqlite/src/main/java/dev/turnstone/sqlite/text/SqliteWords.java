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

    /// `name` as a person writes it: in quotes only when it must be.
    public static String written(String name) {
        return plain(name) ? name : quote(name);
    }

    /// Whether `name` needs no quotes.
    public static boolean plain(String name) {
        boolean letters = !name.isEmpty() && (name.charAt(0) == '_' || isLetter(name.charAt(0)));
        for (int i = 1; letters && i < name.length(); i++) {
            char c = name.charAt(i);
            letters = c == '_' || isLetter(c) || (c >= '0' && c <= '9');
        }
        return letters && !SqliteKeywords.has(name);
    }

    /// `name` in the case in which SQLite compares names: only ASCII letters have two.
    public static String fold(String name) {
        int first = 0;
        while (first < name.length() && (name.charAt(first) < 'A' || name.charAt(first) > 'Z')) {
            first++;
        }
        if (first == name.length()) {
            return name;
        }
        char[] letters = name.toCharArray();
        for (int i = first; i < letters.length; i++) {
            if (letters[i] >= 'A' && letters[i] <= 'Z') {
                letters[i] = (char) (letters[i] + 32);
            }
        }
        return new String(letters);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /// `text` as a literal.
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
