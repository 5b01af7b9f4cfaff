package io.polyclerk.ai.speech;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Formats that voice notes come in, told apart by content; names and declared types are believed by nobody. */
enum AudioFormat {
    OGG_OPUS("ogg"),
    OGG_SPEEX("ogg"),
    OGG_VORBIS("ogg"),
    AMR_NB("amr"),
    AMR_WB("amr"),
    WAV("wav"),
    MP3("mp3"),
    MP4("mov"),
    WEBM("matroska"),
    AAC("aac"),
    SILK("");

    private static final int LOOKED_AT = 128;

    private final String demuxer;

    AudioFormat(String demuxer) {
        this.demuxer = demuxer;
    }

    /** What ffmpeg calls the container; it is never left to guess. */
    String demuxer() {
        return demuxer;
    }

    /** The format that the first bytes show. */
    static Optional<AudioFormat> of(byte[] audio) {
        String head = new String(audio, 0, Math.min(audio.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
        if (head.startsWith("OggS")) {
            return ogg(head);
        }
        // WeChat puts one byte before the mark of SILK.
        if (head.startsWith("#!SILK") || head.startsWith("\u0002#!SILK")) {
            return Optional.of(SILK);
        }
        if (head.startsWith("#!AMR-WB\n")) {
            return Optional.of(AMR_WB);
        }
        if (head.startsWith("#!AMR\n")) {
            return Optional.of(AMR_NB);
        }
        if (head.startsWith("RIFF") && head.startsWith("WAVE", 8)) {
            return Optional.of(WAV);
        }
        if (head.startsWith("ftyp", 4)) {
            return Optional.of(MP4);
        }
        if (head.startsWith("\u001aE\u00df\u00a3")) {
            return Optional.of(WEBM);
        }
        return head.startsWith("ID3") ? Optional.of(MP3) : frames(audio);
    }

    private static Optional<AudioFormat> ogg(String head) {
        if (head.contains("OpusHead")) {
            return Optional.of(OGG_OPUS);
        }
        if (head.contains("Speex   ")) {
            return Optional.of(OGG_SPEEX);
        }
        return head.contains("\u0001vorbis") ? Optional.of(OGG_VORBIS) : Optional.empty();
    }

    /** Streams without a header begin with eleven or twelve set bits: ISO/IEC 11172-3 and 13818-7. */
    private static Optional<AudioFormat> frames(byte[] audio) {
        if (audio.length < 4 || (audio[0] & 0xFF) != 0xFF) {
            return Optional.empty();
        }
        int second = audio[1] & 0xFF;
        boolean adts = (second & 0xF6) == 0xF0;
        boolean layerThree = (second & 0xE6) == 0xE2;
        boolean rate = (audio[2] & 0xF0) != 0xF0;
        if (adts) {
            return Optional.of(AAC);
        }
        return layerThree && rate ? Optional.of(MP3) : Optional.empty();
    }
}
