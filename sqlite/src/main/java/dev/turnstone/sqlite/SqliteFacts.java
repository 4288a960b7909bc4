package dev.turnstone.sqlite;

import dev.turnstone.dialect.Facts;
import dev.turnstone.dialect.OpenSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What one query tells when a database is opened.
///
/// @param file the database's file; absent when it is in memory
record SqliteFacts(Facts facts, Optional<Path> file) {
    static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);
    private static final int OLDEST_MAJOR = 3;
    private static final int OLDEST_MINOR = 35;

    static Duration lockTimeout(OpenSettings settings) {
        return settings.lockTimeout().orElse(LOCK_TIMEOUT);
    }

    static SqliteFacts read(SqliteSession session, OpenSettings settings) throws SQLException {
        String label = settings.label().orElseGet(() -> label(session.url()));
        List<Optional<String>> row;
        try {
            row = session.rows("SELECT sqlite_version(), (SELECT file FROM pragma_database_list WHERE name = 'main'),"
                            + " (SELECT query_only FROM pragma_query_only),"
                            + " (SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name IN ('"
                            + SqliteHistory.MIGRATIONS + "', '" + SqliteHistory.STEPS + "') ORDER BY name LIMIT 1)")
                    .get(0);
        } catch (SQLException e) {
            throw SqliteFailure.busy(e)
                    ? new SQLTimeoutException(label + ": " + holder(session.url()), "55P03", e)
                    : new SQLException(label + ": " + SqliteFailure.explained(e), "08001", e);
        }
        String version = row.get(0).orElse("");
        checkVersion(version);
        Optional<Path> file = row.get(1).filter(name -> !name.isEmpty()).map(Path::of);
        Facts facts = new Facts(
                "sqlite " + version,
                label,
                SqliteHistory.operatingSystemUser(),
                row.get(3).map(SqliteHistory::format),
                readOnly(session, row.get(2).orElse("0"), file),
                false,
                lockTimeout(settings),
                file.isEmpty());
        return new SqliteFacts(facts, file);
    }

    private static String holder(String url) {
        String holder = SqliteUrl.handles(url)
                ? SqliteHolders.ofDatabase(SqliteUrl.parse(url).path())
                : "";
        return holder.isEmpty() ? "somebody has locked it" : "held by " + holder;
    }

    static void checkVersion(String version) throws SQLException {
        String[] parts = version.split("\\.", -1);
        int major = Integer.parseInt(parts[0]);
        int minor = Integer.parseInt(parts[1]);
        if (major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR)) {
            throw new SQLException("SQLite " + version + " is too old: Turnstone needs " + OLDEST_MAJOR + "."
                    + OLDEST_MINOR + " or later; use a newer org.xerial:sqlite-jdbc");
        }
    }

    /// The file as the URL names it.
    private static String label(String url) {
        return SqliteUrl.handles(url) ? SqliteUrl.parse(url).name() : url;
    }

    private static Optional<String> readOnly(SqliteSession session, String queryOnly, Optional<Path> file)
            throws SQLException {
        String url = session.url();
        if (SqliteUrl.handles(url) && SqliteUrl.parse(url).parameters().readOnly()) {
            return Optional.of("the URL opens it read-only");
        }
        if (session.connection().isReadOnly()) {
            return Optional.of("the connection is opened read-only");
        }
        if (!queryOnly.equals("0")) {
            return Optional.of("the connection is set to query_only");
        }
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Path folder = file.get().toAbsolutePath().getParent();
        if (Files.exists(file.get()) && !Files.isWritable(file.get())) {
            return Optional.of(
                    "the file " + file.get() + " cannot be written by " + SqliteHistory.operatingSystemUser());
        }
        return folder == null || Files.isWritable(folder)
                ? Optional.empty()
                : Optional.of("the folder " + folder + " cannot be written by " + SqliteHistory.operatingSystemUser()
                        + ", so that there is no place for the journal");
    }
}
