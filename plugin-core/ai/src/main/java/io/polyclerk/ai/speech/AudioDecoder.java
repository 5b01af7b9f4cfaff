package io.polyclerk.ai.speech;

import io.polyclerk.core.media.SpeechToText.Reason;

/** Decodes a voice note of any format that can be read here. */
final class AudioDecoder {

    private final Ffmpeg ffmpeg;

    AudioDecoder(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    Sound decode(byte[] audio) throws UnreadableAudioException {
        if (audio.length == 0) {
            throw new UnreadableAudioException(Reason.EMPTY, "the file is empty");
        }
        AudioFormat format = AudioFormat.of(audio)
                .orElseThrow(() -> new UnreadableAudioException(
                        Reason.UNKNOWN_FORMAT, "the content is no sound in a format that is known here"));
        Sound sound = switch (format) {
            case OGG_OPUS -> OggOpus.decode(audio);
            case WAV -> Wave.decode(audio);
            case SILK ->
                throw new UnreadableAudioException(
                        Reason.NEEDS_DECODER,
                        "SILK can be read by no free decoder; let the channel send AMR, or its own transcript");
            case OGG_SPEEX, OGG_VORBIS, AMR_NB, AMR_WB, MP3, MP4, WEBM, AAC -> ffmpeg.decode(audio, format);
        };
        if (sound.length() == 0) {
            throw new UnreadableAudioException(Reason.EMPTY, "the recording holds no sound");
        }
        return sound;
    }
}
