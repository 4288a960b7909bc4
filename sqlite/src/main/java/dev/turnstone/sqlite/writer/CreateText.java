package dev.turnstone.sqlite.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import dev.turnstone.sqlite.inspector.TableFacts;
import dev.turnstone.sqlite.text.SqliteAttribute;
import dev.turnstone.sqlite.text.SqliteWords;
import dev.turnstone.sqlite.text.TableText;
import dev.turnstone.sqlite.text.UnreadableText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The statements that make the objects of one schema: as somebody once wrote them, as long as that text still says
/// what the facts say, otherwise made of the facts.
final class CreateText {
    private final Schema schema;

    CreateText(Schema schema) {
        this.schema = schema;
    }

    /// A name as it is written in statements.
    static String name(Fact fact) {
        return SqliteWords.written(
                fact.detail(SqliteAttribute.NAME).orElse(fact.id().name()));
    }

    /// @param name of the table to make, as written in statements
    String table(Fact table, String name) {
        Optional<String> text = faithful(table);
        if (text.isPresent()) {
            try {
                return TableText.renamed(text.get(), name);
            } catch (UnreadableText e) {
                throw new IllegalStateException("it was just read", e);
            }
        }
        return "CREATE TABLE " + name + " (\n    " + String.join(",\n    ", TableRendering.parts(schema, table)) + "\n)"
                + TableRendering.options(table);
    }

    /// The text of a table, when it says what the facts do.
    Optional<String> faithful(Fact table) {
        return table.detail(SqliteAttribute.TEXT).filter(text -> says(table, text));
    }

    private boolean says(Fact table, String text) {
        List<Fact> read;
        try {
            read = TableFacts.of(TableText.read(text), text);
        } catch (UnreadableText e) {
            return false;
        }
        Map<Id, Fact> said = new HashMap<>();
        read.forEach(fact -> said.put(fact.id(), fact));
        List<Fact> facts = TableParts.of(schema, table.id());
        return facts.size() == said.size()
                && facts.stream()
                        .allMatch(fact -> fact.same(said.getOrDefault(fact.id(), table))
                                || (fact.equals(table) && fact.same(read.get(0))));
    }

    String index(Fact index) {
        return index.detail(SqliteAttribute.TEXT).orElseGet(() -> {
            Fact table = schema.find(index.id().parent().orElseThrow()).orElseThrow();
            String keys = index.get(Attribute.COLUMNS)
                    .map(CreateText::columns)
                    .orElseGet(() -> index.get(SqliteAttribute.KEYS).orElse(""));
            return "CREATE " + (index.is(Attribute.UNIQUE) ? "UNIQUE " : "") + "INDEX " + name(index) + " ON "
                    + name(table) + " (" + keys + ")"
                    + index.get(SqliteAttribute.WHERE)
                            .map(where -> " WHERE " + where)
                            .orElse("");
        });
    }

    String view(Fact view) {
        return view.detail(SqliteAttribute.TEXT)
                .orElseGet(() -> "CREATE VIEW " + name(view)
                        + view.get(Attribute.COLUMNS)
                                .map(list -> " (" + columns(list) + ")")
                                .orElse("") + " AS "
                        + view.get(Attribute.DEFINITION).orElse(""));
    }

    String trigger(Fact trigger) {
        return trigger.detail(SqliteAttribute.TEXT)
                .orElseGet(() -> "CREATE TRIGGER " + name(trigger) + " "
                        + trigger.get(Attribute.DEFINITION).orElse(""));
    }

    String virtual(Fact table) {
        return table.detail(SqliteAttribute.TEXT).orElseGet(() -> {
            String arguments = table.get(SqliteAttribute.ARGUMENTS)
                    .map(list -> "(" + String.join(", ", Names.read(list)) + ")")
                    .orElse("");
            return "CREATE VIRTUAL TABLE " + name(table) + " USING "
                    + table.get(SqliteAttribute.MODULE).orElse("") + arguments;
        });
    }

    static String columns(String list) {
        return Names.read(list).stream().map(SqliteWords::written).collect(Collectors.joining(", "));
    }

    static boolean is(Fact fact, Kind kind) {
        return fact.id().kind() == kind;
    }
}
