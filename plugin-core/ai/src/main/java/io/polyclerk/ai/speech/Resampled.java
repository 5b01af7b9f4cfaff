package io.polyclerk.ai.speech;

import io.polyclerk.core.media.SpeechToText.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Brings samples to the rate of {@link Sound}. */
final class Resampled {

    private Resampled() {}

    /** @param samples little-endian, 16 bits, one channel */
    static Sound of(byte[] samples, int rate) throws UnreadableAudioException {
        AudioFormat format = new AudioFormat(rate, 16, 1, true, false);
        try (AudioInputStream stream =
                new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / 2)) {
            return of(stream);
        } catch (IOException | IllegalArgumentException impossible) {
            throw new UnreadableAudioException(Reason.BROKEN, "the sound has an unusual rate");
        }
    }

    /** @param stream signed samples of 16 bits, little-endian */
    static Sound of(AudioInputStream stream) throws IOException, UnreadableAudioException {
        AudioFormat wanted = new AudioFormat(Sound.RATE, 16, 1, true, false);
        try (AudioInputStream resampled = AudioSystem.getAudioInputStream(wanted, stream)) {
            return read(resampled);
        }
    }

    /** Reads samples that are right already. */
    static Sound read(InputStream stream) throws IOException, UnreadableAudioException {
        ShortRun sound = new ShortRun(Sound.RATE * Sound.LONGEST_SECONDS);
        byte[] bytes = new byte[32_768];
        short[] samples = new short[bytes.length / 2];
        int read = stream.readNBytes(bytes, 0, bytes.length);
        while (read > 1) {
            for (int i = 0; i < read / 2; i++) {
                samples[i] = (short) ((bytes[2 * i] & 0xFF) | bytes[2 * i + 1] << 8);
            }
            sound.add(samples, read / 2);
            read = stream.readNBytes(bytes, 0, bytes.length);
        }
        return new Sound(sound.toArray());
    }
}
