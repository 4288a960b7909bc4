package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Fact;
import java.util.ArrayList;
import java.util.List;

/// Where and how relations are stored.
final class Storage {
    private Storage() {}

    /// Moves a relation to the access method and the tablespace it should have.
    ///
    /// @param head `ALTER TABLE public.users`
    /// @throws Unwritable when this server cannot
    static List<String> place(Fact from, Fact to, String head, Context context) {
        List<String> statements = new ArrayList<>();
        if (!from.get(PostgresAttribute.ACCESS_METHOD).equals(to.get(PostgresAttribute.ACCESS_METHOD))) {
            if (context.version() < 15) {
                throw new Unwritable("before PostgreSQL 15 a relation keeps its access method: make a new one,"
                        + " copy its rows and rename it");
            }
            statements.add(head + " SET ACCESS METHOD "
                    + Sql.name(to.get(PostgresAttribute.ACCESS_METHOD).orElse("heap")));
        }
        if (!from.get(PostgresAttribute.TABLESPACE).equals(to.get(PostgresAttribute.TABLESPACE))) {
            statements.add(head + " SET TABLESPACE "
                    + Sql.name(to.get(PostgresAttribute.TABLESPACE).orElse("pg_default")));
        }
        return statements;
    }

    /// The storage, compression, statistics target of a column, where they differ.
    ///
    /// @param head `ALTER TABLE ONLY public.users ALTER COLUMN name`
    static List<String> column(Fact from, Fact to, String head) {
        List<String> statements = new ArrayList<>();
        if (!from.get(PostgresAttribute.STORAGE).equals(to.get(PostgresAttribute.STORAGE))) {
            statements.add(head + " SET STORAGE "
                    + to.get(PostgresAttribute.STORAGE)
                            .orElse(Types.storage(to))
                            .toUpperCase(java.util.Locale.ROOT));
        }
        if (!from.get(PostgresAttribute.COMPRESSION).equals(to.get(PostgresAttribute.COMPRESSION))) {
            statements.add(head + " SET COMPRESSION "
                    + to.get(PostgresAttribute.COMPRESSION).orElse("default"));
        }
        if (!from.get(PostgresAttribute.STATISTICS).equals(to.get(PostgresAttribute.STATISTICS))) {
            statements.add(head + " SET STATISTICS "
                    + to.get(PostgresAttribute.STATISTICS).orElse("-1"));
        }
        return statements;
    }
}
