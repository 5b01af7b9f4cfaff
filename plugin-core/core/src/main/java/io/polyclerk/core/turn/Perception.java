package io.polyclerk.core.turn;

import io.polyclerk.core.media.MediaSource;
import io.polyclerk.core.media.PhotoInspector;
import io.polyclerk.core.media.PhotoInspector.Outcome;
import io.polyclerk.core.media.SpeechToText;
import io.polyclerk.core.media.SpeechToText.Heard;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.MediaRef;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What listens to and looks at the files of a turn. Whatever fails leaves the turn without words, never without an answer. */
public record Perception(MediaSource media, SpeechToText speech, PhotoInspector photos, Counters counters) {

    private static final System.Logger LOGGER = System.getLogger(Perception.class.getName());
    private static final int LARGEST = 25 << 20;

    /** Hears and sees nothing. */
    public static final Perception NONE = new Perception(
            (connection, media) -> {
                throw new AdapterException.Refused("files are not opened here");
            },
            (audio, question) -> new Heard.Refused(SpeechToText.Reason.UNAVAILABLE, "nobody listens"),
            (photo, question) -> new Outcome.Refused(PhotoInspector.Reason.UNAVAILABLE, "nobody looks"),
            Counters.NONE);

    Optional<Heard.Words> heard(ConnectionId connection, MediaRef file, SpeechToText.Question question) {
        Optional<byte[]> content = content(connection, file);
        if (content.isEmpty()) {
            counters.count("voice_notes", "not_opened");
            return Optional.empty();
        }
        Heard heard = speech.transcribe(content.get(), question);
        return switch (heard) {
            case Heard.Words words -> {
                counters.count("voice_notes", words.engine());
                yield Optional.of(words);
            }
            case Heard.Unclear unclear -> {
                counters.count("voice_notes", "unclear");
                yield Optional.empty();
            }
            case Heard.Refused refused -> {
                counters.count("voice_notes", refused.reason().wireName());
                LOGGER.log(System.Logger.Level.INFO, "a voice note was not put into words: {0}", refused.detail());
                yield Optional.empty();
            }
        };
    }

    Optional<Outcome.Seen> seen(ConnectionId connection, MediaRef file, PhotoInspector.Question question) {
        Optional<byte[]> content = content(connection, file);
        if (content.isEmpty()) {
            counters.count("photos", "not_opened");
            return Optional.empty();
        }
        return switch (photos.inspect(content.get(), question)) {
            case Outcome.Seen seen -> {
                counters.count("photos", seen.fault().wireName());
                yield Optional.of(seen);
            }
            case Outcome.Refused refused -> {
                counters.count("photos", refused.reason().wireName());
                LOGGER.log(System.Logger.Level.INFO, "a photo was not looked at: {0}", refused.detail());
                yield Optional.empty();
            }
        };
    }

    private Optional<byte[]> content(ConnectionId connection, MediaRef file) {
        try (InputStream stream = media.open(connection, file)) {
            byte[] content = stream.readNBytes(LARGEST + 1);
            return content.length > LARGEST ? Optional.empty() : Optional.of(content);
        } catch (AdapterException | IOException gone) {
            LOGGER.log(System.Logger.Level.INFO, "a file of a shopper cannot be opened: {0}", gone.getMessage());
            return Optional.empty();
        }
    }
}
