package dev.turnstone.internal.compare;

import dev.turnstone.dialect.Written;
import dev.turnstone.sql.Location;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/// A statement to run on a scratch database.
///
/// @param place where it is written, when that is a file
record Piece(String sql, Optional<Location> place) {
    static List<Piece> of(Written written) {
        return written.statements().stream()
                .map(line -> new Piece(line.sql(), Optional.empty()))
                .toList();
    }

    static List<Piece> of(List<String> statements) {
        return statements.stream().map(sql -> new Piece(sql, Optional.empty())).toList();
    }

    /// Runs all of them, one after the other, each by itself.
    static void run(Connection connection, List<Piece> pieces) throws ScratchFailed {
        for (Piece piece : pieces) {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(piece.sql());
            } catch (SQLException e) {
                throw new ScratchFailed(e, piece.place(), piece.sql());
            }
        }
    }
}
