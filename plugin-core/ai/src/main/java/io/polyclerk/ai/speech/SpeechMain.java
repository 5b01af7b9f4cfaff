package io.polyclerk.ai.speech;

import io.polyclerk.ai.side.Message;
import io.polyclerk.ai.side.SideLoop;
import io.polyclerk.core.media.SpeechToText.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The side process that decodes and listens. */
public final class SpeechMain {

    private final AudioDecoder decoder = new AudioDecoder(new Ffmpeg());
    private @Nullable ShopGrammar grammar;

    private final Path models;
    private @Nullable LocalEngine local;

    private SpeechMain(Path models) {
        this.models = models;
    }

    /** @param arguments the folder of models */
    public static void main(String[] arguments) throws IOException {
        SpeechMain speech = new SpeechMain(Path.of(arguments[0]));
        SideLoop.run(speech::answer);
    }

    private Message answer(Message question) {
        try {
            Sound sound = decoder.decode(question.body());
            SpeechQuestion asked = question.head(SpeechQuestion.class);
            return switch (asked.engine()) {
                case LOCAL -> Message.of(local(sound, asked.language()));
                case GRAMMAR -> grammar(sound);
                case NONE -> Message.of(SpeechAnswer.UNCLEAR, SpeechAnswer.wave(sound));
            };
        } catch (UnreadableAudioException refused) {
            return Message.of(SpeechAnswer.refused(refused.refusal()));
        }
    }

    private SpeechAnswer local(Sound sound, @Nullable String language) throws UnreadableAudioException {
        try {
            LocalEngine engine = local;
            if (engine == null) {
                LocalModels.Found found = LocalModels.in(models)
                        .orElseThrow(() -> new UnreadableAudioException(
                                Reason.UNAVAILABLE, "no speech model lies in the folder models"));
                engine = LocalModels.loaded(found);
                local = engine;
            }
            return SpeechAnswer.of(engine.name(), engine.listen(sound, language).orElse(null), language);
        } catch (IOException broken) {
            throw new UnreadableAudioException(Reason.UNAVAILABLE, "the speech model cannot be loaded");
        } catch (LinkageError missing) {
            // An engine is native code that somebody put there, or did not.
            throw new UnreadableAudioException(
                    Reason.UNAVAILABLE,
                    "there is a Vosk model, but its engine (the jars of vosk and jna) is not in the folder engines");
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
