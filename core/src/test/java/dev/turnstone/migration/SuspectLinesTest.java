package dev.turnstone.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines that other tools, or whoever mistyped them, mean as markers never run as a part of what stands above them.
class SuspectLinesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/* turnstone:down */",
                "/* turnstone:down",
                "/** turnstone:down **/",
                "-- turnstone :down",
                "-- turnstone : down",
                "-- turnstone: down",
                "-- turnstone::down",
                "-- turnstone-down",
                "-- turnstone_down",
                "-- turnstone.down",
                "-- turnstone/down",
                "-- turnstone=down",
                "-- turnstone;down",
                "-- turnstone->down",
                "-- turnstone --down",
                "-- @turnstone:down",
                "-- +turnstone Down",
                "--! turnstone:down",
                "--- turnstone:down",
                "-- -- turnstone:down",
                "-- [turnstone:down]",
                "-- <turnstone:down>",
                "-- *turnstone:down*",
                "-- 'turnstone:down'",
                "# turnstone:down",
                "// turnstone:down",
                "turnstone:down",
                " * turnstone:down",
                "-- turnstoen:down",
                "-- tunrstone:down",
                "-- turnston:down",
                "-- turnstones:down",
                "-- tumstone:down",
                "-- turn-stone:down",
                "-- turn stone:down",
                "-- Turn Stone: Down",
                "-- turnstoen down",
                "-- TURNSTONE DOWN",
                "-- turnstone\uFF1Adown",
                "-- turnstone\u2236down",
                "-- turnstone\uFE55down",
                "--\u00A0turnstone:down",
                "\u2014 turnstone:down",
                "\u2013\u2013 turnstone:down",
                "\uFEFF-- turnstone:down",
                "-- turn\u200Bstone:down",
                "-- turnst\u043Ene:down",
                "-- \uFF54\uFF55\uFF52\uFF4E\uFF53\uFF54\uFF4F\uFF4E\uFF45:down",
                "-- turnstone:undo",
                "-- turnstone:rollback",
                "-- turnstone:Down",
                "-- turnstone:dwon",
                "--turnstone.down",
            })
    void nearlyOurMarker(String line) throws IOException {
        assertThat(refusals("SELECT 1;\n" + line + "\nSELECT 2;\n"))
                .singleElement()
                .asString()
                .startsWith("migrations/1_a.sql:2: ")
                .endsWith("Did you mean \"-- turnstone:down\"?");
    }

    @ParameterizedTest
    @MethodSource
    void nearlyAnotherDirective(String line, String meant) throws IOException {
        assertThat(refusals(line + "\nSELECT 2;\n"))
                .singleElement()
                .asString()
                .startsWith("migrations/1_a.sql:1: ")
                .endsWith("Did you mean \"-- turnstone:" + meant + "\"?");
    }

    static Stream<Arguments> nearlyAnotherDirective() {
        return Stream.of(
                arguments("/* turnstone:irreversible: gone */", "irreversible"),
                arguments("-- turnstone irreversible: gone", "irreversible"),
                arguments("-- turnstone phase contract", "phase"),
                arguments("-- turnstone-phase contract", "phase"),
                arguments("-- turnstoen:phase contract", "phase"),
                arguments("-- turnstone requires 20261120101500", "requires"),
                arguments("-- turnstone-out-of-order run", "out-of-order"),
                arguments("-- @turnstone:allow data-loss: copied before", "allow"),
                arguments("-- turnstone allow data-loss: copied before", "allow"),
                arguments("/* turnstone:assert */", "assert"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- +goose Down",
                "--+goose down",
                "-- +goose DOWN  -- undo it",
                "-- goose Down",
                "-- +migrate Down",
                "-- +migrate Down notransaction",
                "-- migrate:down",
                "-- migrate:down transaction:false",
                "--migrate: down",
                "-- +micrate Down",
                "-- rambler down",
                "-- migration: down",
                "-- //@UNDO",
                "--//@UNDO",
                "-- @UNDO",
                "-- @undo",
                "-- Down Migration",
                "--- !Downs",
                "# --- !Downs",
                "---- create above / drop below ----",
                "--rollback DROP TABLE t;",
                "-- rollback DROP TABLE t;",
                "--rollback not required",
                "-- down",
                "-- DOWN",
                "-- ==== DOWN ====",
                "-- @DOWN",
                "-- Down:",
                "-- [down]",
                "/* down */",
                "-- Undo",
                "-- ROLLBACK",
                "-- rollback script",
                "-- Revert section:",
            })
    void anotherToolsWayBack(String line) throws IOException {
        assertThat(refusals("SELECT 1;\n\n" + line + "\n\nSELECT 2;\n"))
                .singleElement()
                .asString()
                .startsWith("migrations/1_a.sql:3: \"" + line + "\" is ")
                .contains("Did you mean \"-- turnstone:down\"?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- +goose Up",
                "-- migrate:up",
                "-- +migrate Up",
                "-- Up Migration",
                "-- !Ups",
                "-- +goose NO TRANSACTION",
                "--liquibase formatted sql",
                "--changeset alice:1",
                "-- changeset alice:create-users runOnChange:true",
                "--! include types.sql",
                "-- atlas:txtar",
            })
    void otherLinesOfOtherTools(String line) throws IOException {
        assertThat(refusals(line + "\nSELECT 1;\n")).singleElement().asString().startsWith("migrations/1_a.sql:1: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- turnstone is a bird that turns stones",
                "-- turnstone up to here",
                "-- turnstone down the river",
                "-- turnstone runs this",
                "-- turnstone-up is a folder of ours",
                "-- Write the way back below -- turnstone:down",
                "-- see turnstone:down",
                "-- tombstone: down",
                "-- tombstones",
                "-- migrate down the road",
                "-- migrate users to the new table",
                "-- migration of the rows",
                "-- goose up the hill",
                "-- set up",
                "-- clean up",
                "-- slow down",
                "-- back up",
                "-- down payment of an order",
                "-- up to date rows",
                "-- rollback is impossible here",
                "-- rollback: drop the table by hand",
                "-- undo what 5 did",
                "-- revert 20240101",
                "-- the changeset a:b of long ago",
                "-- changeset of May",
                "-- include the archive",
                "-- up",
                "-------------------------",
                "/* ====================== */",
                "/* the way down */",
                "-- \u00E9t\u00E9 2024: nouveau sch\u00E9ma",
                "-- \u2014\u2014 section \u2014\u2014",
            })
    void ordinaryRemarksPass(String line) throws IOException {
        assertThat(refusals("SELECT 1;\n" + line + "\nSELECT 2;\n")).isEmpty();
    }

    @Test
    void howToUndoItInRemarksPasses() throws IOException {
        assertThat(refusals("SELECT 1;\n-- Rollback:\n-- DROP TABLE a;\nSELECT 2;\n"))
                .isEmpty();
        assertThat(refusals("-- Rollback\n-- DROP TABLE a;\n\nSELECT 2;\n")).isEmpty();
        assertThat(refusals("SELECT 2;\n-- down\n-- DROP TABLE a;\n")).isEmpty();
        assertThat(refusals("CREATE TABLE lift (\n-- up\na int,\n-- down\nb int);\n"))
                .isEmpty();
    }

    @Test
    void quotedTextPasses() throws IOException {
        assertThat(refusals("SELECT 'a\n-- +goose Down\n-- turnstone-down\nb';\nSELECT $$\n-- migrate:down\n$$;\n"))
                .isEmpty();
    }

    @Test
    void aStatementThatHidesAMarkerIsRefused() throws IOException {
        assertThat(refusals("CREATE TABLE a (id int)\n-- +goose Down\nDROP TABLE a;\n"))
                .hasSize(1);
    }

    @Test
    void manyOfAKindAreToldOnce() throws IOException {
        assertThat(refusals("--liquibase formatted sql\n--changeset a:1\nSELECT 1;\n--changeset a:2\nSELECT 2;\n"))
                .hasSize(1);
    }

    @Test
    void aPairMaySayWhichFileIsWhich() throws IOException {
        Map<String, String> pair = Map.of(
                "1_a.up.sql",
                "-- Up Migration\nSELECT 1;\n",
                "1_a.down.sql",
                "-- Down migration\nSELECT 2;\n-- undo\n");
        assertThat(refusals(pair)).isEmpty();
        assertThat(refusals(
                        Map.of("1_a.up.sql", "SELECT 1;\n-- migrate:down\nSELECT 2;\n", "1_a.down.sql", "SELECT 3;")))
                .hasSize(1);
    }

    private List<String> refusals(String text) throws IOException {
        return refusals(Map.of("1_a.sql", text));
    }

    private List<String> refusals(Map<String, String> files) throws IOException {
        Project project = new Project(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            project.file(file.getKey(), file.getValue());
        }
        return Project.show(project.directory("sqlite").read().diagnostics());
    }
}
