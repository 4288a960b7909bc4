package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.sql.Location;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Walks one folder. Symbolic links are followed; a link that leads back to a folder above it is passed over.
final class FolderWalk extends SimpleFileVisitor<Path> {
    /// A folder on the way down.
    private record Folder(String prefix, Optional<String> engine) {}

    private final Path root;
    private final String shown;
    private final String prefix;
    private final Collector collector;
    private final boolean unix;
    private final Deque<Folder> folders = new ArrayDeque<>();

    private FolderWalk(Path root, String shown, Collector collector) {
        this.root = root;
        this.shown = shown;
        this.prefix = shown.concat("/");
        this.collector = collector;
        this.unix = root.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /// Adds the files below `root` to the collector.
    ///
    /// @param shown the folder as a person wrote it
    static void walk(Path root, String shown, Collector collector) {
        if (!Files.isDirectory(root)) {
            String what = Files.exists(root) ? "is a file, not a folder" : "is not there";
            collector.report(Diagnostic.error(
                    "no-folder",
                    Location.startOf(shown),
                    "the folder of migrations " + what,
                    "Create it (turnstone init does), or name another: --dir, or dir in turnstone.toml"));
            return;
        }
        try {
            Files.walkFileTree(
                    root,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    Integer.MAX_VALUE,
                    new FolderWalk(root, shown, collector));
        } catch (IOException failure) {
            collector.report(TextDecoder.unreadable(shown, failure));
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        if (folders.isEmpty()) {
            folders.push(new Folder("", Optional.empty()));
            return FileVisitResult.CONTINUE;
        }
        String name = nameOf(directory);
        if (Collector.isSkipped(name)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        Folder above = folders.element();
        folders.push(new Folder(above.prefix().concat(name).concat("/"), Collector.engineIn(name, above.engine())));
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
        folders.pop();
        return super.postVisitDirectory(directory, failure);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String name = nameOf(file);
        if (FileName.isSql(name)) {
            Folder folder = folders.element();
            String relative = folder.prefix().concat(name);
            if (attributes.isOther()) {
                collector.report(Diagnostic.error(
                        "no-file",
                        Location.startOf(prefix.concat(relative)),
                        "this is a pipe, a socket or a device, and no file",
                        "Remove it, or move it out of the folder"));
                return FileVisitResult.CONTINUE;
            }
            Optional<FoundFile.Stamp> stamp = stamp(file, attributes);
            if (stamp.isEmpty()) {
                return FileVisitResult.CONTINUE;
            }
            collector.add(new FoundFile(
                    prefix.concat(relative),
                    relative,
                    folder.engine(),
                    stamp.get(),
                    new FileBytes.InFolder(file),
                    Optional.empty()));
        }
        return FileVisitResult.CONTINUE;
    }

    /// Empty when the file cannot be looked at, which is reported.
    private Optional<FoundFile.Stamp> stamp(Path file, BasicFileAttributes attributes) {
        long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        if (!unix) {
            return Optional.of(new FoundFile.Stamp(attributes.size(), modified, 0, 0));
        }
        try {
            Map<String, Object> inode = Files.readAttributes(file, "unix:ctime,ino");
            long changed = inode.get("ctime") instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : 0;
            long number = inode.get("ino") instanceof Number ino ? ino.longValue() : 0;
            return Optional.of(new FoundFile.Stamp(attributes.size(), modified, changed, number));
        } catch (IOException failure) {
            visitFileFailed(file, failure);
            return Optional.empty();
        }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        boolean matters = file.equals(root) || !Collector.isSkipped(nameOf(file));
        if (matters && !(failure instanceof FileSystemLoopException)) {
            String path =
                    file.equals(root) ? shown : shown + "/" + folders.element().prefix() + nameOf(file);
            collector.report(TextDecoder.unreadable(path, failure));
        }
        return FileVisitResult.CONTINUE;
    }

    private static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
