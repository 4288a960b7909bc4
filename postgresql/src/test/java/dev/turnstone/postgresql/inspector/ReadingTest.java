package dev.turnstone.postgresql.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final String TABLES = "SELECT relname AS name FROM pg_class WHERE relname LIKE 'mine%'";

    @Test
    void seesOneMomentAndCannotWrite() throws SQLException {
        try (Inspected database = Inspected.on(18, "CREATE TABLE mine_1 ()");
                Connection other = DriverManager.getConnection(
                        database.connection().getMetaData().getURL(), "postgres", "")) {
            try (Reading reading = Reading.begin(database.connection())) {
                assertThat(tables(reading)).containsExactly("mine_1");
                try (java.sql.Statement statement = other.createStatement()) {
                    boolean ignored = statement.execute("CREATE TABLE mine_2 ()");
                }
                assertThat(tables(reading)).containsExactly("mine_1");
                assertThatThrownBy(() -> database.execute("CREATE TABLE mine_3 ()"))
                        .hasMessageContaining("read-only");
            }
            assertThat(database.value("SELECT count(*) FROM pg_class WHERE relname LIKE 'mine%'"))
                    .isEqualTo("2");
        }
    }

    private static List<String> tables(Reading reading) throws SQLException {
        List<String> names = new ArrayList<>();
        reading.each(TABLES, row -> names.add(row.text("name")));
        return names;
    }
}
