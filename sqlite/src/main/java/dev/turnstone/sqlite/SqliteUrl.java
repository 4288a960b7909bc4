package dev.turnstone.sqlite;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/// A URL of an SQLite database: `sqlite:FILE`, `jdbc:sqlite:FILE`, `sqlite::memory:`.
///
/// @param file what follows the scheme, query parameters (`?foreign_keys=off`) included
record SqliteUrl(String file) {
    private static final String JDBC = "jdbc:";
    private static final String SCHEME = "sqlite:";

    static boolean handles(String url) {
        String lower = url.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith(SCHEME) || lower.startsWith(JDBC + SCHEME);
    }

    /// @throws IllegalArgumentException when no database can be meant
    static SqliteUrl parse(String url) {
        String rest = url.strip();
        if (!handles(rest)) {
            throw new IllegalArgumentException("not a URL of an SQLite database: write sqlite:FILE");
        }
        if (rest.regionMatches(true, 0, JDBC, 0, JDBC.length())) {
            rest = rest.substring(JDBC.length());
        }
        String file = rest.substring(SCHEME.length());
        if (file.startsWith("//")) {
            file = file.substring(2);
        }
        if (file.isBlank() || file.startsWith("?")) {
            throw new IllegalArgumentException("the URL names no file: write sqlite:FILE, as in sqlite:app.db");
        }
        if (file.startsWith(":resource:")) {
            throw new IllegalArgumentException("a database inside a jar cannot be changed: copy it to a file");
        }
        return new SqliteUrl(file);
    }

    /// As the driver wants it.
    String jdbc() {
        return JDBC + SCHEME + file;
    }

    /// Whether it names no file.
    boolean inMemory() {
        return name().startsWith(":memory:") || file.contains("mode=memory");
    }

    /// The file, without parameters.
    Path path() {
        return Path.of(name());
    }

    private String name() {
        int query = file.indexOf('?');
        String name = query < 0 ? file : file.substring(0, query);
        return name.startsWith("file:") ? name.substring("file:".length()) : name;
    }

    /// Refuses a file in a folder that is not there, which SQLite itself only calls "unable to open".
    void checkFolder() throws SQLException {
        String name = name();
        if (inMemory()) {
            return;
        }
        Path path;
        try {
            path = Path.of(name).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new SQLException("\"" + name + "\" cannot be the name of a file: " + e.getReason(), "08001", e);
        }
        Path folder = path.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new SQLException(
                    "the folder " + folder + " does not exist: create it, or correct the URL sqlite:" + file, "08001");
        }
        if (Files.isDirectory(path)) {
            throw new SQLException(path + " is a folder, not a database: name a file in it", "08001");
        }
    }
}
