package dev.turnstone.sqlite;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Creation;
import dev.turnstone.dialect.Creations;
import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.Dialect;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.HistorySyntax;
import dev.turnstone.dialect.Inspector;
import dev.turnstone.dialect.OpenSettings;
import dev.turnstone.dialect.ScratchDatabases;
import dev.turnstone.dialect.TransactionSettings;
import dev.turnstone.dialect.Writer;
import dev.turnstone.migration.Annotated;
import dev.turnstone.plan.TableLock;
import dev.turnstone.plan.TableLock.Rewrites;
import dev.turnstone.plan.TableLock.Waits;
import dev.turnstone.schema.Schema;
import dev.turnstone.sql.Splitter;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.TokenReader;
import dev.turnstone.sqlite.inspector.SqliteInspector;
import dev.turnstone.sqlite.text.SqliteLexer;
import dev.turnstone.sqlite.writer.SqliteWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// SQLite 3.35 and later, through org.xerial:sqlite-jdbc.
public final class SqliteDialect implements Dialect {
    /// For `ServiceLoader`.
    public SqliteDialect() {}

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public boolean handles(String url) {
        return SqliteUrl.handles(url);
    }

    @Override
    public boolean handlesProduct(String productName) {
        return productName.equalsIgnoreCase("SQLite");
    }

    @Override
    public Splitter splitter() {
        return new SqliteSplitter();
    }

    @Override
    public HistorySyntax history(String schema) {
        return new SqliteHistory();
    }

    @Override
    public List<Diagnostic> refusals(List<Annotated> statements) {
        List<Diagnostic> refusals = new ArrayList<>(SqliteAlone.refusals(statements));
        refusals.addAll(SqliteAddedColumn.warnings(
                statements, dataSource("sqlite::memory:", Optional.empty(), Optional.empty())));
        return refusals;
    }

    /// Never: what a later step needs again (`PRAGMA name = value`, `ATTACH`) has the form `SETTING`.
    @Override
    public boolean carried(Annotated statement) {
        return false;
    }

    @Override
    public Optional<Creation> creates(Statement statement) {
        return Creations.created(new TokenReader(statement.text(), SqliteLexer.tokens(statement)));
    }

    @Override
    public Optional<Creation> makes(Statement statement) {
        return Creations.made(new TokenReader(statement.text(), SqliteLexer.tokens(statement)));
    }

    @Override
    public Optional<Creation> drops(Statement statement) {
        return Creations.dropped(new TokenReader(statement.text(), SqliteLexer.tokens(statement)));
    }

    /// One writes at a time, whatever it is: worth knowing is only what takes long, because every row is written anew.
    @Override
    public List<TableLock> locks(Statement statement) {
        List<SqliteWord> words = SqliteWord.of(statement.text());
        int drop = SqliteWord.behindName(words, 2);
        boolean dropsColumn = statement.head().startsWith("ALTER TABLE")
                && drop < words.size()
                && words.get(drop).is("drop");
        if (dropsColumn) {
            return SqliteWord.name(words, 2)
                    .map(table -> new TableLock(table, "", Waits.WRITERS, Rewrites.YES))
                    .stream()
                    .toList();
        }
        return statement.head().equals("VACUUM")
                ? List.of(new TableLock("the database", "", Waits.READERS_AND_WRITERS, Rewrites.YES))
                : List.of();
    }

    /// User and password mean nothing to SQLite.
    @Override
    public Optional<Duration> timeoutOfOneLock() {
        return Optional.of(SqliteFacts.LOCK_TIMEOUT);
    }

    @Override
    public DataSource dataSource(String url, Optional<String> user, Optional<String> password) {
        return new SqliteDataSource(SqliteUrl.parse(url));
    }

    @Override
    public Database open(DataSource dataSource, OpenSettings settings) throws SQLException {
        return SqliteDatabase.open(dataSource, settings);
    }

    /// For the shell: `sqlite3 -bail` leaves the same tables, rows and history as the engine.
    @Override
    public List<Entry> transaction(List<Entry> body, TransactionSettings settings, OpenSettings open) {
        return SqliteScript.transaction(body);
    }

    @Override
    public List<Entry> alone(Entry.Sql statement, List<Entry> settings, String marker) {
        List<Entry> script = new ArrayList<>(settings);
        script.add(statement);
        for (Entry.Sql setting : SqliteScript.settings(settings).reversed()) {
            SqliteScript.reset(setting).map(Entry.Sql::own).ifPresent(script::add);
        }
        return List.copyOf(script);
    }

    @Override
    public Inspector inspector() {
        return new SqliteInspector();
    }

    @Override
    public Writer writer() {
        return new SqliteWriter();
    }

    @Override
    public String scriptOpening() {
        return ".bail on";
    }

    @Override
    public List<String> contents(Connection connection, Schema schema) throws SQLException {
        return SqliteContents.of(connection, schema);
    }

    @Override
    public String scratchUrl(String version) {
        return "sqlite::memory:";
    }

    @Override
    public ScratchDatabases scratch(String url, Optional<String> user, Optional<String> password) {
        return new SqliteScratchDatabases(SqliteUrl.parse(url));
    }
}
