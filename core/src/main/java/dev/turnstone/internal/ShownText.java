package dev.turnstone.internal;

import dev.turnstone.migration.Annotated;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.Step;
import dev.turnstone.sql.Splitter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Statements as people may see them: as their file has them, with `${name}` in place of a value, and passwords hidden.
final class ShownText {
    private static final Pattern PLACEHOLDER = Pattern.compile("(\\\\?)\\$\\{([^}]*)}");

    /// Shorter values are in too many words to be told apart from them.
    private static final int SHORTEST_VALUE = 3;

    private final Splitter splitter;
    private final Map<String, String> written = new HashMap<>();

    ShownText(Splitter splitter, Collection<PlannedMigration> planned) {
        this.splitter = splitter;
        for (PlannedMigration migration : planned) {
            add(migration.content().up());
            add(migration.content().down());
        }
    }

    private void add(List<Annotated> statements) {
        for (Annotated annotated : statements) {
            annotated
                    .written()
                    .ifPresent(text -> written.put(annotated.statement().text(), text));
        }
    }

    /// What may be shown of a text that is sent.
    String of(String sql) {
        return splitter.maskPasswords(written.getOrDefault(sql, sql));
    }

    /// What may be shown of a step's statements; none for Java.
    List<String> of(Step step) {
        List<String> shown = new ArrayList<>();
        switch (step) {
            case Step.Transaction transaction ->
                transaction
                        .statements()
                        .forEach(one -> shown.add(of(one.statement().text())));
            case Step.Alone alone -> shown.add(of(alone.statement().statement().text()));
            case Step.Code ignored -> {}
        }
        return shown;
    }

    /// The text as the file has it, when that is another than the one that is sent.
    Optional<String> written(String sql) {
        return Optional.ofNullable(written.get(sql));
    }

    /// What a database says of a statement, with `${name}` for each value that the statement got from a placeholder.
    String withoutValues(String message, String sql) {
        String text = written.get(sql);
        String shown = message;
        if (text != null) {
            for (Map.Entry<String, String> value : values(text, sql).entrySet()) {
                if (value.getValue().length() >= SHORTEST_VALUE) {
                    shown = shown.replaceAll(
                            "(?<!\\w)" + Pattern.quote(value.getValue()) + "(?!\\w)",
                            Matcher.quoteReplacement("${" + value.getKey() + "}"));
                }
            }
        }
        return shown;
    }

    /// The values by name, found by laying the two texts beside each other.
    private static Map<String, String> values(String text, String sql) {
        StringBuilder form = new StringBuilder("(?s)");
        List<String> names = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int from = 0;
        while (placeholder.find()) {
            form.append(Pattern.quote(text.substring(from, placeholder.start())));
            if (placeholder.group(1).isEmpty()) {
                form.append("(.*?)");
                names.add(placeholder.group(2));
            } else {
                form.append(Pattern.quote(placeholder.group().substring(1)));
            }
            from = placeholder.end();
        }
        Matcher values =
                Pattern.compile(form + Pattern.quote(text.substring(from))).matcher(sql);
        Map<String, String> found = new LinkedHashMap<>();
        if (values.matches()) {
            for (int i = 0; i < names.size(); i++) {
                found.putIfAbsent(names.get(i), values.group(i + 1));
            }
        }
        return found;
    }
}
