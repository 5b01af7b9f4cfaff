package io.polyclerk.ai.speech;

import io.polyclerk.core.media.SpeechToText;
import java.util.Optional;

/**
 * Who listens, one after the other: the speech endpoint where one is set up, then the embedded engine. What the one cannot do, or may not
 * do any more today, the next one tries; the last one's word counts. Thread-safe.
 */
public final class Ears implements SpeechToText {

    private static final System.Logger LOGGER = System.getLogger(Ears.class.getName());

    private final SpeechProcess embedded;
    private final Optional<SpeechEndpoint> endpoint;

    public Ears(SpeechProcess embedded, Optional<SpeechEndpoint> endpoint) {
        this.embedded = embedded;
        this.endpoint = endpoint;
    }

    @Override
    public Heard transcribe(byte[] audio, Question question) {
        if (endpoint.isEmpty()) {
            return embedded.transcribe(audio, question);
        }
        SpeechProcess.Decoded decoded = embedded.decode(audio);
        return switch (decoded.heard()) {
            case Heard.Refused refused -> refused;
            case Heard.Words words -> words;
            case Heard.Unclear silent -> first(endpoint.get(), decoded.wave(), audio, question);
        };
    }

    private Heard first(SpeechEndpoint asked, byte[] wave, byte[] audio, Question question) {
        Heard heard = asked.listen(wave, question);
        return switch (heard) {
            case Heard.Words words -> words;
            case Heard.Unclear unclear -> embedded.transcribe(audio, question);
            case Heard.Refused refused -> {
                LOGGER.log(System.Logger.Level.INFO, "a voice note goes to the embedded engine: {0}", refused.detail());
                yield embedded.transcribe(audio, question);
            }
        };
    }
}
