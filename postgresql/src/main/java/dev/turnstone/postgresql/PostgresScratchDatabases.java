package dev.turnstone.postgresql;

import dev.turnstone.dialect.ScratchDatabases;
import java.util.Set;
import javax.sql.DataSource;

/// Makes scratch databases.
final class PostgresScratchDatabases implements ScratchDatabases {
    private final DataSource server;

    PostgresScratchDatabases(DataSource server) {
        this.server = server;
    }

    @Override
    public ScratchDatabase create(Set<String> roles) {
        throw new UnsupportedOperationException("no scratch databases on " + server + " yet");
    }

    @Override
    public String label() {
        return "postgresql";
    }

    @Override
    public void close() {}
}
