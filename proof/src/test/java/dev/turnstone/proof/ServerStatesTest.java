package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.proof.Situation.Outcome;
import dev.turnstone.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// States that a whole server is in.
class ServerStatesTest {
    private static PostgresServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = PostgresServer.own(18);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void wrongPasswordIsRefusedAndNeverShown() throws IOException {
        try (OnPostgres database = new OnPostgres(server, server.freshDatabase());
                Situation situation = new Situation(database, folder)) {
            Path access = server.directory().resolve("data/pg_hba.conf");
            Files.writeString(access, "host all locked all scram-sha-256\n" + Files.readString(access));
            situation.execute("CREATE ROLE locked LOGIN PASSWORD 'right'", "SELECT pg_reload_conf()");
            String url = "postgresql://locked:wr0ng-s3cret@127.0.0.1:" + server.port() + "/"
                    + database.database().name();
            Outcome outcome = situation.connectedBy(url).run(Situation.MIGRATE);
            assertThat(outcome)
                    .isEqualTo(new Outcome(
                            6,
                            "cannot connect to locked@DB: FATAL: password authentication failed for user \"locked\"."
                                    + " Nothing was changed."));
            assertThat(outcome.text()).doesNotContain("s3cret");
        }
    }

    @Test
    void standbyOnlyReads() throws IOException {
        try (OnPostgres database = new OnPostgres(server, server.freshDatabase());
                Situation situation = new Situation(database, folder).applied()) {
            List<String> history = database.effectiveHistory();
            situation.file("migrations/3_x.sql", "CREATE TABLE x (id int)");
            Path standby = Files.createFile(server.directory().resolve("data/standby.signal"));
            server.kill();
            server.restart();
            assertThat(situation.run(Situation.MIGRATE))
                    .isEqualTo(new Outcome(
                            5,
                            "DB cannot be written: it is a standby, which only reads; connect to the primary. Nothing was"
                                    + " changed."));
            assertThat(situation.run(Situation.STATUS)).isEqualTo(new Outcome(0, ""));
            assertThat(database.effectiveHistory()).isEqualTo(history);
            Files.delete(standby);
            server.kill();
            server.restart();
            assertThat(situation.run(Situation.MIGRATE).exitCode()).isZero();
        }
    }
}
