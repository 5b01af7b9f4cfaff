package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.PackModel.Judgement;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Interpreter;
import io.polyclerk.core.understanding.ScoredIntent;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Understands messages with the models that the build made of the language packs. A language's model is loaded when its first message
 * comes. Thread-safe, without network; the same text gives the same result.
 */
public final class LocalInterpreter implements Interpreter {

    private static final int MOST_INTENTS = 5;
    private static final double SURE_OF_CLAUSE = 0.5;
    private static final int MOST_CLAUSES = 8;

    /** How much an open question speaks for the intent that it belongs to. */
    private static final double EXPECTATION = 0.15;

    private final LanguageGuesser guesser = new LanguageGuesser(languageModel());
    private final Set<String> installed = Set.copyOf(PackFiles.tags());
    private final Map<String, PackModel> models = new ConcurrentHashMap<>();

    private static LinearModel languageModel() {
        try (InputStream stream = LocalInterpreter.class.getResourceAsStream("/models/languages.model")) {
            if (stream == null) {
                throw new IllegalStateException("the models were not built");
            }
            return LinearModel.read(new DataInputStream(new BufferedInputStream(stream, 1 << 16)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public Interpretation interpret(String text, Hints hints) {
        String language = language(text, hints);
        PackModel model = models.computeIfAbsent(language, PackModel::load);
        Judgement whole = expecting(model.judge(text), hints.expected());
        List<ScoredIntent> several = several(text, model, whole);
        return new Interpretation(
                language,
                several.isEmpty() ? first(whole.intents()) : several,
                !several.isEmpty(),
                SlotFinder.of(language).find(text),
                EmotionReader.of(language).read(text),
                whole.isOutOfScope() && several.isEmpty());
    }

    /** The language of a text of which nothing else is known. */
    public String languageOf(String text) {
        return guesser.guess(text, installed, null);
    }

    private String language(String text, Hints hints) {
        String hinted = hints.language() == null ? null : hints.language().split("-", 2)[0];
        if (hints.languageIsCertain() && hinted != null && installed.contains(hinted)) {
            return hinted;
        }
        Set<String> enabled = new HashSet<>(installed);
        if (!hints.languages().isEmpty()) {
            enabled.retainAll(hints.languages());
        }
        return guesser.guess(text, enabled.isEmpty() ? installed : enabled, hinted);
    }

    private static Judgement expecting(Judgement judgement, @Nullable Intent expected) {
        if (expected == null) {
            return judgement;
        }
        List<ScoredIntent> intents = judgement.intents().stream()
                .map(scored -> scored.intent() == expected
                        ? new ScoredIntent(expected, Math.min(1, scored.confidence() + EXPECTATION))
                        : scored)
                .sorted(Comparator.comparingDouble(ScoredIntent::confidence).reversed())
                .toList();
        return new Judgement(intents, judgement.outOfScope(), judgement.isOutOfScope());
    }

    private static List<ScoredIntent> first(List<ScoredIntent> intents) {
        return intents.subList(0, Math.min(MOST_INTENTS, intents.size()));
    }

    /** Wishes of the message's parts, when at least two parts are sure of different ones; empty otherwise. */
    private static List<ScoredIntent> several(String text, PackModel model, Judgement whole) {
        List<String> clauses = Clauses.of(text);
        if (clauses.size() < 2 || clauses.size() > MOST_CLAUSES) {
            return List.of();
        }
        Map<Intent, Double> sure = new EnumMap<>(Intent.class);
        for (String clause : clauses) {
            Judgement part = model.judge(clause);
            ScoredIntent best = part.intents().get(0);
            if (best.confidence() >= SURE_OF_CLAUSE && !best.intent().isSmallTalk()) {
                sure.merge(best.intent(), best.confidence(), Math::max);
            }
        }
        whole.intents().stream()
                .limit(1)
                .filter(scored -> scored.confidence() >= SURE_OF_CLAUSE
                        && !scored.intent().isSmallTalk())
                .forEach(scored -> sure.merge(scored.intent(), scored.confidence(), Math::max));
        if (sure.size() < 2) {
            return List.of();
        }
        List<ScoredIntent> several = new ArrayList<>();
        sure.forEach((intent, confidence) -> several.add(new ScoredIntent(intent, confidence)));
        several.sort(Comparator.comparingDouble(ScoredIntent::confidence).reversed());
        return several.subList(0, Math.min(3, several.size()));
    }
}
