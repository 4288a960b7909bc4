package dev.turnstone.dialect;

import java.util.List;

/// How the history is spelled in one database. Pure text; every name is qualified.
public interface HistorySyntax {
    /// The format that this version of Turnstone writes, kept with the tables.
    int FORMAT = 1;

    /// The qualified name of `schema_migrations`.
    String migrations();

    /// The qualified name of `schema_steps`.
    String steps();

    /// The statements that create both tables in an empty database.
    List<String> create();

    /// The query of the view that shows what is applied now.
    default String applied() {
        return """
            SELECT m.version, m.name, m.kind, m.completed_at, m.duration_ms, m.checksum, m.applied_by, m.id AS attempt
            FROM %1$s m
            WHERE m.status = 'completed' AND m.direction = 'up' AND m.kind NOT IN ('seed', 'hook')
              AND NOT EXISTS (SELECT 1 FROM %1$s n
                WHERE n.version = m.version AND n.status = 'completed' AND n.id > m.id)\
            """.replace("%1$s", migrations());
    }

    /// A string literal whose meaning no session setting changes.
    String literal(String text);

    /// An expression for the clock's time now.
    String now();

    /// An expression for the time the transaction began.
    String transactionStart();

    /// An expression for the milliseconds from the time expression `from` until now, never negative.
    String millisSince(String from);

    /// An expression for a time literal, given milliseconds since 1970.
    String time(long epochMillis);

    /// An expression for the rows this transaction has written, `NULL` where the database does not count them.
    String rowsWritten();

    /// An expression for the name of the connected user.
    String user();

    /// A query's expression for the milliseconds since 1970 of a time column.
    String epochMillis(String column);
}
