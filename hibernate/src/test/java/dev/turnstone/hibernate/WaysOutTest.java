package dev.turnstone.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.EntityConflict;
import dev.turnstone.schema.EntityDefinition;
import dev.turnstone.schema.EntityDefinition.Column;
import dev.turnstone.schema.EntityResolution;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import dev.turnstone.testkit.PostgresServer;
import dev.turnstone.testkit.PostgresServer.FreshDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each way out of a conflict, on tables with rows.
class WaysOutTest {
    private static final EntityDefinition USER = new EntityDefinition(
            "app.User",
            List.of(
                    new Column("id", "bigint", true),
                    new Column("email", "varchar(255)", true),
                    new Column("name", "varchar(200)", false)),
            List.of("id"));
    private static final EntityDefinition OLD = new EntityDefinition(
            "old.User",
            List.of(
                    new Column("id", "bigint", true),
                    new Column("mail", "varchar(255)", true),
                    new Column("name", "varchar(50)", false),
                    new Column("fax", "varchar(20)", false)),
            List.of("id"));
    private static final List<String> TABLE = List.of(
            "create table users (id bigint primary key, mail varchar(255) not null, name varchar(50), fax varchar(20))",
            "create index users_by_fax on users (fax)",
            "insert into users values (1, 'a@b', 'Ada', '555'), (2, 'c@d', null, null)");

    private static Id users(boolean postgresql) {
        return postgresql ? Id.of(Kind.SCHEMA, "public").child(Kind.TABLE, "users") : Id.of(Kind.TABLE, "users");
    }

    private static Written write(Schema live, EntityDefinition user, EntityDefinition old, String way) {
        EntityConflict conflict =
                new EntityConflict(users(live.dialect().equals("postgresql")), user, old, List.of("they differ"));
        return new HibernateEntities()
                .resolve(conflict, EntityResolution.parse("users:" + old.type() + ":" + way), live);
    }

    private static Written write(Schema live, String way) {
        return write(live, USER, OLD, way);
    }

    /// What a reader of SQLite would say of the table.
    private static Schema ofSqlite(String... columns) {
        List<Fact> facts = new ArrayList<>();
        Id table = users(false);
        facts.add(Fact.of(table, Map.of()));
        for (String column : columns) {
            facts.add(Fact.of(table.child(Kind.COLUMN, column), Map.of()));
        }
        facts.add(Fact.of(
                table.child(Kind.CONSTRAINT, "users_pkey"),
                Map.of(Attribute.TYPE, "primary key", Attribute.COLUMNS, Names.list(List.of("id")))));
        facts.add(Fact.of(
                table.child(Kind.INDEX, "users_by_fax"),
                Map.of(Attribute.DEFINITION, "(\"fax\")", Attribute.COLUMNS, Names.list(List.of("fax")))));
        return new Schema("sqlite", "3.54.1", facts, List.of());
    }

    private static Sql sqlite() throws SQLException {
        return Sql.open("jdbc:sqlite::memory:").run(TABLE);
    }

    @Test
    void setsATableOfPostgresAside() throws SQLException {
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase();
                Sql sql = Sql.open(database.url())
                        .run(TABLE)
                        .run("create table orders (user_id bigint constraint by_user references users)")) {
            Written written = write(sql.schema("postgresql"), "rename-aside");
            sql.run(written)
                    // All names of the old table are free for the new one.
                    .run("create table users (id bigint constraint users_pkey primary key, email varchar(255))")
                    .run("create index users_by_fax on users (email)");

            assertThat(written.refusals()).isEmpty();
            assertThat(written.losses()).isEmpty();
            assertThat(written.statements().get(0).notes())
                    .anyMatch(note -> note.contains("public.orders.by_user follows it"));
            assertThat(sql.rows("select id, mail, fax from users_legacy order by id"))
                    .containsExactly("1|a@b|555", "2|c@d|null");
            assertThat(sql.rows("select count(*) from users")).containsExactly("0");
            assertThat(sql.rows("select indexname from pg_indexes where tablename = 'users_legacy' order by 1"))
                    .containsExactly("users_by_fax_legacy", "users_pkey_legacy");
        }
    }

    /// PostgreSQL 18 cuts the names of not-null constraints, and wants the new table's to be others.
    @Test
    void setsNotNullOfALongNameAside() throws SQLException {
        String table = "customers_of_the_northern_and_southern_branches";
        String column = "preferred_language";
        Id id = Id.of(Kind.SCHEMA, "public").child(Kind.TABLE, table);
        EntityConflict conflict = new EntityConflict(id, USER, OLD, List.of("they differ"));
        String create = "create table " + table + " (" + column + " text not null)";
        String names = "select conname from pg_constraint where contype = 'n' and conrelid = '%s'::regclass";
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase();
                Sql sql = Sql.open(database.url()).run(create)) {
            List<String> before = sql.rows(names.formatted(table));
            sql.run(new HibernateEntities()
                            .resolve(
                                    conflict,
                                    EntityResolution.parse(table + ":old.User:rename-aside=c"),
                                    sql.schema("postgresql")))
                    .run(create);

            assertThat(before.toString()).doesNotContain(table);
            assertThat(sql.rows(names.formatted("c"))).containsExactly("c_preferred_language_not_null");
            assertThat(sql.rows(names.formatted(table))).isEqualTo(before);
        }
    }

    @Test
    void setsATableWithAnInheritedColumnAside() throws SQLException {
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase();
                Sql sql = Sql.open(database.url())
                        .run("create table people (id bigint not null)", "create table users () inherits (people)")) {
            sql.run(write(sql.schema("postgresql"), "rename-aside"));

            assertThat(sql.rows("select conname from pg_constraint where conrelid = 'users_legacy'::regclass"))
                    .containsExactly("people_id_not_null");
        }
    }

    @Test
    void setsATableOfSqliteAside() throws SQLException {
        try (Sql sql = sqlite()) {
            sql.run(write(ofSqlite("id", "mail", "name", "fax"), "rename-aside=old_users"))
                    .run("create table users (id bigint primary key, email varchar(255))")
                    .run("create index users_by_fax on users (email)");

            assertThat(sql.rows("select id, mail from old_users order by id")).containsExactly("1|a@b", "2|c@d");
            assertThat(sql.rows("select name, tbl_name from sqlite_schema where type = 'index' and sql is not null"
                            + " order by name"))
                    .containsExactly("users_by_fax|users", "users_by_fax_legacy|old_users");
        }
    }

    @Test
    void refusesANameThatIsTaken() throws SQLException {
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase();
                Sql sql = Sql.open(database.url()).run(TABLE).run("create view users_legacy as select 1")) {
            Written written = write(sql.schema("postgresql"), "rename-aside");

            assertThat(written.statements()).isEmpty();
            assertThat(written.refusals())
                    .singleElement()
                    .satisfies(refusal -> assertThat(refusal.why()).contains("rename-aside=NAME"));
        }
    }

    @Test
    void mergesByRenaming() throws SQLException {
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase();
                Sql sql = Sql.open(database.url()).run(TABLE);
                Sql lite = sqlite()) {
            Written written = write(sql.schema("postgresql"), "merge=mail=email");
            Written ofSqlite = write(ofSqlite("id", "mail", "name", "fax"), "merge=mail=email");

            assertThat(written.statements()).hasSize(1);
            assertThat(written.losses()).isEmpty();
            assertThat(sql.run(written).rows("select id, email from users order by id"))
                    .containsExactly("1|a@b", "2|c@d");
            assertThat(lite.run(ofSqlite).rows("select id, email from users order by id"))
                    .containsExactly("1|a@b", "2|c@d");
        }
    }

    @Test
    void mergesByCopying() throws SQLException {
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase();
                Sql sql = Sql.open(database.url())
                        .run(TABLE)
                        .run("alter table users add email varchar(255)", "update users set email = 'x' where id = 2");
                Sql lite = sqlite().run("alter table users add email varchar(255)")) {
            Written written = write(sql.schema("postgresql"), "merge=mail=email,fax=name");
            Written ofSqlite = write(ofSqlite("id", "mail", "name", "fax", "email"), "merge=mail=email,fax=name");

            assertThat(written.losses()).contains("the values of column public.users.mail where email has one already");
            assertThat(sql.run(written).rows("select id, email, name, mail from users order by id"))
                    .containsExactly("1|a@b|Ada|a@b", "2|x|null|c@d");
            assertThat(lite.run(ofSqlite).rows("select id, email from users order by id"))
                    .containsExactly("1|a@b", "2|c@d");
        }
    }

    @Test
    void mergesIntoANewColumnWhenTheOldNameStaysInUse() throws SQLException {
        EntityDefinition both = new EntityDefinition(
                "app.User",
                List.of(
                        new Column("id", "bigint", true),
                        new Column("name", "varchar(200)", false),
                        new Column("nick", "varchar(10)", false)),
                List.of("id"));
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase();
                Sql sql = Sql.open(database.url()).run(TABLE)) {
            sql.run(write(sql.schema("postgresql"), both, OLD, "merge=name=nick"));

            assertThat(sql.rows("select name, nick from users order by id")).containsExactly("Ada|Ada", "null|null");
        }
    }

    @Test
    void refusesAMappingToAColumnThatIsNotMapped() {
        Written written = write(ofSqlite("id", "mail", "name", "fax"), "merge=mail=address");

        assertThat(written.statements()).isEmpty();
        assertThat(written.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.why())
                        .isEqualTo("app.User maps no column address: it maps id, email, name"));
    }

    @Test
    void dropsWhatOnlyTheLegacyClassMaps() throws SQLException {
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase();
                Sql sql = Sql.open(database.url()).run(TABLE);
                Sql lite = sqlite()) {
            Written written = write(sql.schema("postgresql"), "drop-legacy");
            Written ofSqlite = write(ofSqlite("id", "mail", "name", "fax"), "drop-legacy");

            assertThat(written.losses())
                    .containsExactly("the values of column public.users.mail", "the values of column public.users.fax");
            assertThat(sql.run(written).rows("select * from users order by id")).containsExactly("1|Ada", "2|null");
            assertThat(lite.run(ofSqlite).rows("select * from users order by id"))
                    .containsExactly("1|Ada", "2|null");
        }
    }

    @Test
    void dropsTheTableWhenKeysHaveNothingInCommon() throws SQLException {
        EntityDefinition uuid =
                new EntityDefinition("app.User", List.of(new Column("id", "uuid", true)), List.of("id"));
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase();
                Sql sql = Sql.open(database.url())
                        .run(TABLE)
                        .run("create table orders (user_id bigint constraint by_user references users)")) {
            Written written = write(sql.schema("postgresql"), uuid, OLD, "drop-legacy");

            assertThat(written.losses()).containsExactly("all rows of table public.users");
            assertThat(sql.run(written)
                            .rows("select table_name from information_schema.tables where table_schema = 'public'"))
                    .containsExactly("orders");
        }
    }

    @Test
    void doesNothingWhereTheTableIsNotYet() {
        assertThat(write(Schema.empty("sqlite", "3.54.1"), "drop-legacy").statements())
                .isEmpty();
    }

    @Test
    void refusesTheAnswerToAnotherConflict() {
        EntityConflict conflict = new EntityConflict(users(false), USER, OLD, List.of());

        assertThatThrownBy(() -> new HibernateEntities()
                        .resolve(
                                conflict,
                                EntityResolution.parse("orders:old.User:drop-legacy"),
                                Schema.empty("sqlite", "3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not answer the conflict of app.User and old.User");
    }
}
