package io.polyclerk.server.setting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The folder that survives restarts, held by this process alone until it is closed. */
public final class DataFolder implements AutoCloseable {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path root;
    private final FileChannel lockFile;

    private DataFolder(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Makes the folder when it is missing and takes hold of it.
     *
     * @throws FolderInUse when another process holds it
     */
    public static DataFolder open(Path root) {
        try {
            Files.createDirectories(root);
            FileChannel channel = FileChannel.open(
                    root.resolve("polyclerk.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new FolderInUse(root);
            }
            return new DataFolder(root, channel);
        } catch (IOException failure) {
            throw new UncheckedIOException("the data folder " + root + " cannot be used", failure);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    public Path root() {
        return root;
    }

    /** A folder below the root, made when it is missing. */
    public Path folder(String... names) {
        Path folder = root;
        for (String name : names) {
            folder = folder.resolve(name);
        }
        try {
            return Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A name for whoever serves this folder, the same after each restart. */
    public String node() {
        Path file = root.resolve("node");
        try {
            if (!Files.exists(file)) {
                writePrivately(file, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
            }
            return UUID.fromString(Files.readString(file).strip()).toString();
        } catch (IOException | IllegalArgumentException failure) {
            throw new IllegalStateException(
                    "the file " + file + " cannot be used; without it a new one is made", failure);
        }
    }

    /** Writes a file that only this user may read; an earlier one is replaced as a whole. */
    public void writePrivately(Path file, byte[] content) {
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(draft);
            Files.createFile(draft);
            if (POSIX) {
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
            }
            Files.write(draft, content);
            Files.move(
                    draft,
                    file,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Lets go of the folder; the file stays, only its lock means something. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Another process serves this folder. The marker is what the launcher looks for in the log. */
    public static final class FolderInUse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FolderInUse(Path root) {
            super("POLYCLERK-DATA-IN-USE: " + root + " is held by another process");
        }
    }
}
