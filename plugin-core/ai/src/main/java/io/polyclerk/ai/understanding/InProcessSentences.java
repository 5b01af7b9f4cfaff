package io.polyclerk.ai.understanding;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Sentence encoders that run in this process: a small one for English and one for Chinese that are shipped, and one from a file of
 * the operator's own. Each takes some hundred megabytes from its first sentence on, and some milliseconds for each sentence.
 */
public final class InProcessSentences {

    private static final System.Logger LOGGER = System.getLogger(InProcessSentences.class.getName());

    /** Longer texts say nothing new and take long. */
    private static final int LONGEST = 400;

    /** One sentence is encoded where it is asked for. */
    private static final Executor HERE = Runnable::run;

    private static final ConcurrentHashMap<String, Optional<SentenceEncoder>> LOADED = new ConcurrentHashMap<>();

    private InProcessSentences() {}

    /** The encoder that is shipped for a language; empty when there is none or its native library cannot be loaded here. */
    static Optional<SentenceEncoder> of(String language) {
        return switch (language) {
            case "en" ->
                LOADED.computeIfAbsent(
                        language, tag -> load(tag, () -> new BgeSmallEnV15QuantizedEmbeddingModel(HERE)));
            case "zh" ->
                LOADED.computeIfAbsent(
                        language, tag -> load(tag, () -> new BgeSmallZhV15QuantizedEmbeddingModel(HERE)));
            default -> Optional.empty();
        };
    }

    /** A model in ONNX form with its tokenizer, for any languages. @throws RuntimeException when the files are no such model */
    public static SentenceEncoder ofFiles(Path model, Path tokenizer) {
        return new Encoder(new OnnxEmbeddingModel(model, tokenizer, PoolingMode.MEAN, HERE));
    }

    private static Optional<SentenceEncoder> load(String language, Supplier<EmbeddingModel> model) {
        try {
            return Optional.of(new Encoder(model.get()));
        } catch (RuntimeException | LinkageError unusable) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "no sentence model for " + language + " on this machine; words alone are read",
                    unusable);
            return Optional.empty();
        }
    }

    private static final class Encoder implements SentenceEncoder {
        private final EmbeddingModel model;
        private final int dimensions;

        private Encoder(EmbeddingModel model) {
            this.model = model;
            this.dimensions = model.embed("dimensions").content().vector().length;
        }

        @Override
        public float[] encode(String sentence) {
            String cut = sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST);
            return cut.isBlank()
                    ? new float[dimensions]
                    : model.embed(cut).content().vector();
        }

        @Override
        public int dimensions() {
            return dimensions;
        }
    }
}
