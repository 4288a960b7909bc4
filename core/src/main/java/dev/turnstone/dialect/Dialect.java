package dev.turnstone.dialect;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.migration.Annotated;
import dev.turnstone.plan.TableLock;
import dev.turnstone.schema.Schema;
import dev.turnstone.sql.Splitter;
import dev.turnstone.sql.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Everything the engine asks of one kind of database. Found by `ServiceLoader`; stateless and thread-safe.
public interface Dialect {
    /// `postgresql`, `sqlite`: the name in files, folders and output.
    String name();

    /// Whether a URL (`jdbc:…`, `postgresql://…`, `sqlite:FILE`) is this database's.
    boolean handles(String url);

    /// Whether a JDBC driver that calls its product so is this database's.
    boolean handlesProduct(String productName);

    /// Cuts scripts of this database.
    Splitter splitter();

    /// How the history is written in this database.
    ///
    /// @param schema where it lives; databases without schemas ignore it
    HistorySyntax history(String schema);

    /// What cannot be run safely, found before anything runs. An error stops the run: a form that must stand alone and
    /// that no probe could find again after a crash. A warning is told: a form that passes on some databases only.
    List<Diagnostic> refusals(List<Annotated> statements);

    /// Whether a statement sets something for the session that later steps need too.
    boolean carried(Annotated statement);

    /// The one named thing that a statement creates, and nothing else; empty when it does more or cannot be told.
    Optional<Creation> creates(Statement statement);

    /// The view, function, procedure or trigger that is there after a statement, also where it replaced one.
    Optional<Creation> makes(Statement statement);

    /// The one named thing that a statement drops, and nothing else; empty when it does more or cannot be told.
    Optional<Creation> drops(Statement statement);

    /// The strongest lock that a statement takes on each relation, by its form: what `plan` shows. Relations that
    /// nobody
    /// else can see yet are among them. None where a form tells nothing worth knowing.
    List<TableLock> locks(Statement statement);

    /// How long a statement waits by default for the one lock that a database of this kind has, so that whoever waits
    /// for another runner waits for anybody who holds it; absent where tables have locks of their own.
    Optional<Duration> timeoutOfOneLock();

    /// Unpooled connections to a URL.
    ///
    /// @throws IllegalArgumentException when the URL cannot be right; the message holds no credentials
    DataSource dataSource(String url, Optional<String> user, Optional<String> password);

    /// Connects, and asks in one round trip what the engine must know.
    ///
    /// @throws java.sql.SQLTimeoutException when somebody keeps the database from being read; the message says who
    /// @throws SQLException when there is no connection to be had
    Database open(DataSource dataSource, OpenSettings settings) throws SQLException;

    /// The whole transaction around `body` as it is sent and as `plan` prints it, from BEGIN to COMMIT.
    List<Entry> transaction(List<Entry> body, TransactionSettings settings, OpenSettings open);

    /// What is sent for a statement that stands alone, as `plan` prints it: settings, the statement, their reset.
    List<Entry> alone(Entry.Sql statement, List<Entry> settings, String marker);

    /// The first line of a script for the database's own shell: it stops the shell at the first statement that fails.
    /// Without it the shell goes on, and the script's history would call done what failed.
    String scriptOpening();

    /// Reads schemas.
    Inspector inspector();

    /// Writes changes as statements.
    Writer writer();

    /// The statements that put every row of a small database into an empty one of the same schema, counters included,
    /// in
    /// an order in which foreign keys hold.
    List<String> contents(Connection connection, Schema schema) throws SQLException;

    /// Where scratch databases are made when the user names no place: a URL for `scratch`, or of an embedded database
    /// whose URL is one.
    ///
    /// @param version of the database they must be like, as [dev.turnstone.schema.Schema#version]
    String scratchUrl(String version);

    /// Makes scratch databases.
    ///
    /// @param url of a server on which databases may be made, or of an empty database to use when they may not
    ScratchDatabases scratch(String url, Optional<String> user, Optional<String> password);
}
