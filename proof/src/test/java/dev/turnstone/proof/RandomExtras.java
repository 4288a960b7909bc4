package dev.turnstone.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What a schema of PostgreSQL holds besides plain tables, drawn at random: types of its own, a partitioned table with
/// keys on it, functions that views use, row security, grants, triggers.
final class RandomExtras {
    /// The role that grants and policies name.
    static final String ROLE = "app";

    private final Random random;

    RandomExtras(Random random) {
        this.random = random;
    }

    /// The script, to be run when the tables are there.
    ///
    /// @param tables quoted names of tables with a column `id`
    String script(List<String> tables) {
        List<String> all = new ArrayList<>(types());
        all.addAll(functions());
        all.addAll(partitioned());
        tables.forEach(table -> all.addAll(guards(table)));
        return String.join("\n", all) + "\n";
    }

    private boolean maybe() {
        return random.nextBoolean();
    }

    private List<String> types() {
        return List.of(
                "CREATE DOMAIN positive AS integer CHECK (VALUE > " + (maybe() ? 0 : -1) + ");",
                "CREATE TYPE address AS (street text, number integer" + (maybe() ? ", zip text" : "") + ");",
                "CREATE TYPE mood AS ENUM ('sad', 'ok'" + (maybe() ? ", 'happy'" : "") + ");");
    }

    private List<String> functions() {
        return List.of(
                "CREATE FUNCTION twice(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 "
                        + (maybe() ? "* 2" : "+ $1") + "';",
                "CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';");
    }

    private List<String> partitioned() {
        List<String> all = new ArrayList<>();
        all.add("CREATE TABLE parted (id integer NOT NULL, at date NOT NULL, home address, marks positive[]"
                + (maybe() ? ", note text DEFAULT 'n'" : "") + (maybe() ? ", m mood" : "")
                + ", PRIMARY KEY (id, at)) PARTITION BY RANGE (at);");
        all.add("CREATE TABLE parted_26 PARTITION OF parted FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');");
        if (maybe()) {
            all.add("CREATE TABLE parted_27 PARTITION OF parted FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');");
        }
        if (maybe()) {
            all.add("CREATE INDEX parted_at ON parted (at);");
        }
        if (maybe()) {
            all.add("CREATE TABLE refers (id integer PRIMARY KEY, parted_id integer, parted_at date, CONSTRAINT"
                    + " refers_parted FOREIGN KEY (parted_id, parted_at) REFERENCES parted (id, at));");
        }
        if (maybe()) {
            all.add("CREATE VIEW doubled AS SELECT id, twice(id) AS two FROM parted;");
            all.add("GRANT SELECT ON doubled TO " + ROLE + ";");
        }
        return all;
    }

    private List<String> guards(String table) {
        List<String> all = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            all.add("ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY;");
            all.add("CREATE POLICY mine ON " + table + " TO " + ROLE + " USING (id > " + random.nextInt(2) + ");");
        }
        if (maybe()) {
            all.add("GRANT SELECT" + (maybe() ? ", INSERT" : "") + " ON " + table + " TO " + ROLE + ";");
        }
        if (random.nextInt(3) == 0) {
            all.add("CREATE TRIGGER watched BEFORE " + (maybe() ? "INSERT" : "UPDATE") + " ON " + table
                    + " FOR EACH ROW EXECUTE FUNCTION watch();");
        }
        return all;
    }
}
