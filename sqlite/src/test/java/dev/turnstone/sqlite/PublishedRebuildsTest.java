package dev.turnstone.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import dev.turnstone.RevertOptions;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rebuilds as other tools write them, pragmas included, run on a family of tables with rows.
class PublishedRebuildsTest {
    private static final String SCHEMA = """
        CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT);
        CREATE UNIQUE INDEX users_email ON users (email);
        CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);
        CREATE INDEX posts_user ON posts (user_id);
        CREATE VIEW names AS SELECT name FROM users;
        INSERT INTO users VALUES (1, 'ann', 'a@x'), (2, 'bob', NULL), (7, 'eve', 'e@x');
        INSERT INTO posts VALUES (10, 1), (20, 2), (30, 7);
        """;
    private static final String SWAP = """
        CREATE TABLE users_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT);
        INSERT INTO users_new SELECT * FROM users;
        DROP TABLE users;
        ALTER TABLE users_new RENAME TO users;
        """;

    @TempDir
    private Path folder;

    static Stream<Named<String>> forms() {
        return Stream.of(
                named("drizzle", """
                    PRAGMA foreign_keys=OFF;--> statement-breakpoint
                    CREATE TABLE `__new_users` (`id` integer PRIMARY KEY, `name` text NOT NULL, `email` text);
                    --> statement-breakpoint
                    INSERT INTO `__new_users`("id", "name", "email") SELECT "id", "name", "email" FROM `users`;--> statement-breakpoint
                    DROP TABLE `users`;--> statement-breakpoint
                    ALTER TABLE `__new_users` RENAME TO `users`;--> statement-breakpoint
                    PRAGMA foreign_keys=ON;--> statement-breakpoint
                    CREATE UNIQUE INDEX `users_email` ON `users` (`email`);
                    """),
                named("drizzle, two tables", """
                    PRAGMA foreign_keys=OFF;--> statement-breakpoint
                    CREATE TABLE `__new_users` (`id` integer PRIMARY KEY, `name` text NOT NULL, `email` text);--> statement-breakpoint
                    INSERT INTO `__new_users`("id", "name", "email") SELECT "id", "name", "email" FROM `users`;--> statement-breakpoint
                    DROP TABLE `users`;--> statement-breakpoint
                    ALTER TABLE `__new_users` RENAME TO `users`;--> statement-breakpoint
                    PRAGMA foreign_keys=ON;--> statement-breakpoint
                    CREATE TABLE `__new_posts` (`id` integer PRIMARY KEY, `user_id` integer NOT NULL,
                     FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade);--> statement-breakpoint
                    INSERT INTO `__new_posts`("id", "user_id") SELECT "id", "user_id" FROM `posts`;--> statement-breakpoint
                    DROP TABLE `posts`;--> statement-breakpoint
                    ALTER TABLE `__new_posts` RENAME TO `posts`;--> statement-breakpoint
                    CREATE UNIQUE INDEX `users_email` ON `users` (`email`);--> statement-breakpoint
                    CREATE INDEX `posts_user` ON `posts` (`user_id`);
                    """),
                named("Prisma", """
                    -- RedefineTables
                    PRAGMA defer_foreign_keys=ON;
                    PRAGMA foreign_keys=OFF;
                    CREATE TABLE "new_users" ("id" INTEGER PRIMARY KEY, "name" TEXT NOT NULL, "email" TEXT);
                    INSERT INTO "new_users" ("email", "id", "name") SELECT "email", "id", "name" FROM "users";
                    DROP TABLE "users";
                    ALTER TABLE "new_users" RENAME TO "users";
                    CREATE UNIQUE INDEX "users_email" ON "users"("email");
                    PRAGMA foreign_keys=ON;
                    PRAGMA defer_foreign_keys=OFF;
                    """),
                named("Prisma, former releases", """
                    PRAGMA foreign_keys=OFF;
                    CREATE TABLE "new_users" ("id" INTEGER PRIMARY KEY, "name" TEXT NOT NULL, "email" TEXT);
                    INSERT INTO "new_users" ("email", "id", "name") SELECT "email", "id", "name" FROM "users";
                    DROP TABLE "users";
                    ALTER TABLE "new_users" RENAME TO "users";
                    PRAGMA foreign_key_check("users");
                    PRAGMA foreign_keys=ON;
                    CREATE UNIQUE INDEX "users_email" ON "users"("email");
                    """),
                named("Knex", """
                    PRAGMA foreign_keys = OFF;
                    CREATE TABLE `_knex_temp_alter553` (`id` integer PRIMARY KEY, `name` text not null, `email` text);
                    INSERT INTO "_knex_temp_alter553" SELECT * FROM "users";
                    DROP TABLE "users";
                    ALTER TABLE "_knex_temp_alter553" RENAME TO "users";
                    CREATE UNIQUE INDEX users_email ON users (email);
                    PRAGMA foreign_keys = ON;
                    """),
                named("Knex, former releases", """
                    CREATE TABLE `_knex_temp_alter1` AS SELECT * FROM `users`;
                    DROP TABLE `users`;
                    CREATE TABLE `users` (`id` integer PRIMARY KEY, `name` text not null, `email` text);
                    INSERT INTO `users` (`id`, `name`, `email`) SELECT `id`, `name`, `email` FROM `_knex_temp_alter1`;
                    DROP TABLE `_knex_temp_alter1`;
                    CREATE UNIQUE INDEX users_email ON users (email);
                    """),
                named("TypeORM", """
                    DROP INDEX "users_email";
                    CREATE TABLE "temporary_users" ("id" integer PRIMARY KEY, "name" text NOT NULL, "email" text);
                    INSERT INTO "temporary_users"("id", "name", "email") SELECT "id", "name", "email" FROM "users";
                    DROP TABLE "users";
                    ALTER TABLE "temporary_users" RENAME TO "users";
                    CREATE UNIQUE INDEX "users_email" ON "users" ("email") ;
                    """),
                named("TypeORM, down", """
                    DROP INDEX "users_email";
                    ALTER TABLE "users" RENAME TO "temporary_users";
                    CREATE TABLE "users" ("id" integer PRIMARY KEY, "name" text NOT NULL, "email" text);
                    INSERT INTO "users"("id", "name", "email") SELECT "id", "name", "email" FROM "temporary_users";
                    DROP TABLE "temporary_users";
                    CREATE UNIQUE INDEX "users_email" ON "users" ("email") ;
                    """),
                named("Django", """
                    CREATE TABLE "new__users" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "email" text NULL, "name" text NOT NULL);
                    INSERT INTO "new__users" ("id", "email", "name") SELECT "id", "email", "name" FROM "users";
                    DROP TABLE "users";
                    ALTER TABLE "new__users" RENAME TO "users";
                    CREATE UNIQUE INDEX "users_email" ON "users" ("email");
                    """),
                named("Alembic", """
                    CREATE TABLE _alembic_tmp_users (
                        id INTEGER NOT NULL,
                        name TEXT NOT NULL,
                        email TEXT,
                        PRIMARY KEY (id)
                    );
                    INSERT INTO _alembic_tmp_users (id, name, email) SELECT users.id, users.name, users.email
                    FROM users;
                    DROP TABLE users;
                    ALTER TABLE _alembic_tmp_users RENAME TO users;
                    CREATE UNIQUE INDEX users_email ON users (email);
                    """),
                named("Rails", """
                    PRAGMA defer_foreign_keys = ON;
                    PRAGMA foreign_keys = OFF;
                    CREATE TEMPORARY TABLE "ausers" ("id" integer NOT NULL PRIMARY KEY, "name" text NOT NULL, "email" text);
                    CREATE UNIQUE INDEX "index_ausers_on_email" ON "ausers" ("email");
                    INSERT INTO "ausers" ("id","name","email") SELECT "id","name","email" FROM "users";
                    DROP TABLE "users";
                    CREATE TABLE "users" ("id" integer NOT NULL PRIMARY KEY, "name" text NOT NULL, "email" text);
                    CREATE UNIQUE INDEX "users_email" ON "users" ("email");
                    INSERT INTO "users" ("id","name","email") SELECT "id","name","email" FROM "ausers";
                    DROP TABLE "ausers";
                    PRAGMA foreign_keys = ON;
                    PRAGMA defer_foreign_keys = OFF;
                    """),
                named("the way that sqlite.org tells", """
                    PRAGMA foreign_keys=OFF;
                    DROP VIEW names;
                    CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT);
                    INSERT INTO new_users SELECT id, name, email FROM users;
                    DROP TABLE users;
                    ALTER TABLE new_users RENAME TO users;
                    PRAGMA foreign_key_check;
                    PRAGMA foreign_keys=ON;
                    CREATE UNIQUE INDEX users_email ON users (email);
                    CREATE VIEW names AS SELECT name FROM users;
                    """));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void keepsRowsIndexesViewsAndForeignKeys(String sql) throws Exception {
        try (RebuildProject project = RebuildProject.with(folder, SCHEMA)) {
            project.rebuilt(sql);
            assertThat(project.value(
                            "SELECT group_concat(id || coalesce(email, '-')) FROM (SELECT * FROM users ORDER BY id)"))
                    .isEqualTo("1a@x,2-,7e@x");
            assertThat(project.value("SELECT count(*) FROM posts JOIN users ON users.id = user_id"))
                    .isEqualTo("3");
            assertThat(project.value("SELECT group_concat(name) FROM (SELECT name FROM names ORDER BY 1)"))
                    .isEqualTo("ann,bob,eve");
            assertThat(project.value("SELECT group_concat(tbl_name) FROM (SELECT tbl_name FROM sqlite_master"
                            + " WHERE name IN ('users_email', 'posts_user') ORDER BY 1)"))
                    .isEqualTo("posts,users");
            assertThat(project.value("SELECT \"notnull\" FROM pragma_table_xinfo('users') WHERE name = 'name'"))
                    .isEqualTo("1");
            assertThat(project.value("SELECT \"table\" FROM pragma_foreign_key_list('posts')"))
                    .isEqualTo("users");
        }
    }

    @Test
    void takesATableBackThatWasPutAside() throws Exception {
        try (RebuildProject project = RebuildProject.with(folder, SCHEMA)) {
            String schema = "SELECT group_concat(name || sql) FROM (SELECT name, replace(sql, '\"', '') AS sql"
                    + " FROM sqlite_master WHERE name NOT LIKE 'turnstone%' ORDER BY name)";
            String before = project.value(schema);
            project.rebuilt("""
                DROP VIEW names;
                ALTER TABLE users RENAME TO users_old;
                CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT);
                INSERT INTO users SELECT * FROM users_old;
                -- turnstone:down
                DROP TABLE users;
                ALTER TABLE users_old RENAME TO users;
                CREATE VIEW names AS SELECT name FROM users;
                """);
            assertThat(project.value("SELECT \"table\" FROM pragma_foreign_key_list('posts')"))
                    .isEqualTo("users_old");
            project.migrator().revert(RevertOptions.steps(1));
            assertThat(project.value(schema)).isEqualTo(before);
            assertThat(project.value("SELECT count(*) FROM posts JOIN users ON users.id = user_id"))
                    .isEqualTo("3");
        }
    }

    @Test
    void refusesAnIndexThatNoStepMakesAgain() throws Exception {
        try (RebuildProject project = RebuildProject.with(folder, SCHEMA)) {
            assertThat(project.refused(SWAP + "PRAGMA foreign_keys = ON;\nCREATE INDEX other ON users (name);"))
                    .contains("lose the index users_email of users", "-- turnstone:allow index-loss: REASON");
        }
    }

    @Test
    void losesAnIndexThatTheAuthorLetsGo() throws Exception {
        try (RebuildProject project = RebuildProject.with(folder, SCHEMA)) {
            project.rebuilt(SWAP.replace("DROP", "-- turnstone:allow index-loss: nobody looks for an email\nDROP"));
            assertThat(project.value("SELECT count(*) FROM sqlite_master WHERE name = 'users_email'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void losesNoTriggerWithAnIndex() throws Exception {
        String trigger = "CREATE TRIGGER loud AFTER INSERT ON users BEGIN SELECT 1; END;";
        try (RebuildProject project = RebuildProject.with(folder, SCHEMA + trigger)) {
            String allowed = SWAP.replace("DROP", "-- turnstone:allow index-loss: nobody looks for an email\nDROP");
            assertThat(project.refused(allowed)).contains("lose the trigger loud", "trigger-loss");
            project.rebuilt(allowed.replace("DROP", "-- turnstone:allow trigger-loss: it does nothing\nDROP"));
        }
    }

    @Test
    void losesRowsThatTheAuthorLetsGo() throws Exception {
        try (RebuildProject project = RebuildProject.with(
                folder, SCHEMA + "UPDATE users SET name = NULL WHERE id = 2;" + " DELETE FROM posts WHERE id = 20;")) {
            String sql =
                    SWAP.replace("INSERT", "INSERT OR IGNORE") + "CREATE UNIQUE INDEX users_email ON users (email);";
            assertThat(project.refused(sql)).contains("lose 1 row of users");
            project.rebuilt(sql.replace("DROP", "-- turnstone:allow data-loss: they have no name\nDROP"));
            assertThat(project.value("SELECT count(*) FROM users")).isEqualTo("2");
        }
    }
}
