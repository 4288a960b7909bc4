package dev.turnstone.sqlite;

import dev.turnstone.dialect.Dialect;
import dev.turnstone.testkit.DialectContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteDialectTest extends DialectContract {
    @TempDir
    private Path folder;

    @Override
    protected Dialect dialect() {
        return new SqliteDialect();
    }

    @Override
    protected String url() {
        return "sqlite:" + folder.resolve("app.db");
    }
}
