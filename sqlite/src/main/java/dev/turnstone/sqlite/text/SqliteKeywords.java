package dev.turnstone.sqlite.text;

import java.util.Set;

/// The words that mean something to SQLite's parser.
final class SqliteKeywords {
    private static final Set<String> ALL = words("""
            abort action add after all alter always analyze and as asc attach autoincrement before begin between by
            cascade case cast check collate column commit conflict constraint create cross current current_date
            current_time current_timestamp database default deferrable deferred delete desc detach distinct do drop
            each else end escape except exclude exclusive exists explain fail filter first following for foreign from
            full generated glob group groups having if ignore immediate in index indexed initially inner insert
            instead intersect into is isnull join key last left like limit match materialized natural no not nothing
            notnull null nulls of offset on or order others outer over partition plan pragma preceding primary query
            raise range recursive references regexp reindex release rename replace restrict returning right rollback
            row rows savepoint select set table temp temporary then ties to transaction trigger unbounded union
            unique update using vacuum values view virtual when where window with within without
            """);
    /// Those after which an opening parenthesis is no call.
    private static final Set<String> BEFORE_PARENTHESES = words("""
            all and any as between by case check default distinct else except exists from having in intersect is join
            like glob limit match not offset on or over references returning select set then union unique using values
            when where with key materialized recursive row begin return into
            """);

    private SqliteKeywords() {}

    private static Set<String> words(String list) {
        return Set.of(list.strip().split("\\s+"));
    }

    static boolean has(String name) {
        return ALL.contains(SqliteWords.fold(name));
    }

    static boolean beforeParentheses(String folded) {
        return BEFORE_PARENTHESES.contains(folded);
    }
}
