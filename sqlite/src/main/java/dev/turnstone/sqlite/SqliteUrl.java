package dev.turnstone.sqlite;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/// A URL of an SQLite database: `sqlite:FILE`, `jdbc:sqlite:FILE`, `sqlite:file:FILE`, `sqlite::memory:`.
///
/// @param name the file, without parameters and without the scheme of a URI
/// @param parameters `?mode=ro`, `?foreign_keys=off`
record SqliteUrl(String name, SqliteParameters parameters) {
    private static final String JDBC = "jdbc:";
    private static final String SCHEME = "sqlite:";
    private static final String URI = "file:";

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
        int query = file.indexOf('?');
        String name = query < 0 ? file : file.substring(0, query);
        SqliteParameters parameters =
                query < 0 ? SqliteParameters.NONE : SqliteParameters.parse(file.substring(query + 1));
        return new SqliteUrl(name.startsWith(URI) ? ofUri(name.substring(URI.length())) : name, parameters);
    }

    /// `///tmp/my%20app.db`, `//localhost/tmp/app.db`, `/tmp/app.db`, `app.db`.
    private static String ofUri(String uri) {
        String path = uri.startsWith("//localhost/") ? uri.substring("//localhost".length()) : uri;
        String plain = path.startsWith("///") ? path.substring(2) : path;
        return URLDecoder.decode(plain.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// As the driver wants it. Parameters of a URI need the form of one.
    String jdbc() {
        return JDBC + SCHEME + address();
    }

    /// The same without the scheme.
    String address() {
        boolean plain = parameters.uri().isEmpty();
        String file = plain
                ? name
                : URI + name.replace("%", "%25").replace("?", "%3f").replace("#", "%23");
        return file + parameters.query();
    }

    /// Whether it names no file.
    boolean inMemory() {
        return name.startsWith(":memory:") || parameters.mode("memory");
    }

    /// The file, without parameters.
    Path path() {
        return Path.of(name);
    }

    /// Refuses a file in a folder that is not there, which SQLite itself only calls "unable to open".
    void checkFolder() throws SQLException {
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
                    "the folder " + folder + " does not exist: create it, or correct the URL sqlite:" + name, "08001");
        }
        if (Files.isDirectory(path)) {
            throw new SQLException(path + " is a folder, not a database: name a file in it", "08001");
        }
    }
}
