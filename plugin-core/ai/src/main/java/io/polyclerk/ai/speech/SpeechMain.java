package io.polyclerk.ai.speech;

import io.polyclerk.ai.side.Message;
import io.polyclerk.ai.side.SideLoop;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The side process that decodes and listens. */
public final class SpeechMain {

    private final AudioDecoder decoder = new AudioDecoder(new Ffmpeg());
    private @Nullable ShopGrammar grammar;

    private SpeechMain() {}

    public static void main(String[] arguments) throws IOException {
        SpeechMain speech = new SpeechMain();
        SideLoop.run(speech::answer);
    }

    private Message answer(Message question) {
        try {
            Sound sound = decoder.decode(question.body());
            return switch (question.head(SpeechQuestion.class).engine()) {
                case GRAMMAR -> grammar(sound);
                case NONE -> Message.of(SpeechAnswer.UNCLEAR, SpeechAnswer.wave(sound));
            };
        } catch (UnreadableAudioException refused) {
            return Message.of(SpeechAnswer.refused(refused.refusal()));
        }
    }

    private Message grammar(Sound sound) {
        if (grammar == null) {
            grammar = new ShopGrammar();
        }
        Optional<String> words = grammar.listen(sound);
        return Message.of(words.map(text -> SpeechAnswer.words(text, "en")).orElse(SpeechAnswer.UNCLEAR));
    }
}
