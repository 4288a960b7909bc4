package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.sql.Location;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One reading of all files: what is known and unchanged is taken over, the rest is parsed.
final class DirectoryReading {
    private final FileParser parser;
    private final Map<String, KnownFile> known;
    private final long now;
    private final Map<String, KnownFile> stillKnown;
    private final List<Unit> units;
    private final List<Diagnostic> found = new ArrayList<>();
    private final Map<Version, Map<Version, Location>> requires = new HashMap<>();
    private final Set<Version> elsewhere = new HashSet<>();
    private int kept;
    private boolean learned;

    /// @param known what earlier readings learned
    /// @param now when this reading began, in nanoseconds since 1970
    DirectoryReading(FileParser parser, Map<String, KnownFile> known, long now) {
        this.parser = parser;
        this.known = known;
        this.now = now;
        this.stillKnown = HashMap.newHashMap(known.size());
        this.units = new ArrayList<>(known.size());
    }

    /// Takes the files of one location.
    void add(Collector location) {
        found.addAll(location.found());
        Map<String, FoundFile> downs = HashMap.newHashMap(0);
        for (FoundFile file : location.files()) {
            if (file.name() instanceof FileName.Named name && name.part() == FileName.Part.DOWN) {
                downs.put(pairKey(file, name), file);
            }
        }
        for (FoundFile file : location.files()) {
            if (file.name() instanceof FileName.Named name && name.part() != FileName.Part.DOWN) {
                Optional<FoundFile> down = name.part() == FileName.Part.UP
                        ? Optional.ofNullable(downs.remove(pairKey(file, name)))
                        : Optional.empty();
                addMigration(file, name, down);
            }
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
            Optional<KnownFile> before = knownUnchanged(file);
            if (before.isPresent()) {
                keep(file, before.get());
            }
            return;
        }
        Optional<Header> header = remembered(file, down);
        if (header.isEmpty()) {
            header = parse(file, down);
        }
        if (header.isEmpty() || header.get().up().isEmpty()) {
            elsewhere.add(name.version());
            return;
        }
        Header says = header.get();
        if (!says.requires().isEmpty()) {
            requires.put(name.version(), says.requires());
        }
        Migration migration = new Migration(
                name.version(),
                name.description(),
                name.version().isRepeatable() ? Kind.REPEATABLE : Kind.SQL,
                file.path(),
                down.isPresent() ? Optional.of(down.get().path()) : Optional.empty(),
                says.up(),
                says.down(),
                says.directives());
        units.add(new Unit(migration, Optional.of(file), down));
    }

    private Optional<Header> remembered(FoundFile file, Optional<FoundFile> down) {
        Optional<KnownFile> first = knownUnchanged(file);
        if (first.isEmpty() || first.get().header().isEmpty()) {
            return Optional.empty();
        }
        Header header = first.get().header().get();
        if (header.isPair() != down.isPresent()) {
            return Optional.empty();
        }
        if (down.isPresent()) {
            Optional<KnownFile> second = knownUnchanged(down.get());
            if (second.isEmpty()) {
                return Optional.empty();
            }
            keep(down.get(), second.get());
        }
        keep(file, first.get());
        return Optional.of(header);
    }

    private Optional<KnownFile> knownUnchanged(FoundFile file) {
        KnownFile before = known.get(file.path());
        return before != null && before.stamp().isSame(file.stamp()) ? Optional.of(before) : Optional.empty();
    }

    private void keep(FoundFile file, KnownFile unchanged) {
        stillKnown.put(file.path(), unchanged);
        kept++;
    }

    private Optional<Header> parse(FoundFile file, Optional<FoundFile> down) {
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
        Header header = Header.of(parsed, down.isPresent());
        if (found.size() == before) {
            learn(file, upText.orElseThrow(), Optional.of(header));
            down.ifPresent(second -> learn(second, downText.orElseThrow(), Optional.empty()));
        }
        return Optional.of(header);
    }

    private void learn(FoundFile file, String text, Optional<Header> header) {
        if (KnownFile.isSettled(file.stamp(), now)) {
            stillKnown.put(file.path(), new KnownFile(file.stamp(), Checksum.of(text), header));
            learned |= !file.stamp().isSame(FoundFile.Stamp.RESOURCE);
        }
    }

    /// What is known now.
    Map<String, KnownFile> known() {
        return stillKnown;
    }

    /// Whether a cache file would have to be written.
    boolean hasNews() {
        return learned || kept < known.size();
    }

    /// The migrations in order, after `set` without duplicates.
    List<Unit> units() {
        return units;
    }

    /// Judges the whole.
    ///
    /// @param others migrations that are not files
    MigrationSet set(List<Migration> others) {
        for (Migration other : others) {
            units.add(new Unit(other, Optional.empty(), Optional.empty()));
        }
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
                new Directives(directives.irreversible(), directives.phase(), kept, directives.outOfOrder()));
    }
}
