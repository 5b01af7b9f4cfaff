package io.polyclerk.server.media;

import com.google.crypto.tink.StreamingAead;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.media.KeptFile;
import io.polyclerk.core.media.MediaVault;
import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.apache.tika.Tika;

/** Files of shoppers in a folder, each encrypted with its conversation's key and bound to its name. Thread-safe. */
public final class EncryptedFolder implements MediaVault {

    /** Enough for every kind of file that is told from others by its beginning. */
    private static final int BEGINNING = 64 * 1024;

    private static final int BUFFER = 64 * 1024;

    private final Path folder;
    private final ConversationKeys keys;
    private final Tika types = new Tika();

    EncryptedFolder(Path folder, ConversationKeys keys) {
        this.folder = folder;
        this.keys = keys;
    }

    @Override
    public KeptFile keep(ConversationId conversation, InputStream content, long largest) throws IOException, TooLarge {
        StreamingAead key = keys.made(conversation);
        String name = UUID.randomUUID().toString().replace("-", "");
        byte[] beginning = content.readNBytes(BEGINNING);
        Path path = path(name);
        Files.createDirectories(path.getParent());
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(beginning), content);
            long bytes = write(key, name, whole, digest, largest);
            return new KeptFile(
                    name, types.detect(beginning), bytes, HexFormat.of().formatHex(digest.digest()));
        } catch (GeneralSecurityException impossible) {
            remove(name);
            throw new IllegalStateException("a file could not be encrypted", impossible);
        } catch (IOException | TooLarge | RuntimeException failed) {
            remove(name);
            throw failed;
        }
    }

    private long write(StreamingAead key, String name, InputStream content, MessageDigest digest, long largest)
            throws IOException, TooLarge, GeneralSecurityException {
        try (FileChannel channel =
                        FileChannel.open(path(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream encrypted = key.newEncryptingStream(new ToDisk(channel), bound(name))) {
            byte[] buffer = new byte[BUFFER];
            long bytes = 0;
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                bytes += read;
                if (bytes > largest) {
                    throw new TooLarge(largest);
                }
                digest.update(buffer, 0, read);
                encrypted.write(buffer, 0, read);
            }
            return bytes;
        }
    }

    /** The disk has the last piece before the file counts as kept. */
    private static final class ToDisk extends FilterOutputStream {
        private final FileChannel channel;

        ToDisk(FileChannel channel) {
            super(Channels.newOutputStream(channel));
            this.channel = channel;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            if (channel.isOpen()) {
                channel.force(true);
            }
            super.close();
        }
    }

    /** Opens a file; empty when it, or the key of its conversation, is gone. */
    Optional<InputStream> open(ConversationId conversation, String name) {
        Optional<StreamingAead> key = keys.known(conversation);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(key.get().newDecryptingStream(Files.newInputStream(path(name)), bound(name)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException("a file cannot be decrypted", unreadable);
        }
    }

    @Override
    public void remove(String name) {
        try {
            Files.deleteIfExists(path(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path path(String name) {
        if (!name.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("no name of a file");
        }
        return folder.resolve(name.substring(0, 2)).resolve(name);
    }

    /** A file that is put in another's place no longer opens. */
    private static byte[] bound(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
