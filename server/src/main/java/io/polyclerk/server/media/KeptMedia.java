package io.polyclerk.server.media;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.media.MediaSource;
import io.polyclerk.server.persistence.conversations.MediaFiles;
import io.polyclerk.server.persistence.conversations.MediaFiles.Stored;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.MediaRef;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The files of shoppers as they are kept here. Thread-safe. */
public final class KeptMedia implements MediaSource {

    private final MediaFiles files;
    private final EncryptedFolder folder;
    private final ConnectionRegistry connections;
    private final Clock clock;

    /** @param folder where they lie; nodes that share a database share it too */
    public KeptMedia(MediaFiles files, Path folder, SecretBox box, ConnectionRegistry connections, Clock clock) {
        this.files = files;
        this.folder = new EncryptedFolder(folder, new ConversationKeys(files, box, clock));
        this.connections = connections;
        this.clock = clock;
    }

    public EncryptedFolder vault() {
        return folder;
    }

    @Override
    public InputStream open(ConnectionId connection, MediaRef media) {
        Optional<Stored> stored = files.byPlatformId(connection, media.id());
        if (stored.isPresent()) {
            return open(stored.get());
        }
        // It was sent before files were kept.
        return connections
                .channel(connection)
                .orElseThrow(() -> new AdapterException.Unavailable("the connection is paused", false, null))
                .open(media);
    }

    /**
     * Opens a file as it came. The caller closes the stream.
     *
     * @throws AdapterException.Unavailable when it is still on its way
     * @throws AdapterException.Refused when it is gone
     */
    public InputStream open(Stored file) {
        String name = file.name();
        String reason = file.reason() == null ? "" : ": " + file.reason();
        return switch (file.state()) {
            case ARRIVING -> throw new AdapterException.Unavailable("the file is still being fetched", false, null);
            case KEPT ->
                Optional.ofNullable(name)
                        .flatMap(kept -> folder.open(file.conversation(), kept))
                        .orElseThrow(() -> new AdapterException.Refused("the file was removed"));
            case GONE -> throw new AdapterException.Refused("the platform does not have the file" + reason);
            case TOO_LARGE -> throw new AdapterException.Refused("the file is too large" + reason);
            case EXPIRED -> throw new AdapterException.Refused("the file was removed");
        };
    }

    public Optional<Stored> find(ConversationId conversation, long sequence, int place) {
        return files.at(conversation, sequence, place);
    }

    public List<Stored> of(ConversationId conversation) {
        return files.of(conversation);
    }

    /** Makes everything that a conversation's shopper sent unreadable for good, in backups too, and removes it. */
    public int erase(ConversationId conversation) {
        List<Stored> erased = files.forget(conversation);
        erased.forEach(this::remove);
        return erased.size();
    }

    /** Removes what has been kept for long enough, or was taken back. @return how many files */
    public int removeEnded() {
        List<Stored> ended = files.ended(clock.instant());
        ended.forEach(this::remove);
        files.expired(ended);
        return ended.size();
    }

    private void remove(Stored file) {
        String name = file.name();
        if (name != null) {
            folder.remove(name);
        }
    }
}
