package io.polyclerk.core.skill;

import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.understanding.WordPattern;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Word lists of the packs under one prefix, found in what shoppers write in whatever language: they mix them. In Arabic an article may
 * stand before a word. Immutable.
 */
final class PackWords {

    private static final Pattern ARABIC = Pattern.compile("\\p{IsArabic}.*");
    /** Languages whose accents are left out by many. */
    private static final Set<String> WITHOUT_ACCENTS = Set.of("es", "pt", "fr");

    private static final String ARTICLE = "(?<![\\p{L}\\p{M}])(?:[وبل]?ال|لل|[وبل])?";

    /** In a word list: a word or two may stand there, as in "what do you actually sell". */
    private static final String GAP = "~";

    private static final String BETWEEN = "[^.?!。？！]{0,14}?";

    private final List<Entry> entries;

    private PackWords(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * A word of a list. Almost all are in no text, so whether its letters are there is looked at before anything else.
     *
     * @param letters of the word; without accents where they may be left out
     */
    private record Entry(String list, String letters, boolean loose, String pattern) {}

    /** @param prefix of the keys, such as {@code goods.}; what follows it is the name of a list */
    static PackWords of(LanguagePacks packs, String prefix) {
        return new PackWords(packs.forTag(LanguagePacks.FALLBACK).phrases().keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .sorted()
                .flatMap(key -> packs.writings().stream()
                        .flatMap(tag ->
                                words(packs, tag, key).map(word -> entry(key.substring(prefix.length()), word, tag))))
                .distinct()
                .toList());
    }

    private static Entry entry(String list, String word, String tag) {
        List<String> parts = Stream.of(word.split(GAP, -1)).map(String::strip).toList();
        String letters = plain(parts.get(0)).replaceAll("\\*.*$", "");
        boolean loose = WITHOUT_ACCENTS.contains(tag);
        String pattern = parts.stream().map(part -> pattern(part, tag)).collect(Collectors.joining(BETWEEN));
        return new Entry(list, loose ? bare(letters) : letters, loose, pattern);
    }

    private static String bare(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    /** The words of one list in one language, as they are written there. */
    static Stream<String> words(LanguagePacks packs, String tag, String key) {
        return Stream.of(packs.forTag(tag).pattern(key).split("\\|", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty());
    }

    private static String pattern(String word, String tag) {
        String plain = plain(word);
        String pattern = WordPattern.of(plain).pattern();
        if (ARABIC.matcher(plain).matches()) {
            return pattern.replaceFirst("^\\(\\?<!.*?\\]\\)", Matcher.quoteReplacement(ARTICLE));
        }
        return WITHOUT_ACCENTS.contains(tag) ? accentsOptional(pattern) : pattern;
    }

    /** "Donde esta" is written by more people than "dónde está". */
    private static String accentsOptional(String pattern) {
        StringBuilder loose = new StringBuilder();
        pattern.codePoints().forEach(point -> {
            String letter = Character.toString(point);
            String bare = Normalizer.normalize(letter, Normalizer.Form.NFD).substring(0, 1);
            loose.append(bare.equals(letter) ? letter : "\\E[" + letter + bare + "]\\Q");
        });
        return loose.toString();
    }

    /** A word of a list that was found. @param list the name of the list @param word as it was written */
    record Found(String list, String word, int start, int end) {
        boolean isWithin(Found other) {
            return start >= other.start && end <= other.end && end - start < other.end - other.start;
        }
    }

    /** All that are found, in the order of the text, without what is only part of a longer one. */
    List<Found> in(String text) {
        String plain = plain(text);
        String bare = bare(plain);
        List<Found> all = entries.stream()
                .filter(entry -> (entry.loose() ? bare : plain).contains(entry.letters()))
                .flatMap(entry -> Pattern.compile(entry.pattern())
                        .matcher(plain)
                        .results()
                        .map(found -> new Found(entry.list(), found.group(), found.start(), found.end())))
                .distinct()
                .sorted(Comparator.comparingInt(Found::start))
                .toList();
        return all.stream()
                .filter(found -> all.stream().noneMatch(found::isWithin))
                .toList();
    }

    /** Text in one form of each letter, small, with one kind of apostrophe. */
    static String plain(String text) {
        return WordPattern.plain(text).replace('\'', '’').replaceAll("\\s+", " ");
    }
}
