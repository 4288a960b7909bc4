package dev.turnstone.sqlite;

import dev.turnstone.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Rows that go from one table into another: `INSERT INTO … SELECT … FROM …`, or `CREATE TABLE … AS SELECT …`.
///
/// @param into in lower case, like all names here
/// @param from empty when the rows do not come from one table
/// @param columns as the statement lists them
/// @param all whether the text takes every row as it is: no `WHERE`, no join, nothing that counts together
record SqliteCopy(String into, String from, Optional<List<String>> columns, List<Source> sources, boolean all) {
    private static final Set<String> BEHIND_A_TABLE = Set.of(
            "where",
            "order",
            "group",
            "having",
            "limit",
            "join",
            "left",
            "inner",
            "cross",
            "natural",
            "right",
            "full",
            "union",
            "except",
            "intersect",
            "on",
            "using",
            "window",
            "indexed",
            "not",
            "returning");
    private static final Set<String> VALUES =
            Set.of("null", "true", "false", "current_timestamp", "current_date", "current_time");

    /// Where a value comes from.
    sealed interface Source {
        /// A column as it is.
        record Column(String name) implements Source {}

        /// `*`.
        record Everything() implements Source {}

        /// An expression.
        ///
        /// @param alias empty when it is given none
        record Value(String alias) implements Source {}
    }

    static Optional<SqliteCopy> read(List<SqliteWord> words) {
        int select = SqliteWord.find(words, 0, Set.of("select"));
        if (select == words.size()) {
            return Optional.empty();
        }
        if (words.get(0).is("create")) {
            return createdAs(words, select);
        }
        int into = SqliteWord.find(words, 0, Set.of("into"));
        Optional<String> name = into < select ? SqliteWord.name(words, into + 1) : Optional.empty();
        return name.map(table -> {
            boolean with = words.get(0).is("with");
            return from(table, columns(words, SqliteWord.behindName(words, into + 1)), words, select, with);
        });
    }

    private static Optional<SqliteCopy> createdAs(List<SqliteWord> words, int select) {
        return words.get(select - 1).is("as")
                ? SqliteRebuild.created(words).map(name -> from(name, Optional.empty(), words, select, false))
                : Optional.empty();
    }

    private static Optional<List<String>> columns(List<SqliteWord> words, int at) {
        int open = at < words.size() && words.get(at).is("as") ? at + 2 : at;
        if (open >= words.size() || !words.get(open).is("(")) {
            return Optional.empty();
        }
        List<String> columns = new ArrayList<>();
        for (int i = open + 1; i < words.size() && !words.get(i).is(")"); i++) {
            if (!words.get(i).is(",")) {
                columns.add(words.get(i).text());
            }
        }
        return Optional.of(columns);
    }

    private static SqliteCopy from(
            String into, Optional<List<String>> columns, List<SqliteWord> words, int select, boolean with) {
        int first = select + 1;
        boolean distinct = first < words.size() && words.get(first).is("distinct");
        if (distinct || (first < words.size() && words.get(first).is("all"))) {
            first++;
        }
        int end = SqliteWord.find(words, first, Set.of("from"));
        List<Source> sources = sources(words.subList(first, end));
        Optional<String> from = SqliteWord.name(words, end + 1);
        if (from.isEmpty()) {
            return new SqliteCopy(into, "", columns, sources, false);
        }
        int rest = behindAlias(words, SqliteWord.behindName(words, end + 1));
        boolean ordered = rest < words.size()
                && words.get(rest).is("order")
                && SqliteWord.find(words, rest, Set.of("limit", "union", "except", "intersect")) == words.size();
        return new SqliteCopy(
                into, from.get(), columns, sources, !with && !distinct && (rest >= words.size() || ordered));
    }

    private static int behindAlias(List<SqliteWord> words, int at) {
        if (at < words.size() && words.get(at).is("as")) {
            return at + 2;
        }
        boolean alias = at < words.size()
                && words.get(at).isName()
                && !(words.get(at).kind() == Kind.WORD
                        && BEHIND_A_TABLE.contains(words.get(at).text()));
        return alias ? at + 1 : at;
    }

    private static List<Source> sources(List<SqliteWord> words) {
        List<Source> sources = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            int end = SqliteWord.find(words, at, Set.of(","));
            sources.add(source(words.subList(at, end)));
            at = end + 1;
        }
        return sources;
    }

    private static Source source(List<SqliteWord> words) {
        if (!words.isEmpty() && words.get(words.size() - 1).is("*") && (words.size() == 1 || words.size() == 3)) {
            return new Source.Everything();
        }
        int size = words.size();
        boolean aliased = size > 2 && words.get(size - 2).is("as");
        List<SqliteWord> value = aliased ? words.subList(0, size - 2) : words;
        boolean qualified = value.size() == 3 && value.get(1).is(".");
        SqliteWord last = value.isEmpty() ? new SqliteWord("", Kind.END) : value.get(value.size() - 1);
        boolean column = (value.size() == 1 || qualified)
                && (last.kind() == Kind.QUOTED_IDENTIFIER
                        || (last.kind() == Kind.WORD && (qualified || !VALUES.contains(last.text()))));
        return column
                ? new Source.Column(last.text())
                : new Source.Value(aliased ? words.get(size - 1).text() : "");
    }
}
