package dev.turnstone.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pragmas in a migration, each on a real file through `migrate`, and what the file says afterwards.
class SqlitePragmasTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PRAGMA auto_vacuum = FULL; VACUUM; | auto_vacuum | 1",
                "PRAGMA auto_vacuum = incremental; VACUUM; PRAGMA incremental_vacuum(3); | auto_vacuum | 2",
                "PRAGMA auto_vacuum = 1; CREATE TABLE u (a); VACUUM; | auto_vacuum | 1",
                "PRAGMA page_size = 8192; VACUUM; | page_size | 8192",
                "PRAGMA page_size = 0x400; PRAGMA auto_vacuum(full); VACUUM; | page_size | 1024",
                "PRAGMA journal_mode = WAL; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA main.wal_checkpoint; |"
                        + " journal_mode | wal",
                "PRAGMA user_version = 0x10; PRAGMA application_id = 252006674; | user_version | 16",
                "PRAGMA application_id = -5; | application_id | -5",
                "PRAGMA threads = 2; PRAGMA mmap_size = 99999999999999; CREATE TABLE u (a); | user_version | 0",
            })
    void doesWhatItSays(String sql, String pragma, String value) throws Exception {
        try (RebuildProject project = RebuildProject.with(folder, "CREATE TABLE t (a); INSERT INTO t VALUES (1);")) {
            project.rebuilt(sql);
            assertThat(project.value("SELECT count(*) FROM t")).isEqualTo("1");
            assertThat(project.value("PRAGMA " + pragma)).isEqualTo(value);
        }
    }

    @Test
    void refusesASettingThatNoVacuumCarriesOut() throws Exception {
        try (RebuildProject project = RebuildProject.with(folder, "CREATE TABLE t (a);")) {
            project.write("2_full.sql", "PRAGMA auto_vacuum = FULL;");
            assertThatThrownBy(() -> project.migrator().migrate(MigrateOptions.ALL))
                    .isInstanceOf(MigrationException.class)
                    .satisfies(failure -> assertThat(((MigrationException) failure).diagnostics())
                            .anySatisfy(found -> assertThat(found.rule()).isEqualTo("needs-vacuum")));
        }
    }

    @Test
    void saysThatAPageSizeDidNotTake() throws Exception {
        try (RebuildProject project = RebuildProject.with(folder, "CREATE TABLE t (a);")) {
            project.write("2_wal.sql", "PRAGMA journal_mode = WAL;\nPRAGMA page_size = 8192;\nVACUUM;");
            assertThatThrownBy(() -> project.migrator().migrate(MigrateOptions.ALL))
                    .hasMessageContaining("page_size = 8192 did not take: it reads 4096");
        }
    }
}
