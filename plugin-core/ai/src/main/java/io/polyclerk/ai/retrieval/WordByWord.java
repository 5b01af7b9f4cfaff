package io.polyclerk.ai.retrieval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A question in the words of another language, as far as the glossaries of both packs have the same concepts and countries have names: no
 * sentence, but enough to find a text whose language the asker does not speak. Names, numbers and loan words stay. Thread-safe.
 */
final class WordByWord {

    private static final int LONGEST_TERM = 4;
    /** Terms of a concept that are tried; the first ones are its plain names. */
    private static final int MOST_TERMS = 2;

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}'’-]+");
    private static final Map<String, WordByWord> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final Map<String, String> concepts = new HashMap<>();
    private final Map<String, List<String>> terms = new HashMap<>();

    private WordByWord(String language) {
        for (String line : Analyzers.lines("/languages/" + language + "/glossary.csv")) {
            int comma = line.lastIndexOf(',');
            if (comma > 0 && !line.equals("term,concept")) {
                String term = line.substring(0, comma)
                        .replace("\"", "")
                        .toLowerCase(Locale.ROOT)
                        .strip();
                String concept = line.substring(comma + 1).strip();
                concepts.putIfAbsent(term, concept);
                terms.computeIfAbsent(concept, key -> new ArrayList<>()).add(term);
            }
        }
    }

    /** Empty when no word of it is known in the other language. */
    static Optional<String> translated(String question, String from, String to) {
        WordByWord here = BY_LANGUAGE.computeIfAbsent(from, WordByWord::new);
        WordByWord there = BY_LANGUAGE.computeIfAbsent(to, WordByWord::new);
        Map<String, String> places = Places.translated(question, from, to);
        Set<String> words = isWrittenWithoutBlanks(from)
                ? here.foundIn(question, there, places)
                : here.ofWords(question, from, there, places);
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", words));
    }

    private static boolean isWrittenWithoutBlanks(String language) {
        return Analyzers.isIdeographic(language) || language.equals("th");
    }

    private Set<String> ofWords(String question, String from, WordByWord there, Map<String, String> places) {
        List<String> words =
                List.of(BETWEEN.split(question.toLowerCase(Locale.ROOT).strip()));
        Set<String> said = new LinkedHashSet<>();
        for (int start = 0; start < words.size(); ) {
            int taken = 1;
            for (int length = Math.min(LONGEST_TERM, words.size() - start); length > 0; length--) {
                String term = String.join(" ", words.subList(start, start + length));
                List<String> translation = translation(term, there, places);
                if (!translation.isEmpty()) {
                    said.addAll(translation);
                    taken = length;
                    break;
                }
                // What the glossary does not know may be a name or a word that both languages have.
                if (length == 1 && !Analyzers.terms(Analyzers.of(from), term).isEmpty()) {
                    said.add(term);
                }
            }
            start += taken;
        }
        said.remove("");
        return said;
    }

    /** Where words are not told apart by blanks, every term that stands in the question. */
    private Set<String> foundIn(String question, WordByWord there, Map<String, String> places) {
        String plain = question.toLowerCase(Locale.ROOT);
        Set<String> said = concepts.keySet().stream()
                .filter(plain::contains)
                .sorted((one, other) -> Integer.compare(plain.indexOf(one), plain.indexOf(other)))
                .flatMap(term -> translation(term, there, places).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        said.addAll(places.values());
        for (String word : plain.split("[^a-z0-9]+")) {
            if (!word.isEmpty()) {
                said.add(word);
            }
        }
        return said;
    }

    private List<String> translation(String term, WordByWord there, Map<String, String> places) {
        String place = places.get(term);
        if (place != null) {
            return List.of(place);
        }
        String concept = concepts.get(term);
        return concept == null
                ? List.of()
                : there.terms.getOrDefault(concept, List.of()).stream()
                        .limit(MOST_TERMS)
                        .toList();
    }
}
