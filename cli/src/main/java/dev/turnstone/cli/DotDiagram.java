package dev.turnstone.cli;

import dev.turnstone.schema.Id;
import dev.turnstone.schema.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A schema as a graph for Graphviz: a table a node, a column a row of it with a port, a foreign key an edge with
/// crow's feet.
final class DotDiagram {
    private final Map<Id, Map<String, Integer>> ports = new HashMap<>();
    private final StringBuilder text = new StringBuilder("""
            digraph schema {
                graph [rankdir=LR];
                node [shape=plain, fontname="Helvetica", fontsize=11];
                edge [dir=both, fontname="Helvetica", fontsize=9];
            """);

    private DotDiagram() {}

    /// Draws it.
    static String of(Schema schema) {
        EntityDiagram diagram = EntityDiagram.of(schema);
        DotDiagram dot = new DotDiagram();
        diagram.entities().forEach(dot::entity);
        diagram.references().forEach(dot::reference);
        return dot.text.append("}\n").toString();
    }

    private void entity(EntityDiagram.Entity entity) {
        String title = entity.id().path();
        text.append("    ").append(quoted(title)).append(" [label=<\n");
        text.append("        <TABLE BORDER=\"0\" CELLBORDER=\"1\" CELLSPACING=\"0\">\n");
        text.append("        <TR><TD COLSPAN=\"3\" PORT=\"p0\"><B>")
                .append(html(title))
                .append("</B></TD></TR>\n");
        Map<String, Integer> numbers = new HashMap<>();
        for (EntityDiagram.Column column : entity.columns()) {
            int port = numbers.size() + 1;
            numbers.put(column.name(), port);
            String keys =
                    (column.primary() ? "PK " : "") + (column.foreign() ? "FK " : "") + (column.unique() ? "UK " : "");
            text.append("        <TR><TD>")
                    .append(keys.isEmpty() ? " " : keys.strip())
                    .append("</TD><TD ALIGN=\"LEFT\" PORT=\"p")
                    .append(port)
                    .append("\">")
                    .append(html(column.name()))
                    .append("</TD><TD ALIGN=\"LEFT\">")
                    .append(html(column.type()))
                    .append("</TD></TR>\n");
        }
        ports.put(entity.id(), numbers);
        text.append("        </TABLE>>];\n");
    }

    private void reference(EntityDiagram.Reference reference) {
        text.append("    ")
                .append(place(reference.from(), reference.columns()))
                .append(" -> ")
                .append(place(reference.to(), reference.targets()))
                .append(" [arrowtail=")
                .append(reference.single() ? "teeodot" : "crowodot")
                .append(", arrowhead=")
                .append(reference.optional() ? "teeodot" : "teetee");
        if (reference.columns().size() > 1) {
            text.append(", label=").append(quoted(String.join(", ", reference.columns())));
        }
        text.append("];\n");
    }

    /// The table, at the first of the columns.
    private String place(Id table, List<String> columns) {
        Map<String, Integer> numbers = ports.getOrDefault(table, Map.of());
        int port = columns.isEmpty() ? 0 : numbers.getOrDefault(columns.get(0), 0);
        return quoted(table.path()) + ":p" + port;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /// Text in an HTML-like label: nothing in it is markup, and no character that XML forbids.
    private static String html(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.append(c < ' ' || c == '\uFFFE' || c == '\uFFFF' ? ' ' : c);
            }
        }
        return escaped.isEmpty() ? " " : escaped.toString();
    }
}
