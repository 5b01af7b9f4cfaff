package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.Division.Lesson;
import io.polyclerk.ai.understanding.LinearTrainer.Sample;
import io.polyclerk.core.understanding.Intent;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the models of language packs from their examples. The same packs give the same models. */
public final class PackTrainer {

    private static final double COST = 10;
    private static final float[] BLOCK_WEIGHTS = {1f, 1f, 0.45f, 0.7f};

    /** Examples that a feature must be in to count; all languages' lines together have enough of them. */
    private static final int FEWEST = 2;

    private static final long SEED = 7;

    /** One example of so many is trained on in another spelling too. */
    private static final int VARIED = 2;

    /** One wish of so many is trained on with a story around it too: real shoppers tell one before they ask. */
    private static final int TOLD = 3;

    /** Share of the English lines that every other language learns from as they are, because people mix English in. */
    private static final double ENGLISH_SHARE = 0.3;

    /** Share of every other language's lines that a language learns from by what they share; more teach no more. */
    private static final double OTHERS_SHARE = 0.3;

    /** Languages, each a gigabyte while it is learned; what one becomes does not depend on which are learned beside it. */
    private static final int AT_ONCE = 2;

    /** By language; read once for all that learn from it. */
    private static final Map<String, List<Sample>> TEACHING = new ConcurrentHashMap<>();

    private PackTrainer() {}

    /** Trains the packs and, with all of them, what tells two wishes from one and the language guesser. @param arguments the folder for the models, then tags; none for all */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        ModelCache cache = new ModelCache(folder);
        List<String> tags = List.of(arguments).subList(1, arguments.length);
        Map<String, List<Lesson>> lessons = new ConcurrentHashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Void>> packs = new ArrayList<>();
            for (String tag : tags.isEmpty() ? PackFiles.tags() : tags) {
                packs.add(() -> provide(tag, cache, lessons));
            }
            for (Future<Void> pack : threads.invokeAll(packs)) {
                pack.get();
            }
        }
        if (!tags.isEmpty()) {
            return;
        }
        cache.provide(
                "division.model", PackFiles.tags(), out -> division(lessons).write(new DataOutputStream(out)));
        cache.provide(
                "languages.model", PackFiles.tags(), out -> trainLanguages().write(new DataOutputStream(out)));
    }

    private static @Nullable Void provide(String tag, ModelCache cache, Map<String, List<Lesson>> lessons)
            throws IOException {
        List<Example> examples = examples(tag);
        cache.provide(tag + ".model", PackFiles.tags(), out -> {
            Learned learned = learn(tag, examples, PackModel.extractorOf(tag));
            lessons.put(tag, learned.lessons());
            learned.model().write(out);
        });
        Optional<SentenceEncoder> encoder = InProcessSentences.of(tag);
        if (encoder.isPresent()) {
            FeatureExtractor extractor = PackModel.extractorOf(tag, encoder.get());
            cache.provide(
                    tag + PackModel.SENTENCES,
                    List.of(tag),
                    out -> train(tag, examples, extractor).write(out));
        }
        return null;
    }

    /** A message and what it was written for. */
    public record Example(String text, String label) {}

    /** The examples of a pack: all intents and what is out of scope. */
    public static List<Example> examples(String tag) {
        List<String> labels = new ArrayList<>();
        for (Intent intent : Intent.values()) {
            labels.add(intent.wireName());
        }
        labels.add(PackModel.OUT_OF_SCOPE);
        List<Example> examples = new ArrayList<>();
        for (String label : labels) {
            PackFiles.lines(tag + "/examples/" + label + ".txt")
                    .orElse(List.of())
                    .forEach(line -> examples.add(new Example(line, label)));
        }
        return examples;
    }

    /** @param sentences whether a sentence encoder is listened to, and nothing else */
    static Trainer trainer(boolean sentences) {
        return sentences ? new SentenceTrainer(COST) : trainerOfWords(FEWEST);
    }

    /** @param fewest examples that a feature must be in to count; one where there are few examples */
    static Trainer trainerOfWords(int fewest) {
        return new LinearTrainer(COST, fewest, BLOCK_WEIGHTS);
    }

    /** @param lessons by language; those of a language whose model was not trained now are made anew */
    private static Division division(Map<String, List<Lesson>> lessons) {
        Map<String, List<Lesson>> all = new TreeMap<>();
        for (String tag : PackFiles.tags()) {
            List<Lesson> known = lessons.get(tag);
            all.put(
                    tag,
                    known != null
                            ? known
                            : learn(tag, examples(tag), PackModel.extractorOf(tag))
                                    .lessons());
        }
        return Division.train(Stream.of(Intent.values()).map(Intent::wireName).toList(), all);
    }

    /** A language's model, and what it gives to {@link Division} to learn from. */
    private record Learned(PackModel model, List<Lesson> lessons) {}

    /** Makes the model of a language from examples, some of them also in another spelling. */
    static PackModel train(String tag, List<Example> examples, FeatureExtractor extractor) {
        return learn(tag, examples, extractor).model();
    }

    private static Learned learn(String tag, List<Example> examples, FeatureExtractor extractor) {
        Trainer trainer = trainer(extractor.readsSentences());
        List<List<Sample>> groups = groups(tag, examples, extractor);
        TextClassifier.Trained trained = TextClassifier.train(
                trainer, groups, helpers(tag, extractor), blind -> ofKnownWishes(tag, extractor, blind));
        // Messages are divided by the model of words: it is quick, and many parts of a message are read.
        List<Lesson> ofDivision = extractor.readsSentences()
                ? List.of()
                : DivisionLessons.of(
                        tag, unseen(examples, trained), text -> trained.blind().read(text, extractor));
        List<Scope.Lesson> lessons = trained.held().stream()
                .map(held -> new Scope.Lesson(
                        trained.blind()
                                .doubtful(groups.get(held.group()).get(0).blocks())
                                .traits(),
                        held.truth().equals(PackModel.OUT_OF_SCOPE)))
                .toList();
        Scope scope = Scope.train(lessons);
        Refusal refusal = Refusal.of(lessons, scope);
        System.getLogger(PackTrainer.class.getName())
                .log(
                        System.Logger.Level.DEBUG,
                        "{0}: out of scope caught by real wishes refused, on lines held back: {1}",
                        tag,
                        refusal);
        return new Learned(new PackModel(trained.classifier(), extractor, scope, refusal.threshold()), ofDivision);
    }

    private static List<Example> unseen(List<Example> examples, TextClassifier.Trained trained) {
        return trained.held().stream()
                .map(held -> examples.get(held.group()))
                .filter(example -> !isSmallTalk(example.label()))
                .toList();
    }

    private static List<List<Sample>> groups(String tag, List<Example> examples, FeatureExtractor extractor) {
        List<List<Sample>> groups = new ArrayList<>();
        if (extractor.readsSentences()) {
            // A sentence encoder bears misspelling by itself, and encoding is what takes longest.
            examples.forEach(example -> groups.add(List.of(sample(example.text(), example, extractor))));
            return groups;
        }
        Variations variations = Variations.of(tag, SEED);
        for (Example example : examples) {
            List<Sample> group = new ArrayList<>();
            group.add(sample(example.text(), example, extractor));
            if (groups.size() % VARIED == 0) {
                String varied = variations.of(example.text(), isSmallTalk(example.label()));
                group.add(sample(varied, example, extractor));
            }
            if (groups.size() % TOLD == 1 && isWish(example.label())) {
                group.add(sample(variations.told(example.text()), example, extractor));
            }
            groups.add(group);
        }
        return groups;
    }

    private static boolean isWish(String label) {
        return !isSmallTalk(label) && !label.equals(PackModel.OUT_OF_SCOPE);
    }

    static boolean isSmallTalk(String label) {
        return Intent.ofWireName(label).filter(Intent::isSmallTalk).isPresent();
    }

    private static Sample sample(String text, Example example, FeatureExtractor extractor) {
        return new Sample(extractor.extract(text), example.label());
    }

    /** Lines of other languages by what they share with this one. A sentence encoder takes no part in that. */
    private static List<Sample> helpers(String tag, FeatureExtractor extractor) {
        if (extractor.readsSentences()) {
            return List.of();
        }
        return PackFiles.tags().stream()
                .filter(other -> !other.equals(tag))
                .flatMap(other -> TEACHING.computeIfAbsent(other, PackTrainer::teaching).stream())
                .toList();
    }

    /** What a language teaches the others: some of its lines by what they share; all English ones, some of these as they are. */
    private static List<Sample> teaching(String tag) {
        boolean isEnglish = tag.equals("en");
        FeatureExtractor extractor = PackModel.extractorOf(tag);
        Random random = new Random(SEED);
        List<Sample> samples = new ArrayList<>();
        for (Example example : examples(tag)) {
            boolean isPicked = random.nextDouble() < (isEnglish ? ENGLISH_SHARE : OTHERS_SHARE);
            if (isEnglish && isPicked) {
                samples.add(sample(example.text(), example, extractor));
            } else if (isEnglish || isPicked) {
                samples.add(new Sample(extractor.shared(example.text()), example.label()));
            }
        }
        return samples;
    }

    /** What is known of messages with several wishes; the encoder reads whole messages only. */
    private static List<Sample> ofKnownWishes(String tag, FeatureExtractor extractor, TextClassifier blind) {
        if (extractor.readsSentences()) {
            return List.of();
        }
        return new KnownWishes(tag, text -> blind.read(text, extractor))
                .examples().stream()
                        .map(example -> sample(example.text(), example, extractor))
                        .toList();
    }

    private static LinearModel trainLanguages() {
        List<Sample> samples = new ArrayList<>();
        for (String tag : PackFiles.tags()) {
            for (Example example : examples(tag)) {
                samples.add(new Sample(LanguageGuesser.features(example.text()), tag));
            }
        }
        return new LinearTrainer(3, 2, 1f, 1f).train(samples);
    }
}
