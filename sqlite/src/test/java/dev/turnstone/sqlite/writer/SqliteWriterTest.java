package dev.turnstone.sqlite.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.dialect.Written.Refusal;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.sqlite.SchemaRig;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SqliteWriterTest {
    private static final Id USERS = Id.of(Kind.TABLE, "users");

    @Test
    void newObjectsAreWrittenAsSomebodyWroteThem() throws Exception {
        String table = "CREATE TABLE users ( -- people\n  id INTEGER PRIMARY KEY,\n  name TEXT -- theirs\n)";
        List<String> sql = SchemaRig.sql(SchemaRig.written(SchemaRig.schema(""), SchemaRig.schema(table + ";")));
        assertThat(sql).containsExactly(table);
    }

    @Test
    void aTableMadeAnewKeepsTheWordsOfItsAuthor() throws Exception {
        List<Written.Line> lines = written(
                        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);",
                        "CREATE TABLE users (\n  id INTEGER PRIMARY KEY,\n  name TEXT NOT NULL -- theirs\n);")
                .statements();
        assertThat(lines.stream().map(Written.Line::sql))
                .containsExactly(
                        "CREATE TABLE new_users (\n  id INTEGER PRIMARY KEY,\n  name TEXT NOT NULL -- theirs\n)",
                        "INSERT INTO new_users (id, name)\nSELECT id, name FROM users",
                        "DROP TABLE users",
                        "ALTER TABLE new_users RENAME TO users");
        assertThat(lines.get(0).notes()).containsExactly("users is made anew: column users.name changes");
    }

    @Test
    void makesUpNoValueForRowsThatHaveNone() throws Exception {
        String nullable = "CREATE TABLE t (id INTEGER PRIMARY KEY, a REAL, b DATE, c TEXT, d INTEGER);";
        Written narrowed = written(
                nullable,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a REAL NOT NULL, b DATE NOT NULL, c TEXT NOT NULL UNIQUE,"
                        + " d INTEGER NOT NULL REFERENCES t (id), e TEXT NOT NULL);");
        assertThat(SchemaRig.sql(narrowed))
                .contains("INSERT INTO new_t (id, a, b, c, d)\nSELECT id, a, b, c, d FROM t");
        assertThat(narrowed.losses()).isEmpty();
    }

    @Test
    void factsThatNoTextTellsAreWrittenOutAndMeanTheSame() throws Exception {
        String script = """
            CREATE TABLE p (a INTEGER, b TEXT, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;
            CREATE TABLE "q r" (Id INTEGER PRIMARY KEY ON CONFLICT REPLACE AUTOINCREMENT,
                a INTEGER CONSTRAINT there NOT NULL ON CONFLICT IGNORE DEFAULT -5, b TEXT COLLATE NOCASE DEFAULT 'x''y',
                c unsigned big int DEFAULT (1 + 2), d REAL AS (a * 2) STORED, e TEXT DEFAULT CURRENT_TIMESTAMP,
                "group" TEXT CHECK ("group" <> 'a'), CONSTRAINT u UNIQUE (a COLLATE NOCASE DESC, b) ON CONFLICT FAIL,
                CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p (a, b) ON DELETE SET NULL ON UPDATE CASCADE
                    MATCH FULL DEFERRABLE INITIALLY DEFERRED, CHECK (a > 0 AND b IN ('x', 'y')));
            CREATE TABLE quirk (a INTEGER PRIMARY KEY DESC);
            CREATE UNIQUE INDEX i ON "q r" (lower(b), a DESC) WHERE a IS NOT NULL;
            CREATE VIEW v (x) AS SELECT a FROM "q r";
            CREATE TRIGGER t AFTER INSERT ON p BEGIN DELETE FROM "q r" WHERE a = NEW.a; END;
            CREATE VIRTUAL TABLE ft USING fts5(a, b, tokenize = 'porter');
            """;
        Schema schema = SchemaRig.schema(script);
        List<Fact> bare = new ArrayList<>();
        for (Fact fact : schema.facts()) {
            Map<String, String> details = new HashMap<>(fact.details());
            details.remove("text");
            bare.add(new Fact(fact.id(), fact.definition(), details, fact.needs()));
        }
        Schema untold = new Schema("sqlite", schema.version(), bare, List.of());
        try (SchemaRig rig = new SchemaRig("")) {
            rig.migrate(untold);
            assertThat(Differ.diff(rig.schema(), schema).changes()).isEmpty();
        }
    }

    @Test
    void aTextThatNoLongerSaysWhatTheFactsSayIsNotUsed() throws Exception {
        Schema schema = SchemaRig.schema("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);");
        List<Fact> facts = new ArrayList<>(schema.facts());
        facts.add(new Fact(
                USERS.child(Kind.COLUMN, "email"),
                Map.of(Attribute.TYPE, "text"),
                Map.of(Attribute.POSITION, "3"),
                Set.of()));
        Schema merged = new Schema("sqlite", schema.version(), facts, List.of());
        try (SchemaRig rig = new SchemaRig("")) {
            rig.migrate(merged);
            assertThat(rig.schema()).isEqualTo(merged);
        }
    }

    @Test
    void whatOnlyOneSideCannotDescribeIsRefusedAndLeftAlone() throws Exception {
        Schema from = SchemaRig.schema("CREATE TABLE users (id INTEGER); CREATE TABLE other (a TEXT);");
        Schema to = new Schema(
                "sqlite",
                from.version(),
                SchemaRig.schema("CREATE TABLE other (a TEXT, b TEXT);").facts(),
                List.of("table users (its column id reads differently)"));
        Written written = SchemaRig.written(from, to);
        assertThat(SchemaRig.sql(written)).containsExactly("ALTER TABLE other ADD COLUMN b TEXT");
        assertThat(written.refusals())
                .extracting(Refusal::what)
                .containsExactly("table users (its column id reads differently)");
    }

    @Test
    void whatSqliteDoesNotHaveIsRefused() throws Exception {
        Schema from = SchemaRig.schema("CREATE TABLE users (id INTEGER);");
        List<Fact> facts = new ArrayList<>(from.facts());
        facts.add(Fact.of(USERS.satellite(Kind.COMMENT), Map.of(Attribute.TEXT, "people")));
        Written written = SchemaRig.written(from, new Schema("sqlite", from.version(), facts, List.of()));
        assertThat(written.statements()).isEmpty();
        assertThat(written.refusals()).extracting(Refusal::what).containsExactly("comment of table users");
    }

    @Test
    void aFillAndAUsingAreWhatRowsGet() throws Exception {
        Schema from = SchemaRig.schema("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);");
        Schema to =
                SchemaRig.schema("CREATE TABLE users (id INTEGER PRIMARY KEY, name INTEGER, mail TEXT DEFAULT 'd');");
        List<Change> changes = new ArrayList<>();
        for (Change change : Differ.diff(from, to).changes()) {
            if (change instanceof Change.Create create && create.id().kind() == Kind.COLUMN) {
                changes.add(new Change.Create(create.fact(), Optional.of("name || '@example.org'")));
            } else if (change instanceof Change.Alter alter) {
                changes.add(new Change.Alter(alter.from(), alter.to(), Optional.of("length(name)")));
            } else {
                changes.add(change);
            }
        }
        try (SchemaRig rig = new SchemaRig(
                "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO users VALUES (1, 'ann');")) {
            rig.apply(new SqliteWriter().write(new Diff(from, from, to, changes, List.of()), Writer.Style.DIRECT));
            assertThat(rig.rows("SELECT id, name, mail FROM users")).containsExactly("1|3|ann@example.org");
        }
    }

    @Test
    void aChainOfFiveThousandTablesIsWrittenInOrder() throws Exception {
        int tables = 5_000;
        StringBuilder script = new StringBuilder("CREATE TABLE t0 (id INTEGER PRIMARY KEY);\n");
        for (int i = 1; i < tables; i++) {
            script.append("CREATE TABLE t")
                    .append(i)
                    .append(" (id INTEGER PRIMARY KEY, up INTEGER REFERENCES t")
                    .append(i - 1)
                    .append(");\n");
        }
        Schema chain = SchemaRig.schema(script.toString());
        Schema nothing = SchemaRig.schema("");
        List<String> up = SchemaRig.sql(SchemaRig.written(nothing, chain));
        List<String> down = SchemaRig.sql(SchemaRig.written(chain, nothing));
        assertThat(up).hasSize(tables).startsWith("CREATE TABLE t0 (id INTEGER PRIMARY KEY)");
        assertThat(up.get(tables - 1)).startsWith("CREATE TABLE t4999 ");
        assertThat(down).hasSize(tables).startsWith("DROP TABLE t4999").endsWith("DROP TABLE t0");
    }

    private static Written written(String from, String to) throws SQLException {
        return SchemaRig.written(SchemaRig.schema(from), SchemaRig.schema(to));
    }
}
