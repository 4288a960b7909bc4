package dev.turnstone.sqlite.inspector;

import dev.turnstone.sqlite.inspector.CatalogRows.StoredColumn;
import dev.turnstone.sqlite.text.ColumnText;
import dev.turnstone.sqlite.text.ConstraintText;
import dev.turnstone.sqlite.text.SqliteTokens;
import dev.turnstone.sqlite.text.SqliteWords;
import dev.turnstone.sqlite.text.TableText;
import dev.turnstone.sqlite.text.UnreadableText;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Holds what was read from a table's text against what SQLite itself says: a table that was read wrongly must not be
/// compared, let alone rebuilt.
final class Understood {
    private static final Pattern GENERATED = Pattern.compile("generated(?:always)?$");
    private static final Pattern QUOTES = Pattern.compile("[\\s\"'`\\[\\]]");

    private Understood() {}

    static void check(TableText text, List<StoredColumn> columns) throws UnreadableText {
        if (text.columns().size() != columns.size()) {
            throw new UnreadableText(
                    "its text has " + text.columns().size() + " columns, the database " + columns.size());
        }
        Set<String> keys = text.constraints().stream()
                .filter(constraint -> constraint.type() == ConstraintText.Type.PRIMARY_KEY)
                .flatMap(constraint -> constraint.columns().stream())
                .collect(Collectors.toSet());
        for (int i = 0; i < columns.size(); i++) {
            ColumnText read = text.columns().get(i);
            StoredColumn stored = columns.get(i);
            String name = SqliteWords.fold(stored.name());
            int hidden = read.generated()
                    .map(generated -> generated.stored() ? 3 : 2)
                    .orElse(0);
            boolean same = SqliteWords.fold(read.name()).equals(name)
                    && isSameType(read.type(), stored.type())
                    && read.notNull() == stored.notNull()
                    && hidden == stored.hidden()
                    && keys.contains(name) == (stored.key() > 0);
            if (!same) {
                throw new UnreadableText("its column " + stored.name() + " reads differently");
            }
        }
    }

    private static boolean isSameType(String read, String stored) {
        return read.equals(stored)
                || squeezed(read).equals(GENERATED.matcher(squeezed(stored)).replaceFirst(""));
    }

    /// SQLite keeps a type as it was written, comments within it included; with one between GENERATED and ALWAYS
    /// it takes the first for a part of the type.
    private static String squeezed(String type) {
        SqliteTokens tokens = new SqliteTokens(type);
        return QUOTES.matcher(SqliteWords.fold(tokens.written(0, tokens.size())))
                .replaceAll("");
    }
}
