package dev.turnstone.sqlite;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.jdbc4.JDBC4Connection;

/// Unpooled connections to one URL, made without `DriverManager`: fewer classes at start-up.
/// Foreign keys are enforced unless the URL says otherwise.
final class SqliteDataSource implements DataSource {
    /// A new database in memory with each connection.
    static final SqliteDataSource EMPTY = new SqliteDataSource(new SqliteUrl(":memory:", SqliteParameters.NONE));

    private final SqliteUrl url;

    SqliteDataSource(SqliteUrl url) {
        this.url = url;
    }

    /// Whether it names a file that is not there, and that connecting would make.
    boolean absent() throws SQLException {
        url.checkFolder();
        return !url.inMemory() && Files.notExists(url.path());
    }

    /// Whether connecting makes a file that is not there.
    boolean creates() {
        return url.parameters().creates();
    }

    /// The file.
    Path path() {
        return url.path();
    }

    @Override
    public Connection getConnection() throws SQLException {
        url.checkFolder();
        Properties properties = new Properties();
        if (!url.parameters().pragmas().containsKey("foreign_keys")) {
            properties.setProperty("foreign_keys", "true");
        }
        return new JDBC4Connection(url.jdbc(), url.address(), properties);
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        return getConnection();
    }

    /// What stands in for it when it cannot be opened: the message names the file.
    @Override
    public String toString() {
        return "sqlite";
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("no log writer");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("no login timeout");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("no logger");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw new SQLException("not a " + type.getName());
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
