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
