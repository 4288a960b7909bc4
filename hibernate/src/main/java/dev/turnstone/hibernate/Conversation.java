package dev.turnstone.hibernate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Questions to the application's Hibernate, across the border of class loaders.
///
/// @param loader of the application
/// @param version of its Hibernate
/// @param settings for it
/// @param resources mapping files
record Conversation(ClassLoader loader, String version, Map<String, String> settings, List<String> resources) {
    private static final Pattern COMMENT =
            Pattern.compile("(comment on (?:table|column) .+? is ')(.*)'", Pattern.DOTALL);
    private static final Pattern OF_HIBERNATE =
            Pattern.compile("\\.Final|org\\.hibernate\\.(?:community\\.)?dialect\\.");
    private static final String BRIDGE = "dev.turnstone.hibernate.bridge.Bridge";

    /// What Hibernate says of a selection.
    ///
    /// @param provider for people
    /// @param statements in order, without semicolons
    /// @param tables for [MappedTable]
    record Answer(String provider, List<String> statements, List<Map<?, ?>> tables) {
        /// Statements that write rows: where a database has no sequences, Hibernate keeps them in tables.
        List<String> rows() {
            return statements.stream()
                    .filter(statement -> statement.toLowerCase(Locale.ROOT).startsWith("insert "))
                    .toList();
        }
    }

    /// Asks.
    ///
    /// @throws IllegalArgumentException when Hibernate refuses the mapping
    Answer ask(Selection selection) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return answer(bridge().apply(question(selection)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the bridge to Hibernate does not stand", e);
        } catch (RuntimeException | LinkageError e) {
            throw refused(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @SuppressWarnings("unchecked")
    private UnaryOperator<Map<String, Object>> bridge() throws ReflectiveOperationException {
        return (UnaryOperator<Map<String, Object>>)
                loader.loadClass(BRIDGE).getConstructor().newInstance();
    }

    private Map<String, Object> question(Selection selection) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("settings", settings);
        question.put(
                "classes", selection.classes().stream().map(ClassFile::name).toList());
        question.put("packages", List.copyOf(selection.packages()));
        question.put("resources", resources);
        return question;
    }

    private static Answer answer(Map<String, Object> said) {
        List<String> statements = new CompletedTables(missing(said))
                .in(list(said, "statements").stream()
                        .map(Conversation::statement)
                        .toList());
        List<Map<?, ?>> tables = new ArrayList<>();
        for (Object table : list(said, "tables")) {
            if (table instanceof Map<?, ?> map) {
                tables.add(map);
            }
        }
        String provider = "Hibernate " + said.get("version") + " with " + said.get("dialect");
        return new Answer(OF_HIBERNATE.matcher(provider).replaceAll(""), statements, tables);
    }

    private static Map<String, List<String>> missing(Map<String, Object> said) {
        Map<String, List<String>> missing = new LinkedHashMap<>();
        if (said.get("missing") instanceof Map<?, ?> tables) {
            tables.forEach((table, clauses) -> missing.put(
                    String.valueOf(table),
                    clauses instanceof List<?> list
                            ? list.stream().map(String::valueOf).toList()
                            : List.of()));
        }
        return missing;
    }

    private static List<?> list(Map<String, Object> said, String key) {
        return said.get(key) instanceof List<?> list ? list : List.of();
    }

    private static String statement(Object said) {
        String text = String.valueOf(said).strip();
        String statement = text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
        Matcher comment = COMMENT.matcher(statement);
        return comment.matches() ? comment.group(1) + quoted(comment.group(2)) + "'" : statement;
    }

    /// Hibernate puts comments into its statements as they are; who knows that has doubled the quotes already.
    private static String quoted(String comment) {
        return comment.replace("''", "").contains("'") ? comment.replace("'", "''") : comment;
    }

    private IllegalArgumentException refused(Throwable e) {
        Set<String> reasons = new TreeSet<>();
        List<String> inOrder = new ArrayList<>();
        for (Throwable at = e; at != null; at = at.getCause()) {
            String reason = at.getMessage() == null || at instanceof LinkageError ? at.toString() : at.getMessage();
            if (reasons.add(reason)) {
                inOrder.add(reason);
            }
        }
        return new IllegalArgumentException(
                "Hibernate " + version + " does not accept the mapping, as it would not when the application starts: "
                        + String.join(": ", inOrder),
                e);
    }
}
