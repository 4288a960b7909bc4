package dev.turnstone.testkit.conformance;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What SQLite's own pragmas say of a schema, and what they leave out: the checks, collations, conflict clauses of the
/// stored text, whatever their order. Knows nothing of the inspector it is compared with.
final class SqliteFacts {
    private static final Pattern TOKEN = Pattern.compile(
            "--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\\[[^\\]]*\\]|[\\w$.]+|\\S",
            Pattern.DOTALL);
    /// Tables alone: a view that reads what is not there cannot be asked.
    private static final String ASKED =
            " FROM sqlite_schema s JOIN pragma_table_list(s.name) t ON t.schema = 'main' AND t.type <> 'shadow'"
                    + " AND s.type = 'table' AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                    + " AND s.name NOT LIKE 'turnstone\\_%' ESCAPE '\\'";
    private static final String TABLES = "SELECT t.type, lower(t.name), t.wr, t.strict" + ASKED;
    private static final String COLUMNS =
            "SELECT lower(t.name), lower(c.name), upper(c.type), c.\"notnull\", c.pk, c.hidden, c.dflt_value" + ASKED
                    + " JOIN pragma_table_xinfo(t.name) c";
    private static final String KEYS =
            "SELECT lower(t.name), group_concat(lower(f.\"from\") || '>' || lower(coalesce(f.\"to\", '')), ','),"
                    + " lower(f.\"table\"), f.on_update, f.on_delete" + ASKED
                    + " JOIN pragma_foreign_key_list(t.name) f GROUP BY t.name, f.id";
    private static final String INDEXES =
            "SELECT lower(t.name), CASE WHEN i.origin = 'c' THEN lower(i.name) ELSE '' END, i.\"unique\", i.origin, i.partial,"
                    + " group_concat(coalesce(lower(x.name), '?') || ' ' || x.desc || ' ' || x.coll, ',')" + ASKED
                    + " JOIN pragma_index_list(t.name) i JOIN pragma_index_xinfo(i.name) x ON x.key = 1"
                    + " GROUP BY t.name, i.name";
    private static final String TEXTS = "SELECT type, lower(name), sql FROM sqlite_schema WHERE sql IS NOT NULL"
            + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name NOT LIKE 'turnstone\\_%' ESCAPE '\\'";

    private SqliteFacts() {}

    static Dump read(Connection connection) throws SQLException {
        List<String> entries = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (String query : List.of(TABLES, COLUMNS, KEYS, INDEXES)) {
                try (ResultSet rows = statement.executeQuery(query)) {
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        List<String> row = new ArrayList<>();
                        for (int i = 1; i <= columns; i++) {
                            row.add(Optional.ofNullable(rows.getString(i)).orElse("NULL"));
                        }
                        entries.add(String.join(" | ", row));
                    }
                }
            }
            try (ResultSet rows = statement.executeQuery(TEXTS)) {
                while (rows.next()) {
                    entries.add(text(rows.getString(1), rows.getString(2), tokens(rows.getString(3))));
                }
            }
        }
        Collections.sort(entries);
        return new Dump(entries, Optional.empty());
    }

    /// A view, trigger or index is its text, without the words before its name's end; a table its checks and the like.
    private static String text(String type, String name, List<String> tokens) {
        if (!type.equals("table")) {
            int body = Math.max(tokens.indexOf("on"), tokens.indexOf("as"));
            return type + " " + name + " " + String.join(" ", tokens.subList(Math.max(0, body), tokens.size()));
        }
        List<String> said = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            switch (tokens.get(i)) {
                case "check" -> said.add("check " + parenthesised(tokens, i + 1));
                case "collate", "conflict", "match", "initially" ->
                    said.add(tokens.get(i) + " " + following(tokens, i));
                case "autoincrement", "using" -> said.add(tokens.get(i));
                default -> {}
            }
        }
        Collections.sort(said);
        return "table " + name + " " + said;
    }

    private static String following(List<String> tokens, int at) {
        return at + 1 < tokens.size() ? tokens.get(at + 1) : "";
    }

    private static String parenthesised(List<String> tokens, int from) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            depth += tokens.get(i).equals("(") ? 1 : tokens.get(i).equals(")") ? -1 : 0;
            if (depth == 0) {
                return String.join(" ", tokens.subList(from, i + 1));
            }
        }
        return String.join(" ", tokens.subList(from, tokens.size()));
    }

    /// Words in lower case, quoted names without their quotes, strings as they are, no comments.
    private static List<String> tokens(String sql) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(sql);
        while (matcher.find()) {
            String token = matcher.group();
            boolean comment = token.startsWith("--") || token.startsWith("/*");
            boolean name = token.length() > 1 && "\"`[".indexOf(token.charAt(0)) >= 0;
            if (name) {
                tokens.add(token.substring(1, token.length() - 1).toLowerCase(Locale.ROOT));
            } else if (!comment) {
                tokens.add(token.startsWith("'") ? token : token.toLowerCase(Locale.ROOT));
            }
        }
        return tokens;
    }
}
