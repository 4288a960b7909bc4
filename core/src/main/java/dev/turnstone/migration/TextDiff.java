package dev.turnstone.migration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Line differences of two texts, by Myers' algorithm (An O(ND) Difference Algorithm, 1986).
public final class TextDiff {
    /// Above this many edits the middle is shown as removed and added as a whole: memory grows with the square.
    private static final int MOST_EDITS = 1000;

    private final String[] before;
    private final String[] after;

    private TextDiff(String before, String after) {
        this.before = lines(before);
        this.after = lines(after);
    }

    /// The differences as hunks `@@ -1,3 +1,4 @@` with lines that begin with a blank, `-` or `+`; empty when the
    /// texts have the same lines. A line end missing at the end of a text is not shown.
    ///
    /// @param context how many equal lines to show around each difference
    public static String unified(String before, String after, int context) {
        TextDiff diff = new TextDiff(before, after);
        return diff.print(diff.edits(), Math.max(0, context));
    }

    private static String[] lines(String text) {
        if (text.isEmpty()) {
            return new String[0];
        }
        return (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\n", -1);
    }

    /// One line of the result: ' ' in both, '-' only before, '+' only after; `line` counts in `before`, or for '+' in
    /// `after`.
    private record Edit(char mark, int line) {}

    private List<Edit> edits() {
        int head = 0;
        while (head < before.length && head < after.length && before[head].equals(after[head])) {
            head++;
        }
        int tail = 0;
        while (tail < before.length - head
                && tail < after.length - head
                && before[before.length - 1 - tail].equals(after[after.length - 1 - tail])) {
            tail++;
        }
        List<Edit> edits = new ArrayList<>();
        for (int i = 0; i < head; i++) {
            edits.add(new Edit(' ', i));
        }
        edits.addAll(middle(head, before.length - tail, after.length - tail));
        for (int i = before.length - tail; i < before.length; i++) {
            edits.add(new Edit(' ', i));
        }
        return edits;
    }

    private List<Edit> middle(int from, int beforeEnd, int afterEnd) {
        int n = beforeEnd - from;
        int m = afterEnd - from;
        int most = Math.min(n + m, MOST_EDITS);
        List<int[]> trace = new ArrayList<>();
        int[] furthest = new int[2 * most + 3];
        for (int d = 0; d <= most; d++) {
            trace.add(Arrays.copyOfRange(furthest, most - d, most + d + 3));
            for (int k = -d; k <= d; k += 2) {
                boolean down = k == -d || (k != d && furthest[most + k] < furthest[most + k + 2]);
                int x = down ? furthest[most + k + 2] : furthest[most + k] + 1;
                while (x < n && x - k < m && x - k >= 0 && before[from + x].equals(after[from + x - k])) {
                    x++;
                }
                furthest[most + k + 1] = x;
                if (x >= n && x - k >= m) {
                    return backtrack(trace, from, n, m);
                }
            }
        }
        return replaced(from, beforeEnd, afterEnd);
    }

    private static List<Edit> replaced(int from, int beforeEnd, int afterEnd) {
        List<Edit> edits = new ArrayList<>();
        for (int i = from; i < beforeEnd; i++) {
            edits.add(new Edit('-', i));
        }
        for (int i = from; i < afterEnd; i++) {
            edits.add(new Edit('+', i));
        }
        return edits;
    }

    /// `trace.get(d)` holds the furthest x per diagonal before round d, diagonal k at index k + d + 1.
    private static List<Edit> backtrack(List<int[]> trace, int from, int n, int m) {
        List<Edit> backwards = new ArrayList<>();
        int x = n;
        int y = m;
        for (int d = trace.size() - 1; d >= 0; d--) {
            int[] furthest = trace.get(d);
            int k = x - y;
            boolean down = k == -d || (k != d && furthest[k - 1 + d + 1] < furthest[k + 1 + d + 1]);
            int previousK = down ? k + 1 : k - 1;
            int previousX = d == 0 ? 0 : furthest[previousK + d + 1];
            int previousY = d == 0 ? 0 : previousX - previousK;
            while (x > previousX && y > previousY) {
                backwards.add(new Edit(' ', from + --x));
                y--;
            }
            if (d > 0) {
                backwards.add(down ? new Edit('+', from + --y) : new Edit('-', from + --x));
            }
        }
        Collections.reverse(backwards);
        return backwards;
    }

    private String print(List<Edit> edits, int context) {
        StringBuilder printed = new StringBuilder();
        int i = 0;
        int oldLine = 0;
        int newLine = 0;
        while (i < edits.size()) {
            int change = nextChange(edits, i);
            if (change == edits.size()) {
                break;
            }
            int begin = Math.max(i, change - context);
            int end = endOfHunk(edits, change, context);
            oldLine += begin - i;
            newLine += begin - i;
            int removed = 0;
            int added = 0;
            StringBuilder body = new StringBuilder();
            for (Edit edit : edits.subList(begin, end)) {
                removed += edit.mark() == '+' ? 0 : 1;
                added += edit.mark() == '-' ? 0 : 1;
                String[] source = edit.mark() == '+' ? after : before;
                body.append(edit.mark()).append(source[edit.line()]).append('\n');
            }
            printed.append("@@ -").append(range(oldLine, removed)).append(" +").append(range(newLine, added));
            printed.append(" @@\n").append(body);
            oldLine += removed;
            newLine += added;
            i = end;
        }
        return printed.toString();
    }

    private static String range(int linesBefore, int count) {
        return (count == 0 ? linesBefore : linesBefore + 1) + (count == 1 ? "" : "," + count);
    }

    private static int nextChange(List<Edit> edits, int from) {
        int i = from;
        while (i < edits.size() && edits.get(i).mark() == ' ') {
            i++;
        }
        return i;
    }

    /// Hunks whose contexts would touch are one.
    private static int endOfHunk(List<Edit> edits, int change, int context) {
        int lastChange = change;
        int next = change;
        while (next < edits.size() && next - lastChange <= 2 * context + 1) {
            if (edits.get(next).mark() != ' ') {
                lastChange = next;
            }
            next = nextChange(edits, next + 1);
        }
        return Math.min(edits.size(), lastChange + 1 + context);
    }
}
