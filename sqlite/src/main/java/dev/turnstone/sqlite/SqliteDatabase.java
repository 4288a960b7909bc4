package dev.turnstone.sqlite;

import dev.turnstone.dialect.Creation;
import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.Facts;
import dev.turnstone.dialect.LockUnavailable;
import dev.turnstone.dialect.OpenSettings;
import dev.turnstone.dialect.Recovery;
import dev.turnstone.dialect.RunnerLock;
import dev.turnstone.dialect.TransactionSettings;
import dev.turnstone.dialect.Trial;
import dev.turnstone.dialect.Waiting;
import dev.turnstone.dialect.Watch;
import dev.turnstone.plan.Step;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.sqlite.text.SqliteWords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/// One SQLite database, connected.
final class SqliteDatabase implements Database {
    private static final String RELATIONS = """
        SELECT type, name FROM main.sqlite_master r
        WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
          AND name NOT LIKE 'turnstone\\_schema\\_%' ESCAPE '\\'
          AND NOT EXISTS (SELECT 1 FROM main.sqlite_master v WHERE v.type = 'table' AND v.rootpage = 0
            AND substr(r.name, 1, length(v.name) + 1) = v.name || '_')
        ORDER BY name\
        """;

    private static final Entry.Sql UNENFORCED = Entry.Sql.own("PRAGMA foreign_keys = OFF");

    private final DataSource dataSource;
    private final OpenSettings settings;
    private final SqliteFacts opened;
    private volatile SqliteSession session;
    private SqliteTransaction transaction;

    private SqliteDatabase(DataSource dataSource, OpenSettings settings, SqliteSession session, SqliteFacts opened) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.session = session;
        this.opened = opened;
        this.transaction = new SqliteTransaction(session);
    }

    static SqliteDatabase open(DataSource dataSource, OpenSettings settings) throws SQLException {
        if (dataSource instanceof SqliteDataSource file && file.absent()) {
            switch (settings.absent()) {
                case MADE -> {
                    if (!file.creates()) {
                        throw new SQLException(
                                "there is no file " + file.path().toAbsolutePath()
                                        + ", and the URL says that none is made: correct it, or leave mode out",
                                "08001");
                    }
                }
                case EMPTY -> {
                    return opened(SqliteDataSource.EMPTY, absent(file, settings));
                }
                case REFUSED ->
                    throw new SQLException(
                            "there is no file " + file.path().toAbsolutePath()
                                    + ": correct the URL, or let turnstone migrate make it",
                            "08001");
            }
        }
        return opened(dataSource, settings);
    }

    private static OpenSettings absent(SqliteDataSource file, OpenSettings settings) {
        return new OpenSettings(
                settings.schema(),
                settings.role(),
                settings.lockTimeout(),
                settings.direct(),
                Optional.of(settings.label().orElse(file.path().toString()) + " (not there yet)"),
                settings.absent());
    }

    private static SqliteDatabase opened(DataSource dataSource, OpenSettings settings) throws SQLException {
        SqliteSession session = connect(dataSource, settings);
        boolean opened = false;
        try {
            SqliteDatabase database =
                    new SqliteDatabase(dataSource, settings, session, SqliteFacts.read(session, settings));
            opened = true;
            return database;
        } finally {
            if (!opened) {
                session.close();
            }
        }
    }

    private static SqliteSession connect(DataSource dataSource, OpenSettings settings) throws SQLException {
        Connection connection = dataSource.getConnection();
        boolean connected = false;
        try {
            SqliteSession session = SqliteSession.over(connection, SqliteFacts.lockTimeout(settings));
            connected = true;
            return session;
        } finally {
            if (!connected) {
                connection.close();
            }
        }
    }

    @Override
    public Facts facts() {
        return opened.facts();
    }

    @Override
    public Connection connection() {
        return session.connection();
    }

    @Override
    public RunnerLock lock(Duration wait, Consumer<Waiting> waiting) throws SQLException, LockUnavailable {
        Optional<Path> file = opened.file();
        return file.isEmpty() ? SqliteLock.none() : SqliteLock.take(SqliteLock.fileFor(file.get()), wait, waiting);
    }

    /// Nothing: what a dead process had not committed is rolled back by whoever opens the database next, before
    /// anything is read, and its locks died with it.
    @Override
    public void awaitEarlierWork(Duration wait, Consumer<Waiting> waiting) {
        // See above.
    }

    @Override
    public void transact(List<Entry> body, TransactionSettings settings) throws EntryFailed {
        waitWhenBusy(settings);
        List<Entry.Sql> before = SqliteScript.settings(body);
        List<Entry> entries = body.subList(before.size(), body.size());
        Optional<SqliteRebuild> rebuild = SqliteRebuild.in(entries).map(remade -> remade.before(settings.later()));
        if (before.isEmpty() && rebuild.isEmpty() && entries.stream().allMatch(SqliteDatabase::shares)) {
            transaction.unit(entries, settings.shared(), rebuild);
            return;
        }
        transaction.commit();
        List<Entry.Sql> all = new ArrayList<>(before);
        if (rebuild.isPresent()) {
            all.add(UNENFORCED);
        }
        SqliteSettings around = new SqliteSettings(session);
        Optional<EntryFailed> failure = Optional.empty();
        try {
            for (Entry.Sql setting : all) {
                around.apply(setting);
            }
            transaction.unit(entries, false, rebuild);
        } catch (EntryFailed e) {
            failure = Optional.of(e);
            throw e;
        } finally {
            restore(around, failure);
        }
    }

    /// A pragma and Java code may change what the next migration would meet in the same transaction.
    private static boolean shares(Entry entry) {
        return switch (entry) {
            case Entry.Sql sql ->
                sql.source()
                        .map(source -> !source.head().toUpperCase(Locale.ROOT).startsWith("PRAGMA"))
                        .orElse(true);
            case Entry.Assertion assertion -> true;
            case Entry.Call call -> false;
        };
    }

    private static void restore(SqliteSettings settings, Optional<EntryFailed> failure) throws EntryFailed {
        try {
            settings.restore();
        } catch (SQLException e) {
            if (failure.isEmpty()) {
                throw SqliteFailure.unknown("a setting could not be put back", e);
            }
            failure.get().addSuppressed(e);
        }
    }

    private void waitWhenBusy(TransactionSettings settings) throws EntryFailed {
        try {
            session.waitWhenBusy(settings.lockTimeout());
        } catch (SQLException e) {
            throw SqliteFailure.of(Optional.empty(), e, false);
        }
    }

    /// What is committed is as safe as the user's own `synchronous` makes it: with `NORMAL` in WAL mode a power cut may
    /// take the last commits, with their history.
    @Override
    public void flush() throws EntryFailed {
        transaction.commit();
    }

    @Override
    public String blockers(List<Entry> entries) {
        return opened.file().map(SqliteHolders::ofDatabase).orElse("");
    }

    /// Nothing is noted: what stands alone here may be executed twice.
    @Override
    public Optional<String> refusal(Step.Alone step) {
        return Optional.empty();
    }

    @Override
    public String note(Step.Alone step) throws EntryFailed {
        flush();
        return "";
    }

    @Override
    public void alone(Step.Alone step, String marker, Duration wait, Watch watch) throws EntryFailed {
        flush();
        SqliteAlone.run(session, step);
    }

    /// Once more is the same as once.
    @Override
    public Recovery recover(Step.Alone step, String note, String marker, Duration wait, Consumer<Waiting> waiting) {
        return new Recovery.NotDone();
    }

    @Override
    public Trial trial(List<List<Entry>> units, TransactionSettings settings) throws EntryFailed {
        flush();
        waitWhenBusy(settings);
        return SqliteTrial.of(session, units);
    }

    @Override
    public boolean exists(Creation thing) throws SQLException {
        String name = SqliteWords.literal(SqliteWords.unqualified(thing.name()).toLowerCase(Locale.ROOT));
        String query = switch (thing.kind()) {
            case "table", "index", "view", "trigger" ->
                "SELECT 1 FROM main.sqlite_master WHERE type = '" + thing.kind() + "' AND lower(name) = " + name;
            case "column" ->
                "SELECT 1 FROM pragma_table_xinfo("
                        + SqliteWords.literal(
                                SqliteWords.unqualified(thing.table().orElse("")))
                        + ") WHERE lower(name) = " + name;
            default -> throw new SQLException("SQLite has nothing of the kind " + thing.kind());
        };
        return session.value(query).isPresent();
    }

    @Override
    public List<Creation> missing(List<Creation> things) throws SQLException {
        List<Creation> missing = new ArrayList<>();
        for (Creation thing : things) {
            if (!exists(thing)) {
                missing.add(thing);
            }
        }
        return missing;
    }

    @Override
    public List<Id> relations() throws SQLException {
        List<Id> relations = new ArrayList<>();
        for (List<Optional<String>> row : session.rows(RELATIONS)) {
            Kind kind = row.get(0).equals(Optional.of("view")) ? Kind.VIEW : Kind.TABLE;
            relations.add(Id.of(kind, row.get(1).orElse("")));
        }
        return relations;
    }

    /// A run in a shared transaction shows nothing to others until it commits.
    @Override
    public List<String> activity() {
        return List.of();
    }

    @Override
    public void empty() throws SQLException {
        SqliteEmptying.empty(session);
    }

    @Override
    public void interrupt() {
        session.interrupt();
    }

    @Override
    public void reconnect() throws SQLException {
        if (opened.file().isEmpty()) {
            throw new SQLException("a database in memory is gone with its connection", "08003");
        }
        session.close();
        session = connect(dataSource, settings);
        transaction = new SqliteTransaction(session);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the connection to " + facts().label() + " could not be closed", e);
        }
    }
}
