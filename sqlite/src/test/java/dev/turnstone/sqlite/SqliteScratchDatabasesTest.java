package dev.turnstone.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.ScratchDatabases;
import dev.turnstone.dialect.ScratchDatabases.ScratchDatabase;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteScratchDatabasesTest {
    @TempDir
    private Path folder;

    @Test
    void connectionsOfOneSeeTheSameDatabaseAndOthersDoNot() throws Exception {
        try (ScratchDatabases databases = databases();
                ScratchDatabase one = databases.create(Set.of());
                ScratchDatabase other = databases.create(Set.of())) {
            try (Connection connection = one.connect()) {
                SqliteFile.execute(connection, "CREATE TABLE t (a)");
            }
            assertThat(SchemaRig.schema(one).has(Id.of(Kind.TABLE, "t"))).isTrue();
            assertThat(SchemaRig.schema(other).facts()).isEmpty();
        }
    }

    @Test
    void theUrlLeadsAMigratorThere() throws Exception {
        try (ScratchDatabases databases = databases();
                ScratchDatabase scratch = databases.create(Set.of())) {
            try (Connection connection = new SqliteDialect()
                    .dataSource(scratch.url(), Optional.empty(), Optional.empty())
                    .getConnection()) {
                SqliteFile.execute(connection, "CREATE TABLE t (a)");
            }
            assertThat(SchemaRig.schema(scratch).has(Id.of(Kind.TABLE, "t"))).isTrue();
        }
    }

    @Test
    void nothingIsLeftOnDiskWhenClosed() throws Exception {
        ScratchDatabases databases = databases();
        try (ScratchDatabase scratch = databases.create(Set.of());
                Connection connection = scratch.connect()) {
            SqliteFile.execute(connection, "CREATE TABLE t (a)");
            assertThat(files()).isPositive();
        }
        databases.create(Set.of());
        assertThat(files()).isPositive();
        databases.close();
        assertThat(files()).isZero();
    }

    private ScratchDatabases databases() {
        return new SqliteDialect().scratch("sqlite:" + folder.resolve("app.db"), Optional.empty(), Optional.empty());
    }

    private long files() throws Exception {
        try (Stream<Path> below = Files.list(folder)) {
            return below.count();
        }
    }
}
