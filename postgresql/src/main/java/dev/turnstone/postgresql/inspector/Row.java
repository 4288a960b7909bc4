package dev.turnstone.postgresql.inspector;

import dev.turnstone.schema.Names;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The row at which a query's answer stands. What is NULL there is an empty text, zero or false here.
final class Row {
    private final ResultSet answer;
    private final Map<String, String> known = new HashMap<>();

    Row(ResultSet answer) {
        this.answer = answer;
    }

    String text(String column) throws SQLException {
        @Nullable String text = answer.getString(column);
        return text == null ? "" : text;
    }

    /// A text of which there are few different ones: equal ones are the same object.
    String common(String column) throws SQLException {
        return known.computeIfAbsent(text(column), text -> text);
    }

    long oid(String column) throws SQLException {
        return answer.getLong(column);
    }

    int number(String column) throws SQLException {
        return answer.getInt(column);
    }

    boolean is(String column) throws SQLException {
        return answer.getBoolean(column);
    }

    boolean given(String column) throws SQLException {
        return answer.getObject(column) != null;
    }

    /// A column of type `int2[]` or `int2vector`, as text.
    int[] numbers(String column) throws SQLException {
        String text = text(column).replace("{", "").replace("}", "").replace(',', ' ');
        return text.isBlank()
                ? new int[0]
                : Arrays.stream(text.trim().split(" +", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray();
    }

    /// A column of type `text[]`.
    List<String> texts(String column) throws SQLException {
        java.sql.@Nullable Array array = answer.getArray(column);
        if (array == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Object element : (Object[]) array.getArray()) {
            texts.add(String.valueOf(element));
        }
        return texts;
    }

    /// A column of type `text[]`, as [Names].
    String names(String column) throws SQLException {
        return Names.list(texts(column));
    }
}
