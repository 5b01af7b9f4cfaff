package io.polyclerk.ai.understanding;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns a text into counted features: words and pairs of words, runs of characters, shared concepts, and what its words are in English; or,
 * where there is a sentence encoder, into what that says and nothing else. A feature is known by a
 * 32-bit hash of its name, so that no model carries a dictionary of strings. Thread-safe.
 */
final class FeatureExtractor {

    /** Kinds of features; each block is brought to the same length before it is weighed. */
    enum Block {
        WORDS,
        CHARACTERS,
        CONCEPTS,
        /** What the words are in English, one by one: the same in all languages. */
        GLOSS,
        /** What a sentence model says; not counts but values of either sign. Left out where there is no such model. */
        SENTENCE
    }

    private static final List<String> ENDINGS = List.of("ing", "ed", "es", "s", "d");
    private static final Glossary ENGLISH = Glossary.ofPack("en");

    private final Glossary glossary;
    private final Gloss gloss;
    private final Shorthand shorthand;
    private final @Nullable SentenceEncoder sentences;

    FeatureExtractor(Glossary glossary) {
        this(glossary, Gloss.of(List.of(), glossary), Shorthand.none(), null);
    }

    FeatureExtractor(Glossary glossary, Gloss gloss, Shorthand shorthand, @Nullable SentenceEncoder sentences) {
        this.glossary = glossary;
        this.gloss = gloss;
        this.shorthand = shorthand;
        this.sentences = sentences;
    }

    /** For each block, counts by feature hash. */
    List<Map<Integer, Float>> extract(String text) {
        String written = shorthand.spelledOut(text);
        if (sentences != null) {
            return List.of(Map.of(), Map.of(), Map.of(), Map.of(), sentenceFeatures(sentences.encode(written)));
        }
        Words words = words(written);
        return List.of(
                wordFeatures(words.marked(), words.bare()),
                characterFeatures(words.bare()),
                conceptFeatures(words.bare(), words.english()),
                glossFeatures(words.english()));
    }

    /** What a text of this language says to the others: its concepts and what its words are in English. */
    List<Map<Integer, Float>> shared(String text) {
        List<String> english = words(shorthand.spelledOut(text)).english();
        return List.of(Map.of(), Map.of(), conceptFeatures(List.of(), english), glossFeatures(english));
    }

    /** @param bare without accents and other marks */
    private record Words(List<String> marked, List<String> bare, List<String> english) {}

    private Words words(String written) {
        List<String> marked = Tokenizer.words(TextNormalizer.normalize(written));
        List<String> bare =
                marked.stream().map(TextNormalizer::withoutLatinMarks).toList();
        return new Words(marked, bare, gloss.of(marked, bare));
    }

    FeatureExtractor withWords(Glossary more) {
        return new FeatureExtractor(glossary.and(more), gloss, shorthand, sentences);
    }

    /** Whether a sentence encoder takes part. */
    boolean readsSentences() {
        return sentences != null;
    }

    private static Map<Integer, Float> sentenceFeatures(float[] values) {
        Map<Integer, Float> features = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            features.put(hash("e:" + i), values[i]);
        }
        return features;
    }

    private static Map<Integer, Float> wordFeatures(List<String> words, List<String> bare) {
        Map<Integer, Float> features = new HashMap<>();
        String previous = "^";
        for (int i = 0; i < bare.size(); i++) {
            String word = bare.get(i);
            add(features, "w:" + word, 1f);
            if (!word.equals(words.get(i))) {
                add(features, "w:" + words.get(i), 0.5f);
            }
            add(features, "b:" + previous + '_' + word, 1f);
            if (i + 2 < bare.size()) {
                add(features, "s:" + word + '_' + bare.get(i + 2), 0.5f);
            }
            previous = word;
        }
        add(features, "b:" + previous + "_$", 1f);
        return features;
    }

    private static Map<Integer, Float> characterFeatures(List<String> words) {
        Map<Integer, Float> features = new HashMap<>();
        String spaced = " " + String.join(" ", words) + " ";
        for (int length = 3; length <= 5; length++) {
            for (int i = 0; i + length <= spaced.length(); i++) {
                add(features, "c:" + spaced.substring(i, i + length), 1f);
            }
        }
        if (spaced.codePoints().anyMatch(Tokenizer::isWrittenWithoutSpaces)) {
            int[] letters = String.join("", words).codePoints().toArray();
            for (int length = 1; length <= 4; length++) {
                for (int i = 0; i + length <= letters.length; i++) {
                    add(features, "d:" + new String(letters, i, length), 1f);
                }
            }
        }
        return features;
    }

    private Map<Integer, Float> conceptFeatures(List<String> words, List<String> english) {
        Map<Integer, Float> features = new HashMap<>();
        TreeSet<String> concepts = new TreeSet<>(glossary.meaningsIn(words));
        concepts.addAll(ENGLISH.meaningsIn(english));
        List<String> sorted = List.copyOf(concepts);
        for (int i = 0; i < sorted.size(); i++) {
            add(features, "p:" + sorted.get(i), 1f);
            for (int j = i + 1; j < sorted.size(); j++) {
                add(features, "q:" + sorted.get(i) + '+' + sorted.get(j), 0.5f);
            }
        }
        return features;
    }

    private static Map<Integer, Float> glossFeatures(List<String> english) {
        Map<Integer, Float> features = new HashMap<>();
        String previous = "^";
        for (String word : english) {
            String stem = stem(word);
            add(features, "g:" + stem, 1f);
            add(features, "h:" + previous + '_' + stem, 0.5f);
            previous = stem;
        }
        return features;
    }

    /** Glosses of one word differ in its ending. */
    private static String stem(String word) {
        for (String ending : ENDINGS) {
            if (word.length() - ending.length() >= 3 && word.endsWith(ending)) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word;
    }

    private static void add(Map<Integer, Float> features, String name, float weight) {
        features.merge(hash(name), weight, Float::sum);
    }

    /** FNV-1a with a finishing mix: the same on every machine and in every version. */
    static int hash(String name) {
        int hash = 0x811C9DC5;
        for (byte part : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ part) * 0x01000193;
        }
        hash ^= hash >>> 16;
        hash *= 0x85EBCA6B;
        hash ^= hash >>> 13;
        return hash;
    }
}
