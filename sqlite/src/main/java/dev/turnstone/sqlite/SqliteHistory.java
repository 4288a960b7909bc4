package dev.turnstone.sqlite;

import dev.turnstone.dialect.HistorySyntax;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Two tables with a prefix. Times are texts as `2026-11-20T10:15:00.123Z`.
///
/// The format's number is a comment inside the text of `CREATE TABLE`, which SQLite keeps in `sqlite_master`.
final class SqliteHistory implements HistorySyntax {
    static final String MIGRATIONS = "turnstone_schema_migrations";
    static final String STEPS = "turnstone_schema_steps";

    /// When the transaction began, for a shell: SQLite keeps no such time, so that `SqliteScript` prints a table for
    /// it.
    /// What is executed by the engine itself gets the values in place: a literal, where every quote is doubled, cannot
    /// hold these texts.
    static final String STARTED = "(SELECT started FROM temp.turnstone_clock WHERE name IS 'clock')";

    static final String WRITTEN = "(SELECT written FROM temp.turnstone_clock WHERE name IS 'clock')";
    private static final String NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
    private static final Pattern FORMAT_COMMENT = Pattern.compile("Turnstone history, format (\\d{1,9})");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /// The format that the text of a table's creation tells; 1 when it says nothing of it.
    static int format(String createTable) {
        Matcher matcher = FORMAT_COMMENT.matcher(createTable);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 1;
    }

    @Override
    public String migrations() {
        return "main." + MIGRATIONS;
    }

    @Override
    public String steps() {
        return "main." + STEPS;
    }

    @Override
    public List<String> create() {
        return List.of(
                "CREATE TABLE main." + MIGRATIONS + " /* Turnstone history, format " + FORMAT
                        + ": one row for each attempt, never deleted */ (\n"
                        + """
                  id INTEGER PRIMARY KEY,
                  version TEXT NOT NULL,
                  name TEXT NOT NULL DEFAULT '',
                  kind TEXT NOT NULL DEFAULT 'sql',
                  direction TEXT NOT NULL DEFAULT 'up' CHECK (direction IN ('up', 'down')),
                  status TEXT NOT NULL DEFAULT 'completed'
                    CHECK (status IN ('running', 'completed', 'failed', 'interrupted')),
                  started_at TEXT NOT NULL DEFAULT (NOW),
                  completed_at TEXT,
                  duration_ms INTEGER,
                  error TEXT,
                  checksum TEXT,
                  checksum_algorithm TEXT,
                  down_checksum TEXT,
                  up_text TEXT,
                  down_text TEXT,
                  changed TEXT,
                  rows_changed INTEGER,
                  lock_wait_ms INTEGER,
                  applied_by TEXT,
                  host TEXT,
                  tool_version TEXT,
                  run_id TEXT,
                  reason TEXT,
                  schema_fingerprint TEXT
                )""".replace("NOW", NOW),
                "CREATE TABLE main." + STEPS
                        + " /* Turnstone journal: append-only, each row chained to the one before */ (\n"
                        + """
                  seq INTEGER PRIMARY KEY,
                  attempt INTEGER NOT NULL,
                  version TEXT NOT NULL,
                  direction TEXT NOT NULL,
                  step INTEGER NOT NULL,
                  statement_hash TEXT NOT NULL,
                  event TEXT NOT NULL,
                  cursor TEXT,
                  rows INTEGER,
                  status TEXT NOT NULL,
                  recorded_at TEXT NOT NULL DEFAULT (NOW),
                  chain TEXT NOT NULL
                )""".replace("NOW", NOW),
                "CREATE INDEX main." + MIGRATIONS + "_version ON " + MIGRATIONS + " (version, id)",
                "CREATE INDEX main." + MIGRATIONS + "_started_at ON " + MIGRATIONS + " (started_at)",
                "CREATE INDEX main." + MIGRATIONS + "_unsuccessful ON " + MIGRATIONS
                        + " (status) WHERE status <> 'completed'",
                "CREATE VIEW IF NOT EXISTS main.turnstone_schema_applied AS\n" + applied());
    }

    @Override
    public String literal(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\0') < 0 ? quoted : "(" + quoted.replace("\0", "' || char(0) || '") + ")";
    }

    @Override
    public String now() {
        return NOW;
    }

    @Override
    public String transactionStart() {
        return STARTED;
    }

    @Override
    public String millisSince(String from) {
        return "CAST(max(0, round((julianday('now') - julianday(" + from + ")) * 86400000.0)) AS INTEGER)";
    }

    @Override
    public String time(long epochMillis) {
        return "'" + TIME.format(Instant.ofEpochMilli(epochMillis)) + "'";
    }

    @Override
    public String rowsWritten() {
        return WRITTEN;
    }

    @Override
    public String user() {
        return literal(operatingSystemUser());
    }

    @Override
    public String epochMillis(String column) {
        return "CAST(round((julianday(" + column + ") - 2440587.5) * 86400000.0) AS INTEGER)";
    }

    /// SQLite has no users of its own.
    static String operatingSystemUser() {
        return Optional.ofNullable(System.getProperty("user.name")).orElse("");
    }
}
