package dev.turnstone.testkit.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What somebody else than the inspector says of a schema, as entries in an order of their own. Two dumps are equal
/// when
/// their objects are, whatever the order of objects, of columns in a table and of privileges.
///
/// @param entries one object each, sorted
/// @param script recreates the schema; absent when it cannot
public record Dump(List<String> entries, Optional<String> script) {
    private static final Pattern HEADER = Pattern.compile("(?m)^--\\n(?=-- Name: )");
    private static final Pattern PASSING =
            Pattern.compile("SET default_tablespace = .*|SET default_table_access_method = .*|--|-- PostgreSQL.*"
                    + "|-- Dumped .*|\\\\.*|");

    public Dump {
        entries = List.copyOf(entries);
    }

    /// Reads what `pg_dump --schema-only` wrote.
    public static Dump of(String text) {
        List<String> entries = new ArrayList<>();
        for (String entry : HEADER.splitAsStream(text).skip(1).toList()) {
            entries.add(normal(entry.lines().filter(line -> !passes(line)).toList()));
        }
        Collections.sort(entries);
        return new Dump(entries, Optional.of(text.replaceAll("(?m)^\\\\.*$", "")));
    }

    /// One entry that is in only one of two dumps, marked `-` when it is in this, `+` when it is in the other; empty
    /// when they are equal.
    public Optional<String> differenceFrom(Dump other) {
        List<String> here = new ArrayList<>(entries);
        other.entries.forEach(here::remove);
        List<String> there = new ArrayList<>(other.entries);
        entries.forEach(there::remove);
        List<String> said = new ArrayList<>();
        here.stream().limit(2).forEach(entry -> said.add("- " + entry));
        there.stream().limit(2).forEach(entry -> said.add("+ " + entry));
        return said.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", said));
    }

    private static boolean passes(String line) {
        return PASSING.matcher(line).matches();
    }

    private static String normal(List<String> lines) {
        String header = lines.isEmpty() ? "" : lines.get(0);
        if (header.contains("; Type: TABLE;") || header.contains("; Type: FOREIGN TABLE;")) {
            return String.join("\n", columnsSorted(lines));
        }
        if (header.contains("; Type: ACL;") || header.contains("; Type: DEFAULT ACL;")) {
            List<String> sorted = new ArrayList<>(lines);
            Collections.sort(sorted);
            return String.join("\n", sorted);
        }
        return String.join("\n", lines);
    }

    private static List<String> columnsSorted(List<String> lines) {
        List<String> result = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            if (!inside) {
                result.add(line);
                inside = line.startsWith("CREATE ") && line.endsWith("(");
            } else if (line.startsWith(")")) {
                Collections.sort(columns);
                result.addAll(columns);
                result.add(line);
                inside = false;
            } else {
                columns.add(line.endsWith(",") ? line.substring(0, line.length() - 1) : line);
            }
        }
        return result;
    }
}
