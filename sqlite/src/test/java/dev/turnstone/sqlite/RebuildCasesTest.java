package dev.turnstone.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each case of `rebuilds.txt`: up converges, rows survive, a second comparison finds nothing, down returns.
class RebuildCasesTest {
    static Stream<RebuildCase> cases() {
        return RebuildCase.all();
    }

    @Test
    void thereAreAboutAHundredAndFiftyOfDifferentNames() {
        List<String> names = RebuildCase.all().map(RebuildCase::name).toList();
        assertThat(names).hasSizeGreaterThan(150).doesNotHaveDuplicates();
    }

    /// As a shell runs it: foreign keys are not enforced, nothing is set.
    @ParameterizedTest
    @MethodSource("cases")
    void holdsInAShell(RebuildCase example) throws Exception {
        try (SchemaRig rig = new SchemaRig(example.section("from"))) {
            rig.execute("PRAGMA foreign_keys = OFF");
            back(rig, example, there(rig, example, rig::apply), rig::apply);
        }
    }

    /// Where nothing is made anew, the engine leaves ALTER TABLE its new ways, and foreign keys follow a rename.
    static Stream<RebuildCase> rebuilding() {
        return RebuildCase.all()
                .filter(example -> example.lines("rename").isEmpty()
                        || !example.lines("never").contains("DROP TABLE"));
    }

    /// As the engine sets it for a rebuild: the old ways of ALTER TABLE.
    @ParameterizedTest
    @MethodSource("rebuilding")
    void holdsWithLegacyAlterTable(RebuildCase example) throws Exception {
        try (SchemaRig rig = new SchemaRig(example.section("from"))) {
            rig.execute("PRAGMA foreign_keys = OFF");
            rig.execute("PRAGMA legacy_alter_table = ON");
            back(rig, example, there(rig, example, rig::apply), rig::apply);
        }
    }

    /// As the engine runs it, on a connection that enforces foreign keys.
    @ParameterizedTest
    @MethodSource("cases")
    void holdsInTheEngine(RebuildCase example, @TempDir Path folder) throws Exception {
        try (Database database = new SqliteFile(folder.resolve("app.db")).open()) {
            SchemaRig rig = SchemaRig.over(database.connection());
            rig.run(example.section("from"));
            if (!example.section("unsafe").isEmpty()) {
                refuses(database, rig, example);
                return;
            }
            Applying engine = written -> {
                List<Entry> entries = SqliteFile.script(script(written));
                assertThat(entries).hasSameSizeAs(written.statements());
                SqliteFile.single(database, script(written));
            };
            Ends ends = there(rig, example, engine);
            if (example.section("stuck").isEmpty()) {
                back(rig, example, ends, engine);
            } else {
                Written down = SchemaRig.back(ends.to(), ends.from(), example.renames(true));
                assertThat(SqliteFile.failure(database, script(down))).hasMessageContaining(example.section("stuck"));
            }
        }
    }

    private static void refuses(Database database, SchemaRig rig, RebuildCase example) throws Exception {
        rig.run(example.section("rows"));
        Schema from = rig.schema();
        Written up = SchemaRig.written(from, SchemaRig.schema(example.section("to")));
        EntryFailed failure = SqliteFile.failure(database, script(up));
        assertThat(failure).hasMessageContaining(example.section("unsafe"));
        assertThat(rig.schema()).isEqualTo(from);
    }

    private static String script(Written written) {
        return SchemaRig.sql(written).stream().map(sql -> sql + ";\n").collect(Collectors.joining());
    }

    private interface Applying {
        void apply(Written written) throws Exception;
    }

    private record Ends(Schema from, Schema to) {}

    private static Ends there(SchemaRig rig, RebuildCase example, Applying how) throws Exception {
        rig.run(example.section("rows"));
        Schema from = rig.schema();
        Schema to = SchemaRig.schema(example.section("to"));
        assertThat(from.unmodelled()).isEmpty();
        assertThat(to.unmodelled()).isEmpty();
        Map<String, List<String>> kept = kept(rig, from, to);

        Written up = SchemaRig.written(from, to, example.renames(false), example.fills());
        says(up, example, from.equals(to));
        how.apply(up);
        assertThat(Differ.diff(rig.schema(), to).changes()).as("left to do").isEmpty();
        assertThat(rig.schema()).isEqualTo(to);
        if (example.lines("rename").isEmpty()) {
            assertThat(kept(rig, from, to)).as("rows").isEqualTo(kept);
        }
        answers(rig, example.lines("after"));
        healthy(rig, example);
        assertThat(SchemaRig.written(rig.schema(), to).statements()).isEmpty();
        return new Ends(from, to);
    }

    private static void back(SchemaRig rig, RebuildCase example, Ends ends, Applying how) throws Exception {
        how.apply(SchemaRig.back(ends.to(), ends.from(), example.renames(true)));
        assertThat(Differ.diff(rig.schema(), ends.from()).changes())
                .as("left to undo")
                .isEmpty();
        answers(rig, example.lines("back"));
        healthy(rig, example);
    }

    private static void says(Written up, RebuildCase example, boolean equal) {
        String sql = String.join(";\n", SchemaRig.sql(up));
        assertThat(up.refusals()).isEmpty();
        assertThat(up.statements().isEmpty())
                .isEqualTo(equal && example.lines("rename").isEmpty());
        assertThat(up.losses()).as("losses").containsExactlyInAnyOrderElementsOf(example.lines("loses"));
        example.lines("writes").forEach(text -> assertThat(sql).contains(text));
        example.lines("never").forEach(text -> assertThat(sql).doesNotContain(text));
    }

    private static void answers(SchemaRig rig, List<String> lines) throws Exception {
        for (String line : lines) {
            int arrow = line.lastIndexOf(" -> ");
            assertThat(String.join(", ", rig.rows(line.substring(0, arrow))))
                    .as(line)
                    .isEqualTo(line.substring(arrow + 4));
        }
    }

    private static void healthy(SchemaRig rig, RebuildCase example) throws Exception {
        if (example.section("stuck").isEmpty() && example.section("unsafe").isEmpty()) {
            assertThat(rig.rows("PRAGMA foreign_key_check")).isEmpty();
        }
        assertThat(rig.rows("PRAGMA integrity_check")).containsExactly("ok");
        assertThat(rig.rows("SELECT name FROM sqlite_master WHERE name LIKE 'new\\_%' ESCAPE '\\'"
                        + " AND name NOT IN ('new_t', 'new_name')"))
                .isEmpty();
    }

    /// The rows of tables that stay, in the columns that stay as they are.
    private static Map<String, List<String>> kept(SchemaRig rig, Schema from, Schema to) throws Exception {
        Map<String, List<String>> kept = new TreeMap<>();
        for (Fact table : from.of(Kind.TABLE)) {
            if (to.has(table.id())) {
                List<String> columns = from.children(table.id(), Kind.COLUMN).stream()
                        .filter(column -> to.find(column.id())
                                .filter(other -> other.get("type").equals(column.get("type"))
                                        && !(other.is("not-null") && !column.is("not-null"))
                                        && other.get("generated").isEmpty()
                                        && column.get("generated").isEmpty())
                                .isPresent())
                        .map(column -> "quote(\"" + column.id().name().replace("\"", "\"\"") + "\")")
                        .toList();
                String selected = columns.isEmpty() ? "1" : String.join(", ", columns);
                kept.put(
                        table.id().name(),
                        rig.rows("SELECT " + selected + " FROM \"" + table.id().name() + "\"").stream()
                                .sorted()
                                .toList());
            }
        }
        return kept;
    }
}
