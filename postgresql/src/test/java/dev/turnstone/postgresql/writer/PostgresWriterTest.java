package dev.turnstone.postgresql.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Writer.Style;
import dev.turnstone.dialect.Written;
import dev.turnstone.postgresql.inspector.PostgresInspector;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Schema;
import dev.turnstone.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Goes from each schema to the other and back, on real servers, as the statements say.
class PostgresWriterTest {
    private static final List<String> FILES = List.of(
            "tables.sql",
            "dependants.sql",
            "types.sql",
            "constraints.sql",
            "families.sql",
            "rights.sql",
            "corners.sql");

    private final PostgresWriter writer = new PostgresWriter();
    private final PostgresInspector inspector = new PostgresInspector();

    @TestFactory
    Stream<DynamicTest> goesThereAndBackOn18() {
        return cases(18, 1, Style.DIRECT, Style.ONLINE);
    }

    /// A server of another version costs as much as the newest and finds less: the long form tries every case on it.
    @TestFactory
    Stream<DynamicTest> goesThereAndBackOn14() {
        return cases(14, Boolean.getBoolean("turnstone.long") ? 1 : 3, Style.DIRECT);
    }

    private Stream<DynamicTest> cases(int major, int stride, Style... styles) {
        List<WriterCase> known = FILES.stream()
                .flatMap(file -> WriterCase.read(file).stream())
                .filter(one -> one.tooNewFor(major).isEmpty())
                .toList();
        return IntStream.range(0, known.size())
                .filter(i -> i % stride == 0)
                .mapToObj(known::get)
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> goes(one, major, styles)));
    }

    private void goes(WriterCase one, int major, Style... styles) throws SQLException {
        PostgresServer server = PostgresServer.shared(major);
        try (PostgresServer.FreshDatabase here = server.freshDatabase();
                PostgresServer.FreshDatabase there = server.freshDatabase();
                Connection before = DriverManager.getConnection(here.url());
                Connection after = DriverManager.getConnection(there.url())) {
            for (String role : one.roles()) {
                execute(
                        before,
                        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '" + role
                                + "') THEN CREATE ROLE " + role + "; END IF; END $$");
            }
            execute(before, one.from());
            execute(after, one.to());
            Schema from = inspector.inspect(before, "turnstone");
            Schema to = inspector.inspect(after, "turnstone");
            assertThat(from.unmodelled()).isEmpty();
            assertThat(to.unmodelled()).isEmpty();
            assertThat(Differ.diff(from, to).changes()).isNotEmpty();

            for (Style style : styles) {
                Written forth = go(before, from, to, style);
                String text = String.join(
                        ";\n",
                        forth.statements().stream().map(Written.Line::sql).toList());
                assertThat(text).doesNotContainPattern("DROP [^\\n]*CASCADE");
                one.says().forEach(said -> assertThat(text).contains(said));
                assertThat(forth.losses()).containsAll(one.loses());
                Written back = go(before, to, from, style);
                assertThat(back.losses()).containsAll(one.back());
            }
        }
    }

    private Written go(Connection connection, Schema from, Schema to, Style style) throws SQLException {
        Written written = writer.write(Differ.diff(from, to), style);
        assertThat(written.refusals()).isEmpty();
        StringBuilder done = new StringBuilder();
        for (Written.Line line : written.statements()) {
            done.append(line.sql()).append(";\n");
            try {
                execute(connection, line.sql());
            } catch (SQLException e) {
                throw new SQLException(e.getMessage() + "\n" + done, e);
            }
        }
        Schema reached = inspector.inspect(connection, "turnstone");
        assertThat(Differ.diff(reached, to).changes()).describedAs("%s", done).isEmpty();
        assertThat(reached).isEqualTo(to);
        return written;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean ignored = statement.execute(sql);
        }
    }
}
