package dev.turnstone.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The same migrations, each a table and its index, in the layout of every contestant.
///
/// @param folder holds `migrations` (Turnstone's), `flyway`, `liquibase` with its `changelog.xml`, `psql.sql` and
/// `sqlite3.sql`
/// @param size how many migrations
record Project(Path folder, int size) {
    private static final String CHANGELOG = """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                    http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                <includeAll path="liquibase" relativeToChangelogFile="true"/>
            </databaseChangeLog>
            """;

    /// Writes the files, unless they are there.
    static Project in(Path folder, int size) throws IOException {
        Project project = new Project(folder, size);
        Path last = folder.resolve("sqlite3.sql");
        if (Files.exists(last)) {
            return project;
        }
        for (String layout : new String[] {"migrations", "flyway", "liquibase"}) {
            Files.createDirectories(folder.resolve(layout));
        }
        StringBuilder fed = new StringBuilder();
        for (int number = 1; number <= size; number++) {
            project.write(number, fed);
        }
        Files.writeString(folder.resolve("changelog.xml"), CHANGELOG);
        Files.writeString(folder.resolve("psql.sql"), history("timestamptz") + fed);
        Files.writeString(last, history("text") + fed);
        return project;
    }

    private void write(int number, StringBuilder fed) throws IOException {
        String table = table(number);
        String version = String.format(Locale.ROOT, "%05d", number);
        String up = """
                CREATE TABLE %1$s (
                    id integer PRIMARY KEY,
                    name text NOT NULL,
                    email text,
                    created_at timestamp
                );
                CREATE INDEX %1$s_name ON %1$s (name);
                """.formatted(table);
        Files.writeString(
                folder.resolve("migrations/" + version + "_create_" + table + ".sql"),
                up + "\n-- turnstone:down\nDROP TABLE " + table + ";\n");
        Files.writeString(folder.resolve("flyway/V" + version + "__create_" + table + ".sql"), up);
        Files.writeString(
                folder.resolve("liquibase/" + version + "_create_" + table + ".sql"),
                "--liquibase formatted sql\n--changeset benchmark:" + version + "\n" + up + "--rollback DROP TABLE "
                        + table + ";\n");
        fed.append("BEGIN;\n")
                .append(up)
                .append("INSERT INTO history (version, name) VALUES ('")
                .append(version)
                .append("', 'create ")
                .append(table)
                .append("');\nCOMMIT;\n");
    }

    private static String table(int number) {
        return String.format(Locale.ROOT, "item_%05d", number);
    }

    private static String history(String time) {
        return "CREATE TABLE history (version text PRIMARY KEY, name text, applied_at " + time
                + " DEFAULT CURRENT_TIMESTAMP);\n";
    }

    /// A file or folder of the project, as text.
    String path(String name) {
        return folder.resolve(name).toString();
    }
}
