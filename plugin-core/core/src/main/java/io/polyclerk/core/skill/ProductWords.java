package io.polyclerk.core.skill;

import io.polyclerk.core.reply.ClockTime;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Variant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What can be said of a product for each kind of question. */
public final class ProductWords {

    private static final int FEW = 5;
    private static final int MOST_VARIANTS = 6;
    private static final int LONGEST_DESCRIPTION = 400;
    /** What is left of a word before or behind an apostrophe is no size: {@code it's}, {@code l'article}. */
    private static final Pattern ELISION =
            Pattern.compile("(?<!\\p{L})\\p{L}{1,2}['’](?:\\p{L}{1,2}(?!\\p{L}))?|['’]\\p{L}{1,2}(?!\\p{L})");

    /** Within writing without spaces, sizes stand in Latin letters. */
    private static final Pattern LATIN =
            Pattern.compile("(?<![\\p{IsLatin}\\p{N}'’])[\\p{IsLatin}\\p{N}]+(?![\\p{IsLatin}\\p{N}'’])");

    private static final Duration AS_GOOD_AS_NOW = Duration.ofMinutes(1);

    private ProductWords() {}

    /** Stock of each variant. */
    public static List<Phrase> availability(Product product, Turn turn) {
        List<Phrase> phrases = new ArrayList<>();
        for (Variant variant : mentioned(product, turn)) {
            phrases.add(stock(nameOf(product, variant), variant, turn.now()));
        }
        return phrases;
    }

    /** The shop's own description and facts. */
    public static List<Phrase> advice(Product product, Turn turn) {
        List<Phrase> phrases = new ArrayList<>();
        String description = product.description();
        phrases.add(new Phrase.Verbatim(
                description == null ? product.title() : product.title() + ": " + shorten(description)));
        if (!product.facts().isEmpty()) {
            phrases.add(new Phrase.Verbatim(product.facts().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(fact -> "• " + fact.getKey() + ": " + fact.getValue())
                    .collect(Collectors.joining("\n"))));
        }
        options(product).ifPresent(phrases::add);
        page(product).ifPresent(phrases::add);
        return phrases;
    }

    /** In which sizes, colours and so on it is offered. */
    static Optional<Phrase> options(Product product) {
        Set<String> options = product.variants().stream()
                .map(ProductWords::optionsOf)
                .filter(one -> !one.isEmpty())
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
        return options.isEmpty()
                ? Optional.empty()
                : Optional.of(Phrase.of("product.options", Map.of("options", String.join("; ", options))));
    }

    /** Where the shop shows it. */
    static Optional<Phrase> page(Product product) {
        URI page = product.page();
        return page != null && page.isAbsolute()
                ? Optional.of(Phrase.of("source", Map.of("source", page.toString())))
                : Optional.empty();
    }

    /** Said when prices and stock are not those of this moment. */
    static Optional<Phrase> freshness(List<Product> products, Instant now) {
        return products.stream()
                .flatMap(product -> product.variants().stream())
                .map(variant -> variant.stock().asOf())
                .min(Comparator.naturalOrder())
                .filter(asOf -> asOf.isBefore(now.minus(AS_GOOD_AS_NOW)))
                .map(asOf -> Phrase.of("shop_away.as_of", Map.of("time", new ClockTime(asOf))));
    }

    private static Phrase stock(String name, Variant variant, Instant now) {
        Integer quantity = variant.stock().quantity();
        Instant restock = variant.stock().restockAt();
        return switch (variant.stock().state()) {
            case IN_STOCK ->
                quantity != null && quantity <= FEW
                        ? Phrase.of("product.few_left", Map.of("title", name, "count", quantity))
                        : Phrase.of("product.in_stock", Map.of("title", name));
            case BACKORDER -> Phrase.of("product.backorder", Map.of("title", name));
            case OUT_OF_STOCK ->
                restock != null && restock.isAfter(now)
                        ? Phrase.of("product.restock", Map.of("title", name, "date", restock))
                        : Phrase.of("product.sold_out", Map.of("title", name));
            case UNKNOWN -> Phrase.of("product.stock_unknown", Map.of("title", name));
        };
    }

    /** Whether the message names an option of the product, such as a size or a colour. */
    static boolean namesOption(Product product, Turn turn) {
        return !named(product, turn).isEmpty();
    }

    /** The variants of which most options are named: who asks for a red M wants no red S. */
    private static List<Variant> named(Product product, Turn turn) {
        Set<String> words = wordsOf(ELISION.matcher(turn.utterance().text()).replaceAll(" "));
        LATIN.matcher(turn.utterance().text().toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .forEach(words::add);
        words.addAll(AskedOptions.of(turn).values());
        long most = product.variants().stream()
                .mapToLong(variant -> named(variant, words))
                .max()
                .orElse(0);
        return most == 0
                ? List.of()
                : product.variants().stream()
                        .filter(variant -> named(variant, words) == most)
                        .toList();
    }

    private static long named(Variant variant, Set<String> words) {
        return variant.options().values().stream()
                .map(ProductWords::wordsOf)
                .filter(option -> !option.isEmpty() && words.containsAll(option))
                .count();
    }

    private static Set<String> wordsOf(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** The variants whose options are named in the message, or the first few when none is. */
    static List<Variant> mentioned(Product product, Turn turn) {
        List<Variant> named = named(product, turn);
        List<Variant> chosen = named.isEmpty() ? product.variants() : named;
        return chosen.size() <= MOST_VARIANTS ? chosen : chosen.subList(0, MOST_VARIANTS);
    }

    static String nameOf(Product product, Variant variant) {
        String options = optionsOf(variant);
        if (!options.isEmpty()) {
            return product.title() + " (" + options + ")";
        }
        boolean isPart = product.variants().size() > 1 && !variant.title().isBlank();
        return isPart ? variant.title() : product.title();
    }

    private static String optionsOf(Variant variant) {
        return variant.options().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(", "));
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST_DESCRIPTION ? text : text.substring(0, LONGEST_DESCRIPTION - 1) + "…";
    }
}
