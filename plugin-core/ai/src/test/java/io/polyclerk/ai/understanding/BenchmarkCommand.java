package io.polyclerk.ai.understanding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.ai.evaluation.Share;
import io.polyclerk.ai.understanding.LinearTrainer.Sample;
import io.polyclerk.ai.understanding.PackTrainer.Example;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import opennlp.tools.doccat.DoccatFactory;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.doccat.DocumentSample;
import opennlp.tools.util.CollectionObjectStream;
import opennlp.tools.util.TrainingParameters;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** BANKING77 and CLINC150 through this engine and, in the same run, through others: LIBLINEAR alone, OpenNLP, nlp.js. */
public final class BenchmarkCommand {

    private static final int FEW = 10;
    private static final long SEED = 5;

    private final PrintStream out;
    private final @Nullable Path nlpjs;

    /** Encoding takes longest; the lines of the small set are in the large one too. */
    private final Remembering encoder =
            new Remembering(InProcessSentences.of("en").orElseThrow());

    private BenchmarkCommand(PrintStream out, @Nullable Path nlpjs) {
        this.out = out;
        this.nlpjs = nlpjs;
    }

    /** @param memory in megabytes: what the heap of this process has grown by, or all of nlp.js's process */
    private record Result(int right, int of, long trainMillis, long microsEach, long memory) {}

    private interface Classifier {
        String classify(String text);
    }

    private interface Engine {
        Classifier train(List<Example> examples);
    }

    /**
     * @param arguments the folder with the two data sets, {@code few}, {@code full} or {@code both}, and optionally the script that runs
     *     nlp.js
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        BenchmarkCommand command =
                new BenchmarkCommand(System.out, arguments.length > 2 ? Path.of(arguments[2]) : null);
        command.out.println("| data | examples | engine | right | training | a message | memory |");
        command.out.println("|---|---|---|---|---|---|---|");
        for (String name : List.of("BANKING77", "CLINC150")) {
            List<Example> train = name.equals("CLINC150") ? clinc(folder, "train") : banking(folder, "train");
            List<Example> test = name.equals("CLINC150") ? clinc(folder, "test") : banking(folder, "test");
            if (!arguments[1].equals("full")) {
                command.compare(name, FEW + " each", few(train), test);
            }
            if (!arguments[1].equals("few")) {
                command.compare(name, "all", train, test);
            }
        }
    }

    private static List<Example> banking(Path folder, String part) throws IOException {
        try (CSVParser parser = CSVParser.parse(
                folder.resolve("banking77/" + part + ".csv"),
                StandardCharsets.UTF_8,
                CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            List<Example> examples = new ArrayList<>();
            for (CSVRecord row : parser) {
                examples.add(new Example(row.get("text").replaceAll("\\s+", " "), row.get("category")));
            }
            return examples;
        }
    }

    private static List<Example> clinc(Path folder, String part) throws IOException {
        List<Example> examples = new ArrayList<>();
        JsonNode rows = new ObjectMapper()
                .readTree(folder.resolve("clinc150/data_full.json").toFile())
                .get(part);
        rows.forEach(
                row -> examples.add(new Example(row.get(0).asText(), row.get(1).asText())));
        return examples;
    }

    private static List<Example> few(List<Example> train) {
        List<Example> shuffled = new ArrayList<>(train);
        Collections.shuffle(shuffled, new Random(SEED));
        Map<String, Integer> counts = new HashMap<>();
        return shuffled.stream()
                .filter(example -> counts.merge(example.label(), 1, Integer::sum) <= FEW)
                .toList();
    }

    private void compare(String data, String size, List<Example> train, List<Example> test) throws Exception {
        print(data, size, "this engine", measure(this::ours, train, test));
        print(data, size, "this engine, words alone", measure(BenchmarkCommand::wordsAlone, train, test));
        print(data, size, "LIBLINEAR alone", measure(BenchmarkCommand::plain, train, test));
        print(data, size, "OpenNLP", measure(BenchmarkCommand::openNlp, train, test));
        if (nlpjs != null) {
            print(data, size, "nlp.js", nlpjs(nlpjs, train, test));
        }
    }

    private void print(String data, String size, String engine, Result result) {
        out.printf(
                "| %s | %s | %s | %s | %.1f s | %d µs | %s |%n",
                data,
                size,
                engine,
                new Share(result.right(), result.of()),
                result.trainMillis() / 1000.0,
                result.microsEach(),
                result.memory() + " MB");
    }

    private static Result measure(Engine engine, List<Example> train, List<Example> test) {
        long before = used();
        long begin = processor();
        Classifier classifier = engine.train(train);
        long trained = processor();
        int right = 0;
        for (Example example : test) {
            right += classifier.classify(example.text()).equals(example.label()) ? 1 : 0;
        }
        long end = processor();
        return new Result(
                right,
                test.size(),
                (trained - begin) / 1_000_000,
                (end - trained) / 1_000 / test.size(),
                (used() - before) / (1 << 20));
    }

    /** What this thread has had of the processor, in nanoseconds: other work on the machine does not count. */
    private static long processor() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Words and sentences, each with a model of its own, as English and Chinese are read; their mean counts. */
    private Classifier ours(List<Example> examples) {
        TextClassifier sentences =
                calibrated(PackTrainer.trainer(true), PackModel.extractorOf("en", encoder), examples);
        FeatureExtractor plain = PackModel.extractorOf("en");
        TextClassifier words = calibrated(PackTrainer.trainerOfWords(1), plain, examples);
        // Only what is learned is remembered: a message has to be encoded when it comes.
        FeatureExtractor fresh = PackModel.extractorOf("en", encoder.encoder());
        return text -> {
            double[] mean = sentences.probabilities(fresh.extract(text));
            double[] second = words.probabilities(plain.extract(text));
            for (int i = 0; i < mean.length; i++) {
                mean[i] += second[i];
            }
            return best(words.model(), mean);
        };
    }

    /** A fifth of the examples decides how sharp the probabilities are; then all are trained on. */
    private static TextClassifier calibrated(Trainer trainer, FeatureExtractor extractor, List<Example> examples) {
        List<List<Sample>> groups = examples.stream()
                .map(example -> List.of(new Sample(extractor.extract(example.text()), example.label())))
                .toList();
        return TextClassifier.train(trainer, groups, List.of(), blind -> List.of())
                .classifier();
    }

    private static Classifier wordsAlone(List<Example> examples) {
        return classifier(PackTrainer.trainerOfWords(1), PackModel.extractorOf("en"), examples);
    }

    /** TF-IDF of words and pairs of words, as everybody does it. */
    private static Classifier plain(List<Example> examples) {
        FeatureExtractor words = new FeatureExtractor(Glossary.of(Map.of()));
        return classifier(new LinearTrainer(10, 1, 1f, 0f, 0f), words, examples);
    }

    private static Classifier classifier(Trainer trainer, FeatureExtractor extractor, List<Example> examples) {
        LinearModel model = train(trainer, extractor, examples);
        return text -> best(model, model.scores(extractor.extract(text)));
    }

    private static LinearModel train(Trainer trainer, FeatureExtractor extractor, List<Example> examples) {
        return trainer.train(examples.stream()
                .map(example -> new Sample(extractor.extract(example.text()), example.label()))
                .toList());
    }

    private static String best(LinearModel model, double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return model.labels().get(best);
    }

    private static Classifier openNlp(List<Example> examples) {
        try {
            TrainingParameters parameters = TrainingParameters.defaultParams();
            parameters.put(TrainingParameters.CUTOFF_PARAM, 0);
            DoccatModel model = DocumentCategorizerME.train(
                    "en",
                    new CollectionObjectStream<>(examples.stream()
                            .map(example -> new DocumentSample(example.label(), tokens(example.text())))
                            .toList()),
                    parameters,
                    new DoccatFactory());
            DocumentCategorizerME categorizer = new DocumentCategorizerME(model);
            return text -> categorizer.getBestCategory(categorizer.categorize(tokens(text)));
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private static String[] tokens(String text) {
        return Tokenizer.words(text.toLowerCase(java.util.Locale.ROOT)).toArray(String[]::new);
    }

    private static Result nlpjs(Path script, List<Example> train, List<Example> test) throws Exception {
        Path trainFile = written(train);
        Path testFile = written(test);
        Process process = new ProcessBuilder(
                        "node", script.toAbsolutePath().toString(), trainFile.toString(), testFile.toString())
                .directory(script.toAbsolutePath().getParent().toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        JsonNode said = new ObjectMapper().readTree(answer.substring(answer.lastIndexOf('{')));
        return new Result(
                said.get("right").asInt(),
                said.get("of").asInt(),
                said.get("trainMillis").asLong(),
                said.get("microsEach").asLong(),
                said.get("megabytes").asLong());
    }

    private static Path written(List<Example> examples) throws IOException {
        Path file = Files.createTempFile("benchmark", ".tsv");
        file.toFile().deleteOnExit();
        return Files.writeString(
                file,
                examples.stream()
                        .map(example -> example.label() + "\t" + example.text() + "\n")
                        .collect(Collectors.joining()));
    }

    /** Encodes a sentence once, though it is in the small and in the large set. */
    private record Remembering(SentenceEncoder encoder, Map<String, float[]> known) implements SentenceEncoder {

        private Remembering(SentenceEncoder encoder) {
            this(encoder, new ConcurrentHashMap<>());
        }

        @Override
        public float[] encode(String sentence) {
            return known.computeIfAbsent(sentence, encoder::encode);
        }

        @Override
        public int dimensions() {
            return encoder.dimensions();
        }
    }
}
