package io.polyclerk.ai.speech;

import io.polyclerk.core.media.SpeechToText.Heard;
import io.polyclerk.core.media.SpeechToText.Reason;

/** Sound that cannot be decoded, and why. */
final class UnreadableAudioException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    UnreadableAudioException(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    static UnreadableAudioException tooLong() {
        return new UnreadableAudioException(
                Reason.TOO_LONG, "the recording is longer than " + Sound.LONGEST_SECONDS + " seconds");
    }

    Heard.Refused refusal() {
        return new Heard.Refused(reason, String.valueOf(getMessage()));
    }
}
