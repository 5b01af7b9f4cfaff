package io.polyclerk.ai.speech;

import io.polyclerk.core.media.SpeechToText.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Decodes WAV (PCM, A-law, µ-law) with what the JDK has. */
final class Wave {

    private static final float SLOWEST = 4_000;
    private static final float FASTEST = 192_000;
    private static final int MOST_CHANNELS = 8;

    private Wave() {}

    static Sound decode(byte[] audio) throws UnreadableAudioException {
        try (AudioInputStream file = AudioSystem.getAudioInputStream(new ByteArrayInputStream(audio))) {
            javax.sound.sampled.AudioFormat from = file.getFormat();
            if (!(from.getSampleRate() >= SLOWEST && from.getSampleRate() <= FASTEST)
                    || from.getChannels() < 1
                    || from.getChannels() > MOST_CHANNELS) {
                throw new UnreadableAudioException(Reason.BROKEN, "the WAV file has an impossible rate or channels");
            }
            return read(file, from);
        } catch (UnsupportedAudioFileException | IOException | IllegalArgumentException damaged) {
            throw new UnreadableAudioException(Reason.BROKEN, "the WAV file is damaged or of an unusual kind");
        }
    }

    private static Sound read(AudioInputStream file, javax.sound.sampled.AudioFormat from)
            throws IOException, UnreadableAudioException {
        var plain = new javax.sound.sampled.AudioFormat(
                Encoding.PCM_SIGNED,
                from.getSampleRate(),
                16,
                from.getChannels(),
                2 * from.getChannels(),
                from.getSampleRate(),
                false);
        try (AudioInputStream linear = AudioSystem.getAudioInputStream(plain, file)) {
            return Resampled.of(linear);
        }
    }
}
