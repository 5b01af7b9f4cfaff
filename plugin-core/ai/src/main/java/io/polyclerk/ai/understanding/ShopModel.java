package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.PackModel.Judgement;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.ScoredIntent;
import io.polyclerk.core.understanding.Slot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How one shop's bot understands one language: the pack, or what was trained on top of it, with the shop's own words. Thread-safe. */
public final class ShopModel {

    /** How much of the doubt about an intent is gone when the shop says that a word means it. */
    private static final double CERTAINTY = 0.8;

    private final Reader model;
    private final Map<String, String> codes;
    private final Pattern codeWords;
    private final Map<String, Intent> wishes;
    private final Pattern wishWords;

    ShopModel(Reader model, List<ShopTerm> terms) {
        this.model = model.withWords(Glossary.ofTerms(terms));
        codes = byWord(terms, ShopTerm.Kind.SKU, meaning -> meaning);
        wishes = byWord(
                terms,
                ShopTerm.Kind.INTENT,
                meaning -> Intent.ofWireName(meaning).orElseThrow());
        codeWords = Announcements.anyOf(codes.keySet());
        wishWords = Announcements.anyOf(wishes.keySet());
    }

    private static <T> Map<String, T> byWord(
            List<ShopTerm> terms, ShopTerm.Kind kind, java.util.function.Function<String, T> meaning) {
        Map<String, T> words = new HashMap<>();
        for (ShopTerm term : terms) {
            if (term.kind() == kind) {
                words.put(PlainText.of(term.term()).plain(), meaning.apply(term.meaning()));
            }
        }
        return Map.copyOf(words);
    }

    /** The best intent's wire name, or {@code out_of_scope}. */
    public String top(String text) {
        Judgement judgement = judge(text);
        return judgement.isOutOfScope() || judgement.intents().isEmpty()
                ? PackModel.OUT_OF_SCOPE
                : judgement.intents().get(0).intent().wireName();
    }

    Judgement judge(String text) {
        Judgement judgement = model.judge(text);
        if (wishes.isEmpty()) {
            return judgement;
        }
        Matcher matcher = wishWords.matcher(PlainText.of(text).plain());
        Intent wish = matcher.find() ? wishes.get(matcher.group()) : null;
        return wish == null ? judgement : favouring(wish, judgement);
    }

    private static Judgement favouring(Intent wish, Judgement judgement) {
        List<ScoredIntent> intents = new ArrayList<>();
        for (ScoredIntent scored : judgement.intents()) {
            double rest = scored.confidence() * (1 - CERTAINTY);
            intents.add(new ScoredIntent(scored.intent(), scored.intent() == wish ? rest + CERTAINTY : rest));
        }
        intents.sort(Comparator.comparingDouble(ScoredIntent::confidence).reversed());
        return new Judgement(intents, judgement.outOfScope() * (1 - CERTAINTY), false);
    }

    /** Details with the product codes that the shop's words stand for. */
    List<FoundSlot> withCodes(String text, List<FoundSlot> found) {
        if (codes.isEmpty()) {
            return found;
        }
        List<FoundSlot> all = new ArrayList<>();
        Matcher matcher = codeWords.matcher(PlainText.of(text).plain());
        while (matcher.find()) {
            String code = codes.get(matcher.group());
            if (code != null) {
                all.add(new FoundSlot(Slot.SKU, code, matcher.start(), matcher.end()));
            }
        }
        List<FoundSlot> ofShop = List.copyOf(all);
        found.stream()
                .filter(slot ->
                        ofShop.stream().noneMatch(code -> code.start() < slot.end() && slot.start() < code.end()))
                .forEach(all::add);
        all.sort(Comparator.comparingInt(FoundSlot::start));
        return List.copyOf(all);
    }
}
