package dev.turnstone.internal;

import dev.turnstone.dialect.HistorySyntax;
import dev.turnstone.history.Attempt;
import dev.turnstone.history.Attempt.Details;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.Direction;
import dev.turnstone.history.Event;
import dev.turnstone.history.History;
import dev.turnstone.history.JournalEntry;
import dev.turnstone.history.Position;
import dev.turnstone.history.Status;
import dev.turnstone.migration.Checksum;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Version;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the two history tables.
final class HistoryTable {
    private static final String STATE_COLUMNS = "id, version, name, kind, direction, status, checksum, down_checksum";

    /// Where `version` stands among them. They are read by place: a driver looks each name up again in each row.
    private static final int VERSION = 2;

    private final HistorySyntax syntax;

    HistoryTable(HistorySyntax syntax) {
        this.syntax = syntax;
    }

    /// Whether the tables are there and may be read.
    boolean exists(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + syntax.steps() + " WHERE 1 = 0")) {
            return rows.next();
        } catch (SQLException absent) {
            return false;
        }
    }

    /// What decides which migrations are pending: one query, and a second one only when some attempt did not complete.
    History state(Connection connection) throws SQLException {
        Map<Version, Attempt> completed = new HashMap<>();
        Map<Version, Attempt> unfinished = new HashMap<>();
        Map<Version, Attempt> hooks = new HashMap<>();
        Position position = Position.START;
        boolean positioned = false;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(stateQuery())) {
            while (rows.next()) {
                if (!positioned) {
                    positioned = true;
                    position = new Position(
                            rows.getLong("last_seq"), text(rows, "last_chain").orElse(""), rows.getLong("last_id"));
                }
                if (text(rows, VERSION).isEmpty()) {
                    continue;
                }
                Attempt attempt = attempt(rows, Details.NONE);
                if (attempt.kind() == Kind.HOOK) {
                    hooks.put(attempt.version(), attempt);
                } else if (attempt.status() == Status.COMPLETED) {
                    completed.put(attempt.version(), attempt);
                    unfinished.remove(attempt.version());
                } else {
                    unfinished.put(attempt.version(), attempt);
                }
            }
        }
        if (position.seq() > 0 && position.attempt() == 0) {
            throw new IllegalArgumentException("schema_steps, the journal, tells of " + position.seq()
                    + " entries, and schema_migrations, the attempts, holds no row");
        }
        Map<Version, List<JournalEntry>> steps =
                unfinished.isEmpty() ? Map.of() : stepsOf(connection, unfinished, completed);
        Map<Version, History.Entry> entries = new HashMap<>();
        for (Attempt attempt : completed.values()) {
            entries.put(
                    attempt.version(),
                    new History.Entry(
                            Optional.of(attempt),
                            Optional.ofNullable(unfinished.get(attempt.version())),
                            steps.getOrDefault(attempt.version(), List.of())));
        }
        for (Attempt attempt : unfinished.values()) {
            entries.computeIfAbsent(
                    attempt.version(),
                    version -> new History.Entry(
                            Optional.empty(), Optional.of(attempt), steps.getOrDefault(version, List.of())));
        }
        return new History(entries, position, failed(hooks.values(), completed.values()));
    }

    /// The failed ones of `hooks`, oldest first. A hook of one direction is moot once a migration has completed in the
    /// other.
    private static List<Attempt> failed(Collection<Attempt> hooks, Collection<Attempt> completed) {
        List<Attempt> failed = new ArrayList<>();
        for (Attempt hook : hooks) {
            boolean moot = completed.stream()
                    .anyMatch(attempt -> attempt.id() > hook.id() && attempt.direction() != Hooks.direction(hook));
            if (hook.status() != Status.COMPLETED && !moot) {
                failed.add(hook);
            }
        }
        failed.sort(Comparator.comparingLong(Attempt::id));
        return failed;
    }

    private String stateQuery() {
        return "SELECT m.*, p.* FROM (SELECT (SELECT max(seq) FROM " + syntax.steps()
                + ") AS last_seq, (SELECT chain FROM " + syntax.steps()
                + " ORDER BY seq DESC LIMIT 1) AS last_chain, (SELECT max(id) FROM " + syntax.migrations()
                + ") AS last_id) p LEFT JOIN (SELECT " + STATE_COLUMNS + ", " + times() + " FROM (SELECT "
                + STATE_COLUMNS
                + ", started_at, completed_at, duration_ms,"
                + " max(CASE WHEN status = 'completed' THEN id END) OVER (PARTITION BY version) AS last_completed,"
                + " max(id) OVER (PARTITION BY version) AS last_of_version FROM " + syntax.migrations()
                + " WHERE kind <> 'seed') w WHERE id = last_completed OR id = last_of_version) m"
                + " ON 1 = 1 ORDER BY id";
    }

    private Map<Version, List<JournalEntry>> stepsOf(
            Connection connection, Map<Version, Attempt> unfinished, Map<Version, Attempt> completed)
            throws SQLException {
        Map<Version, List<JournalEntry>> steps = new HashMap<>();
        for (Version version : unfinished.keySet()) {
            long after =
                    Optional.ofNullable(completed.get(version)).map(Attempt::id).orElse(0L);
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT * FROM " + syntax.steps() + " WHERE version = ? AND attempt > ? ORDER BY seq")) {
                statement.setString(1, version.text());
                statement.setLong(2, after);
                try (ResultSet rows = statement.executeQuery()) {
                    List<JournalEntry> entries = new ArrayList<>();
                    while (rows.next()) {
                        entries.add(entry(rows));
                    }
                    steps.put(version, entries);
                }
            }
        }
        return steps;
    }

    /// Every attempt, oldest first, with its details.
    List<Attempt> attempts(Connection connection) throws SQLException {
        List<Attempt> attempts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + STATE_COLUMNS + ", " + times()
                        + ", error, changed, rows_changed, lock_wait_ms, applied_by, host, tool_version, run_id,"
                        + " reason, schema_fingerprint FROM " + syntax.migrations() + " ORDER BY id")) {
            while (rows.next()) {
                attempts.add(attempt(rows, details(rows)));
            }
        }
        return attempts;
    }

    /// The journal, in order. `each` is called while rows are read, so that a long journal need not fit in memory.
    void journal(Connection connection, EntryReader each) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1000);
            try (ResultSet rows = statement.executeQuery("SELECT * FROM " + syntax.steps() + " ORDER BY seq")) {
                while (rows.next()) {
                    each.read(entry(rows));
                }
            }
        }
    }

    /// Hears each journal row.
    @FunctionalInterface
    interface EntryReader {
        void read(JournalEntry entry) throws SQLException;
    }

    /// What the chain covers of one attempt, as it stands in the table now.
    Optional<Covered> covered(Connection connection, long attempt) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(coveredQuery() + " WHERE id = ?")) {
            statement.setLong(1, attempt);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(covered(rows)) : Optional.empty();
            }
        }
    }

    /// What the chain covers, of every attempt, oldest first.
    void covered(Connection connection, CoveredReader each) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(coveredQuery() + " ORDER BY id")) {
            while (rows.next()) {
                each.read(covered(rows));
            }
        }
    }

    /// Hears each attempt.
    @FunctionalInterface
    interface CoveredReader {
        void read(Covered attempt) throws SQLException;
    }

    /// For each applied version, the number of the attempt that first applied it since it was last reverted.
    Map<Version, Long> introductions(Connection connection) throws SQLException {
        Map<Version, Long> introductions = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT version, id, direction FROM " + syntax.migrations()
                        + " WHERE kind NOT IN ('seed', 'hook') AND status = 'completed' ORDER BY id")) {
            while (rows.next()) {
                Version version = new Version(rows.getString("version"));
                if (Direction.of(rows.getString("direction")) == Direction.UP) {
                    introductions.putIfAbsent(version, rows.getLong("id"));
                } else {
                    introductions.remove(version);
                }
            }
        }
        return introductions;
    }

    /// The checksums of the seeds that have been applied, by file.
    Map<String, Checksum> seeds(Connection connection) throws SQLException {
        Map<String, Checksum> seeds = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT version, checksum FROM " + syntax.migrations()
                        + " WHERE kind = 'seed' AND status = 'completed' ORDER BY id")) {
            while (rows.next()) {
                seeds.put(rows.getString("version"), Checksum.parse(rows.getString("checksum")));
            }
        }
        return seeds;
    }

    /// What attempt `id` failed with.
    Optional<String> error(Connection connection, long id) throws SQLException {
        return covered(connection, id).flatMap(Covered::error);
    }

    /// The fingerprint that the latest attempt left, seeds and hooks aside; empty when it left none.
    Optional<String> fingerprint(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT schema_fingerprint FROM " + syntax.migrations()
                        + " WHERE kind NOT IN ('seed', 'hook') OR schema_fingerprint IS NOT NULL"
                        + " ORDER BY id DESC LIMIT 1")) {
            return rows.next() ? text(rows, "schema_fingerprint") : Optional.empty();
        }
    }

    private String coveredQuery() {
        return "SELECT id, version, name, kind, direction, status, checksum, down_checksum, up_text, down_text, error,"
                + " reason, run_id FROM " + syntax.migrations();
    }

    private String times() {
        return syntax.epochMillis("started_at") + " AS started_ms, " + syntax.epochMillis("completed_at")
                + " AS completed_ms, duration_ms";
    }

    private static Covered covered(ResultSet rows) throws SQLException {
        return new Covered(
                rows.getLong("id"),
                rows.getString("version"),
                rows.getString("name"),
                rows.getString("kind"),
                rows.getString("direction"),
                rows.getString("status"),
                text(rows, "checksum").map(Checksum::parse),
                text(rows, "down_checksum").map(Checksum::parse),
                text(rows, "up_text"),
                text(rows, "down_text"),
                text(rows, "error"),
                text(rows, "reason"),
                text(rows, "run_id"));
    }

    private static Attempt attempt(ResultSet rows, Details details) throws SQLException {
        try {
            return readable(rows, details);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "schema_migrations row id " + rows.getLong("id") + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /// Of a row that begins with the columns of the state and the times.
    private static Attempt readable(ResultSet rows, Details details) throws SQLException {
        return new Attempt(
                rows.getLong(1),
                new Version(rows.getString(VERSION)),
                rows.getString(3),
                kind(rows.getString(4)),
                Direction.of(rows.getString(5)),
                Status.of(rows.getString(6)),
                Instant.ofEpochMilli(rows.getLong(9)),
                number(rows, 10).map(Instant::ofEpochMilli),
                number(rows, 11).map(Duration::ofMillis),
                text(rows, 7).map(Checksum::parse),
                text(rows, 8).map(Checksum::parse),
                details);
    }

    private static Details details(ResultSet rows) throws SQLException {
        return new Details(
                text(rows, "error"),
                text(rows, "changed"),
                number(rows, "rows_changed"),
                number(rows, "lock_wait_ms").map(Duration::ofMillis),
                text(rows, "applied_by"),
                text(rows, "host"),
                text(rows, "tool_version"),
                text(rows, "run_id"),
                text(rows, "reason"),
                text(rows, "schema_fingerprint"));
    }

    private static JournalEntry entry(ResultSet rows) throws SQLException {
        return new JournalEntry(
                rows.getLong("seq"),
                rows.getLong("attempt"),
                new Version(rows.getString("version")),
                Direction.of(rows.getString("direction")),
                rows.getInt("step"),
                rows.getString("statement_hash"),
                Event.of(rows.getString("event")),
                text(rows, "cursor"),
                Status.of(rows.getString("status")),
                rows.getString("chain"));
    }

    private static Kind kind(String text) {
        for (Kind kind : Kind.values()) {
            if (kind.text().equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("it is of a kind that this version does not know: " + text);
    }

    private static Optional<String> text(ResultSet rows, String column) throws SQLException {
        @Nullable String value = rows.getString(column);
        return Optional.ofNullable(value);
    }

    private static Optional<String> text(ResultSet rows, int column) throws SQLException {
        @Nullable String value = rows.getString(column);
        return Optional.ofNullable(value);
    }

    private static Optional<Long> number(ResultSet rows, int column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static Optional<Long> number(ResultSet rows, String column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
