package dev.turnstone.embedded;

import dev.turnstone.dialect.EmbeddedDatabaseException;
import dev.turnstone.dialect.EmbeddedDatabases;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Starts `embedded:postgresql`, `embedded:postgresql:17`, `embedded:postgresql:17/shop`.
///
/// The version is 18 unless given; the database is named after the project's folder unless given; the data
/// is in
/// `.turnstone/postgresql-VERSION`, which is kept out of version control by a `.gitignore` of its own.
public final class EmbeddedPostgresDatabases implements EmbeddedDatabases {
    private static final Pattern URL = Pattern.compile("embedded:postgres(?:ql)?(?::(\\d{1,4}))?(?:/([^/?]{1,63}))?");
    private static final int LONGEST_NAME = 63;

    /// For [java.util.ServiceLoader].
    public EmbeddedPostgresDatabases() {}

    @Override
    public boolean handles(String url) {
        return url.startsWith("embedded:postgres");
    }

    @Override
    public Running start(String url, Path projectDirectory) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new EmbeddedDatabaseException("\"" + url + "\" is not a URL of an embedded database. Write"
                    + " embedded:postgresql, embedded:postgresql:17 or embedded:postgresql:17/DATABASE.");
        }
        int major = Optional.ofNullable(parts.group(1)).map(Integer::parseInt).orElse(EmbeddedPostgres.NEWEST);
        Path project = projectDirectory.toAbsolutePath().normalize();
        String database = Optional.ofNullable(parts.group(2)).orElseGet(() -> databaseName(project));
        Path folder = project.resolve(".turnstone");
        keepOutOfVersionControl(folder);
        EmbeddedPostgres server = EmbeddedPostgres.start(major, folder.resolve("postgresql-" + major), Map.of());
        try {
            server.ensureDatabase(database);
            return new RunningPostgres(server, database);
        } catch (EmbeddedDatabaseException failure) {
            server.close();
            throw failure;
        }
    }

    /// The project's folder as a name that needs no quotes, or `app` when nothing of it is left.
    static String databaseName(Path project) {
        String folder =
                Optional.ofNullable(project.getFileName()).map(Path::toString).orElse("");
        String name =
                folder.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^[_0-9]+|_+$", "");
        boolean taken =
                name.isEmpty() || name.equals("postgres") || name.equals("template0") || name.equals("template1");
        return taken ? "app" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    private static void keepOutOfVersionControl(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(".gitignore"), "*\n", StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException alreadyKept) {
            return;
        } catch (IOException failure) {
            throw new EmbeddedDatabaseException("Cannot keep data in " + folder + ": " + failure, failure);
        }
    }

    private record RunningPostgres(EmbeddedPostgres server, String database) implements Running {
        @Override
        public String url() {
            return server.jdbcUrl(database);
        }

        @Override
        public String label() {
            return "embedded PostgreSQL " + server.major() + ", database " + database + " in " + server.directory();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
