package dev.turnstone.sqlite;

import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What an error of SQLite means, in SQLite's own words and, where those say too little, ours.
final class SqliteFailure {
    private static final Pattern PLACE =
            Pattern.compile("near \"([^\"]+)\": syntax error|no such (?:column|table|function): (\\S+)");

    private SqliteFailure() {}

    static EntryFailed of(Optional<Entry> entry, SQLException cause, boolean earlierLost) {
        String words = words(cause);
        int position =
                entry.map(SqliteFailure::text).map(sql -> position(sql, words)).orElse(0);
        return new EntryFailed(
                entry,
                explained(cause, words),
                code(cause).map(Enum::name).orElse(""),
                position,
                kind(cause, words),
                earlierLost,
                cause);
    }

    static EntryFailed refused(Optional<Entry> entry, String message) {
        return new EntryFailed(entry, message, "", 0, FailureKind.REFUSED, new SQLException(message));
    }

    /// A safety gate of ours said no; the transaction is rolled back.
    static EntryFailed unsafe(Optional<Entry> entry, String message) {
        return new EntryFailed(entry, message, "", 0, FailureKind.UNSAFE, new SQLException(message));
    }

    /// The connection cannot be trusted any more: a new one must look at what is true.
    static EntryFailed unknown(String what, SQLException cause) {
        return new EntryFailed(Optional.empty(), what + ": " + words(cause), "", 0, FailureKind.CONNECTION_LOST, cause);
    }

    static boolean busy(SQLException failure) {
        return code(failure)
                .map(SqliteFailure::primary)
                .filter(SqliteFailure::contends)
                .isPresent();
    }

    /// SQLite's message without the driver's frame around it.
    static String words(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        String frame = code(failure).map(SQLiteErrorCode::toString).orElse("") + " (";
        boolean framed = message.startsWith(frame) && message.endsWith(")") && frame.length() > 2;
        return framed ? message.substring(frame.length(), message.length() - 1) : message;
    }

    /// SQLite's words, with what to do where they do not tell.
    static String explained(SQLException failure) {
        return explained(failure, words(failure));
    }

    private static Optional<SQLiteErrorCode> code(SQLException failure) {
        return failure instanceof SQLiteException own ? Optional.of(own.getResultCode()) : Optional.empty();
    }

    /// The low byte names the family: `SQLITE_BUSY_SNAPSHOT` is a kind of `SQLITE_BUSY`.
    private static int primary(SQLiteErrorCode code) {
        return code.code & 0xff;
    }

    private static boolean contends(int primary) {
        return primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code;
    }

    private static FailureKind kind(SQLException failure, String words) {
        if (words.equals("UNIQUE constraint failed: " + SqliteHistory.STEPS + ".seq")) {
            return FailureKind.OVERTAKEN;
        }
        if (words.contains("database has been closed") || words.contains("database connection closed")) {
            return FailureKind.CONNECTION_LOST;
        }
        int primary = code(failure).map(SqliteFailure::primary).orElse(0);
        if (contends(primary)) {
            return FailureKind.CONTENTION;
        }
        return primary == SQLiteErrorCode.SQLITE_INTERRUPT.code ? FailureKind.CANCELLED : FailureKind.REFUSED;
    }

    private static String explained(SQLException failure, String words) {
        int primary = code(failure).map(SqliteFailure::primary).orElse(0);
        if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return words + ": make room where the database and its journal are, then run again";
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code) {
            return words + ": the file, its folder or the connection cannot be written";
        }
        if (primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return words + ": the file is encrypted, or something other than an SQLite database";
        }
        if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            return words + ": look at PRAGMA integrity_check and restore a backup";
        }
        return words;
    }

    private static String text(Entry entry) {
        return switch (entry) {
            case Entry.Sql sql -> sql.sql();
            case Entry.Assertion assertion -> assertion.source().text();
            case Entry.Call call -> "";
        };
    }

    /// The one place of the word that the message names; 0 when it stands in several.
    private static int position(String sql, String words) {
        Matcher matcher = PLACE.matcher(words);
        if (!matcher.find()) {
            return 0;
        }
        String word = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        int first = sql.indexOf(word);
        return first >= 0 && sql.indexOf(word, first + 1) < 0 ? first + 1 : 0;
    }
}
