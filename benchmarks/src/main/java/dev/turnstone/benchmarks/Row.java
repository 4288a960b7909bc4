package dev.turnstone.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A line of the table.
///
/// @param what was done
/// @param target what was promised; empty when the line only informs
/// @param figure Turnstone's, or the contestant's that the line informs of
/// @param beside what it is compared with
/// @param ratio the two, or empty
/// @param verdict `ok`, `over` or empty
record Row(String what, String target, String figure, String beside, String ratio, String verdict) {
    static final Row HEADINGS = new Row("what", "target", "turnstone", "beside", "ratio", "");

    /// Turnstone's samples, which come first, beside each other's. The second is what the target speaks of.
    static List<Row> ratios(String what, Map<String, Samples> samples, double most) {
        List<Row> rows = new ArrayList<>();
        Samples ours = samples.values().iterator().next();
        samples.forEach((name, theirs) -> {
            if (!theirs.equals(ours)) {
                rows.add(rows.isEmpty() ? ratio(what, ours, name, theirs, most) : beside(what, ours, name, theirs));
            }
        });
        return rows;
    }

    /// A ratio of medians that is held against a target.
    static Row ratio(String what, Samples ours, String rival, Samples theirs, double most) {
        double ratio = ours.median() / theirs.median();
        return new Row(
                what,
                String.format(Locale.ROOT, "≤ %.2f × %s", most, rival),
                seconds(ours),
                rival + " " + seconds(theirs),
                String.format(Locale.ROOT, "%.2f", ratio),
                verdict(ratio <= most));
    }

    /// A ratio that nothing was promised for.
    static Row beside(String what, Samples ours, String rival, Samples theirs) {
        return new Row(
                what,
                "",
                seconds(ours),
                rival + " " + seconds(theirs),
                String.format(Locale.ROOT, "%.2f", ours.median() / theirs.median()),
                "");
    }

    /// A figure that is held against a limit.
    static Row limit(String what, double figure, double most, String unit) {
        return new Row(
                what,
                String.format(Locale.ROOT, "≤ %.0f %s", most, unit),
                String.format(Locale.ROOT, "%.0f %s", figure, unit),
                "",
                "",
                verdict(figure <= most));
    }

    boolean over() {
        return verdict.equals("over");
    }

    String line() {
        return String.format(
                        Locale.ROOT, "%-50s %-18s %-28s %-38s %6s  %s", what, target, figure, beside, ratio, verdict)
                .stripTrailing();
    }

    private static String verdict(boolean held) {
        return held ? "ok" : "over";
    }

    /// Median, least and most.
    private static String seconds(Samples samples) {
        return String.format(Locale.ROOT, "%.3f s (%.3f-%.3f)", samples.median(), samples.least(), samples.most());
    }
}
