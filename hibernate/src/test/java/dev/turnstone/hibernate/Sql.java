package dev.turnstone.hibernate;

import dev.turnstone.dialect.Dialect;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Schema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/// A database to try statements on.
record Sql(Connection connection) implements AutoCloseable {
    static Sql open(String url) throws SQLException {
        return new Sql(DriverManager.getConnection(url));
    }

    Sql run(List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return this;
    }

    Sql run(Written written) throws SQLException {
        return run(written.statements().stream().map(Written.Line::sql).toList());
    }

    Sql run(String... statements) throws SQLException {
        return run(List.of(statements));
    }

    /// The rows of a query, columns joined by a bar.
    List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(result.getObject(i)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    /// The schema, as the dialect of that name reads it.
    Schema schema(String dialect) throws SQLException {
        for (Dialect candidate : ServiceLoader.load(Dialect.class)) {
            if (candidate.name().equals(dialect)) {
                return candidate.inspector().inspect(connection, "turnstone");
            }
        }
        throw new IllegalStateException("there is no dialect " + dialect);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
