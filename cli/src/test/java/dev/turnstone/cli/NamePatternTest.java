package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.MigrationException.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T19:41:21.005Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "20241201101500_add_email.sql, 20261130194121_add_new_column.sql",
        "20241201101500-add-email.sql, 20261130194121-add-new-column.sql",
        "202412011015_add_email.sql, 202611301941_add_new_column.sql",
        "1733000000000-InitUsers.sql, 1796067681005-AddNewColumn.sql",
        "1733000000_init.sql, 1796067681_add_new_column.sql",
        "001_init.sql, 002_add_new_column.sql",
        "009_init.sql, 010_add_new_column.sql",
        "0999_init.sql, 1000_add_new_column.sql",
        "7_init.sql, 8_add_new_column.sql",
        "V7__InitDb.sql, V8__AddNewColumn.sql",
        "V1.2__Init_db.sql, V1.3__add_new_column.sql",
        "V1.9__initDb.sql, V1.10__addNewColumn.sql",
        "v20240101000000__x.sql, v20261130194121__add_new_column.sql",
        "20301201101500_later.sql, 20301201101501_add_new_column.sql",
        "0007_a.up.sql, 0008_add_new_column.up.sql 0008_add_new_column.down.sql"
    })
    void theNextIsCalledLikeTheNewest(String there, String expected) throws IOException {
        Files.writeString(folder.resolve(there), "SELECT 1;\n");
        Files.writeString(folder.resolve("R__views.sql"), "SELECT 1;\n");
        assertThat(names(NamePattern.like(there).orElseThrow(), "AddNewColumn")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "{timestamp}_{description}, 20261130194121_add_e_mail.sql",
        "{timestamp:12}_{description}, 202611301941_add_e_mail.sql",
        "{timestamp:17}_{description}.sql, 20261130194121005_add_e_mail.sql",
        "{date}-{description:kebab}, 20261130-add-e-mail.sql",
        "{millis}-{Description}, 1796067681005-AddEMail.sql",
        "V{sequence:3}__{Description}, V001__AddEMail.sql",
        "V{sequence}__JIRA_{description}_x, V1__JIRA_add_e_mail_x.sql",
        "{seconds}_{description:camel}.up.sql, 1796067681_addEMail.up.sql 1796067681_addEMail.down.sql"
    })
    void thePatternOfTheConfigurationHolds(String pattern, String expected) {
        assertThat(names(NamePattern.parse(pattern), "add e-mail")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{description}",
                "{timestamp}",
                "{timestamp}{description}",
                "{time}_{description}",
                "x{timestamp}_{description}",
                "{timestamp:3}_{description}",
                "{timestamp}_{description}.txt"
            })
    void whatNoMigrationCouldBeCalledIsRefused(String pattern) {
        assertThatThrownBy(() -> NamePattern.parse(pattern))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("new.name");
    }

    @Test
    void wordsAreFoundInWhatWasTyped() {
        assertThat(NamePattern.DEFAULT.description("AddURLToHTTPLog2")).isEqualTo("add_url_to_http_log2");
        assertThat(NamePattern.DEFAULT.description(" Add  e-mail! ")).isEqualTo("add_e_mail");
    }

    private String names(NamePattern pattern, String typed) {
        MigrationFolder migrations = new MigrationFolder(folder, pattern);
        String text = "SELECT 1;\n\n-- turnstone:down\nSELECT 2;\n";
        return String.join(
                " ",
                migrations.files(migrations.next(CLOCK).version(), typed, text).keySet().stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
    }

    @Test
    void aPairGetsTheSectionsOfEachWay() {
        MigrationPair pair = MigrationPair.of("""
                A;

                -- turnstone:up sqlite
                B;

                -- turnstone:down
                C;

                -- turnstone:down sqlite
                D;
                """);
        assertThat(pair.up()).isEqualTo("A;\n\n-- turnstone:up sqlite\nB;\n");
        assertThat(pair.down()).isEqualTo("C;\n\n-- turnstone:down sqlite\nD;\n");
        assertThat(MigrationPair.of("A;\n-- turnstone:down\n").down()).isEqualTo("-- turnstone:down\n");
        assertThat(MigrationPair.of("A;\n").down()).isEmpty();
    }

    @Test
    void namesAreQuotedWhereSqlAsksForIt() {
        Map<String, String> values = Map.of("table", "sales.order", "column", "Weird col", "type", "numeric(4, 2)");
        assertThat(FilledTemplate.of("{{table}} {{column}} {{type}} {{table}}_{{column}}_idx NEW.{{table}}", values))
                .isEqualTo("sales.\"order\" \"Weird col\" numeric(4, 2) \"order_Weird col_idx\" NEW.sales.\"order\"");
        assertThat(FilledTemplate.of("{{table}}_idx {{table}}", Map.of("table", "\"order\"")))
                .isEqualTo("order_idx \"order\"");
        assertThat(FilledTemplate.of("{{table}}", Map.of("table", "users"))).isEqualTo("users");
    }
}
