package io.polyclerk.ai.speech;

import io.github.givimad.whisperjni.WhisperContext;
import io.github.givimad.whisperjni.WhisperFullParams;
import io.github.givimad.whisperjni.WhisperJNI;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whisper with a ggml model, through whisper-jni. */
final class WhisperEngine implements LocalEngine {

    private final WhisperJNI whisper = new WhisperJNI();
    private final WhisperContext context;
    private final String name;

    /** @throws IOException when the file is no model that it knows */
    WhisperEngine(Path model) throws IOException {
        WhisperJNI.loadLibrary();
        WhisperJNI.setLibraryLogger(null);
        WhisperContext loaded = whisper.init(model);
        if (loaded == null) {
            throw new IOException("no model that whisper knows");
        }
        context = loaded;
        name = "whisper " + model.getFileName();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> listen(Sound sound, @Nullable String language) {
        WhisperFullParams wanted = new WhisperFullParams();
        wanted.language =
                language == null ? "auto" : Locale.forLanguageTag(language).getLanguage();
        wanted.noContext = true;
        wanted.printProgress = false;
        wanted.printRealtime = false;
        float[] samples = sound.floats();
        if (whisper.full(context, wanted, samples, samples.length) != 0) {
            return Optional.empty();
        }
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < whisper.fullNSegments(context); i++) {
            words.append(whisper.fullGetSegmentText(context, i));
        }
        // Sounds that are no speech are told in brackets.
        return Optional.of(
                        words.toString().replaceAll("[\\[(][^\\])]*[\\])]", " ").strip())
                .filter(text -> !text.isEmpty());
    }

    @Override
    public void close() {
        context.close();
    }
}
