package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.PackModel.Judgement;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Interpreter;
import io.polyclerk.core.understanding.ScoredIntent;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Understands messages with the models that the build made of the language packs. A language's model is loaded when its first message
 * comes. Thread-safe, without network; the same text gives the same result.
 */
public final class LocalInterpreter implements Interpreter {

    private static final int MOST_INTENTS = 5;

    /** How much an open question speaks for the intent that it belongs to. */
    private static final double EXPECTATION = 0.15;

    private final LanguageFinder languages = new LanguageFinder(ModelFiles.read("languages.model", LinearModel::read));
    private final Set<String> installed = Set.copyOf(PackFiles.tags());
    private final PackModels models;
    private volatile ShopModels shops = ShopModels.NONE;
    private volatile ProductCodes codes = ProductCodes.NONE;

    /** With the sentence encoders that are shipped. */
    public LocalInterpreter() {
        this(true);
    }

    /** @param readsSentences whether the shipped sentence encoders are used; without them less memory is taken and less understood */
    public LocalInterpreter(boolean readsSentences) {
        this(new PackModels(readsSentences, null));
    }

    /** @param own a sentence model for all languages, used instead of the shipped ones as soon as the packs are trained with it */
    public LocalInterpreter(OwnSentences own) {
        this(new PackModels(true, own));
    }

    private LocalInterpreter(PackModels models) {
        this.models = models;
    }

    /** Who trains and opens the models of shops. */
    public ShopTrainer trainer() {
        return new ShopTrainer(models);
    }

    /** What shops have taught counts from now on. */
    public void learnFrom(ShopModels taught) {
        shops = taught;
    }

    /** What merchants' catalogues hold is known from now on. */
    public void learnCodes(ProductCodes ofCatalogues) {
        codes = ofCatalogues;
    }

    @Override
    public Interpretation interpret(String text, Hints hints) {
        String language = language(text, hints);
        Optional<ShopModel> shop = hints.merchant().isEmpty() ? Optional.empty() : shops.of(hints.merchant(), language);
        Judgement judged = shop.map(own -> own.judge(text))
                .orElseGet(() -> models.best(language).judge(text));
        Judgement whole = expecting(judged, hints.expected());
        List<FoundSlot> slots = slots(text, language, hints.merchant());
        List<ScoredIntent> several =
                Wishes.in(text, language, models.quick(language), models.division(language), whole);
        return new Interpretation(
                language,
                several.isEmpty() ? first(whole.intents()) : several,
                !several.isEmpty(),
                shop.map(own -> own.withCodes(text, slots)).orElse(slots),
                EmotionReader.of(language).read(text),
                whole.isOutOfScope() && several.isEmpty());
    }

    private List<FoundSlot> slots(String text, String language, String merchant) {
        List<FoundSlot> slots = SlotFinder.of(language).find(text);
        return merchant.isEmpty() ? slots : CatalogueCodes.with(text, slots, merchant, codes);
    }

    /** The language of a text of which nothing else is known. */
    public String languageOf(String text) {
        return languages.find(text, installed, null);
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
        return languages.find(text, enabled.isEmpty() ? installed : enabled, hinted);
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
}
