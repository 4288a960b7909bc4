package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.migration.LockFile;
import dev.turnstone.migration.Version;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder that new migrations are written to, and their names.
///
/// @param path the first location that is a folder
/// @param pattern how files are called: as the configuration says, or like the newest that is there
record MigrationFolder(Path path, NamePattern pattern) {
    private static final Pattern VERSION = Pattern.compile("[Vv]?(\\d+(?:\\.\\d+)*)[_-].*");

    /// The version of a new migration.
    ///
    /// @param version what the clock says, or what follows the newest migration
    /// @param follows the newest migration's version, when the clock should have said a later one
    record Next(String version, Optional<String> follows) {}

    /// The first location that is a folder; it need not be there yet.
    ///
    /// @throws Misconfigured when there is none
    static MigrationFolder of(Configuration configuration) {
        for (String location : configuration.settings().locations()) {
            if (!location.startsWith("classpath:")) {
                Path path = configuration.settings().project().resolve(location);
                NamePattern pattern = configuration
                        .newName()
                        .map(NamePattern::parse)
                        .or(() -> newest(path).flatMap(file -> NamePattern.like(name(file))))
                        .orElse(NamePattern.DEFAULT);
                return new MigrationFolder(path, pattern);
            }
        }
        throw new Misconfigured("dir names no folder that a migration could be written to");
    }

    /// Makes the folder when it is not there, so that a first migration can be written.
    ///
    /// @throws Misconfigured when it cannot be made
    void create() {
        try {
            Files.createDirectories(path);
        } catch (IOException failure) {
            throw new Misconfigured(path + ": cannot be made: " + Reasons.writing(failure));
        }
    }

    /// The version that a migration written now has.
    Next next(Clock clock) {
        Optional<String> newest = newest(path).flatMap(MigrationFolder::version);
        Optional<String> now = pattern.now(clock);
        if (now.isEmpty()) {
            return new Next(newest.map(this::after).orElse(pattern.padded("1")), Optional.empty());
        }
        boolean future = newest.isPresent() && new Version(newest.get()).compareTo(new Version(now.get())) >= 0;
        return future ? new Next(after(newest.get()), newest) : new Next(now.get(), Optional.empty());
    }

    private static Optional<Path> newest(Path folder) {
        Optional<Path> newest = Optional.empty();
        for (Path file : sqlFiles(folder)) {
            Optional<String> version = version(file);
            boolean newer = version.isPresent()
                    && newest.flatMap(MigrationFolder::version)
                            .map(best -> new Version(version.get()).compareTo(new Version(best)) > 0)
                            .orElse(true);
            newest = newer ? Optional.of(file) : newest;
        }
        return newest;
    }

    private static Optional<String> version(Path file) {
        Matcher name = VERSION.matcher(name(file));
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static List<Path> sqlFiles(Path folder) {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.filter(file -> file.toString().endsWith(".sql")).forEach(files::add);
        } catch (IOException failure) {
            throw new Misconfigured(folder + ": cannot be read: " + Reasons.of(failure));
        }
        files.sort(null);
        return files;
    }

    /// The version after this one: its last number, of any length, and one, with as many digits.
    String after(String version) {
        int dot = version.lastIndexOf('.') + 1;
        String last = version.substring(dot);
        String next = new BigInteger(last).add(BigInteger.ONE).toString();
        boolean padded = last.startsWith("0") && dot == 0;
        String digits = "0".repeat(padded ? Math.max(0, last.length() - next.length()) : 0) + next;
        return version.substring(0, dot) + (dot == 0 ? pattern.padded(digits) : digits);
    }

    /// The files of a migration: one, or the two of a pair.
    ///
    /// @param typed its description as a person typed it
    Map<Path, String> files(String version, String typed, String text) {
        Map<Path, String> files = new LinkedHashMap<>();
        String base = pattern.base(version, typed);
        if (pattern.pair()) {
            MigrationPair pair = MigrationPair.of(text);
            files.put(path.resolve(base + ".up.sql"), pair.up());
            if (!pair.down().isEmpty()) {
                files.put(path.resolve(base + ".down.sql"), pair.down());
            }
        } else {
            files.put(path.resolve(base + ".sql"), text);
        }
        return files;
    }

    /// Writes new files, all or, when one is there already, none.
    ///
    /// @param files their text by path
    /// @throws Misconfigured when one is there, or cannot be written
    static void write(Map<Path, String> files) {
        for (Path file : files.keySet()) {
            if (Files.exists(file)) {
                throw new Misconfigured(file + " is there already. Nothing was written.");
            }
        }
        for (Map.Entry<Path, String> file : files.entrySet()) {
            try {
                Files.createDirectories(file.getKey().toAbsolutePath().getParent());
                Files.writeString(file.getKey(), file.getValue(), StandardOpenOption.CREATE_NEW);
            } catch (IOException failure) {
                throw new Misconfigured(file.getKey() + ": cannot be written: " + Reasons.of(failure));
            }
        }
    }

    /// Writes the lock files anew, when there is one or must be.
    ///
    /// @return those that changed
    List<Path> locks(Configuration configuration) {
        boolean wanted = configuration.settings().lockFileRequired() || Files.exists(path.resolve(LockFile.NAME));
        return wanted ? LockCommand.migrator(configuration).writeLocks() : List.of();
    }
}
