package dev.turnstone.sql;

import java.util.Objects;

/// A place in a file.
///
/// @param file the path as a person would write it, relative to the project where possible
/// @param line one-based line
/// @param column one-based column, in UTF-16 units
/// @param offset zero-based offset from the start of the file's normalised text, in UTF-16 units
public record Location(String file, int line, int column, int offset) {
    public Location {
        Objects.requireNonNull(file, "file");
        if (line < 1 || column < 1 || offset < 0) {
            throw new IllegalArgumentException(
                    "no such place: " + file + ":" + line + ":" + column + " (" + offset + ")");
        }
    }

    /// The first character of a file.
    public static Location startOf(String file) {
        return new Location(file, 1, 1, 0);
    }

    /// The place `length` characters on, when `text` stands at this place.
    public Location advance(String text, int length) {
        int newLine = line;
        int newColumn = column;
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) == '\n') {
                newLine++;
                newColumn = 1;
            } else {
                newColumn++;
            }
        }
        return new Location(file, newLine, newColumn, offset + length);
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
