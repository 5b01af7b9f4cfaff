package io.polyclerk.ai.retrieval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The terms of a question and, for each, the terms by which a shop may say the same.
 *
 * @param own terms of the question itself, none twice
 * @param others for a term of the question, the terms that can stand for it
 */
record QuestionWords(Set<String> own, Map<String, Set<String>> others) {

    private static final int MOST_TERMS = 200;
    private static final Map<String, List<List<String>>> GROUPS = new ConcurrentHashMap<>();

    static QuestionWords of(String question, String language) {
        Set<String> own = new LinkedHashSet<>(Analyzers.terms(Analyzers.of(language), question).stream()
                .limit(MOST_TERMS)
                .toList());
        Map<String, Set<String>> others = new HashMap<>();
        String plain = plain(question, language);
        for (List<String> group : GROUPS.computeIfAbsent(language, QuestionWords::groups)) {
            for (String expression : group) {
                if (plain.contains(plain(expression, language))) {
                    Set<String> stand = new LinkedHashSet<>();
                    group.forEach(other -> stand.addAll(Analyzers.terms(Analyzers.of(language), other)));
                    for (String term : Analyzers.terms(Analyzers.of(language), expression)) {
                        if (own.contains(term)) {
                            others.computeIfAbsent(term, key -> new LinkedHashSet<>())
                                    .addAll(stand);
                        }
                    }
                }
            }
        }
        return new QuestionWords(own, others);
    }

    /** Whether a term of the question, or one that can stand for it, is among these. */
    boolean isIn(String term, Set<String> terms) {
        return terms.contains(term)
                || others.getOrDefault(term, Set.of()).stream().anyMatch(terms::contains);
    }

    /** With a blank on both sides of each word, so that no word is found inside another; ideographs are written without. */
    private static String plain(String text, String language) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Analyzers.isIdeographic(language)
                ? lower
                : " " + lower.replaceAll("[^\\p{L}\\p{N}'-]+", " ").strip() + " ";
    }

    private static List<List<String>> groups(String language) {
        try (InputStream file = QuestionWords.class.getResourceAsStream("/retrieval/words-" + language + ".txt")) {
            return file == null
                    ? List.of()
                    : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(line -> Arrays.stream(line.split(","))
                                    .map(String::strip)
                                    .toList())
                            .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
