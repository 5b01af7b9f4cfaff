package io.polyclerk.ai.understanding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sentence encoders that run in this process: a small one for English and one for Chinese that are shipped, and one from a file of
 * the operator's own. Each shipped one takes some eighty megabytes outside the heap from its first sentence on, and some
 * milliseconds of one core for each sentence. Safe for use by several threads.
 */
public final class InProcessSentences {

    private static final System.Logger LOGGER = System.getLogger(InProcessSentences.class.getName());

    /** Longer texts say nothing new and take long. */
    private static final int LONGEST = 400;

    private static final ConcurrentHashMap<String, Optional<SentenceEncoder>> LOADED = new ConcurrentHashMap<>();

    private InProcessSentences() {}

    /** The encoder that is shipped for a language; empty when there is none or it cannot be loaded on this machine. */
    static Optional<SentenceEncoder> of(String language) {
        return switch (language) {
            case "en" ->
                LOADED.computeIfAbsent(
                        language, tag -> shipped(BgeSmallEnV15QuantizedEmbeddingModel.class, "/bge-small-en-v1.5-q"));
            case "zh" ->
                LOADED.computeIfAbsent(
                        language, tag -> shipped(BgeSmallZhV15QuantizedEmbeddingModel.class, "/bge-small-zh-v1.5-q"));
            default -> Optional.empty();
        };
    }

    /** A model in ONNX form with its tokenizer, for any languages. @throws RuntimeException when the files are no such model */
    public static SentenceEncoder ofFiles(Path model, Path tokenizer) {
        try (InputStream words = Files.newInputStream(tokenizer)) {
            return new Encoder(new Model(model, words, PoolingMode.MEAN));
        } catch (IOException | OrtException unusable) {
            throw new IllegalArgumentException("no sentence model in " + model.getFileName(), unusable);
        }
    }

    // A native library that is missing and a machine that is out of memory are both an Error; the words can be read
    // without.
    private static Optional<SentenceEncoder> shipped(Class<?> owner, String name) {
        try (InputStream tokenizer = resource(owner, name + "-tokenizer.json")) {
            return Optional.of(new Encoder(ofResource(owner, name + ".onnx", tokenizer)));
        } catch (IOException | OrtException | RuntimeException | LinkageError | OutOfMemoryError unusable) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the sentence model " + name.substring(1) + " cannot be used on this machine; words alone are read",
                    unusable);
            return Optional.empty();
        }
    }

    /** Through a file, because bytes handed over are held in the heap several times while the model is loaded. */
    private static Model ofResource(Class<?> owner, String name, InputStream tokenizer)
            throws IOException, OrtException {
        Path file = Files.createTempFile("sentences", ".onnx");
        try (InputStream model = resource(owner, name)) {
            Files.copy(model, file, StandardCopyOption.REPLACE_EXISTING);
            return new Model(file, tokenizer, PoolingMode.CLS);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static InputStream resource(Class<?> owner, String name) {
        return Objects.requireNonNull(owner.getResourceAsStream(name), name);
    }

    /**
     * The library's model on a session of our own: one sentence is encoded by the thread that asks. The library's default spreads
     * each sentence over all cores, which wait for each other on a busy machine and made it two to three times slower there.
     */
    private static final class Model extends AbstractInProcessEmbeddingModel {
        private final OnnxBertBiEncoder encoder;

        private Model(Path file, InputStream tokenizer, PoolingMode pooling) throws OrtException {
            super(Runnable::run);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setCPUArenaAllocator(false);
                options.setMemoryPatternOptimization(false);
                this.encoder = new OnnxBertBiEncoder(
                        environment, environment.createSession(file.toString(), options), tokenizer, pooling);
            }
        }

        @Override
        protected OnnxBertBiEncoder model() {
            return encoder;
        }
    }

    private static final class Encoder implements SentenceEncoder {
        private final Model model;
        private final int dimensions;

        private Encoder(Model model) {
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
