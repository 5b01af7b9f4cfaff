package io.polyclerk.server.adapters;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/** Files that were uploaded for one connection, each under a name that nobody can guess. Thread-safe. */
public final class UploadFolder implements Uploads {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final Path folder;

    public UploadFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Keeps a file; it is on the disk when this returns.
     *
     * @param id 32 hexadecimal digits that nobody can guess
     */
    public void keep(String id, byte[] content) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("no id of an upload");
        }
        try {
            Files.createDirectories(folder);
            Files.write(
                    folder.resolve(id),
                    content,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Removes a file that is kept elsewhere; harmless when there is none. */
    public void remove(String id) {
        if (!ID.matcher(id).matches()) {
            return;
        }
        try {
            Files.deleteIfExists(folder.resolve(id));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public InputStream open(String id) {
        if (!ID.matcher(id).matches()) {
            throw new AdapterException.Refused("no such file");
        }
        try {
            return Files.newInputStream(folder.resolve(id));
        } catch (NoSuchFileException missing) {
            throw new AdapterException.Refused("no such file");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
