package dev.turnstone.internal.compare;

import dev.turnstone.sql.Location;
import java.sql.SQLException;
import java.util.Optional;

/// A statement failed on a scratch database.
final class ScratchFailed extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient SQLException failure;
    private final transient Optional<Location> place;
    private final String statement;

    ScratchFailed(SQLException failure, Optional<Location> place, String statement) {
        super(failure.getMessage(), failure);
        this.failure = failure;
        this.place = place;
        this.statement = statement;
    }

    SQLException failure() {
        return failure;
    }

    Optional<Location> place() {
        return place;
    }

    /// The database's words, without its place in them.
    String words() {
        String message = String.valueOf(failure.getMessage()).strip();
        int line = message.indexOf('\n');
        String first = line < 0 ? message : message.substring(0, line);
        String state = failure.getSQLState();
        String plain = first.replaceFirst("^ERROR: ", "").replaceFirst("^\\[\\w+\\] [^(]*\\((.*)\\)$", "$1");
        return plain + (state == null || state.isEmpty() ? "" : " (" + state + ")");
    }

    /// The beginning of the statement, for people.
    String excerpt() {
        String line = statement.strip().replaceAll("\\s+", " ");
        return line.length() <= 120 ? line : line.substring(0, 117) + "…";
    }
}
