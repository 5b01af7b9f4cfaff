package io.polyclerk.adapter.samplestore;

import jakarta.json.JsonObject;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds products by English and Chinese words and by SKU. Latin words may be inflected, cut or slightly misspelt; Chinese, which has
 * no spaces, is compared in pairs of characters. Immutable.
 */
final class ProductSearch {

    private static final Pattern WORD = Pattern.compile("\\p{IsHan}+|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+");
    private static final Pattern KANA = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}]");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    /** Words that name no product, though titles such as "in-ear" hold them. */
    private static final Set<String> COMMON = Set.of(
            "a",
            "an",
            "the",
            "in",
            "on",
            "of",
            "at",
            "to",
            "for",
            "with",
            "and",
            "or",
            "do",
            "does",
            "have",
            "has",
            "is",
            "are",
            "you",
            "your",
            "i",
            "it",
            "my",
            "any",
            "still",
            "stock",
            "store",
            "shop",
            "available",
            "how",
            "much",
            "what",
            "when");

    private static final double SKU = 40;
    private static final double TITLE = 8;
    private static final double CATEGORY = 4;
    private static final double OPTION = 3;
    private static final double TEXT = 1;
    /** What is far worse than the best match is not worth showing. */
    private static final double WORTH_SHOWING = 0.4;
    /** A "board" is a keyboard only where there is no other board. */
    private static final double WITHIN = 0.35;

    private final List<Entry> entries = new ArrayList<>();

    private record Found(JsonObject product, double score) {}

    private record Entry(JsonObject product, Map<String, Double> words, String sku) {}

    ProductSearch(List<JsonObject> products, JsonObject categories) {
        for (JsonObject product : products) {
            Entry entry = new Entry(product, new HashMap<>(), squeeze(product.getString("sku")));
            add(entry, product.getString("searchWords"), TITLE);
            for (String language : List.of("en", "zh")) {
                add(entry, product.getJsonObject("title").getString(language), TITLE);
                add(entry, product.getJsonObject("description").getString(language), TEXT);
                add(
                        entry,
                        categories.getJsonObject(product.getString("category")).getString(language),
                        CATEGORY);
                Catalogue.texts(product, "facts", language)
                        .forEach((name, fact) -> add(entry, name + " " + fact, TEXT));
                Catalogue.variants(product)
                        .forEach(one -> Catalogue.texts(one, "options", language)
                                .forEach((name, option) -> add(entry, option, OPTION)));
            }
            entries.add(entry);
        }
    }

    static String languageOf(String words) {
        return HAN.matcher(words).find() && !KANA.matcher(words).find() ? "zh" : "en";
    }

    /** Best first. */
    List<JsonObject> find(String query) {
        List<String> words = List.copyOf(words(query));
        String code = squeeze(query);
        List<double[]> hits = entries.stream()
                .map(entry ->
                        words.stream().mapToDouble(word -> match(entry, word)).toArray())
                .toList();
        List<Found> found = IntStream.range(0, entries.size())
                .mapToObj(index -> new Found(
                        entries.get(index).product(),
                        score(words, hits.get(index), hits)
                                + (code.contains(entries.get(index).sku()) ? SKU : 0)))
                .filter(one -> one.score() > 0)
                .sorted(Comparator.comparingDouble(Found::score).reversed())
                .toList();
        return found.stream()
                .takeWhile(one -> one.score() >= found.get(0).score() * WORTH_SHOWING)
                .map(Found::product)
                .toList();
    }

    /** A word that many products share tells little about which one is meant, and a single letter or digit names none: "vitamin C" is no USB-C. */
    private static double score(List<String> words, double[] hits, List<double[]> all) {
        boolean fits =
                IntStream.range(0, hits.length).anyMatch(word -> hits[word] >= CATEGORY && names(words.get(word)))
                        || words.stream().anyMatch(ProductSearch::names)
                                && Arrays.stream(hits).allMatch(hit -> hit > 0);
        double score = 0;
        for (int word = 0; fits && word < hits.length; word++) {
            int place = word;
            long sharing = all.stream().filter(one -> one[place] > 0).count();
            score += hits[word] * Math.log(1.0 + (double) all.size() / Math.max(1, sharing));
        }
        return score;
    }

    private static boolean names(String word) {
        return word.length() > 1 || HAN.matcher(word).find();
    }

    private static double match(Entry entry, String word) {
        double exact = entry.words().getOrDefault(word, 0.0);
        if (exact >= TITLE || HAN.matcher(word).find()) {
            return exact;
        }
        double best = exact;
        for (Map.Entry<String, Double> known : entry.words().entrySet()) {
            best = Math.max(best, known.getValue() * likeness(word, known.getKey()));
        }
        return best;
    }

    private static double likeness(String word, String known) {
        if (word.length() >= 4 && known.contains(word)) {
            return known.startsWith(word) ? 0.7 : WITHIN;
        }
        boolean comparable = word.length() >= 5 && word.charAt(0) == known.charAt(0);
        return comparable && alike(pairs(word), pairs(known)) ? 0.6 : 0;
    }

    /** A slip of the finger spoils two or three pairs of letters and leaves the others. */
    private static boolean alike(Set<String> first, Set<String> second) {
        long shared = first.stream().filter(second::contains).count();
        return 2.0 * shared / (first.size() + second.size()) > 0.55;
    }

    private static Set<String> pairs(String word) {
        return IntStream.range(0, word.length() - 1)
                .mapToObj(start -> word.substring(start, start + 2))
                .collect(Collectors.toSet());
    }

    private static void add(Entry entry, String text, double weight) {
        words(text).forEach(word -> entry.words().merge(word, weight, Math::max));
        HAN.matcher(text).results().forEach(one -> entry.words().merge(one.group(), weight, Math::max));
    }

    private static Set<String> words(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        Set<String> words = new LinkedHashSet<>();
        Matcher matcher = WORD.matcher(plain);
        while (matcher.find()) {
            String run = matcher.group();
            if (COMMON.contains(run)) {
                continue;
            }
            if (!HAN.matcher(run).find()) {
                words.add(singular(run));
            } else {
                words.addAll(run.length() == 1 ? Set.of(run) : pairs(run));
            }
        }
        return words;
    }

    private static String singular(String word) {
        if (word.length() < 4 || word.endsWith("ss")) {
            return word;
        }
        return word.replaceFirst("ies$", "y")
                .replaceFirst("(?<=(s|x|z|ch|sh))es$", "")
                .replaceFirst("(?<!s)s$", "");
    }

    private static String squeeze(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
    }
}
