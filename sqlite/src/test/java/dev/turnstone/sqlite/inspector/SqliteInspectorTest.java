package dev.turnstone.sqlite.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.sqlite.SchemaRig;
import dev.turnstone.sqlite.inspector.CatalogRows.StoredColumn;
import dev.turnstone.sqlite.inspector.CatalogRows.StoredObject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteInspectorTest {
    private static final Id T = Id.of(Kind.TABLE, "t");

    @Test
    void eachPartOfATableIsAFact() throws Exception {
        Schema schema = SchemaRig.schema("""
                CREATE TABLE p (id INTEGER PRIMARY KEY);
                CREATE TABLE T (Id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL DEFAULT 'x' COLLATE nocase,
                    b TEXT AS (a || 'y') STORED, p_id INT REFERENCES p ON DELETE SET NULL, CONSTRAINT C CHECK (A <> '')) STRICT;
                """);
        assertThat(fact(schema, T).definition()).isEqualTo(Map.of("strict", "true", "autoincrement", "true"));
        assertThat(fact(schema, T).detail("name")).contains("T");
        assertThat(fact(schema, column("id")).definition()).isEqualTo(Map.of("type", "integer"));
        assertThat(fact(schema, column("id")).detail("name")).contains("Id");
        assertThat(fact(schema, column("a")).definition())
                .isEqualTo(Map.of("type", "text", "not-null", "true", "collation", "nocase"));
        assertThat(fact(schema, column("a").satellite(Kind.DEFAULT)).definition())
                .isEqualTo(Map.of("expression", "'x'"));
        assertThat(fact(schema, column("b")).definition())
                .isEqualTo(Map.of("type", "text", "generated", "stored", "expression", "a || 'y'"));
        assertThat(fact(schema, column("b")).needs()).containsExactly(column("a"));
        assertThat(fact(schema, T.child(Kind.CONSTRAINT, "primary key")).definition())
                .isEqualTo(Map.of("type", "primary key", "columns", "\"id\"", "rowid", "true"));
        Fact foreign = fact(schema, T.child(Kind.CONSTRAINT, "foreign key (p_id)"));
        assertThat(foreign.definition())
                .isEqualTo(Map.of(
                        "type",
                        "foreign key",
                        "columns",
                        "\"p_id\"",
                        "references",
                        "table:p",
                        "on-delete",
                        "set null"));
        assertThat(foreign.needs()).containsExactlyInAnyOrder(Id.of(Kind.TABLE, "p"), column("p_id"));
        assertThat(fact(schema, T.child(Kind.CONSTRAINT, "c")).definition())
                .isEqualTo(Map.of("type", "check", "expression", "a <> ''"));
    }

    @Test
    void viewsAndTriggersNeedWhatTheyName() throws Exception {
        Schema schema = SchemaRig.schema("""
                CREATE TABLE t (a); CREATE TABLE u (t); CREATE TABLE w (a);
                CREATE VIEW v AS WITH c AS (SELECT * FROM t) SELECT c.a, x.t FROM c, u AS x WHERE x.t IN (SELECT 1);
                CREATE TRIGGER tr AFTER UPDATE ON t BEGIN
                  INSERT OR IGNORE INTO u (t) SELECT a FROM v; UPDATE OR FAIL w SET a = 1 WHERE a IS NOT DISTINCT FROM NEW.a;
                END;
                """);
        assertThat(fact(schema, Id.of(Kind.VIEW, "v")).needs()).containsExactlyInAnyOrder(T, Id.of(Kind.TABLE, "u"));
        assertThat(fact(schema, T.child(Kind.TRIGGER, "tr")).needs())
                .containsExactlyInAnyOrder(Id.of(Kind.TABLE, "u"), Id.of(Kind.TABLE, "w"), Id.of(Kind.VIEW, "v"));
    }

    @Test
    void whatIsNobodysIsLeftOut() throws Exception {
        Schema schema = SchemaRig.schema("""
                CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT UNIQUE);
                CREATE INDEX t_a ON t (a); ANALYZE;
                CREATE TABLE turnstone_schema_migrations (id INTEGER); CREATE INDEX hidden ON turnstone_schema_migrations (id);
                CREATE VIRTUAL TABLE f USING fts5(a); CREATE TABLE f_notes (a TEXT);
                """);
        assertThat(schema.facts().stream()
                        .filter(fact -> fact.id().parent().isEmpty())
                        .map(fact -> fact.id().text()))
                .containsExactlyInAnyOrder("table:t", "table:f_notes", "virtual-table:f");
        assertThat(schema.of(Kind.INDEX)).extracting(fact -> fact.id().name()).containsExactly("t_a");
        assertThat(schema.unmodelled()).isEmpty();
    }

    @Test
    void beforeTablesAreListedShadowsAreKnownByName() {
        Schema schema = SchemaFacts.of(new CatalogRows(
                "3.35.5",
                List.of(
                        new StoredObject("table", "F", "F", "CREATE VIRTUAL TABLE F USING fts5(a)"),
                        new StoredObject(
                                "table",
                                "F_data",
                                "F_data",
                                "CREATE TABLE 'F_data'(id INTEGER PRIMARY KEY, block BLOB)"),
                        new StoredObject("table", "f_other", "f_other", "CREATE TABLE f_other(a)")),
                Map.of("f_other", List.of(new StoredColumn("a", "", false, 0, 0))),
                Set.of()));
        assertThat(schema.facts().stream()
                        .filter(fact -> fact.id().parent().isEmpty())
                        .map(fact -> fact.id().text()))
                .containsExactlyInAnyOrder("virtual-table:f", "table:f_other");
    }

    @Test
    void aTableThatReadsDifferentlyThanSqliteSaysIsNotDescribed() {
        Schema schema = SchemaFacts.of(new CatalogRows(
                "3.54.1",
                List.of(new StoredObject("table", "t", "t", "CREATE TABLE t (a TEXT)")),
                Map.of("t", List.of(new StoredColumn("a", "INTEGER", false, 0, 0))),
                Set.of()));
        assertThat(schema.facts()).isEmpty();
        assertThat(schema.unmodelled()).containsExactly("table t (its column a reads differently)");
    }

    @Test
    void theSettingsOfTheConnectionAreAsBefore() throws Exception {
        try (SchemaRig rig = new SchemaRig("CREATE TABLE t (a);")) {
            rig.schema();
            rig.execute("BEGIN");
            rig.execute("COMMIT");
            assertThat(rig.schema().has(T)).isTrue();
        }
    }

    @Test
    void freshIsWhatNobodyHasTouched() throws Exception {
        assertThat(SchemaRig.schema("")).isEqualTo(new SqliteInspector().fresh("3.54.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a, b)",
                "CREATE TABLE t (a TEXT)",
                "CREATE TABLE t (a INT) STRICT",
                "CREATE TABLE t (a NOT NULL)",
                "CREATE TABLE t (a NOT NULL ON CONFLICT FAIL)",
                "CREATE TABLE t (a CONSTRAINT n NOT NULL)",
                "CREATE TABLE t (a DEFAULT 1)",
                "CREATE TABLE t (a DEFAULT '1')",
                "CREATE TABLE t (a DEFAULT -1)",
                "CREATE TABLE t (a DEFAULT A)",
                "CREATE TABLE t (a DEFAULT a)",
                "CREATE TABLE t (a DEFAULT (1 + 1))",
                "CREATE TABLE t (a COLLATE nocase)",
                "CREATE TABLE t (a COLLATE rtrim)",
                "CREATE TABLE t (a UNIQUE)",
                "CREATE TABLE t (a UNIQUE ON CONFLICT IGNORE)",
                "CREATE TABLE t (a CONSTRAINT u UNIQUE)",
                "CREATE TABLE t (a, UNIQUE (a DESC))",
                "CREATE TABLE t (a, UNIQUE (a COLLATE nocase))",
                "CREATE TABLE t (a PRIMARY KEY)",
                "CREATE TABLE t (a INTEGER PRIMARY KEY)",
                "CREATE TABLE t (a INT PRIMARY KEY)",
                "CREATE TABLE t (a INTEGER PRIMARY KEY DESC)",
                "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)",
                "CREATE TABLE t (a INT PRIMARY KEY) WITHOUT ROWID",
                "CREATE TABLE t (a CHECK (a > 0))",
                "CREATE TABLE t (a CHECK (a >= 0))",
                "CREATE TABLE t (a CONSTRAINT c CHECK (a > 0))",
                "CREATE TABLE t (a CHECK (a <> 'X'))",
                "CREATE TABLE t (a CHECK (a <> 'x'))",
                "CREATE TABLE t (a REFERENCES t)",
                "CREATE TABLE t (a REFERENCES t (a))",
                "CREATE TABLE t (a REFERENCES u)",
                "CREATE TABLE t (a REFERENCES t ON DELETE CASCADE)",
                "CREATE TABLE t (a REFERENCES t ON UPDATE CASCADE)",
                "CREATE TABLE t (a REFERENCES t MATCH FULL)",
                "CREATE TABLE t (a REFERENCES t DEFERRABLE INITIALLY DEFERRED)",
                "CREATE TABLE t (a, b AS (a))",
                "CREATE TABLE t (a, b AS (a) STORED)",
                "CREATE TABLE t (a, b AS (a + 1))",
                "CREATE VIEW t AS SELECT 1",
                "CREATE VIEW t (a) AS SELECT 1",
                "CREATE VIEW t AS SELECT 2",
                "CREATE VIRTUAL TABLE t USING fts5(a)",
                "CREATE VIRTUAL TABLE t USING fts5(a, tokenize = 'porter')",
                "CREATE VIRTUAL TABLE t USING fts4(a)"
            })
    void whatIsDifferentReadsDifferently(String made) throws Exception {
        Schema plain = SchemaRig.schema("CREATE TABLE t (a);");
        Schema schema = SchemaRig.schema(made + ";");
        assertThat(schema.unmodelled()).isEmpty();
        assertThat(schema).isNotEqualTo(plain);
        assertThat(schema.fingerprint()).isNotEqualTo(plain.fingerprint());
        for (String other : OTHERS) {
            if (!other.equals(made)) {
                assertThat(SchemaRig.schema(other + ";")).as(other).isNotEqualTo(schema);
            }
        }
    }

    private static final List<String> OTHERS = List.of(
            "CREATE TABLE t (a DEFAULT 1)",
            "CREATE TABLE t (a UNIQUE)",
            "CREATE TABLE t (a INTEGER PRIMARY KEY)",
            "CREATE TABLE t (a CHECK (a > 0))",
            "CREATE TABLE t (a CHECK (a <> 'x'))",
            "CREATE TABLE t (a REFERENCES t)",
            "CREATE TABLE t (a, b AS (a))",
            "CREATE VIEW t AS SELECT 1",
            "CREATE VIRTUAL TABLE t USING fts5(a)");

    private static Id column(String name) {
        return T.child(Kind.COLUMN, name);
    }

    private static Fact fact(Schema schema, Id id) throws SQLException {
        return schema.find(id).orElseThrow(() -> new SQLException(id + " is not among " + schema.ids()));
    }
}
