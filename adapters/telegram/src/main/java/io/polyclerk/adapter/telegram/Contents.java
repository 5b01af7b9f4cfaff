package io.polyclerk.adapter.telegram;

import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.photo.PhotoSize;

/** What a message of the Bot API holds, in the words of the SPI. */
final class Contents {

    private Contents() {}

    static Content of(Message message) {
        String caption = message.getCaption();
        if (message.getText() != null) {
            return new Content.Text(message.getText());
        }
        if (message.getPhoto() != null && !message.getPhoto().isEmpty()) {
            PhotoSize largest = message.getPhoto().stream()
                    .max(Comparator.comparingInt(size -> size.getWidth() * size.getHeight()))
                    .orElseThrow();
            return media(MediaKind.IMAGE, largest.getFileId(), "image/jpeg", largest.getFileSize(), null, caption);
        }
        if (message.getVoice() != null) {
            var voice = message.getVoice();
            return media(MediaKind.VOICE, voice.getFileId(), voice.getMimeType(), voice.getFileSize(), null, caption);
        }
        if (message.getAudio() != null) {
            var audio = message.getAudio();
            return media(
                    MediaKind.AUDIO,
                    audio.getFileId(),
                    audio.getMimeType(),
                    audio.getFileSize(),
                    audio.getFileName(),
                    caption);
        }
        if (message.getVideo() != null) {
            var video = message.getVideo();
            return media(
                    MediaKind.VIDEO,
                    video.getFileId(),
                    video.getMimeType(),
                    video.getFileSize(),
                    video.getFileName(),
                    caption);
        }
        if (message.getDocument() != null) {
            var file = message.getDocument();
            return media(
                    MediaKind.DOCUMENT,
                    file.getFileId(),
                    file.getMimeType(),
                    file.getFileSize(),
                    file.getFileName(),
                    caption);
        }
        return rarer(message);
    }

    private static Content rarer(Message message) {
        if (message.getVideoNote() != null) {
            var note = message.getVideoNote();
            return media(MediaKind.VIDEO, note.getFileId(), "video/mp4", note.getFileSize(), null, null);
        }
        if (message.getSticker() != null) {
            return media(MediaKind.STICKER, message.getSticker().getFileId(), null, null, null, null);
        }
        if (message.getLocation() != null) {
            return new Content.Location(
                    message.getLocation().getLatitude(), message.getLocation().getLongitude(), null);
        }
        if (message.getContact() != null) {
            // Only a number that carries the sender's own id was shared by Telegram itself.
            boolean own = message.getFrom() != null
                    && message.getFrom().getId().equals(message.getContact().getUserId());
            return new Content.PhoneNumber(message.getContact().getPhoneNumber(), own);
        }
        return new Content.Unsupported("message");
    }

    private static Content media(
            MediaKind kind,
            String fileId,
            @Nullable String type,
            @Nullable Number size,
            @Nullable String name,
            @Nullable String caption) {
        return new Content.Media(
                kind, new MediaRef(fileId, type, size == null ? null : size.longValue(), name, null), caption);
    }
}
