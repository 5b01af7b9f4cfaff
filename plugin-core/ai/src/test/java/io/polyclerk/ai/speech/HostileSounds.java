package io.polyclerk.ai.speech;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.gagravarr.ogg.OggFile;
import org.gagravarr.ogg.OggPacket;
import org.gagravarr.ogg.OggPacketWriter;

/** Sound that nobody should have to listen to. */
final class HostileSounds {

    private HostileSounds() {}

    /** Packets of one byte that each stand for 120 ms: an hour in 60 kB. */
    static byte[] endlessOpus() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (OggFile ogg = new OggFile(file)) {
            OggPacketWriter writer = ogg.getPacketWriter();
            ByteBuffer head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
            head.put("OpusHead".getBytes(StandardCharsets.US_ASCII))
                    .put((byte) 1)
                    .put((byte) 1);
            writer.bufferPacket(new OggPacket(head.array()), true);
            byte[] tags = new byte[16];
            System.arraycopy("OpusTags".getBytes(StandardCharsets.US_ASCII), 0, tags, 0, 8);
            writer.bufferPacket(new OggPacket(tags), true);
            for (int i = 0; i < 30_000; i++) {
                // Six frames of 20 ms without content: code 3, constant rate.
                writer.bufferPacket(new OggPacket(new byte[] {(byte) 0x4B, 6}));
                if (i % 100 == 0) {
                    writer.flush();
                }
            }
            writer.close();
        }
        return file.toByteArray();
    }

    /** Ten minutes of silence at 8 kHz. */
    static byte[] endlessWave() {
        int samples = 8_000 * 600;
        ByteBuffer file = ByteBuffer.allocate(44 + samples).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples);
        file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
        file.putShort((short) 1).putInt(8_000).putInt(8_000).putShort((short) 1).putShort((short) 8);
        file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples);
        return file.array();
    }
}
