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
    private final Deque<String> undo = new ArrayDeque<>();

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
        if (pragma.isPresent()) {
            Optional<String> before = session.value(pragma.get().query());
            set(session, entry, pragma.get());
            before.or(() -> pragma.get().unreadable())
                    .ifPresent(value -> undo.push(pragma.get().query() + " = " + value));
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
            undo.push("DETACH DATABASE " + SqliteWords.quote(name));
        }
    }

    /// Sets a pragma and makes sure that it took: inside a transaction many silently do not.
    static void set(SqliteSession session, Entry.Sql entry, Pragma pragma) throws SQLException, EntryFailed {
        session.execute(entry.sql());
        Optional<String> now = session.value(pragma.query());
        if (now.isPresent() && !pragma.reads(now.get())) {
            throw SqliteFailure.refused(
                    Optional.of(entry),
                    "PRAGMA " + pragma.name() + " = " + pragma.value() + " did not take: it reads " + now.get());
        }
    }

    private boolean attached(String name) throws SQLException {
        return session.column("SELECT lower(name) FROM pragma_database_list").contains(name.toLowerCase(Locale.ROOT));
    }

    /// Puts everything back, the last first.
    void restore() throws SQLException {
        while (!undo.isEmpty()) {
            String statement = undo.pop();
            List<String> words = SqliteWords.of(statement);
            if (!words.get(0).equals("DETACH") || attached(words.get(words.size() - 1))) {
                session.execute(statement);
            }
        }
    }

    /// `PRAGMA schema.name = value`.
    ///
    /// @param schema empty when the statement names none
    record Pragma(String schema, String name, String value) {
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

        String query() {
            return "PRAGMA " + (schema.isEmpty() ? "" : SqliteWords.quote(schema) + ".") + name;
        }

        /// The default of the one pragma that cannot be read.
        Optional<String> unreadable() {
            return name.equals("case_sensitive_like") ? Optional.of("OFF") : Optional.empty();
        }

        /// Whether `read` is what SQLite answers when the value took.
        boolean reads(String read) {
            String wanted = value.toLowerCase(Locale.ROOT);
            String number = wanted.equals("full")
                    ? (name.equals("auto_vacuum") ? "1" : "2")
                    : NUMBERS.getOrDefault(wanted, wanted);
            return read.equalsIgnoreCase(wanted) || read.equals(number);
        }
    }
}
