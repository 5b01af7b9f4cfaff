package io.polyclerk.ai.speech;

import io.polyclerk.core.media.SpeechToText.Heard;
import io.polyclerk.core.media.SpeechToText.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the speech process answers; the decoded sound may be in the body.
 *
 * @param text null when nothing was understood
 * @param refused null when the sound could be decoded
 */
record SpeechAnswer(
        @Nullable String text,
        @Nullable String language,
        @Nullable Reason refused,
        @Nullable String detail,
        @Nullable String engine) {

    /** Bytes before the samples of {@link #wave}. */
    static final int WAVE_HEAD = 44;

    static final SpeechAnswer UNCLEAR = new SpeechAnswer(null, null, null, null, null);

    static SpeechAnswer words(String text, String language) {
        return new SpeechAnswer(text, language, null, null, null);
    }

    static SpeechAnswer refused(Heard.Refused refused) {
        return new SpeechAnswer(null, null, refused.reason(), refused.detail(), null);
    }

    /** The words of an engine, or that it heard none. */
    static SpeechAnswer of(String engine, @Nullable String text, @Nullable String language) {
        return new SpeechAnswer(text, language, null, null, engine);
    }

    /** @param otherwise who listened, where the answer does not tell */
    Heard heard(String otherwise) {
        String listened = engine == null ? otherwise : engine;
        if (refused != null) {
            return new Heard.Refused(refused, detail == null ? "" : detail);
        }
        return text == null
                ? new Heard.Unclear(listened)
                : new Heard.Words(text, language == null ? "und" : language, listened);
    }

    /** The sound as a WAV file. */
    static byte[] wave(Sound sound) {
        byte[] samples = sound.bytes();
        ByteBuffer file = ByteBuffer.allocate(WAVE_HEAD + samples.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples.length);
        file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        file.putShort((short) 1).putShort((short) 1);
        file.putInt(Sound.RATE).putInt(2 * Sound.RATE).putShort((short) 2).putShort((short) 16);
        file.put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(samples.length)
                .put(samples);
        return file.array();
    }
}
