package dev.turnstone.postgresql;

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
import dev.turnstone.postgresql.inspector.PostgresInspector;
import dev.turnstone.postgresql.writer.PostgresWriter;
import dev.turnstone.schema.Schema;
import dev.turnstone.sql.Form;
import dev.turnstone.sql.Splitter;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.TokenReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// PostgreSQL 14 and later.
public final class PostgresDialect implements Dialect {
    private final PostgresSplitter splitter = new PostgresSplitter();

    /// For `ServiceLoader`.
    public PostgresDialect() {}

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public boolean handles(String url) {
        return PostgresUrl.handles(url);
    }

    @Override
    public boolean handlesProduct(String productName) {
        return productName.equals("PostgreSQL");
    }

    @Override
    public Splitter splitter() {
        return splitter;
    }

    @Override
    public HistorySyntax history(String schema) {
        return new PostgresHistory(schema);
    }

    @Override
    public List<Diagnostic> refusals(List<Annotated> statements) {
        List<Diagnostic> refusals = new ArrayList<>();
        for (Annotated annotated : statements) {
            Statement statement = annotated.statement();
            if (statement.form() == Form.ALONE && LoneForm.of(statement) instanceof LoneForm.Unprobed unprobed) {
                refusals.add(Diagnostic.error(
                        "stands-alone",
                        statement.location(),
                        statement.head() + ": " + unprobed.reason(),
                        unprobed.help()));
            }
        }
        return refusals;
    }

    @Override
    public boolean carried(Annotated statement) {
        return PostgresSettings.isSessionSetting(statement.statement());
    }

    @Override
    public Optional<Creation> creates(Statement statement) {
        return Creations.created(reader(statement));
    }

    @Override
    public Optional<Creation> makes(Statement statement) {
        return Creations.made(reader(statement));
    }

    @Override
    public Optional<Creation> drops(Statement statement) {
        return Creations.dropped(reader(statement));
    }

    @Override
    public List<TableLock> locks(Statement statement) {
        return PostgresLocks.of(statement);
    }

    static TokenReader reader(Statement statement) {
        return new TokenReader(statement.text(), PostgresLexer.tokens(statement));
    }

    @Override
    public Optional<Duration> timeoutOfOneLock() {
        return Optional.empty();
    }

    @Override
    public DataSource dataSource(String url, Optional<String> user, Optional<String> password) {
        return new PostgresUrl(url, user, password);
    }

    @Override
    public Database open(DataSource dataSource, OpenSettings settings) throws SQLException {
        return PostgresDatabase.open(dataSource, settings);
    }

    @Override
    public List<Entry> transaction(List<Entry> body, TransactionSettings settings, OpenSettings open) {
        return PostgresFrame.around(body, settings, open).entries();
    }

    @Override
    public List<Entry> alone(Entry.Sql statement, List<Entry> settings, String marker) {
        return PostgresFrame.alone(statement, settings, marker);
    }

    @Override
    public Inspector inspector() {
        return new PostgresInspector();
    }

    @Override
    public Writer writer() {
        return new PostgresWriter();
    }

    @Override
    public String scriptOpening() {
        return "\\set ON_ERROR_STOP on";
    }

    @Override
    public List<String> contents(Connection connection, Schema schema) throws SQLException {
        return PostgresContents.of(connection, schema);
    }

    @Override
    public String scratchUrl(String version) {
        String major = version.replaceFirst("\\D.*", "");
        return major.isEmpty() ? "embedded:postgresql" : "embedded:postgresql:" + major;
    }

    @Override
    public ScratchDatabases scratch(String url, Optional<String> user, Optional<String> password) {
        return new PostgresScratchDatabases(url, user, password);
    }
}
