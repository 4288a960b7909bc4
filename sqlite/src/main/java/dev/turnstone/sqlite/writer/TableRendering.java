package dev.turnstone.sqlite.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.sqlite.text.SqliteAttribute;
import dev.turnstone.sqlite.text.SqliteWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Columns and constraints as SQL, made of their facts.
final class TableRendering {
    private static final Pattern LITERAL = Pattern.compile(
            "[-+]?[0-9.][0-9a-z_.+-]*|'(?:[^']|'')*'|x'[0-9a-f]*'|true|false|current_(?:date|time|timestamp)");

    private TableRendering() {}

    /// Columns, then constraints.
    static List<String> parts(Schema schema, Fact table) {
        List<String> parts = new ArrayList<>();
        List<Fact> constraints = schema.children(table.id(), Kind.CONSTRAINT);
        Optional<Fact> within = constraints.stream()
                .filter(constraint -> TableParts.is(constraint, "primary key"))
                .filter(key -> table.is(SqliteAttribute.AUTOINCREMENT) || descendingRowid(schema, table, key))
                .findFirst();
        for (Fact column : TableParts.columns(schema, table.id())) {
            String text = column(schema, column);
            boolean keyed = within.isPresent() && within.get().needs().contains(column.id());
            parts.add(keyed ? text + " " + keyWithin(table, within.get()) : text);
        }
        constraints.stream()
                .filter(constraint -> !within.equals(Optional.of(constraint)))
                .forEach(constraint -> parts.add(constraint(schema, constraint)));
        return parts;
    }

    /// `INTEGER PRIMARY KEY DESC`, with the column, is no other name for the rowid: it can only be said there.
    private static boolean descendingRowid(Schema schema, Fact table, Fact key) {
        return !key.is(SqliteAttribute.ROWID)
                && !table.is(SqliteAttribute.WITHOUT_ROWID)
                && key.needs().size() == 1
                && key.needs().stream()
                        .flatMap(column -> schema.find(column).stream())
                        .anyMatch(column -> column.get(Attribute.TYPE).equals(Optional.of("integer")));
    }

    private static String keyWithin(Fact table, Fact key) {
        boolean descending = key.get(SqliteAttribute.KEYS)
                .filter(keys -> keys.endsWith(" desc"))
                .isPresent();
        return named(key) + "PRIMARY KEY" + (descending ? " DESC" : "") + conflict(key, SqliteAttribute.ON_CONFLICT)
                + (table.is(SqliteAttribute.AUTOINCREMENT) ? " AUTOINCREMENT" : "");
    }

    static String options(Fact table) {
        List<String> options = new ArrayList<>();
        if (table.is(SqliteAttribute.STRICT)) {
            options.add("STRICT");
        }
        if (table.is(SqliteAttribute.WITHOUT_ROWID)) {
            options.add("WITHOUT ROWID");
        }
        return options.isEmpty() ? "" : " " + String.join(", ", options);
    }

    /// A column with its default.
    static String column(Schema schema, Fact column) {
        StringBuilder text = new StringBuilder(CreateText.name(column));
        column.get(Attribute.TYPE).ifPresent(type -> text.append(' ').append(type(type)));
        if (column.is(Attribute.NOT_NULL)) {
            column.get(SqliteAttribute.NOT_NULL_NAME)
                    .ifPresent(name -> text.append(" CONSTRAINT ").append(SqliteWords.written(name)));
            text.append(" NOT NULL").append(conflict(column, SqliteAttribute.NOT_NULL_CONFLICT));
        }
        TableParts.value(schema, column)
                .ifPresent(value -> text.append(" DEFAULT ").append(value(value)));
        column.get(Attribute.COLLATION)
                .ifPresent(collation -> text.append(" COLLATE ").append(SqliteWords.written(collation)));
        column.get(Attribute.EXPRESSION)
                .ifPresent(expression -> text.append(" GENERATED ALWAYS AS (")
                        .append(expression)
                        .append(") ")
                        .append(column.get(Attribute.GENERATED).orElse("").toUpperCase(Locale.ROOT)));
        return text.toString();
    }

    /// Words that mean something in a table stand in quotes.
    private static String type(String type) {
        int parenthesis = type.indexOf('(');
        String words = parenthesis < 0 ? type : type.substring(0, parenthesis);
        List<String> parts = new ArrayList<>();
        for (String word : words.split(" ", -1)) {
            parts.add(SqliteWords.written(word));
        }
        return String.join(" ", parts) + (parenthesis < 0 ? "" : type.substring(parenthesis));
    }

    /// Whether a default is the same for each row, and SQLite sees that it is.
    static boolean constant(String value) {
        return LITERAL.matcher(value).matches() && !value.startsWith("current_");
    }

    private static String value(String value) {
        return LITERAL.matcher(value).matches() ? value : "(" + value + ")";
    }

    /// A constraint that stands on its own.
    static String constraint(Schema schema, Fact constraint) {
        String keys = "(" + keys(constraint) + ")";
        String type = constraint.get(Attribute.TYPE).orElse("");
        String body = switch (type) {
            case "primary key" -> "PRIMARY KEY " + keys;
            case "unique" -> "UNIQUE " + keys;
            case "foreign key" -> "FOREIGN KEY " + keys + " " + references(schema, constraint);
            default -> check(constraint);
        };
        return named(constraint) + body + conflict(constraint, SqliteAttribute.ON_CONFLICT);
    }

    private static String keys(Fact constraint) {
        return constraint
                .get(Attribute.COLUMNS)
                .map(CreateText::columns)
                .orElseGet(() -> constraint.get(SqliteAttribute.KEYS).orElse(""));
    }

    /// A constraint of one column, or a check, written with a column.
    static String within(Schema schema, Fact constraint) {
        return named(constraint)
                + (TableParts.is(constraint, "foreign key") ? references(schema, constraint) : check(constraint));
    }

    private static String check(Fact constraint) {
        return "CHECK (" + constraint.get(Attribute.EXPRESSION).orElse("") + ")";
    }

    private static String named(Fact constraint) {
        return constraint.detail(Attribute.SERVER_MADE).isPresent()
                ? ""
                : "CONSTRAINT " + CreateText.name(constraint) + " ";
    }

    private static String conflict(Fact fact, String attribute) {
        return fact.get(attribute)
                .map(action -> " ON CONFLICT " + action.toUpperCase(Locale.ROOT))
                .orElse("");
    }

    private static String references(Schema schema, Fact constraint) {
        Id table = Id.parse(constraint.get(Attribute.REFERENCES).orElseThrow());
        StringBuilder text = new StringBuilder("REFERENCES ")
                .append(schema.find(table).map(CreateText::name).orElseGet(() -> SqliteWords.written(table.name())));
        constraint
                .get(Attribute.REFERENCED_COLUMNS)
                .ifPresent(list ->
                        text.append(" (").append(CreateText.columns(list)).append(')'));
        action(constraint, SqliteAttribute.ON_DELETE)
                .ifPresent(action -> text.append(" ON DELETE ").append(action));
        action(constraint, SqliteAttribute.ON_UPDATE)
                .ifPresent(action -> text.append(" ON UPDATE ").append(action));
        action(constraint, SqliteAttribute.MATCH)
                .ifPresent(match -> text.append(" MATCH ").append(match));
        return text.append(constraint.is(SqliteAttribute.DEFERRED) ? " DEFERRABLE INITIALLY DEFERRED" : "")
                .toString();
    }

    private static Optional<String> action(Fact constraint, String attribute) {
        return constraint.get(attribute).map(action -> action.toUpperCase(Locale.ROOT));
    }

    /// The types of the constraints that a column can bring with it when it is added.
    static final Set<String> ADDABLE = Set.of("foreign key", "check");
}
