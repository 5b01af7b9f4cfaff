package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.PackTrainer.Example;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A sentence model of the operator's own, for all languages: {@code model.onnx} and {@code tokenizer.json} in one folder. The packs are
 * trained with it once, one language after the other, when a language is first asked for; until that is done words alone are read. What
 * was trained is kept beside the model and made again when the model, a pack's examples or what is kept changes. Thread-safe.
 */
public final class OwnSentences {

    private static final System.Logger LOGGER = System.getLogger(OwnSentences.class.getName());

    /** Of the files: another one with each change to what {@link PackModel} writes, so that none is read as what it is not. */
    private static final int FORMAT = 2;

    /** For each intent. */
    private static final int MOST_EXAMPLES = 60;

    private final SentenceEncoder encoder;
    private final Path folder;
    private final String stamp;
    private final Map<String, PackModel> ready = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final ExecutorService trainer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("sentence-training").factory());

    OwnSentences(SentenceEncoder encoder, Path folder, String stamp) {
        this.encoder = new LenientSentences(encoder);
        this.folder = folder;
        this.stamp = stamp;
    }

    /** @throws UncheckedIOException when a file is missing @throws RuntimeException when the files are no such model */
    public static OwnSentences in(Path folder) {
        Path model = folder.resolve("model.onnx");
        try {
            String stamp =
                    Files.size(model) + "-" + Files.getLastModifiedTime(model).toMillis();
            return new OwnSentences(InProcessSentences.ofFiles(model, folder.resolve("tokenizer.json")), folder, stamp);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** The model of a language once it is trained. */
    Optional<PackModel> model(String language) {
        PackModel model = ready.get(language);
        if (model == null && asked.add(language)) {
            trainer.execute(() -> prepare(language));
        }
        return Optional.ofNullable(model);
    }

    private void prepare(String language) {
        Path file = folder.resolve(
                "polyclerk-" + FORMAT + "-" + language + "-" + stamp + "-" + examples(language) + ".model");
        FeatureExtractor extractor = PackModel.extractorOf(language, encoder);
        try {
            if (!Files.exists(file)) {
                write(PackTrainer.train(language, some(language), extractor), file);
            }
            try (InputStream stream = Files.newInputStream(file)) {
                ready.put(
                        language,
                        PackModel.read(new DataInputStream(new BufferedInputStream(stream, 1 << 16)), extractor));
            }
            LOGGER.log(System.Logger.Level.INFO, language + " is read with the sentence model in " + folder);
        } catch (IOException | RuntimeException failure) {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "no model for " + language + " could be made with the sentence model in " + folder,
                    failure);
        }
    }

    static String examples(String language) {
        return Integer.toHexString(some(language).hashCode());
    }

    /** A part of the pack: a running server has little memory to train in, and the encoder generalises. */
    private static List<Example> some(String language) {
        Map<String, Integer> counts = new HashMap<>();
        return PackTrainer.examples(language).stream()
                .filter(example -> counts.merge(example.label(), 1, Integer::sum) <= MOST_EXAMPLES)
                .toList();
    }

    private static void write(PackModel model, Path file) throws IOException {
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "part", null);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
            model.write(out);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
