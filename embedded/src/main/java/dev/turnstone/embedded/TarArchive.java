package dev.turnstone.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/// Unpacks a tar stream: files, folders and links, with GNU long names. Anything else is refused, not skipped.
final class TarArchive {
    private static final int BLOCK = 512;

    private final InputStream in;
    private final Path target;
    private String longName = "";

    private TarArchive(InputStream in, Path target) {
        this.in = in;
        this.target = target;
    }

    /// Unpacks everything below `target`, which exists.
    static void unpack(InputStream in, Path target) throws IOException {
        new TarArchive(in, target).unpack();
    }

    private void unpack() throws IOException {
        while (true) {
            byte[] header = in.readNBytes(BLOCK);
            if (header.length < BLOCK) {
                throw new EOFException("the archive ends in the middle of an entry");
            }
            if (header[0] == 0) {
                return;
            }
            entry(header);
        }
    }

    private void entry(byte[] header) throws IOException {
        long size = octal(header, 124, 12);
        String name = longName.isEmpty() ? name(header) : longName;
        char type = (char) header[156];
        if (type == 'L') {
            longName = text(content(size), 0, Math.toIntExact(size));
            return;
        }
        longName = "";
        Path path = inside(name);
        switch (type) {
            case '0', '\0' -> file(path, size, octal(header, 100, 8));
            case '5' -> Files.createDirectories(path);
            case '2' -> Files.createSymbolicLink(path, link(path, text(header, 157, 100)));
            case '1' -> Files.createLink(path, inside(text(header, 157, 100)));
            default -> throw new IOException("the archive's entry " + name + " is of the unknown kind '" + type + "'");
        }
    }

    private void file(Path path, long size, long mode) throws IOException {
        Files.createDirectories(path.getParent());
        try (var out = Files.newOutputStream(path)) {
            byte[] buffer = new byte[1 << 16];
            for (long left = size; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw new EOFException("the archive ends in the middle of " + path.getFileName());
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        in.skipNBytes(padding(size));
        if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(path, permissions(mode));
        }
    }

    private byte[] content(long size) throws IOException {
        byte[] content = in.readNBytes(Math.toIntExact(size));
        in.skipNBytes(padding(size));
        return content;
    }

    private Path inside(String name) throws IOException {
        Path path = target.resolve(name).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive's entry " + name + " points outside of it");
        }
        return path;
    }

    private Path link(Path from, String to) throws IOException {
        inside(target.relativize(from.resolveSibling(to).normalize()).toString());
        return Path.of(to);
    }

    private static String name(byte[] header) {
        boolean ustar = text(header, 257, 6).equals("ustar");
        String prefix = ustar ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? text(header, 0, 100) : prefix + "/" + text(header, 0, 100);
    }

    private static String text(byte[] block, int start, int length) {
        int end = start;
        while (end < start + length && block[end] != 0) {
            end++;
        }
        return new String(block, start, end - start, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] block, int start, int length) throws IOException {
        String digits = text(Arrays.copyOfRange(block, start, start + length), 0, length)
                .strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException notOctal) {
            throw new IOException("the archive's header holds \"" + digits + "\" instead of a number", notOctal);
        }
    }

    private static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }

    private static Set<PosixFilePermission> permissions(long mode) {
        Set<PosixFilePermission> permissions =
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        permissions.add(PosixFilePermission.GROUP_READ);
        permissions.add(PosixFilePermission.OTHERS_READ);
        if ((mode & 0100) != 0) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return permissions;
    }
}
