package dev.turnstone.sqlite;

import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.sqlite.text.SqliteWords;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What statements set for the connection around a transaction, each read back, and put back afterwards:
/// `PRAGMA name = value` gets its former value, `ATTACH` is detached.
final class SqliteSettings {
    private static final Map<String, String> NUMBERS = Map.ofEntries(
            Map.entry("off", "0"),
            Map.entry("false", "0"),
            Map.entry("no", "0"),
            Map.entry("none", "0"),
            Map.entry("default", "0"),
            Map.entry("on", "1"),
            Map.entry("true", "1"),
            Map.entry("yes", "1"),
            Map.entry("normal", "1"),
            Map.entry("file", "1"),
            Map.entry("memory", "2"),
            Map.entry("incremental", "2"),
            Map.entry("fast", "2"),
            Map.entry("extra", "3"));

    private final SqliteSession session;
    private final Deque<Undo> undo = new ArrayDeque<>();

    /// What puts a setting back.
    ///
    /// @param pragma what is read afterwards; empty where nothing can be
    /// @param value what it must be then
    private record Undo(String statement, Optional<String> pragma, String value) {}

    SqliteSettings(SqliteSession session) {
        this.session = session;
    }

    /// Executes a setting and remembers its opposite.
    void apply(Entry.Sql entry) throws EntryFailed {
        try {
            apply(entry, Pragma.read(entry.sql()));
        } catch (SQLException e) {
            throw SqliteFailure.of(Optional.of(entry), e, false);
        }
    }

    private void apply(Entry.Sql entry, Optional<Pragma> pragma) throws SQLException, EntryFailed {
        if (pragma.isPresent() && pragma.get().awaitsVacuum()) {
            session.execute(entry.sql());
            return;
        }
        if (pragma.isPresent()) {
            Optional<String> before = session.value(pragma.get().query());
            set(session, entry, pragma.get());
            String query = pragma.get().query();
            before.ifPresentOrElse(
                    value -> undo.push(new Undo(query + " = " + value, Optional.of(query), value)),
                    () -> pragma.get()
                            .unreadable()
                            .ifPresent(value -> undo.push(new Undo(query + " = " + value, Optional.empty(), value))));
            return;
        }
        List<String> words = SqliteWords.of(entry.sql());
        String name = words.get(words.size() - 1);
        if (words.get(0).equalsIgnoreCase("DETACH")) {
            if (attached(name)) {
                session.execute(entry.sql());
            }
            return;
        }
        session.execute(entry.sql());
        if (words.get(0).equalsIgnoreCase("ATTACH")) {
            undo.push(new Undo("DETACH DATABASE " + SqliteWords.quote(name), Optional.empty(), ""));
        }
    }

    /// Sets a pragma and makes sure that it took: inside a transaction many silently do not.
    static void set(SqliteSession session, Entry.Sql entry, Pragma pragma) throws SQLException, EntryFailed {
        session.execute(entry.sql());
        check(session, entry, pragma);
    }

    /// Makes sure that a pragma has its value.
    static void check(SqliteSession session, Entry.Sql entry, Pragma pragma) throws SQLException, EntryFailed {
        Optional<String> now = session.value(pragma.query());
        if (now.isPresent() && !pragma.reads(now.get()) && !pragma.advises()) {
            throw SqliteFailure.refused(
                    Optional.of(entry),
                    "PRAGMA " + pragma.name() + " = " + pragma.value() + " did not take: it reads " + now.get());
        }
    }

    /// Executes a statement under a setting that can change inside a transaction, and puts the former value back.
    static void with(SqliteSession session, Pragma pragma, String sql) throws SQLException {
        String former = session.value(pragma.query()).orElse("0");
        put(session, pragma.query(), pragma.value());
        try {
            session.execute(sql);
        } finally {
            put(session, pragma.query(), former);
        }
    }

    /// Sets a pragma to the number that it reads as.
    private static void put(SqliteSession session, String pragma, String value) throws SQLException {
        session.execute(pragma + " = " + value);
        Optional<String> now = session.value(pragma);
        if (now.isPresent() && !now.get().equals(value)) {
            throw new SQLException(pragma + " = " + value + " did not take: it reads " + now.get());
        }
    }

    private boolean attached(String name) throws SQLException {
        return session.column("SELECT lower(name) FROM pragma_database_list").contains(name.toLowerCase(Locale.ROOT));
    }

    /// Puts everything back, the last first, and looks whether foreign keys are enforced as they were.
    void restore() throws SQLException {
        while (!undo.isEmpty()) {
            Undo last = undo.pop();
            List<String> words = SqliteWords.of(last.statement());
            if (last.pragma().filter(pragma -> pragma.endsWith("foreign_keys")).isPresent()) {
                put(session, last.pragma().get(), last.value());
            } else if (!words.get(0).equals("DETACH") || attached(words.get(words.size() - 1))) {
                session.execute(last.statement());
            }
        }
    }

    /// `PRAGMA schema.name = value`.
    ///
    /// @param schema empty when the statement names none
    record Pragma(String schema, String name, String value) {
        /// What SQLite may cut to its own limits, and nothing depends on.
        private static final Set<String> ADVICE = Set.of(
                "analysis_limit",
                "cache_spill",
                "hard_heap_limit",
                "journal_size_limit",
                "max_page_count",
                "mmap_size",
                "soft_heap_limit",
                "threads",
                "wal_autocheckpoint");

        /// Reads a pragma that sets a value.
        static Optional<Pragma> read(String sql) {
            List<String> words = SqliteWords.of(sql);
            if (words.size() < 4 || !words.get(0).equalsIgnoreCase("PRAGMA")) {
                return Optional.empty();
            }
            int at = words.get(2).equals(".") ? 3 : 1;
            String schema = at == 3 ? words.get(1) : "";
            if (words.size() < at + 3
                    || !(words.get(at + 1).equals("=") || words.get(at + 1).equals("("))) {
                return Optional.empty();
            }
            String sign = words.get(at + 2);
            boolean signed = (sign.equals("-") || sign.equals("+")) && words.size() > at + 3;
            String value = signed ? sign + words.get(at + 3) : sign;
            return Optional.of(new Pragma(schema, words.get(at).toLowerCase(Locale.ROOT), value));
        }

        /// Whether the next VACUUM carries it out.
        boolean awaitsVacuum() {
            return name.equals("auto_vacuum") || name.equals("page_size");
        }

        /// Whether it does something and sets nothing.
        boolean acts() {
            return name.equals("wal_checkpoint") || name.equals("incremental_vacuum");
        }

        private boolean advises() {
            return ADVICE.contains(name);
        }

        String query() {
            return "PRAGMA " + (schema.isEmpty() ? "" : SqliteWords.quote(schema) + ".") + name;
        }

        /// The default of the one pragma that cannot be read.
        Optional<String> unreadable() {
            return name.equals("case_sensitive_like") ? Optional.of("OFF") : Optional.empty();
        }

        private static String decimal(String number) {
            try {
                return Long.decode(number).toString();
            } catch (NumberFormatException noNumber) {
                return number;
            }
        }

        /// Whether `read` is what SQLite answers when the value took.
        boolean reads(String read) {
            String wanted = value.toLowerCase(Locale.ROOT);
            String number = wanted.equals("full")
                    ? (name.equals("auto_vacuum") ? "1" : "2")
                    : NUMBERS.getOrDefault(wanted, wanted);
            return read.equalsIgnoreCase(wanted) || read.equals(number) || read.equals(decimal(wanted));
        }
    }
}
