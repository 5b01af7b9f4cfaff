package io.polyclerk.core.skill;

import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.spi.store.Product;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds things of a sort, such as headphones, whatever language the shopper and the shop speak: a shop is asked with the shopper's own word first, then
 * with the words of other languages. Says nothing of what a thing is like. Immutable.
 */
final class Goods {

    private static final String PREFIX = "goods.";
    /** Each is a call of the shop. */
    private static final int MOST_CALLS = 5;

    private static final int LONGEST_BESIDE = 18;

    /** Four characters say as much as a dozen letters: "got rusty, what now?". */
    private static final int LONGEST_BESIDE_DENSE = 4;

    private final PackWords words;
    private final Map<String, List<String>> inEnglish;

    Goods(LanguagePacks packs) {
        words = PackWords.of(packs, PREFIX);
        Map<String, List<String>> english = new TreeMap<>();
        packs.forTag(LanguagePacks.FALLBACK).phrases().keySet().stream()
                .filter(key -> key.startsWith(PREFIX))
                .forEach(key -> english.put(
                        key.substring(PREFIX.length()),
                        PackWords.words(packs, LanguagePacks.FALLBACK, key)
                                .map(word -> word.replace("*", ""))
                                .toList()));
        inEnglish = Map.copyOf(english);
    }

    /** Whether a text names any sort. */
    boolean isNamed(String text) {
        return !words.in(text).isEmpty();
    }

    /** Names of the sorts that a text names, the same in every language. */
    Set<String> sortsIn(String text) {
        return words.in(text).stream().map(PackWords.Found::list).collect(Collectors.toSet());
    }

    /** Whether a text says hardly more than the name of a sort. */
    boolean isAll(String text) {
        int named = words.in(text).stream()
                .mapToInt(found -> found.end() - found.start())
                .sum();
        String plain = PackWords.plain(text);
        boolean dense = plain.codePoints().anyMatch(Goods::isDense);
        return named > 0 && plain.length() - named <= (dense ? LONGEST_BESIDE_DENSE : LONGEST_BESIDE);
    }

    static boolean isDense(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> false;
        };
    }

    /** The things of the sorts that a text names, best first; empty when it names none or the shop has none. */
    List<Product> find(Turn turn, String text, int limit) {
        Map<String, Product> found = new LinkedHashMap<>();
        for (String word : searched(text)) {
            turn.stores().stream()
                    .flatMap(store -> store.adapter().searchProducts(word, limit).stream())
                    .forEach(product -> found.putIfAbsent(product.id(), product));
        }
        // Shops find what is only spelt alike, too: a headlamp for a headset.
        List<Product> told = found.values().stream()
                .filter(product -> searched(text).stream().anyMatch(word -> says(product, word)))
                .toList();
        return (told.isEmpty() ? List.copyOf(found.values()) : told)
                .stream().limit(limit).toList();
    }

    private static boolean says(Product product, String word) {
        String description = product.description();
        return Stream.of(product.title(), description == null ? "" : description)
                .anyMatch(words -> PackWords.plain(words).contains(word));
    }

    private Set<String> searched(String text) {
        Set<String> searched = new LinkedHashSet<>();
        List<PackWords.Found> sorts = words.in(text);
        sorts.forEach(sort -> searched.add(sort.word()));
        sorts.forEach(sort -> searched.addAll(inEnglish.getOrDefault(sort.list(), List.of())));
        return new LinkedHashSet<>(searched.stream().limit(MOST_CALLS).toList());
    }
}
