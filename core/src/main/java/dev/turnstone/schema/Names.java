package dev.turnstone.schema;

import java.util.ArrayList;
import java.util.List;

/// Lists of names in one attribute: `"id", "e""mail"`, each in double quotes, so that no name can be mistaken.
public final class Names {
    private Names() {}

    /// The list as text; empty for none.
    public static String list(List<String> names) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            if (!text.isEmpty()) {
                text.append(", ");
            }
            text.append('"').append(name.replace("\"", "\"\"")).append('"');
        }
        return text.toString();
    }

    /// Reads what `list` wrote.
    ///
    /// @throws IllegalArgumentException when it is no such list
    public static List<String> read(String text) {
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) != '"') {
                throw new IllegalArgumentException("not a list of quoted names: " + text);
            }
            StringBuilder name = new StringBuilder();
            at++;
            while (true) {
                int quote = text.indexOf('"', at);
                if (quote < 0) {
                    throw new IllegalArgumentException("not a list of quoted names: " + text);
                }
                name.append(text, at, quote);
                at = quote + 1;
                if (at < text.length() && text.charAt(at) == '"') {
                    name.append('"');
                    at++;
                } else {
                    break;
                }
            }
            names.add(name.toString());
            if (text.startsWith(", ", at)) {
                at += 2;
            } else if (at < text.length()) {
                throw new IllegalArgumentException("not a list of quoted names: " + text);
            }
        }
        return List.copyOf(names);
    }
}
