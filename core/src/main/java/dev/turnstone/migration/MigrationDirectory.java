package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// The migration files of one or more locations, as one dialect sees them.
///
/// Files are remembered by size, times of change and inode, in this object and, when a cache file is given, between
/// processes, so that reading unchanged files again opens none of them. Thread-safe.
public final class MigrationDirectory {
    private final Origin origin;
    private final FileParser parser;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Map<String, KnownFile>> known = Optional.empty();
    private volatile List<Unit> units = List.of();
    private volatile Map<Version, ParsedFile> fresh = Map.of();

    /// Where migrations come from.
    ///
    /// @param locations folders, relative ones below `project`, or `classpath:db/migration`
    /// @param project the folder relative locations start from
    /// @param resources finds the files of `classpath:` locations
    /// @param cache how the name of the file begins that remembers what was read, when there is to be one; a hyphen
    ///     and the dialect's name follow
    public record Origin(List<String> locations, Path project, ClassLoader resources, Optional<Path> cache) {
        public Origin {
            locations = List.copyOf(locations);
        }
    }

    /// @param dialect `postgresql` or `sqlite`
    /// @param splitter the dialect's
    /// @param placeholders values for the `${name}` of statements
    public MigrationDirectory(Origin origin, String dialect, Splitter splitter, Map<String, String> placeholders) {
        this(origin, dialect, splitter, placeholders, true);
    }

    /// @param dialect `postgresql` or `sqlite`
    /// @param splitter the dialect's
    /// @param placeholders values for the `${name}` of statements
    /// @param replacesPlaceholders whether `${name}` is a placeholder; otherwise it is text as any other
    public MigrationDirectory(
            Origin origin,
            String dialect,
            Splitter splitter,
            Map<String, String> placeholders,
            boolean replacesPlaceholders) {
        this.origin = origin;
        this.parser = new FileParser(dialect, splitter, new Placeholders(placeholders, replacesPlaceholders));
    }

    /// Reads all files. What is wrong with them is in the result; nothing is thrown.
    public MigrationSet read() {
        return read(List.of());
    }

    /// Reads all files, and adds migrations that are not files, so that duplicates and requirements are judged
    /// together.
    ///
    /// @param others Java migrations
    public MigrationSet read(List<Migration> others) {
        lock.lock();
        try {
            long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
            Map<String, KnownFile> before = known();
            DirectoryReading reading = new DirectoryReading(parser, before, now);
            for (String location : origin.locations()) {
                reading.add(collect(location));
            }
            MigrationSet set = reading.set(others);
            units = reading.units();
            fresh = reading.fresh();
            Map<String, KnownFile> after = reading.known();
            known = Optional.of(after);
            Optional<Path> cache = cache();
            if (reading.hasNews() && cache.isPresent()) {
                CacheFile.save(cache.get(), key(), after);
            }
            return set;
        } finally {
            lock.unlock();
        }
    }

    /// The statements of a migration of the last `read`. Its files are opened again, unless that has just parsed them.
    ///
    /// @throws UnusableMigration when a file has changed since, or something is wrong in it
    public Content content(Migration migration) {
        Optional<Content> content = parse(migration).content();
        if (content.isPresent() && !fresh.isEmpty()) {
            fresh.remove(migration.version());
        }
        return content.orElseThrow(() -> changed(migration));
    }

    /// The names of the placeholders that the statements of a migration of the last `read` use, in order.
    ///
    /// @throws UnusableMigration as `content`
    public Set<String> placeholdersUsed(Migration migration) {
        return new TreeSet<>(parse(migration).placeholders());
    }

    /// The statements of texts that come from elsewhere: the history's, when a file is gone, or a file of `seeds` or
    /// `hooks`.
    ///
    /// @param file the name to give in places
    /// @throws UnusableMigration when something is wrong in them
    public Content parse(String file, String upText, Optional<String> downText) {
        List<Diagnostic> found = new ArrayList<>();
        ParsedFile parsed = parser.parse(
                new FileParser.Source(file, upText, Optional.empty()),
                downText.map(text -> new FileParser.Source(file, text, Optional.empty())),
                true,
                found);
        refuse(found);
        return parsed.content().orElse(new Content("", List.of(), Optional.empty(), List.of()));
    }

    private ParsedFile parse(Migration migration) {
        Unit unit = unit(migration).orElseThrow(() -> changed(migration));
        ParsedFile parsedBefore = fresh.get(migration.version());
        if (parsedBefore != null && unit.migration().equals(migration)) {
            return parsedBefore;
        }
        FoundFile file = unit.up().orElseThrow(() -> changed(migration));
        List<Diagnostic> found = new ArrayList<>();
        Optional<String> up = TextDecoder.read(file, found);
        Optional<FoundFile> downFile = unit.down();
        Optional<String> down = downFile.flatMap(second -> TextDecoder.read(second, found));
        refuse(found);
        ParsedFile parsed = parser.parse(
                source(file, up.orElseThrow()), down.map(text -> source(downFile.orElseThrow(), text)), false, found);
        refuse(found);
        Optional<Checksum> now = parsed.content().map(content -> Checksum.of(content.upText()));
        Optional<Checksum> back = parsed.content().flatMap(Content::downText).map(Checksum::of);
        if (!now.equals(migration.checksum()) || !back.equals(migration.downChecksum())) {
            throw changed(migration);
        }
        return parsed;
    }

    private Optional<Unit> unit(Migration migration) {
        List<Unit> sorted = units;
        int low = 0;
        int high = sorted.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Unit unit = sorted.get(middle);
            int order = unit.migration().version().compareTo(migration.version());
            if (order == 0) {
                return unit.migration().file().equals(migration.file()) ? Optional.of(unit) : Optional.empty();
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    private static FileParser.Source source(FoundFile file, String text) {
        return new FileParser.Source(file.path(), text, file.engine());
    }

    private static void refuse(List<Diagnostic> found) {
        if (!found.isEmpty()) {
            throw new UnusableMigration(found);
        }
    }

    private static UnusableMigration changed(Migration migration) {
        return new UnusableMigration(List.of(Diagnostic.error(
                "changed-while-running",
                Location.startOf(migration.file()),
                "the file is no longer the one that was read",
                "Let whoever writes it finish, then run again")));
    }

    private Map<String, KnownFile> known() {
        if (known.isPresent()) {
            return known.get();
        }
        return cache().map(file -> CacheFile.load(file, key())).orElse(Map.of());
    }

    /// A file for each dialect, so that neither makes the other read all files again.
    private Optional<Path> cache() {
        return origin.cache()
                .map(file -> file.resolveSibling(
                        file.getFileName().toString().concat("-").concat(parser.dialect())));
    }

    /// What the remembered facts depend on besides the files. Values of placeholders do not count: `content` judges
    /// them.
    private String key() {
        StringBuilder key = new StringBuilder(200);
        key.append(CacheFile.FORMAT).append('\n').append(parser.dialect()).append('\n');
        key.append(origin.project().toAbsolutePath()).append('\n');
        for (String location : origin.locations()) {
            key.append(location).append('\n');
        }
        key.append(parser.placeholders().replaced()).append('\n');
        for (String name : new TreeSet<>(parser.placeholders().values().keySet())) {
            key.append("${").append(name).append("}\n");
        }
        return key.toString();
    }

    private Collector collect(String location) {
        Collector collector = new Collector();
        if (ClassPathIndex.isClassPath(location)) {
            ClassPathIndex.list(location, origin.resources(), collector);
        } else {
            FolderWalk.walk(origin.project().resolve(location), shown(location), collector);
        }
        return collector;
    }

    private static String shown(String location) {
        return location.length() > 1 && location.endsWith("/")
                ? location.substring(0, location.length() - 1)
                : location;
    }

    /// Compares the files of each folder with its `turnstone.lock`. Locations on the class path are not compared.
    ///
    /// @param required whether a folder without one is an error
    public List<Diagnostic> checkLock(boolean required) {
        List<Diagnostic> found = new ArrayList<>();
        for (String location : origin.locations()) {
            if (!ClassPathIndex.isClassPath(location)) {
                checkLock(location, required, found);
            }
        }
        return found;
    }

    private void checkLock(String location, boolean required, List<Diagnostic> found) {
        String shown = shown(location) + "/" + LockFile.NAME;
        Path path = origin.project().resolve(location).resolve(LockFile.NAME);
        Optional<String> text = lockText(path, shown, found);
        if (text.isEmpty()) {
            if (required && Files.notExists(path)) {
                found.add(Diagnostic.error(
                        "no-lock",
                        Location.startOf(shown),
                        "the configuration requires this file, and it is not there",
                        "Run turnstone lock and commit the file"));
            }
            return;
        }
        LockFile.Reading reading = LockFile.parse(text.get(), shown);
        found.addAll(reading.diagnostics());
        if (reading.diagnostics().isEmpty()) {
            found.addAll(reading.lock().verify(checksums(location, found), shown(location)));
        }
    }

    private static Optional<String> lockText(Path path, String shown, List<Diagnostic> found) {
        try {
            return Optional.of(Files.readString(path));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException failure) {
            found.add(TextDecoder.unreadable(shown, failure));
            return Optional.empty();
        }
    }

    private Map<String, Checksum> checksums(String location, List<Diagnostic> found) {
        Map<String, KnownFile> remembered = remembered();
        Map<String, Checksum> checksums = new TreeMap<>();
        for (FoundFile file : collect(location).files()) {
            KnownFile before = remembered.get(file.path());
            if (before != null && before.stamp().isSame(file.stamp())) {
                checksums.put(file.relative(), Checksum.ofHex(before.sha256()));
            } else {
                TextDecoder.read(file, found).ifPresent(text -> checksums.put(file.relative(), Checksum.of(text)));
            }
        }
        return checksums;
    }

    /// Reads every file anew next time, whatever its stamp says.
    public void forget() {
        lock.lock();
        try {
            known = Optional.of(Map.of());
        } finally {
            lock.unlock();
        }
    }

    private Map<String, KnownFile> remembered() {
        lock.lock();
        try {
            return known();
        } finally {
            lock.unlock();
        }
    }

    /// Writes `turnstone.lock` anew in each folder, whatever stands there now; proofs are kept where the checksum is
    /// the same.
    ///
    /// @return the lock files whose text changed
    /// @throws UnusableMigration when a file cannot be read as text
    /// @throws IOException when a lock file cannot be written
    public List<Path> writeLocks() throws IOException {
        forget();
        List<Path> written = new ArrayList<>();
        for (String location : origin.locations()) {
            if (!ClassPathIndex.isClassPath(location)) {
                Path path = origin.project().resolve(location).resolve(LockFile.NAME);
                if (writeLock(location, path)) {
                    written.add(path);
                }
            }
        }
        return written;
    }

    private boolean writeLock(String location, Path path) throws IOException {
        List<Diagnostic> found = new ArrayList<>();
        LockFile fresh = LockFile.of(checksums(location, found));
        String before = lockText(path, path.toString(), found).orElse("");
        refuse(found);
        String text = fresh.keepingProofs(
                        LockFile.parse(before, path.toString()).lock())
                .text();
        if (text.equals(before)) {
            return false;
        }
        Path beside = path.resolveSibling(LockFile.NAME + ".new");
        Files.writeString(beside, text);
        Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }
}
