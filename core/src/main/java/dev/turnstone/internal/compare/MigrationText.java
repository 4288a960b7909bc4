package dev.turnstone.internal.compare;

import dev.turnstone.dialect.Written;
import java.util.List;
import java.util.regex.Pattern;

/// Writes statements as a migration file. Pure.
final class MigrationText {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(?=[\\w.-]+\\})");

    private MigrationText() {}

    /// A migration with its way back, and a word on what cannot come back; in sections where dialects say it in other
    /// words.
    ///
    /// @param drafts the same change, once for each dialect
    /// @param doubts where it may fail though it was proven, as comments
    static String of(List<Draft> drafts, List<String> doubts) {
        Draft first = drafts.get(0);
        StringBuilder text = new StringBuilder();
        if (first.down().isEmpty()) {
            text.append("-- turnstone:irreversible: generated without a way back, as asked\n");
        }
        text.append("-- From ").append(oneLine(first.report().from()));
        text.append(" to ").append(oneLine(first.report().to())).append(".\n");
        list(text, "Proven, but not with all rows that were tried:", doubts);
        if (drafts.stream().allMatch(first::says)) {
            up(text, first);
            first.down().ifPresent(down -> down(text.append("\n-- turnstone:down\n"), down));
            return text.toString();
        }
        for (Draft draft : drafts) {
            if (draft.report().changes().isEmpty()) {
                continue;
            }
            up(text.append("\n-- turnstone:up ").append(draft.dialect()).append('\n'), draft);
            draft.down()
                    .ifPresent(down -> down(
                            text.append("\n-- turnstone:down ")
                                    .append(draft.dialect())
                                    .append('\n'),
                            down));
        }
        return text.toString();
    }

    private static void up(StringBuilder text, Draft draft) {
        list(text, "What is lost by this, and comes back empty:", draft.up().losses());
        list(text, "Not in here, since it cannot be written exactly:", refusals(draft.up()));
        list(text, "Rows without a value:", Fills.open(draft.report().diff()));
        statements(text, draft.up().statements());
    }

    private static void down(StringBuilder text, Written down) {
        list(text, "What is lost by this:", down.losses());
        list(text, "Not in here, since it cannot be written exactly:", refusals(down));
        statements(text, down.statements());
    }

    /// Statements behind a head.
    ///
    /// @param rows statements to stand before `later`
    static String of(String head, List<Written.Line> first, List<String> rows, List<Written.Line> later) {
        StringBuilder text = new StringBuilder(head);
        statements(text, first);
        text.append(rows.isEmpty() ? "" : "\n");
        rows.forEach(row -> text.append(escaped(row)).append(";\n"));
        statements(text, later);
        return text.toString();
    }

    private static List<String> refusals(Written written) {
        return written.refusals().stream()
                .map(refusal -> refusal.what() + ": " + refusal.why())
                .toList();
    }

    private static void list(StringBuilder text, String head, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append("-- ").append(head).append('\n');
            lines.forEach(line -> text.append("--   ").append(oneLine(line)).append('\n'));
        }
    }

    private static void statements(StringBuilder text, List<Written.Line> lines) {
        for (Written.Line line : lines) {
            text.append('\n');
            line.notes()
                    .forEach(note -> text.append("-- ").append(oneLine(note)).append('\n'));
            text.append(escaped(line.sql())).append(";\n");
        }
    }

    /// `${name}` in a statement of the database is no placeholder of ours.
    private static String escaped(String sql) {
        return PLACEHOLDER.matcher(sql).replaceAll("\\\\\\${");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
