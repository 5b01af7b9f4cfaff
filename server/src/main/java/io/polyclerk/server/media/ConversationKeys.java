package io.polyclerk.server.media;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.server.persistence.conversations.MediaFiles;
import io.polyclerk.server.secrets.SecretBox;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Optional;

/** A key for each conversation, kept sealed in the database: deleting it makes the conversation's files unreadable. Thread-safe. */
final class ConversationKeys {

    private final MediaFiles files;
    private final SecretBox box;
    private final Clock clock;

    ConversationKeys(MediaFiles files, SecretBox box, Clock clock) {
        try {
            StreamingAeadConfig.register();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        this.files = files;
        this.box = box;
        this.clock = clock;
    }

    /** The key of a conversation, made at first. */
    StreamingAead made(ConversationId conversation) {
        String sealed = files.key(conversation).orElseGet(() -> make(conversation));
        return open(conversation, sealed);
    }

    /** Empty when it was never made, or deleted. */
    Optional<StreamingAead> known(ConversationId conversation) {
        return files.key(conversation).map(stored -> open(conversation, stored));
    }

    private String make(ConversationId conversation) {
        try {
            KeysetHandle key = KeysetHandle.generateNew(PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB);
            String text = TinkJsonProtoKeysetFormat.serializeKeyset(key, InsecureSecretKeyAccess.get());
            return files.storeKey(conversation, box.seal(place(conversation), text), clock.instant());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a key could not be made", impossible);
        }
    }

    private StreamingAead open(ConversationId conversation, String sealed) {
        try {
            String text = box.open(place(conversation), sealed);
            return TinkJsonProtoKeysetFormat.parseKeyset(text, InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException("the key of a conversation's files cannot be used", unreadable);
        }
    }

    private static String place(ConversationId conversation) {
        return "files of conversation " + conversation;
    }
}
