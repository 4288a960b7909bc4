package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.sql.Location;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One reading of all files: what is known and unchanged is taken over, the rest is parsed.
final class DirectoryReading {
    /// What was parsed is kept for `content` up to this many characters of source; the rest is parsed again.
    private static final int MOST_KEPT = 4_000_000;

    private final FileParser parser;
    private final Map<String, KnownFile> known;
    private final long now;
    private final List<FoundFile> kept;
    private final Map<String, KnownFile> learned = new HashMap<>();
    private final @Nullable Unit[] ranked;
    private final List<Unit> units;
    private final List<Diagnostic> found = new ArrayList<>();
    private final Map<Version, Map<Version, Location>> requires = new HashMap<>();
    private final Set<Version> elsewhere = new HashSet<>();
    private final Map<Version, ParsedFile> fresh = new ConcurrentHashMap<>();
    private int keptCharacters;

    private record NamedFile(FoundFile file, FileName.Named name) {}

    /// @param known what earlier readings learned
    /// @param now when this reading began, in nanoseconds since 1970
    DirectoryReading(FileParser parser, Map<String, KnownFile> known, long now) {
        this.parser = parser;
        this.known = known;
        this.now = now;
        this.kept = new ArrayList<>(known.size());
        this.ranked = new Unit[known.size()];
        this.units = new ArrayList<>(known.size());
    }

    /// Takes the files of one location.
    void add(Collector location) {
        found.addAll(location.found());
        List<FoundFile> others = new ArrayList<>();
        for (FoundFile file : location.files()) {
            KnownFile before = known.get(file.path());
            boolean same = before != null
                    && before.stamp().isSame(file.stamp())
                    && before.header().isPresent()
                    && before.header().get().isWhole();
            if (before != null && same) {
                kept.add(file);
                take(before.header().get(), file, Optional.empty(), before.rank());
            } else {
                others.add(file);
            }
        }
        if (!others.isEmpty()) {
            addByName(others);
        }
    }

    private void addByName(List<FoundFile> files) {
        List<NamedFile> names = new ArrayList<>(files.size());
        Map<String, FoundFile> downs = new LinkedHashMap<>();
        for (FoundFile file : files) {
            FileName name = file.name();
            if (name instanceof FileName.Misnamed misnamed) {
                found.add(Diagnostic.error(
                        "misnamed-file", Location.startOf(file.path()), misnamed.reason(), misnamed.help()));
            } else if (name instanceof FileName.Named named && named.part() == FileName.Part.DOWN) {
                downs.put(pairKey(file, named), file);
            } else if (name instanceof FileName.Named named) {
                names.add(new NamedFile(file, named));
            }
        }
        for (NamedFile named : names) {
            FileName.Named name = named.name();
            Optional<FoundFile> down = name.part() == FileName.Part.UP
                    ? Optional.ofNullable(downs.remove(pairKey(named.file(), name)))
                    : Optional.empty();
            addMigration(named.file(), name, down);
        }
        for (FoundFile lonely : downs.values()) {
            found.add(Diagnostic.error(
                    "no-up",
                    Location.startOf(lonely.path()),
                    "the file is a way back, and there is no .up.sql file of the same name beside it",
                    "Add it, or correct the name"));
        }
    }

    private static String pairKey(FoundFile file, FileName.Named name) {
        int slash = file.relative().lastIndexOf('/');
        return file.relative().substring(0, slash + 1).concat(name.base());
    }

    private void addMigration(FoundFile file, FileName.Named name, Optional<FoundFile> down) {
        if (file.engine().isPresent() && !file.engine().get().equals(parser.dialect())) {
            elsewhere.add(name.version());
            return;
        }
        Optional<Header> header = remembered(file, down);
        if (header.isEmpty()) {
            header = parse(file, name, down);
        }
        header.ifPresent(says -> take(says, file, down, -1));
        if (header.isEmpty()) {
            elsewhere.add(name.version());
        }
    }

    private void take(Header header, FoundFile file, Optional<FoundFile> down, int rank) {
        if (header.migration().isEmpty()) {
            if (file.name() instanceof FileName.Named name) {
                elsewhere.add(name.version());
            }
            return;
        }
        Migration migration = header.migration().get();
        if (!header.requires().isEmpty()) {
            requires.put(migration.version(), header.requires());
        }
        Unit unit = new Unit(migration, Optional.of(file), down);
        if (rank >= 0 && rank < ranked.length && ranked[rank] == null) {
            ranked[rank] = unit;
        } else {
            units.add(unit);
        }
    }

    private Optional<Header> remembered(FoundFile file, Optional<FoundFile> down) {
        Optional<KnownFile> first = knownUnchanged(file);
        if (first.isEmpty() || first.get().header().isEmpty()) {
            return Optional.empty();
        }
        Header header = first.get().header().get();
        if (!header.isPairedWith(down)
                || (down.isPresent() && knownUnchanged(down.get()).isEmpty())) {
            return Optional.empty();
        }
        kept.add(file);
        down.ifPresent(kept::add);
        return Optional.of(header);
    }

    private Optional<KnownFile> knownUnchanged(FoundFile file) {
        KnownFile before = known.get(file.path());
        return before != null && before.stamp().isSame(file.stamp()) ? Optional.of(before) : Optional.empty();
    }

    private Optional<Header> parse(FoundFile file, FileName.Named name, Optional<FoundFile> down) {
        int before = found.size();
        Optional<String> upText = TextDecoder.read(file, found);
        Optional<String> downText = down.flatMap(second -> TextDecoder.read(second, found));
        if (found.size() > before) {
            return Optional.empty();
        }
        ParsedFile parsed = parser.parse(
                new FileParser.Source(file.path(), upText.orElseThrow(), file.engine()),
                down.map(second -> new FileParser.Source(second.path(), downText.orElseThrow(), second.engine())),
                false,
                found);
        Header header = Header.of(file, name, down, parsed);
        if (found.size() == before) {
            learn(file, upText.orElseThrow(), Optional.of(header));
            down.ifPresent(second -> learn(second, downText.orElseThrow(), Optional.empty()));
            keep(name.version(), parsed, upText.orElseThrow().length());
        }
        return Optional.of(header);
    }

    private void keep(Version version, ParsedFile parsed, int characters) {
        if (keptCharacters + characters <= MOST_KEPT) {
            keptCharacters += characters;
            fresh.put(version, parsed);
        }
    }

    /// What this reading has parsed, for whoever asks for statements next.
    Map<Version, ParsedFile> fresh() {
        return fresh;
    }

    private void learn(FoundFile file, String text, Optional<Header> header) {
        if (KnownFile.isSettled(file.stamp(), now)) {
            learned.put(
                    file.path(), new KnownFile(file.stamp(), Checksum.of(text).value(), -1, header));
        }
    }

    /// Whether what is known is no longer what was known.
    boolean hasNews() {
        return !learned.isEmpty() || kept.size() < known.size();
    }

    /// What is known now, in the order of `units` as far as files have a place in it. To be asked after `set`.
    Map<String, KnownFile> known() {
        if (!hasNews()) {
            return known;
        }
        Map<String, KnownFile> unordered = new HashMap<>(learned);
        for (FoundFile file : kept) {
            KnownFile same = known.get(file.path());
            if (same != null) {
                unordered.put(file.path(), same.at(-1));
            }
        }
        Map<String, KnownFile> ordered = LinkedHashMap.newLinkedHashMap(unordered.size());
        for (Unit unit : units) {
            KnownFile file = unordered.remove(unit.migration().file());
            if (file != null) {
                ordered.put(unit.migration().file(), file.at(ordered.size()));
            }
        }
        ordered.putAll(unordered);
        return ordered;
    }

    /// The migrations in order, after `set` without duplicates.
    List<Unit> units() {
        return units;
    }

    /// Judges the whole.
    ///
    /// @param others migrations that are not files
    MigrationSet set(List<Migration> others) {
        List<Unit> unordered = new ArrayList<>(units);
        units.clear();
        for (Unit unit : ranked) {
            if (unit != null) {
                units.add(unit);
            }
        }
        units.addAll(unordered);
        for (Migration other : others) {
            units.add(new Unit(other, Optional.empty(), Optional.empty()));
        }
        // Nearly sorted by now, which this sort is fast on.
        units.sort(Unit.ORDER);
        removeDuplicates();
        if (!requires.isEmpty()) {
            judgeRequirements();
        }
        if (found.size() > 1) {
            found.sort(Comparator.<Diagnostic, String>comparing(diagnostic ->
                            diagnostic.location().map(Location::file).orElse(""))
                    .thenComparing(diagnostic ->
                            diagnostic.location().map(Location::line).orElse(0)));
        }
        List<Migration> migrations = new ArrayList<>(units.size());
        for (Unit unit : units) {
            migrations.add(unit.migration());
        }
        return new MigrationSet(migrations, found);
    }

    private void removeDuplicates() {
        int last = 0;
        for (int i = 1; i < units.size(); i++) {
            Migration first = units.get(last).migration();
            Migration next = units.get(i).migration();
            if (first.version().equals(next.version())) {
                found.add(duplicate(first, next));
            } else {
                last++;
                units.set(last, units.get(i));
            }
        }
        if (last + 1 < units.size()) {
            units.subList(last + 1, units.size()).clear();
        }
    }

    private static Diagnostic duplicate(Migration first, Migration next) {
        return Diagnostic.error(
                "duplicate-version",
                Location.startOf(next.file()),
                "the version " + next.version() + " stands twice: here and in " + first.file(),
                next.version().isRepeatable()
                        ? "Rename one of them, or join the two"
                        : "Give the newer one a version of its own (turnstone new writes one)");
    }

    private void judgeRequirements() {
        Set<Version> all = new HashSet<>(elsewhere);
        Set<Version> here = new HashSet<>();
        for (Unit unit : units) {
            here.add(unit.migration().version());
        }
        all.addAll(here);
        Requirements.check(requires, all, found);
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            if (requires.containsKey(unit.migration().version())) {
                units.set(i, new Unit(requiring(unit.migration(), here), unit.up(), unit.down()));
            }
        }
    }

    /// Without what exists only for other dialects.
    private static Migration requiring(Migration migration, Set<Version> here) {
        Directives directives = migration.directives();
        List<Version> kept = new ArrayList<>(directives.requires());
        kept.retainAll(here);
        return new Migration(
                migration.version(),
                migration.description(),
                migration.kind(),
                migration.file(),
                migration.downFile(),
                migration.checksum(),
                migration.downChecksum(),
                new Directives(
                        directives.irreversible(),
                        directives.phase(),
                        kept,
                        directives.outOfOrder(),
                        directives.covers()));
    }
}
