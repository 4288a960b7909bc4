package dev.turnstone.migration;

import java.util.Optional;

/// A version that other tools read in a file's name, and that would be cut short here: `V1_10__a`, `2024-12-01-x`,
/// `20241201_120000_x`, `20241201T120000-x`.
///
/// @param written as in the name
/// @param plain the same as digits or dotted digits
/// @param end where it ends in the name
record VersionInName(String written, String plain, int end) {
    private static final int DATE = 8;
    private static final int SHORT_DATE = 6;
    private static final int TIME = 6;
    private static final int TIME_WITHOUT_SECONDS = 4;

    /// The version of `base`, whose digits begin at `start`, when there is more of it than the first digits.
    static Optional<VersionInName> in(String base, int start) {
        return date(base, start).or(() -> underscores(base, start));
    }

    /// `1_10__a`: digits parted by single underscores up to a double one.
    private static Optional<VersionInName> underscores(String base, int start) {
        int end = start;
        int groups = 0;
        while (digitsFrom(base, end) > end) {
            end = digitsFrom(base, end);
            groups++;
            boolean more = end + 1 < base.length() && base.charAt(end) == '_' && digitsFrom(base, end + 1) > end + 1;
            if (!more) {
                break;
            }
            end++;
        }
        boolean isVersion = groups > 1 && base.startsWith("__", end);
        String written = base.substring(start, end);
        return isVersion ? Optional.of(new VersionInName(written, written.replace('_', '.'), end)) : Optional.empty();
    }

    private static Optional<VersionInName> date(String base, int start) {
        int first = digitsFrom(base, start);
        int length = first - start;
        int end = length == 4 ? endOfParts(base, first, 2) : first;
        String day = digits(base, start, end);
        boolean isDate = (day.length() == DATE && isDay(day.substring(0, 4), day.substring(4)))
                || (length == SHORT_DATE && isDay("20" + day.substring(0, 2), day.substring(2)));
        if (!isDate) {
            return Optional.empty();
        }
        int endOfTime = endOfTime(base, end);
        int least = length == SHORT_DATE ? TIME : TIME_WITHOUT_SECONDS;
        boolean timed = digits(base, end, endOfTime).length() >= least;
        int last = timed ? endOfTime : end;
        String plain = digits(base, start, last);
        return plain.length() == length
                ? Optional.empty()
                : Optional.of(new VersionInName(base.substring(start, last), plain, last));
    }

    private static boolean isDay(String year, String monthAndDay) {
        int month = Integer.parseInt(monthAndDay.substring(0, 2));
        int day = Integer.parseInt(monthAndDay.substring(2));
        boolean isYear = year.startsWith("19") || year.startsWith("20") || year.startsWith("21");
        return isYear && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    /// Where `count` parts of two digits end that follow at `from`, each behind a `-` or `_`; `from` when they do not.
    private static int endOfParts(String base, int from, int count) {
        int end = from;
        for (int i = 0; i < count; i++) {
            boolean separated = end < base.length() && (base.charAt(end) == '-' || base.charAt(end) == '_');
            if (!separated || digitsFrom(base, end + 1) != end + 3) {
                return from;
            }
            end += 3;
        }
        return end;
    }

    /// Where four or six digits of a time end, in one group or in several.
    private static int endOfTime(String base, int from) {
        int end = from;
        while (end < base.length() && "-_T".indexOf(base.charAt(end)) >= 0) {
            int next = digitsFrom(base, end + 1);
            int length = digits(base, from, next).length();
            boolean even = next > end + 1 && (next - end - 1) % 2 == 0;
            if (!even || length > TIME) {
                break;
            }
            end = next;
        }
        boolean isTime = end > from && isHourAndMinute(digits(base, from, end));
        return isTime ? end : from;
    }

    private static boolean isHourAndMinute(String time) {
        return time.length() >= TIME_WITHOUT_SECONDS
                && Integer.parseInt(time.substring(0, 2)) < 24
                && Integer.parseInt(time.substring(2, 4)) < 60;
    }

    private static int digitsFrom(String base, int from) {
        int end = from;
        while (end < base.length() && base.charAt(end) >= '0' && base.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static String digits(String base, int from, int to) {
        StringBuilder digits = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            if (Character.isDigit(base.charAt(i))) {
                digits.append(base.charAt(i));
            }
        }
        return digits.toString();
    }
}
