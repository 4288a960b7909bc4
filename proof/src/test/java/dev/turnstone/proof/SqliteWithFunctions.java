package dev.turnstone.proof;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Base64;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.sqlite.Function;

/// The data source of an application that gives its connections SQL functions of its own, as Authelia does.
record SqliteWithFunctions(OnSqlite database) implements DataSource {
    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = database.connect();
        Function.create(connection, "BIN2B64", new Function() {
            @Override
            protected void xFunc() throws SQLException {
                result(Base64.getEncoder().encodeToString(value_blob(0)));
            }
        });
        Function.create(connection, "B642BIN", new Function() {
            @Override
            protected void xFunc() throws SQLException {
                result(Base64.getDecoder().decode(value_text(0)));
            }
        });
        return connection;
    }

    /// The same for sqlite3, which has no such functions. It shows only that they are called with a value: no row
    /// reaches them where this is used.
    static String withoutFunctions(String sql) {
        return sql.replace("BIN2B64(", "hex(").replace("B642BIN(", "hex(");
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("not a wrapper");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
