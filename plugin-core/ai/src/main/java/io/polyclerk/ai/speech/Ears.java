package io.polyclerk.ai.speech;

import io.polyclerk.core.media.SpeechToText;
import java.util.Optional;

/**
 * Who listens, one after the other: the engine whose model lies beside the server, the speech endpoint where one is set up, then the
 * embedded engine. What the one cannot do, or may not
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
        Optional<Heard> local = embedded.local(audio, question);
        if (local.isPresent() && isSettled(local.get())) {
            return local.get();
        }
        return endpoint.isEmpty() ? embedded.transcribe(audio, question) : beyond(endpoint.get(), audio, question);
    }

    /** Words, or a file that nobody else can decode either. */
    private static boolean isSettled(Heard heard) {
        return switch (heard) {
            case Heard.Words words -> true;
            case Heard.Unclear unclear -> false;
            case Heard.Refused refused -> {
                LOGGER.log(System.Logger.Level.INFO, "a voice note goes to the next engine: {0}", refused.detail());
                yield refused.reason() != Reason.UNAVAILABLE;
            }
        };
    }

    private Heard beyond(SpeechEndpoint asked, byte[] audio, Question question) {
        SpeechProcess.Decoded decoded = embedded.decode(audio);
        return switch (decoded.heard()) {
            case Heard.Refused refused -> refused;
            case Heard.Words words -> words;
            case Heard.Unclear silent -> {
                Heard heard = asked.listen(decoded.wave(), question);
                yield heard instanceof Heard.Words || isSettled(heard) ? heard : embedded.transcribe(audio, question);
            }
        };
    }
}
