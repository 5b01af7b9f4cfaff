package io.polyclerk.server.training;

import io.polyclerk.ai.evaluation.PackTests;
import io.polyclerk.ai.understanding.PackFiles;
import io.polyclerk.ai.understanding.PackTrainer.Example;
import io.polyclerk.ai.understanding.ShopModel;
import io.polyclerk.ai.understanding.ShopModels;
import io.polyclerk.ai.understanding.ShopTerm;
import io.polyclerk.ai.understanding.ShopTrainer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What shops teach their bots and what has come of it. A glossary counts at once; lessons count when a model has been trained on them
 * and did no worse on the ones that were held back. Thread-safe.
 */
public final class School implements ShopModels {

    /** How long another node may go on with what was taught before. */
    private static final Duration STALE = Duration.ofSeconds(15);

    /** A training may cost the language as a whole no more than this share of the pack's own test set. */
    private static final double TOLERATED_LOSS = 0.02;

    private final LessonStore store;
    private final ShopTrainer trainer;
    private final Clock clock;
    private final Map<Key, Entry> open = new ConcurrentHashMap<>();

    public School(LessonStore store, ShopTrainer trainer, Clock clock) {
        this.store = store;
        this.trainer = trainer;
        this.clock = clock;
    }

    private record Key(String merchant, String language) {}

    /** @param model null when the shop has taught nothing */
    private record Entry(
            List<ShopTerm> terms, int version, @Nullable ShopModel model, Instant checked) {}

    /** A glossary was not taken, because the shop's own samples would be understood worse. */
    public static final class WorseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private WorseException(String reason) {
            super(reason);
        }
    }

    @Override
    public Optional<ShopModel> of(String merchant, String language) {
        Instant now = clock.instant();
        Entry entry = open.compute(
                new Key(merchant, language),
                (key, known) ->
                        known != null && known.checked().plus(STALE).isAfter(now) ? known : read(key, known, now));
        return Optional.ofNullable(entry.model());
    }

    private Entry read(Key key, @Nullable Entry known, Instant now) {
        List<ShopTerm> terms = store.terms(key.merchant(), key.language());
        int version = store.inUse(key.merchant(), key.language());
        if (known != null && known.version() == version && known.terms().equals(terms)) {
            return new Entry(terms, version, known.model(), now);
        }
        boolean taughtNothing = terms.isEmpty() && version == 0;
        return new Entry(terms, version, taughtNothing ? null : model(key, version, terms), now);
    }

    private ShopModel model(Key key, int version, List<ShopTerm> terms) {
        byte[] trained = version == 0
                ? null
                : store.model(key.merchant(), key.language(), version).orElse(null);
        return trainer.open(key.language(), terms, trained);
    }

    private ShopModel inUse(Key key) {
        return model(key, store.inUse(key.merchant(), key.language()), store.terms(key.merchant(), key.language()));
    }

    /**
     * Replaces a shop's glossary of one language.
     *
     * @return how many of the shop's samples are understood with it
     * @throws WorseException when fewer of them are than before; nothing is changed then
     */
    public Score teachWords(String merchant, String language, List<ShopTerm> terms) {
        Key key = new Key(merchant, language);
        List<Example> samples = examples(store.lessons(merchant, language));
        ShopModel before = inUse(key);
        ShopModel after = model(key, store.inUse(merchant, language), terms);
        Score old = Score.of(before, samples);
        Score now = Score.of(after, samples);
        if (now.right() < old.right()) {
            throw new WorseException("of the shop's " + old.of() + " samples in " + language + ", " + now.right()
                    + " would be understood instead of " + old.right() + "; lost: "
                    + String.join(" | ", now.lostSince(old)));
        }
        store.replaceTerms(merchant, language, terms);
        open.remove(key);
        return now;
    }

    private static List<Example> examples(List<Lesson> lessons) {
        return lessons.stream()
                .map(lesson -> new Example(lesson.text(), lesson.intent()))
                .toList();
    }

    /** Trains on the lessons and uses the result when it is no worse on what was held back. Takes some seconds. */
    public TrainedVersion train(String merchant, String language) {
        List<Lesson> lessons = store.lessons(merchant, language);
        List<Example> learned =
                examples(lessons.stream().filter(lesson -> !lesson.isHeldBack()).toList());
        List<Example> held =
                examples(lessons.stream().filter(Lesson::isHeldBack).toList());
        byte[] trained = trainer.train(language, learned);
        TrainedVersion result = compared(new Key(merchant, language), learned.size(), held, trained);
        store.add(result, trained);
        if (isNoWorse(result)) {
            use(merchant, language, result.version());
        }
        return store.versions(merchant, language).get(0);
    }

    private TrainedVersion compared(Key key, int learned, List<Example> held, byte[] trained) {
        ShopModel before = inUse(key);
        ShopModel after = trainer.open(key.language(), store.terms(key.merchant(), key.language()), trained);
        List<Example> pack = PackTests.singleWishes(key.language());
        return new TrainedVersion(
                key.merchant(),
                key.language(),
                nextVersion(key),
                learned,
                held.size(),
                Score.of(before, held).right(),
                Score.of(after, held).right(),
                pack.size(),
                Score.of(before, pack).right(),
                Score.of(after, pack).right(),
                clock.instant(),
                false);
    }

    private int nextVersion(Key key) {
        List<TrainedVersion> versions = store.versions(key.merchant(), key.language());
        return versions.isEmpty() ? 1 : versions.get(0).version() + 1;
    }

    private static boolean isNoWorse(TrainedVersion version) {
        return version.rightAfter() >= version.rightBefore()
                && version.packBefore() - version.packAfter() <= TOLERATED_LOSS * version.packSize();
    }

    /** Goes back, or forward, to a version. @param version 0 for the language pack itself */
    public void use(String merchant, String language, int version) {
        store.use(merchant, language, version);
        open.remove(new Key(merchant, language));
    }

    /** Whether there is a pack for a language. */
    public static boolean teaches(String language) {
        return PackFiles.tags().contains(language);
    }
}
