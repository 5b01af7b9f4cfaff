package io.polyclerk.core.skill;

import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Colours and sizes that a message asks for, and what a product has of them. Immutable. */
final class AskedOptions {

    /** A shorter word than this in "and in red?" names no product. */
    private static final int SHORTEST_NAME = 4;

    private static final int LONGEST_SIZE = 3;
    private static final String BETWEEN_WORDS = "[^\\p{L}\\p{M}\\p{N}]+";

    private final String text;
    private final List<FoundSlot> asked;

    private AskedOptions(String text, List<FoundSlot> asked) {
        this.text = text;
        this.asked = asked;
    }

    static AskedOptions of(Turn turn) {
        String text = turn.utterance().text();
        return new AskedOptions(
                text,
                turn.interpretation().slots().stream()
                        .filter(slot -> slot.slot() == Slot.COLOUR || slot.slot() == Slot.SIZE)
                        .filter(slot -> slot.end() <= text.length())
                        .toList());
    }

    boolean isEmpty() {
        return asked.isEmpty();
    }

    /** Colours in English and sizes as they are written, lower case. */
    List<String> values() {
        return asked.stream().map(slot -> slot.value().toLowerCase(Locale.ROOT)).toList();
    }

    /** What is said beside them; blank when that is too little to name a product. */
    String beside() {
        StringBuilder beside = new StringBuilder(text);
        for (FoundSlot slot : asked) {
            beside.replace(slot.start(), slot.end(), " ".repeat(slot.end() - slot.start()));
        }
        boolean namesSomething = Stream.of(beside.toString().split(BETWEEN_WORDS))
                .anyMatch(word ->
                        word.length() >= SHORTEST_NAME || word.codePoints().anyMatch(Character::isIdeographic));
        return namesSomething ? beside.toString().strip() : "";
    }

    /** Those that have all that is asked for; the first one when none has, so that this can be said of it. */
    List<Product> fitting(List<Product> products) {
        List<Product> fitting = products.stream()
                .filter(product -> asked.isEmpty() || missing(product).isEmpty())
                .toList();
        return fitting.isEmpty() ? products.subList(0, 1) : fitting;
    }

    /** Says that a product is not offered so, and how it is; nothing when it has all that is asked for. */
    List<Phrase> missing(Product product) {
        String known = known(product);
        List<Phrase> phrases = new ArrayList<>();
        asked.stream()
                .filter(slot -> !holds(known, written(slot)) && !holds(known, slot.value()))
                .findFirst()
                .ifPresent(slot -> phrases.add(
                        Phrase.of("product.no_option", Map.of("title", product.title(), "option", written(slot)))));
        if (!phrases.isEmpty()) {
            ProductWords.options(product).ifPresent(phrases::add);
        }
        return phrases;
    }

    /** An "M" within a word is no size. */
    private static boolean holds(String known, String option) {
        String lower = option.toLowerCase(Locale.ROOT);
        return lower.codePoints().anyMatch(Character::isIdeographic)
                ? known.contains(lower)
                : Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(lower))
                                .matcher(known)
                                .find()
                        && (lower.length() > LONGEST_SIZE
                                || List.of(known.split(BETWEEN_WORDS)).contains(lower));
    }

    private String written(FoundSlot slot) {
        return text.substring(slot.start(), slot.end()).strip();
    }

    /** Everything the shop says of it: a "blue kettle" may have its colour in the title only. */
    private static String known(Product product) {
        StringBuilder known = new StringBuilder(product.title());
        known.append('\n').append(product.description() == null ? "" : product.description());
        product.facts().forEach((name, fact) -> known.append('\n').append(fact));
        for (Variant variant : product.variants()) {
            known.append('\n').append(variant.title());
            variant.options().values().forEach(option -> known.append('\n').append(option));
        }
        return known.toString().toLowerCase(Locale.ROOT);
    }
}
