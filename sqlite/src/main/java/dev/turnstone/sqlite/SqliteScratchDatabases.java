package dev.turnstone.sqlite;

import dev.turnstone.dialect.ScratchDatabases;
import java.util.Set;
import javax.sql.DataSource;

/// Makes scratch databases.
final class SqliteScratchDatabases implements ScratchDatabases {
    private final DataSource server;

    SqliteScratchDatabases(DataSource server) {
        this.server = server;
    }

    @Override
    public ScratchDatabase create(Set<String> roles) {
        throw new UnsupportedOperationException("no scratch databases on " + server + " yet");
    }

    @Override
    public String label() {
        return "sqlite";
    }

    @Override
    public void close() {}
}
