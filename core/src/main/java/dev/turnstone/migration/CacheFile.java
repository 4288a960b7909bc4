package dev.turnstone.migration;

import dev.turnstone.sql.Location;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/// Remembers known files between processes. It only saves time: a cache that is missing, damaged, for other settings
/// or not writable is as good as none.
///
/// The layout is: CRC-32 of the rest, the key, the number of files, the files; texts as length and UTF-8.
final class CacheFile {
    /// Raised with every change to what is kept or to how files are read.
    static final int FORMAT = 6;

    /// Length of a SHA-256 in hexadecimal digits.
    private static final int HEX = 64;

    private static final Phase[] PHASES = Phase.values();
    private static final OutOfOrder[] ORDERS = OutOfOrder.values();

    private CacheFile() {}

    /// The files kept at `path` under `key`; none when there is nothing that can be used.
    static Map<String, KnownFile> load(Path path, String key) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (NoSuchFileException notYet) {
            return new HashMap<>();
        } catch (IOException unusable) {
            // Not an error by contract: the files themselves are read instead.
            return new HashMap<>();
        }
        CRC32 crc = new CRC32();
        if (bytes.length < Integer.BYTES) {
            return new HashMap<>();
        }
        crc.update(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
        Input input = new Input(bytes);
        if (input.integer() != (int) crc.getValue() || !input.text().equals(key)) {
            return new HashMap<>();
        }
        int count = input.integer();
        Map<String, KnownFile> files = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            String file = input.text();
            files.put(file, input.knownFile(file, i));
        }
        return files;
    }

    /// Writes the files, all or nothing. Does nothing when it cannot.
    static void save(Path path, String key, Map<String, KnownFile> files) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path fresh = Files.createTempFile(folder, "headers", ".tmp");
            try {
                Files.write(fresh, encode(key, files));
                Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException notKept) {
            // Not an error by contract: a read-only project only reads its files again next time.
            return;
        }
    }

    private static byte[] encode(String key, Map<String, KnownFile> files) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(256 * files.size() + 256);
        Output output = new Output(new DataOutputStream(body));
        output.text(key);
        Map<String, KnownFile> lasting = new LinkedHashMap<>(files);
        lasting.values().removeIf(file -> file.stamp().isSame(FoundFile.Stamp.RESOURCE));
        output.stream().writeInt(lasting.size());
        for (Map.Entry<String, KnownFile> file : lasting.entrySet()) {
            output.text(file.getKey());
            output.knownFile(file.getValue());
        }
        CRC32 crc = new CRC32();
        crc.update(body.toByteArray());
        ByteBuffer whole = ByteBuffer.allocate(Integer.BYTES + body.size());
        return whole.putInt((int) crc.getValue()).put(body.toByteArray()).array();
    }

    private record Output(DataOutputStream stream) {
        void text(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            stream.writeInt(bytes.length);
            stream.write(bytes);
        }

        private void hex(String sha256) throws IOException {
            stream.write(sha256.getBytes(StandardCharsets.ISO_8859_1));
        }

        void optional(Optional<String> text) throws IOException {
            stream.writeBoolean(text.isPresent());
            if (text.isPresent()) {
                text(text.get());
            }
        }

        void knownFile(KnownFile file) throws IOException {
            stream.writeLong(file.stamp().size());
            stream.writeLong(file.stamp().modified());
            stream.writeLong(file.stamp().changed());
            stream.writeLong(file.stamp().inode());
            hex(file.sha256());
            stream.writeBoolean(file.header().isPresent());
            if (file.header().isPresent()) {
                header(file.header().get());
            }
        }

        private void header(Header header) throws IOException {
            stream.writeBoolean(header.isWhole());
            stream.writeBoolean(header.migration().isPresent());
            if (header.migration().isPresent()) {
                migration(header.migration().get());
            }
            stream.writeInt(header.requires().size());
            for (Map.Entry<Version, Location> required : header.requires().entrySet()) {
                text(required.getKey().text());
                stream.writeInt(required.getValue().line());
                stream.writeInt(required.getValue().column());
                stream.writeInt(required.getValue().offset());
            }
        }

        private void migration(Migration migration) throws IOException {
            text(migration.version().text());
            text(migration.description());
            optional(migration.downFile());
            hex(migration.checksum().orElseThrow().value());
            stream.writeBoolean(migration.downChecksum().isPresent());
            if (migration.downChecksum().isPresent()) {
                hex(migration.downChecksum().get().value());
            }
            directives(migration.directives());
        }

        private void directives(Directives directives) throws IOException {
            stream.writeBoolean(directives.areNone());
            if (directives.areNone()) {
                return;
            }
            optional(directives.irreversible());
            stream.writeByte(directives.phase().map(Phase::ordinal).orElse(-1));
            stream.writeByte(directives.outOfOrder().map(OutOfOrder::ordinal).orElse(-1));
            versions(directives.requires());
            versions(directives.covers());
        }

        private void versions(List<Version> versions) throws IOException {
            stream.writeInt(versions.size());
            for (Version version : versions) {
                text(version.text());
            }
        }
    }

    private static final class Input {
        private final byte[] bytes;
        private int position;

        Input(byte[] bytes) {
            this.bytes = bytes;
        }

        // By hand: a fresh JVM runs this uncompiled, where a ByteBuffer costs several times as much.
        int integer() {
            int at = position;
            position += Integer.BYTES;
            return bytes[at] << 24 | (bytes[at + 1] & 255) << 16 | (bytes[at + 2] & 255) << 8 | (bytes[at + 3] & 255);
        }

        private long longInteger() {
            long high = integer();
            return high << 32 | (integer() & 0xFFFF_FFFFL);
        }

        String text() {
            int length = integer();
            int at = position;
            position += length;
            return new String(bytes, at, length, StandardCharsets.UTF_8);
        }

        private String hex() {
            int at = position;
            position += HEX;
            return new String(bytes, at, HEX, StandardCharsets.ISO_8859_1);
        }

        private Checksum checksum() {
            return Checksum.ofHex(hex());
        }

        private boolean bool() {
            return bytes[position++] != 0;
        }

        private Optional<String> optional() {
            return bool() ? Optional.of(text()) : Optional.empty();
        }

        KnownFile knownFile(String file, int rank) {
            FoundFile.Stamp stamp = new FoundFile.Stamp(longInteger(), longInteger(), longInteger(), longInteger());
            return new KnownFile(stamp, hex(), rank, bool() ? Optional.of(header(file)) : Optional.empty());
        }

        private Header header(String file) {
            boolean isWhole = bool();
            Optional<Migration> migration = bool() ? Optional.of(migration(file)) : Optional.empty();
            int count = integer();
            if (count == 0) {
                return new Header(migration, Map.of(), isWhole);
            }
            Map<Version, Location> requires = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                Version version = new Version(text());
                requires.put(version, new Location(file, integer(), integer(), integer()));
            }
            return new Header(migration, requires, isWhole);
        }

        private Migration migration(String file) {
            Version version = new Version(text());
            String description = text();
            Optional<String> downFile = optional();
            Checksum checksum = checksum();
            Optional<Checksum> downChecksum = bool() ? Optional.of(checksum()) : Optional.empty();
            Directives directives = directives();
            return new Migration(
                    version,
                    description,
                    Header.kind(version, directives),
                    file,
                    downFile,
                    Optional.of(checksum),
                    downChecksum,
                    directives);
        }

        private Directives directives() {
            if (bool()) {
                return Directives.NONE;
            }
            Optional<String> irreversible = optional();
            int phase = bytes[position++];
            int order = bytes[position++];
            return new Directives(
                    irreversible,
                    phase < 0 ? Optional.empty() : Optional.of(PHASES[phase]),
                    versions(),
                    order < 0 ? Optional.empty() : Optional.of(ORDERS[order]),
                    versions());
        }

        private List<Version> versions() {
            int count = integer();
            List<Version> versions = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                versions.add(new Version(text()));
            }
            return versions;
        }
    }
}
