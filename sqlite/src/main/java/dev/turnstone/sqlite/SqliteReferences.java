package dev.turnstone.sqlite;

import dev.turnstone.sqlite.text.SqliteWords;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The foreign keys around some tables, as they stand.
///
/// @param violations rows that refer to nothing, by what a person reads, with their number
/// @param dangling foreign keys to tables that are not there
record SqliteReferences(Map<String, Long> violations, Set<String> dangling) {
    /// @param tables the tables made anew; a row of theirs may be another one afterwards
    /// @param referring the tables that refer to them
    static SqliteReferences read(SqliteSession session, Set<String> tables, Set<String> referring) throws SQLException {
        Map<String, Long> violations = new LinkedHashMap<>();
        Set<String> checked = new LinkedHashSet<>(referring);
        checked.addAll(tables);
        checked.retainAll(session.column("SELECT lower(name) FROM main.sqlite_master WHERE type = 'table'"));
        for (String table : checked) {
            violations(session, table, !tables.contains(table), violations);
        }
        return new SqliteReferences(
                violations,
                new LinkedHashSet<>(
                        session.column("SELECT m.name || ' refers to ' || f.\"table\" FROM main.sqlite_master m,"
                                + " pragma_foreign_key_list(m.name, 'main') f WHERE m.type = 'table' AND"
                                + " lower(f.\"table\") NOT IN (SELECT lower(name) FROM main.sqlite_master WHERE type ="
                                + " 'table')")));
    }

    /// Tables of which a foreign key names `table`.
    static List<String> referringTo(SqliteSession session, String table) throws SQLException {
        return session.column(
                "SELECT DISTINCT lower(m.name) FROM main.sqlite_master m, pragma_foreign_key_list(m.name, 'main') f"
                        + " WHERE m.type = 'table' AND lower(f.\"table\") = " + SqliteWords.literal(table));
    }

    /// Whether a foreign key, a view or a trigger means the table that `words` rename.
    static boolean toNameOf(SqliteSession session, List<SqliteWord> words) throws SQLException {
        String name = SqliteRebuild.renamed(words).orElseThrow().get(0);
        if (referringTo(session, name).stream().anyMatch(table -> !table.equals(name))) {
            return true;
        }
        for (String text : session.column("SELECT sql FROM main.sqlite_master WHERE type = 'view'"
                + " OR (type = 'trigger' AND lower(tbl_name) <> " + SqliteWords.literal(name) + ")")) {
            if (SqliteWord.of(text).stream()
                    .anyMatch(word -> word.isName() && word.text().equals(name))) {
                return true;
            }
        }
        return false;
    }

    /// What is broken here and was not `before`, for people.
    Optional<String> brokenSince(SqliteReferences before) {
        for (Map.Entry<String, Long> violation : violations.entrySet()) {
            if (violation.getValue() > before.violations.getOrDefault(violation.getKey(), 0L)) {
                return Optional.of(violation.getKey());
            }
        }
        return dangling.stream()
                .filter(reference -> !before.dangling.contains(reference))
                .findFirst()
                .map(reference -> reference + ", which is not there");
    }

    /// A foreign key whose parent key is not unique cannot be checked at all: that is a violation of its own.
    private static void violations(SqliteSession session, String table, boolean byRow, Map<String, Long> violations)
            throws SQLException {
        String check = "PRAGMA main.foreign_key_check(" + SqliteWords.quote(table) + ")";
        try {
            for (List<Optional<String>> row : session.rows(check)) {
                String which = row.get(1)
                        .filter(rowid -> byRow)
                        .map(id -> " row " + id)
                        .orElse(" a row");
                violations.merge(
                        table + which + " refers to no row of " + row.get(2).orElse(""), 1L, Long::sum);
            }
        } catch (SQLException e) {
            String words = SqliteFailure.words(e);
            if (!words.contains("foreign key mismatch")) {
                throw e;
            }
            violations.merge(words, 1L, Long::sum);
        }
    }
}
