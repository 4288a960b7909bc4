package dev.turnstone.postgresql.text;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The names that PostgreSQL chooses for what was made without one: `makeObjectName` and its callers in
/// `src/backend/commands/indexcmds.c`.
public final class ServerNames {
    private static final int LONGEST = 63;

    private ServerNames() {}

    /// Whether the server would have chosen `name`, or the same with a number behind it because others have it already.
    ///
    /// @param first the table's name
    /// @param second the column's or columns' name, may be empty
    /// @param label `key`, `check`, …
    public static boolean made(String name, String first, String second, String label) {
        int end = name.length();
        while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
            end--;
        }
        String number = name.substring(end);
        return name.equals(choose(first, second, label))
                || (!number.isEmpty() && name.equals(choose(first, second, label + number)));
    }

    /// `first_second_label`, with the longer of the two names cut until 63 bytes hold it.
    public static String choose(String first, String second, String label) {
        byte[] one = first.getBytes(StandardCharsets.UTF_8);
        byte[] two = second.getBytes(StandardCharsets.UTF_8);
        int room = LONGEST - label.length() - 1 - (two.length == 0 ? 0 : 1);
        int lengthOne = one.length;
        int lengthTwo = two.length;
        while (lengthOne + lengthTwo > room) {
            if (lengthOne > lengthTwo) {
                lengthOne--;
            } else {
                lengthTwo--;
            }
        }
        return cut(one, lengthOne) + (two.length == 0 ? "" : "_" + cut(two, lengthTwo)) + "_" + label;
    }

    /// The names of several columns as one.
    public static String addition(List<String> columns) {
        StringBuilder addition = new StringBuilder();
        for (String column : columns) {
            addition.append(addition.isEmpty() ? "" : "_").append(column);
            if (addition.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
                break;
            }
        }
        return addition.toString();
    }

    /// At most that many bytes, no character torn.
    private static String cut(byte[] text, int length) {
        int end = length;
        while (end > 0 && end < text.length && (text[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }
}
