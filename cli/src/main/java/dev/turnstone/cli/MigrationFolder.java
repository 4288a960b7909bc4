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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder that new migrations are written to, and their names.
///
/// @param path the first location that is a folder
record MigrationFolder(Path path) {
    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// The version of a new migration.
    ///
    /// @param version the time in UTC, or what follows the newest migration when that is not older
    /// @param follows the newest migration's version, in the second case
    record Next(String version, Optional<String> follows) {}

    /// The first location that is a folder; it need not be there yet.
    ///
    /// @throws Misconfigured when there is none
    static MigrationFolder of(Configuration configuration) {
        for (String location : configuration.settings().locations()) {
            if (!location.startsWith("classpath:")) {
                return new MigrationFolder(configuration.settings().project().resolve(location));
            }
        }
        throw new Misconfigured("dir names no folder that a migration could be written to");
    }

    /// A description for a file's name: `add_email` for `Add email!`.
    ///
    /// @throws Misconfigured when nothing of it can stand in a name
    static String name(String typed) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < typed.length(); i++) {
            char c = Character.toLowerCase(typed.charAt(i));
            boolean kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (kept) {
                name.append(c);
            } else if (!name.isEmpty() && name.charAt(name.length() - 1) != '_') {
                name.append('_');
            }
        }
        while (!name.isEmpty() && name.charAt(name.length() - 1) == '_') {
            name.deleteCharAt(name.length() - 1);
        }
        if (name.isEmpty()) {
            throw new Misconfigured(
                    "NAME needs a letter from a to z or a digit, as add_email_to_users, not \"" + typed + "\"");
        }
        return name.toString();
    }

    /// The version that a migration written now has.
    Next next(Clock clock) {
        String now = VERSION.format(clock.instant());
        Optional<String> newest = newest();
        boolean future = newest.isPresent() && new Version(newest.get()).compareTo(new Version(now)) >= 0;
        return future ? new Next(after(newest.get()), newest) : new Next(now, Optional.empty());
    }

    private Optional<String> newest() {
        Optional<String> newest = Optional.empty();
        for (Path file : sqlFiles()) {
            String base = String.valueOf(file.getFileName());
            int start = base.startsWith("V") ? 1 : 0;
            int end = start;
            while (end < base.length() && base.charAt(end) >= '0' && base.charAt(end) <= '9') {
                end++;
            }
            String digits = base.substring(start, end);
            boolean newer =
                    end > start && (newest.isEmpty() || new Version(digits).compareTo(new Version(newest.get())) > 0);
            if (newer) {
                newest = Optional.of(digits);
            }
        }
        return newest;
    }

    private List<Path> sqlFiles() {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(path)) {
            return files;
        }
        try (Stream<Path> walk = Files.walk(path)) {
            walk.filter(file -> file.toString().endsWith(".sql")).forEach(files::add);
        } catch (IOException failure) {
            throw new Misconfigured(path + ": cannot be read: " + Reasons.of(failure));
        }
        return files;
    }

    /// The whole number after this one, of any length.
    static String after(String digits) {
        return new BigInteger(digits).add(BigInteger.ONE).toString();
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
