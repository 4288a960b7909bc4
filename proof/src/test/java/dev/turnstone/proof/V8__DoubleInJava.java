package dev.turnstone.proof;

import dev.turnstone.Context;
import dev.turnstone.JavaMigration;
import java.sql.SQLException;
import java.sql.Statement;

/// A migration in Java whose second application would show.
@SuppressWarnings("checkstyle:TypeName")
public final class V8__DoubleInJava implements JavaMigration {
    @Override
    public void up(Context context) throws SQLException {
        try (Statement statement = context.connection().createStatement()) {
            int ignored = statement.executeUpdate("UPDATE counter SET n = n * 2");
            int unusedInserted = statement.executeUpdate("INSERT INTO log VALUES ('in Java')");
        }
    }

    @Override
    public void down(Context context) throws SQLException {
        try (Statement statement = context.connection().createStatement()) {
            int ignored = statement.executeUpdate("UPDATE counter SET n = n / 2");
        }
    }
}
