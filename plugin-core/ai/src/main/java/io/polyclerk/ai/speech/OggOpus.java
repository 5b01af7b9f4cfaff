package io.polyclerk.ai.speech;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.polyclerk.core.media.SpeechToText.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.gagravarr.ogg.OggPacket;
import org.gagravarr.ogg.OggPacketReader;

/** Decodes Opus in Ogg (RFC 7845) without native code. */
final class OggOpus {

    /** Decoded at the codec's own rate: at lower ones the library decodes music and loud speech to silence. */
    private static final int OPUS_RATE = 48_000;

    /** A packet holds at most 120 ms: RFC 6716, section 3.1. */
    private static final int LONGEST_PACKET = OPUS_RATE * 120 / 1000;

    private static final int MOST_BROKEN = 50;

    private OggOpus() {}

    static Sound decode(byte[] audio) throws UnreadableAudioException {
        ShortRun decoded = new ShortRun(OPUS_RATE * Sound.LONGEST_SECONDS);
        try {
            OggPacketReader packets = new OggPacketReader(new ByteArrayInputStream(audio));
            OggPacket head = packets.getNextPacket();
            if (head == null || head.getData().length < 19) {
                throw broken();
            }
            // Mono whatever was recorded: the decoder mixes down.
            OpusDecoder decoder = new OpusDecoder(OPUS_RATE, 1);
            int skip = preSkip(head.getData());
            packets.getNextPacketWithSid(head.getSid());
            decode(packets, head.getSid(), decoder, skip, decoded);
        } catch (IOException | OpusException | RuntimeException damaged) {
            if (decoded.length() == 0) {
                throw broken();
            }
            // What was cut off at the end is still worth listening to.
        }
        return Resampled.of(decoded.bytes(), OPUS_RATE);
    }

    private static void decode(OggPacketReader packets, int stream, OpusDecoder decoder, int skip, ShortRun sound)
            throws IOException, UnreadableAudioException {
        short[] block = new short[LONGEST_PACKET];
        int left = skip;
        int broken = 0;
        OggPacket packet = packets.getNextPacketWithSid(stream);
        while (packet != null) {
            byte[] bytes = packet.getData();
            int decoded = 0;
            try {
                decoded = bytes.length == 0 ? 0 : decoder.decode(bytes, 0, bytes.length, block, 0, block.length, false);
            } catch (OpusException | RuntimeException damaged) {
                broken++;
                if (broken > MOST_BROKEN) {
                    throw broken();
                }
            }
            int from = Math.min(left, decoded);
            left -= from;
            System.arraycopy(block, from, block, 0, decoded - from);
            sound.add(block, decoded - from);
            packet = packets.getNextPacketWithSid(stream);
        }
    }

    /** Samples at the start that are not part of the sound: RFC 7845, section 5.1. */
    private static int preSkip(byte[] head) {
        return (head[10] & 0xFF) | (head[11] & 0xFF) << 8;
    }

    private static UnreadableAudioException broken() {
        return new UnreadableAudioException(Reason.BROKEN, "the Ogg/Opus file is damaged");
    }
}
