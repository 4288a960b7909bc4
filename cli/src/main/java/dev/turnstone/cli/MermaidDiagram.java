package dev.turnstone.cli;

import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A schema as an `erDiagram` of Mermaid, written so that releases from 11 on read it. What their grammar has no room
/// for, as a blank in a column's name, becomes `_`, and the name as it is stands in the column's comment.
final class MermaidDiagram {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern NOT_IN_WORDS = Pattern.compile("[^A-Za-z0-9_\\-\\[\\]()\\u00C0-\\uFFFF]");
    private static final Pattern NOT_FIRST =
            Pattern.compile("(?i)^(?![A-Z_\\u00C0-\\uFFFF])|^(?=(pk|fk|uk)(?![a-z0-9_]))");
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[\"%\\\\\\p{Cntrl}]");
    private static final Pattern NOT_IN_COMMENTS = Pattern.compile("\\p{Cntrl}");
    private static final Pattern DIRECTION = Pattern.compile("(?i)(direction)\\s+(?=TB|BT|RL|LR)");
    private static final Set<String> WORDS = Set.of(
            "one",
            "only",
            "zero",
            "many",
            "to",
            "optionally",
            "u",
            "style",
            "class",
            "classdef",
            "subgraph",
            "end",
            "direction",
            "erdiagram",
            "title",
            "acctitle",
            "accdescr");

    private final EntityDiagram diagram;
    private final Map<Id, String> names = new HashMap<>();
    private final StringBuilder text = new StringBuilder("erDiagram\n");

    private MermaidDiagram(EntityDiagram diagram) {
        this.diagram = diagram;
    }

    /// Draws it.
    static String of(Schema schema) {
        return new MermaidDiagram(EntityDiagram.of(schema)).draw();
    }

    private String draw() {
        Set<String> taken = new HashSet<>();
        for (EntityDiagram.Entity entity : diagram.entities()) {
            String name = name(entity.id());
            String free = name;
            for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
                free = name + "_" + i;
            }
            names.put(entity.id(), quoted(free));
        }
        diagram.entities().forEach(this::entity);
        diagram.references().forEach(this::reference);
        return text.toString();
    }

    /// The table's name, behind its schema unless that is the usual one.
    private static String name(Id table) {
        String path = table.parent()
                .filter(schema -> schema.kind() == Kind.SCHEMA && schema.name().equals("public"))
                .map(ignored -> table.name())
                .orElse(table.path());
        String name = NOT_IN_NAMES.matcher(path).replaceAll("_");
        return DIRECTION.matcher(name).replaceAll("$1_");
    }

    private static String quoted(String name) {
        boolean plain = PLAIN.matcher(name).matches() && !WORDS.contains(name.toLowerCase(Locale.ROOT));
        return plain ? name : '"' + name + '"';
    }

    private void entity(EntityDiagram.Entity entity) {
        text.append("    ").append(names.get(entity.id()));
        if (entity.columns().isEmpty()) {
            text.append('\n');
            return;
        }
        text.append(" {\n");
        for (EntityDiagram.Column column : entity.columns()) {
            String name = word(column.name());
            text.append("        ")
                    .append(column.type().isEmpty() ? "any" : word(column.type()))
                    .append(' ')
                    .append(name);
            List<String> keys = new ArrayList<>();
            if (column.primary()) {
                keys.add("PK");
            }
            if (column.foreign()) {
                keys.add("FK");
            }
            if (column.unique()) {
                keys.add("UK");
            }
            text.append(keys.isEmpty() ? "" : " " + String.join(", ", keys));
            Optional<String> exact = name.equals(column.name()) ? Optional.empty() : Optional.of(column.name());
            exact.map(own -> column.comment()
                            .map(comment -> own + ": " + comment)
                            .orElse(own))
                    .or(column::comment)
                    .ifPresent(comment ->
                            text.append(" \"").append(comment(comment)).append('"'));
            text.append('\n');
        }
        text.append("    }\n");
    }

    private void reference(EntityDiagram.Reference reference) {
        text.append("    ")
                .append(names.get(reference.to()))
                .append(reference.optional() ? " |o--" : " ||--")
                .append(reference.single() ? "o| " : "o{ ")
                .append(names.get(reference.from()))
                .append(" : \"")
                .append(comment(String.join(", ", reference.columns())))
                .append("\"\n");
    }

    private static String word(String text) {
        String word = NOT_IN_WORDS.matcher(text).replaceAll("_");
        return NOT_FIRST.matcher(word).replaceFirst("_");
    }

    private static String comment(String text) {
        String clean = NOT_IN_COMMENTS.matcher(text.replace('"', '\'').strip()).replaceAll(" ");
        String kept = DIRECTION.matcher(clean).replaceAll("$1_").replace("%%", "%");
        return kept.isBlank() ? " " : kept;
    }
}
