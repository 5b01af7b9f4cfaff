package io.polyclerk.ai.retrieval;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts questions together that ask the same in other words: by their meaning where there is a model for the language, by the words that
 * they share otherwise. Thread-safe.
 */
public final class QuestionGroups {

    /** Cosine from which two questions ask the same. */
    private static final double SAME_MEANING = 0.75;
    /** Share of common words from which they do. */
    private static final double SAME_WORDS = 0.5;

    private final SentenceVectors vectors;

    public QuestionGroups(SentenceVectors vectors) {
        this.vectors = vectors;
    }

    private record Group(Set<String> words, Optional<float[]> meaning, List<Integer> places) {}

    /**
     * The places of the questions, group by group. Each question joins the first group whose first question it is like, so what comes
     * first in the list gives a group its name.
     *
     * @param language of all of them
     */
    public List<List<Integer>> of(List<String> questions, String language) {
        List<Group> groups = new ArrayList<>();
        for (int place = 0; place < questions.size(); place++) {
            String question = questions.get(place);
            Set<String> words = words(question, language);
            Optional<float[]> meaning = vectors.of(Analyzers.general(language), question, false);
            Group own = groups.stream()
                    .filter(group -> isLike(group, words, meaning))
                    .findFirst()
                    .orElse(null);
            if (own == null) {
                own = new Group(words, meaning, new ArrayList<>());
                groups.add(own);
            }
            own.places().add(place);
        }
        return groups.stream().map(group -> List.copyOf(group.places())).toList();
    }

    /** Whether it says anything beside small words, numbers and marks. */
    public static boolean saysSomething(String question, String language) {
        long words = words(question, language).stream()
                .filter(word -> word.codePoints().anyMatch(Character::isLetter))
                .count();
        return words > 1;
    }

    private static Set<String> words(String question, String language) {
        return new HashSet<>(Analyzers.terms(Analyzers.of(language), question));
    }

    private static boolean isLike(Group group, Set<String> words, Optional<float[]> meaning) {
        if (group.meaning().isPresent() && meaning.isPresent()) {
            return product(group.meaning().get(), meaning.get()) >= SAME_MEANING;
        }
        Set<String> common = new HashSet<>(words);
        common.retainAll(group.words());
        Set<String> all = new HashSet<>(words);
        all.addAll(group.words());
        return common.size() >= SAME_WORDS * all.size();
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int place = 0; place < one.length; place++) {
            sum += (double) one[place] * other[place];
        }
        return sum;
    }
}
