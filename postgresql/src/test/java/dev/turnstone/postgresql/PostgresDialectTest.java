package dev.turnstone.postgresql;

import dev.turnstone.dialect.Dialect;
import dev.turnstone.testkit.DialectContract;
import dev.turnstone.testkit.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/// The contract of dialects, on the oldest and the newest server.
final class PostgresDialectTest {
    abstract static class OnVersion extends DialectContract {
        private final PostgresServer.FreshDatabase fresh;

        OnVersion(int major) {
            this.fresh = PostgresServer.shared(major).freshDatabase();
        }

        @AfterEach
        void drop() {
            fresh.close();
        }

        @Override
        protected Dialect dialect() {
            return new PostgresDialect();
        }

        @Override
        protected String url() {
            return fresh.url();
        }
    }

    @Nested
    final class On14 extends OnVersion {
        On14() {
            super(14);
        }
    }

    @Nested
    final class On18 extends OnVersion {
        On18() {
            super(18);
        }
    }
}
