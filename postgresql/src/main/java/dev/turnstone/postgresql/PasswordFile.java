package dev.turnstone.postgresql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A `.pgpass`: lines `host:port:database:user:password`, where `*` stands for any.
final class PasswordFile {
    private static final int FIELDS = 5;

    private PasswordFile() {}

    /// Whose password is looked for.
    record Wanted(String host, String port, String database, String user) {}

    /// The password of the first line that fits; none when the file is not there.
    ///
    /// @throws IllegalArgumentException when others may read a file that has it, which `psql` passes over
    static Optional<String> find(Path file, Wanted wanted) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            for (String line : Files.readAllLines(file)) {
                List<String> fields = fields(line);
                if (!line.startsWith("#") && fields.size() == FIELDS && fits(fields, wanted)) {
                    refuseIfOpen(file);
                    return Optional.of(fields.getLast());
                }
            }
            return Optional.empty();
        } catch (IOException failure) {
            throw new IllegalArgumentException("the password file " + file + " cannot be read", failure);
        }
    }

    private static boolean fits(List<String> fields, Wanted wanted) {
        return fits(fields.get(0), wanted.host())
                && fits(fields.get(1), wanted.port())
                && fits(fields.get(2), wanted.database())
                && fits(fields.get(3), wanted.user());
    }

    private static boolean fits(String field, String value) {
        return field.equals("*") || field.equals(value);
    }

    /// Cut at colons; a backslash keeps the next character from being one.
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                i++;
                field.append(line.charAt(i));
            } else if (c == ':' && fields.size() < FIELDS - 1) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private static void refuseIfOpen(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        for (PosixFilePermission permission : permissions) {
            if (!permission.name().startsWith("OWNER")) {
                throw new IllegalArgumentException("others may read the password file " + file
                        + ", so it is not used. Take that from them: chmod 600 " + file);
            }
        }
    }
}
