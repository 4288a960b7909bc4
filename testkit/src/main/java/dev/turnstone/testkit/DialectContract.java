package dev.turnstone.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.dialect.Creation;
import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.Dialect;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.dialect.HistorySyntax;
import dev.turnstone.dialect.LockUnavailable;
import dev.turnstone.dialect.OpenSettings;
import dev.turnstone.dialect.Recovery;
import dev.turnstone.dialect.RunnerLock;
import dev.turnstone.dialect.TransactionSettings;
import dev.turnstone.dialect.Trial;
import dev.turnstone.dialect.Waiting;
import dev.turnstone.migration.Annotated;
import dev.turnstone.plan.Step;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Script;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/// What every dialect must hold, on a real database. A dialect's test extends it.
public abstract class DialectContract {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(30);

    /// For the test that extends it.
    protected DialectContract() {}

    /// The dialect that is tested.
    protected abstract Dialect dialect();

    /// The URL of a database that is empty and stays the same during one test.
    protected abstract String url();

    /// Connects to `url()`.
    protected final Database open() throws SQLException {
        return dialect()
                .open(
                        dialect().dataSource(url(), Optional.empty(), Optional.empty()),
                        new OpenSettings(
                                "turnstone", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /// The entries of a script, cut by the dialect.
    protected final List<Entry> script(String sql) {
        return annotated(sql).stream()
                .map(statement ->
                        (Entry) new Entry.Sql(statement.statement().text(), Optional.of(statement.statement())))
                .toList();
    }

    /// The statements of a script, cut by the dialect.
    protected final List<Annotated> annotated(String sql) {
        Script script = dialect().splitter().split(sql, Location.startOf("test.sql"));
        assertThat(script.join()).isEqualTo(sql);
        return script.statements().stream().map(Annotated::plain).toList();
    }

    /// A transaction of its own.
    protected static TransactionSettings single() {
        return new TransactionSettings("1", Duration.ofSeconds(5), true, false);
    }

    /// A transaction that may wait for `flush`.
    protected static TransactionSettings shared() {
        return new TransactionSettings("1", Duration.ofSeconds(5), false, true);
    }

    /// The first value of a query over the database's own connection.
    protected static String value(Database database, String sql) throws SQLException {
        try (Statement statement = database.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return String.valueOf(rows.getString(1));
        }
    }

    /// The failure of `body`.
    protected static EntryFailed failure(Database database, List<Entry> body, TransactionSettings settings) {
        try {
            database.transact(body, settings);
        } catch (EntryFailed e) {
            return e;
        }
        throw new AssertionError("it did not fail");
    }

    @Test
    void isFoundByServiceLoader() {
        assertThat(ServiceLoader.load(Dialect.class))
                .filteredOn(found -> found.handles(url()))
                .extracting(Dialect::name)
                .containsExactly(dialect().name());
    }

    @Test
    void saysWhatItIsConnectedTo() throws SQLException {
        try (Database database = open()) {
            assertThat(database.facts().version()).matches(dialect().name() + " \\d+\\..*");
            assertThat(database.facts().label()).isNotBlank();
            assertThat(database.facts().user()).isNotBlank();
            assertThat(database.facts().readOnly()).isEmpty();
            assertThat(database.facts().lockTimeout()).isPositive();
            assertThat(dialect()
                            .handlesProduct(database.connection().getMetaData().getDatabaseProductName()))
                    .isTrue();
        }
    }

    @Test
    void createsTheHistoryAndFindsItAgain() throws Exception {
        HistorySyntax syntax = dialect().history("turnstone");
        try (Database database = open()) {
            assertThat(database.facts().historyFormat()).isEmpty();
            database.transact(Entry.own(syntax.create()), single());
        }
        try (Database database = open()) {
            assertThat(database.facts().historyFormat()).contains(HistorySyntax.FORMAT);
            database.transact(
                    Entry.own(List.of("INSERT INTO " + syntax.migrations()
                            + " (id, version, name, kind, direction, status, rows_changed, started_at) VALUES (1, '1',"
                            + " 'by hand', 'marked', 'up', 'completed', NULL, " + syntax.now() + ")")),
                    single());
            assertThat(value(database, "SELECT version FROM " + syntax.migrations()))
                    .isEqualTo("1");
            long started = Long.parseLong(
                    value(database, "SELECT " + syntax.epochMillis("started_at") + " FROM " + syntax.migrations()));
            assertThat(Duration.between(Instant.ofEpochMilli(started), Instant.now())
                            .abs())
                    .isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void findsANewerHistory() throws Exception {
        List<String> create = new ArrayList<>(dialect().history("turnstone").create());
        create.replaceAll(sql -> sql.replace("format " + HistorySyntax.FORMAT, "format 999"));
        try (Database database = open()) {
            database.transact(Entry.own(create), single());
        }
        try (Database database = open()) {
            assertThat(database.facts().historyFormat()).contains(999);
        }
    }

    @Test
    void writesAndReadsEveryTextAndTime() throws Exception {
        HistorySyntax syntax = dialect().history("turnstone");
        List<String> texts = List.of(
                "",
                "it's",
                "''",
                "a\\'b\\\\",
                "$$ $t$ $t0$",
                "line\nline\r\n\ttab",
                "ünï ✓ 𝄞",
                "-- x /* y",
                "%_;:name ?");
        try (Database database = open()) {
            for (String text : texts) {
                assertThat(value(database, "SELECT " + syntax.literal(text))).isEqualTo(text);
            }
            for (long millis : new long[] {0, 1, 999, 1_795_255_200_123L, 1_795_255_200_999L, 4_102_444_800_000L}) {
                assertThat(value(database, "SELECT " + syntax.epochMillis(syntax.time(millis))))
                        .isEqualTo(Long.toString(millis));
            }
            assertThat(value(database, "SELECT " + syntax.millisSince(syntax.time(System.currentTimeMillis() - 5000))))
                    .satisfies(millis -> assertThat(Long.parseLong(millis)).isBetween(4900L, 60_000L));
            assertThat(value(
                            database, "SELECT " + syntax.millisSince(syntax.time(System.currentTimeMillis() + 90_000))))
                    .isEqualTo("0");
            assertThat(value(database, "SELECT " + syntax.user())).isNotBlank();
        }
    }

    @Test
    void recordsWhenATransactionBeganAndTheRowsItWrote() throws Exception {
        HistorySyntax syntax = dialect().history("turnstone");
        try (Database database = open()) {
            database.transact(Entry.own(syntax.create()), single());
            List<Entry> body = new ArrayList<>(script(
                    "CREATE TABLE counted (id int); INSERT INTO counted VALUES (1), (2), (3); UPDATE counted SET id = 9"
                            + " WHERE id > 1"));
            long before = System.currentTimeMillis();
            body.add(Entry.Sql.own("INSERT INTO " + syntax.migrations()
                    + " (id, version, name, kind, direction, status, started_at, duration_ms, rows_changed) VALUES (1,"
                    + " '1', '', 'sql', 'up', 'completed', " + syntax.transactionStart() + ", "
                    + syntax.millisSince(syntax.transactionStart()) + ", " + syntax.rowsWritten() + ")"));
            database.transact(body, single());
            String row = value(
                    database,
                    "SELECT " + syntax.epochMillis("started_at") + " || ' ' || duration_ms || ' ' || rows_changed FROM "
                            + syntax.migrations());
            List<String> columns = List.of(row.split(" ", -1));
            assertThat(Long.parseLong(columns.get(0))).isBetween(before - 2000, System.currentTimeMillis() + 2000);
            assertThat(Long.parseLong(columns.get(1))).isBetween(0L, 10_000L);
            assertThat(columns.get(2)).isEqualTo("5");
        }
    }

    @Test
    void letsOnlyOneRunnerIn() throws Exception {
        List<Waiting> heard = new ArrayList<>();
        try (Database first = open();
                Database second = open()) {
            first.transact(Entry.own(dialect().history("turnstone").create()), single());
            RunnerLock lock = first.lock(LONG, heard::add);
            assertThat(heard).isEmpty();
            assertThat(lock.held()).isTrue();
            assertThatThrownBy(() -> second.lock(SHORT, heard::add).close()).isInstanceOf(LockUnavailable.class);
            assertThat(heard).isNotEmpty();
            first.transact(script("CREATE TABLE under_lock (id int)"), single());
            assertThat(lock.held()).isTrue();
            lock.close();
            assertThat(lock.held()).isFalse();
            try (RunnerLock next = second.lock(LONG, heard::add)) {
                second.awaitEarlierWork(LONG, heard::add);
                assertThat(next.held()).isTrue();
            }
        }
    }

    @Test
    void doesAllOrNothing() throws Exception {
        try (Database database = open()) {
            List<Entry> body =
                    script("CREATE TABLE whole (id int); INSERT INTO whole VALUES (1); INSERT INTO absent VALUES (2)");
            EntryFailed failed = failure(database, body, single());
            assertThat(failed.kind()).isEqualTo(FailureKind.REFUSED);
            assertThat(failed.entry()).contains(body.get(2));
            assertThat(failed.getMessage()).contains("absent");
            assertThat(failed.earlierLost()).isFalse();
            assertThat(database.exists(new Creation("table", "whole", Optional.empty())))
                    .isFalse();
            database.transact(body.subList(0, 2), single());
            assertThat(database.exists(new Creation("table", "whole", Optional.empty())))
                    .isTrue();
            assertThat(database.exists(new Creation("column", "id", Optional.of("whole"))))
                    .isTrue();
            assertThat(database.exists(new Creation("column", "no", Optional.of("whole"))))
                    .isFalse();
        }
    }

    @Test
    void keepsWhatCameBeforeAFailure() throws Exception {
        try (Database database = open();
                Database other = open()) {
            database.transact(script("CREATE TABLE first (id int)"), shared());
            database.transact(script("CREATE TABLE second (id int); INSERT INTO second VALUES (1)"), shared());
            failure(database, script("CREATE TABLE third (id int); INSERT INTO absent VALUES (1)"), shared());
            database.transact(script("CREATE TABLE fourth (id int)"), shared());
            database.flush();
            assertThat(value(other, "SELECT count(*) FROM second")).isEqualTo("1");
            assertThat(value(other, "SELECT count(*) FROM first")).isEqualTo("0");
            assertThat(value(other, "SELECT count(*) FROM fourth")).isEqualTo("0");
            assertThat(other.exists(new Creation("table", "third", Optional.empty())))
                    .isFalse();
        }
    }

    @Test
    void judgesAssertions() throws Exception {
        try (Database database = open()) {
            database.transact(
                    script("CREATE TABLE asserted (id int); INSERT INTO asserted VALUES (1), (2), (3)"), single());
            database.transact(List.of(assertion("SELECT count(*) FROM asserted WHERE id > 3")), single());
            database.transact(List.of(assertion("SELECT count(*) = 3 AS holds FROM asserted")), single());
            assertThat(failure(database, List.of(assertion("SELECT count(*) FROM asserted")), single())
                            .getMessage())
                    .contains("assertion failed: returned 3, expected 0");
            assertThat(failure(database, List.of(assertion("SELECT id > 1 FROM asserted WHERE id = 1")), single())
                            .getMessage())
                    .contains("assertion failed")
                    .contains("expected true");
            assertThat(failure(database, List.of(assertion("SELECT id > 0 FROM asserted")), single())
                            .getMessage())
                    .contains("assertion failed");
            assertThat(failure(database, List.of(assertion("SELECT id > 0 FROM asserted WHERE id > 9")), single())
                            .getMessage())
                    .contains("assertion failed");
        }
    }

    private Entry assertion(String sql) {
        return new Entry.Assertion(annotated(sql).get(0).statement());
    }

    @Test
    void runsCodeInsideTheTransaction() throws Exception {
        try (Database database = open()) {
            database.transact(
                    List.of(new Entry.Call("Good", connection -> {
                        try (Statement statement = connection.createStatement()) {
                            statement.execute("CREATE TABLE coded (id int)");
                            assertThat(statement.getConnection()).isSameAs(connection);
                        }
                    })),
                    single());
            for (Entry.Code code : List.<Entry.Code>of(
                    connection -> connection.commit(),
                    connection -> connection.rollback(),
                    connection -> connection.setAutoCommit(true),
                    connection -> connection.close(),
                    connection -> connection.setSavepoint())) {
                List<Entry> body = List.of(
                        new Entry.Call("First", connection -> {
                            try (Statement statement = connection.createStatement()) {
                                statement.execute("INSERT INTO coded VALUES (1)");
                            }
                        }),
                        new Entry.Call("Bad", code));
                assertThat(failure(database, body, single()).getMessage()).contains("a migration cannot call");
            }
            assertThat(failure(
                                    database,
                                    List.of(new Entry.Call("Throws", connection -> {
                                        throw new IllegalStateException("no such luck");
                                    })),
                                    single())
                            .getMessage())
                    .contains("no such luck");
            assertThat(value(database, "SELECT count(*) FROM coded")).isEqualTo("0");
        }
    }

    @Test
    void noticesAnotherWriterOfTheHistory() throws Exception {
        HistorySyntax syntax = dialect().history("turnstone");
        List<Entry> row = Entry.own(List.of("INSERT INTO " + syntax.steps()
                + " (seq, attempt, version, direction, step, statement_hash, event, status, chain) VALUES (1, 1, '1',"
                + " 'up', 1, '', 'done', 'completed', 'x')"));
        try (Database database = open()) {
            database.transact(Entry.own(syntax.create()), single());
            database.transact(row, single());
            assertThat(failure(database, row, single()).kind()).isEqualTo(FailureKind.OVERTAKEN);
        }
    }

    @Test
    void runsWhatStandsAlone() throws Exception {
        Step.Alone step = new Step.Alone(1, List.of(), annotated("VACUUM").get(0));
        assertThat(dialect().refusals(annotated("VACUUM"))).isEmpty();
        List<Waiting> heard = new ArrayList<>();
        try (Database database = open()) {
            database.transact(script("CREATE TABLE swept (id int)"), shared());
            String note = database.note(step);
            assertThat(database.recover(step, note, "marker", LONG, heard::add))
                    .isNotInstanceOf(Recovery.Foreign.class);
            database.alone(step, "marker", LONG, heard::add);
            assertThat(database.recover(step, note, "marker", LONG, heard::add))
                    .isNotInstanceOf(Recovery.Foreign.class);
            assertThat(value(database, "SELECT count(*) FROM swept")).isEqualTo("0");
        }
    }

    @Test
    void triesWithoutATraceAndFindsWhatWouldBeLost() throws Exception {
        try (Database database = open()) {
            database.transact(
                    script(
                            "CREATE TABLE kept (id int, note text); CREATE TABLE lost (id int); CREATE TABLE bare (id int);"
                                    + " CREATE TABLE thinned (id int); INSERT INTO kept VALUES (1, 'a'), (2, NULL), (3, 'c');"
                                    + " INSERT INTO lost VALUES (1), (2); INSERT INTO thinned VALUES (1), (2), (3)"),
                    single());
            Trial trial = database.trial(
                    List.of(
                            script("ALTER TABLE kept DROP COLUMN note"),
                            script("DROP TABLE bare; CREATE TABLE new_one (id int)"),
                            script("DROP TABLE lost; DELETE FROM thinned WHERE id = 2"),
                            script(
                                    "ALTER TABLE kept RENAME TO renamed; ALTER TABLE renamed RENAME COLUMN id TO number")),
                    single());
            assertThat(trial.untried()).isEmpty();
            assertThat(trial.losses())
                    .extracting(loss -> loss.what().replace("public.", "") + " "
                            + loss.migration().orElse(-1))
                    .containsExactlyInAnyOrder(
                            "drops column kept.note 0", "drops table lost 2", "deletes rows of thinned 2");
            assertThat(trial.losses()).extracting(loss -> loss.rows()).contains("2 rows");
            assertThat(value(database, "SELECT count(note) FROM kept")).isEqualTo("2");
            assertThat(value(database, "SELECT count(*) FROM lost")).isEqualTo("2");
            assertThat(value(database, "SELECT count(*) FROM thinned")).isEqualTo("3");
            assertThat(database.exists(new Creation("table", "new_one", Optional.empty())))
                    .isFalse();
        }
    }

    @Test
    void seesNoLossWhereNoRowsAre() throws Exception {
        try (Database database = open()) {
            database.transact(script("CREATE TABLE empty_one (id int, note text)"), single());
            Trial trial = database.trial(
                    List.of(script("ALTER TABLE empty_one DROP COLUMN note"), script("DROP TABLE empty_one")),
                    single());
            assertThat(trial.losses()).isEmpty();
            assertThat(trial.untried()).isEmpty();
        }
    }

    @Test
    void emptiesADatabase() throws Exception {
        try (Database database = open()) {
            database.transact(Entry.own(dialect().history("turnstone").create()), single());
            database.transact(
                    script(
                            "CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (id int REFERENCES parent (id));"
                                    + " INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1);"
                                    + " CREATE VIEW both_of AS SELECT parent.id FROM parent JOIN child ON child.id = parent.id"),
                    single());
            database.empty();
            for (String table : List.of("parent", "child")) {
                assertThat(database.exists(new Creation("table", table, Optional.empty())))
                        .isFalse();
            }
        }
        try (Database database = open()) {
            assertThat(database.facts().historyFormat()).isEmpty();
        }
    }

    @Test
    void takesANewConnection() throws Exception {
        try (Database database = open()) {
            database.transact(script("CREATE TABLE here (id int)"), single());
            database.reconnect();
            database.transact(script("INSERT INTO here VALUES (1)"), single());
            assertThat(value(database, "SELECT count(*) FROM here")).isEqualTo("1");
        }
    }
}
