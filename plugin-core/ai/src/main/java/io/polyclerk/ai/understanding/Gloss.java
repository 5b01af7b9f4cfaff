package io.polyclerk.ai.understanding;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text in English, word by word and in the order of its own language ("wann kommt mein paket": when comes my parcel): no translation,
 * but enough for lines of one language to teach all others. Made of {@code words.tsv} of a pack, whose expressions are written as
 * {@link #key} writes them; the longest one counts. Where the pack has no such file every word stands for itself. Words are known by a
 * 32-bit hash, so that thousands of them take little room. Immutable.
 */
final class Gloss {

    private static final int LONGEST_EXPRESSION = 4;

    /** A word of another script that is not known, nor its beginning: mostly a name. */
    private static final String UNKNOWN = "something";

    private static final String NUMBER = "number";

    /** Shorter beginnings belong to too many words. Korean writes a syllable in one sign. */
    private static final int SHORTEST_BEGINNING = 4;

    private static final int SHORTEST_KOREAN_BEGINNING = 2;

    /** What Arabic writes together with the word that follows: and, so, with, to, like, the. */
    private static final List<String> ARABIC_BEGINNINGS =
            List.of("وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك");

    private final int[] expressions;
    private final String[] meanings;
    private final int longestRun;
    private final Glossary concepts;

    private Gloss(int[] expressions, String[] meanings, int longestRun, Glossary concepts) {
        this.expressions = expressions;
        this.meanings = meanings;
        this.longestRun = longestRun;
        this.concepts = concepts;
    }

    /** The words of a pack. */
    static Gloss ofPack(String tag) {
        Optional<List<String>> lines = PackFiles.lines(tag + "/words.tsv");
        return lines.isEmpty() ? of(List.of(), Glossary.of(Map.of())) : of(lines.get(), Glossary.ofPack(tag));
    }

    /** @param lines {@code expression<TAB>meaning}; an empty meaning says nothing @param concepts known beside them */
    static Gloss of(List<String> lines, Glossary concepts) {
        Map<String, String> byExpression = new LinkedHashMap<>();
        for (String line : lines) {
            int cut = line.indexOf('\t');
            // Languages say the same English words.
            byExpression.putIfAbsent(
                    line.substring(0, cut), line.substring(cut + 1).intern());
        }
        Map<Integer, String> byHash = new HashMap<>();
        byExpression.forEach((expression, meaning) -> byHash.put(FeatureExtractor.hash(expression), meaning));
        byExpression.forEach((expression, meaning) ->
                byHash.putIfAbsent(FeatureExtractor.hash(TextNormalizer.withoutLatinMarks(expression)), meaning));
        int[] sorted =
                byHash.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        String[] meanings = new String[sorted.length];
        Arrays.setAll(meanings, place -> byHash.get(sorted[place]));
        int longest =
                byExpression.keySet().stream().mapToInt(String::length).max().orElse(0);
        return new Gloss(sorted, meanings, longest, concepts);
    }

    /** An expression as it is looked up: normalised words with a space between them where the script writes one. */
    static String key(String expression) {
        StringBuilder key = new StringBuilder();
        for (String word : Tokenizer.words(TextNormalizer.normalize(expression))) {
            key.append(key.isEmpty() || isOfRun(word) ? "" : " ").append(word);
        }
        return key.toString();
    }

    /** English words in the order of the text. @param words normalised @param bare the same without marks on Latin letters, as many people write */
    List<String> of(List<String> words, List<String> bare) {
        List<String> english = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            int next = at;
            while (next < words.size() && isOfRun(words.get(next))) {
                next++;
            }
            if (next > at) {
                readRun(String.join("", words.subList(at, next)), english);
                at = next;
            } else {
                at += readWords(words, bare, at, english);
            }
        }
        return english;
    }

    /** Whether a word belongs to a run of signs in which no spaces part words. */
    private static boolean isOfRun(String word) {
        int first = word.codePointAt(0);
        return Tokenizer.isWrittenWithoutSpaces(first) && UnicodeScript.of(first) != UnicodeScript.HANGUL;
    }

    private void readRun(String run, List<String> english) {
        int at = 0;
        while (at < run.length()) {
            int length = Math.min(longestRun, run.length() - at);
            String meaning = null;
            while (length > 0 && meaning == null) {
                meaning = meaning(run.substring(at, at + length));
                length -= meaning == null ? 1 : 0;
            }
            say(meaning == null ? "" : meaning, english);
            at += Math.max(1, length);
        }
    }

    /** How many words were read. */
    private int readWords(List<String> words, List<String> bare, int at, List<String> english) {
        for (int length = Math.min(LONGEST_EXPRESSION, words.size() - at); length > 1; length--) {
            String meaning = known(words.subList(at, at + length), bare.subList(at, at + length));
            if (meaning != null) {
                say(meaning, english);
                return length;
            }
        }
        String meaning = known(words.get(at));
        say(meaning == null ? word(bare.get(at)) : meaning, english);
        return 1;
    }

    private @Nullable String known(List<String> words, List<String> bare) {
        String meaning = known(String.join(" ", words));
        return meaning == null && !words.equals(bare) ? known(String.join(" ", bare)) : meaning;
    }

    private static void say(String meaning, List<String> english) {
        if (!meaning.isEmpty()) {
            english.addAll(Arrays.asList(meaning.split(" ")));
        }
    }

    private String word(String word) {
        if (word.charAt(0) == TextNormalizer.MARK) {
            return word.endsWith("mail") ? "email" : word.endsWith("link") ? "link" : NUMBER;
        }
        String meaning = meaning(word);
        if (meaning == null && expressions.length > 0) {
            meaning = UnicodeScript.of(word.codePointAt(0)) == UnicodeScript.ARABIC ? afterBeginning(word) : null;
            meaning = meaning == null ? ofBeginning(word) : meaning;
        }
        if (meaning != null) {
            return meaning;
        }
        return UnicodeScript.of(word.codePointAt(0)) == UnicodeScript.LATIN || !Character.isLetter(word.codePointAt(0))
                ? word
                : UNKNOWN;
    }

    private @Nullable String afterBeginning(String word) {
        for (String beginning : ARABIC_BEGINNINGS) {
            if (word.startsWith(beginning) && word.length() - beginning.length() >= 2) {
                String meaning = known(word.substring(beginning.length()));
                if (meaning != null) {
                    return meaning;
                }
            }
        }
        return null;
    }

    private @Nullable String ofBeginning(String word) {
        boolean isKorean = UnicodeScript.of(word.codePointAt(0)) == UnicodeScript.HANGUL;
        int shortest = isKorean ? SHORTEST_KOREAN_BEGINNING : SHORTEST_BEGINNING;
        for (int length = word.length() - 1; length >= shortest; length--) {
            String meaning = meaning(word.substring(0, length));
            if (meaning != null) {
                return meaning;
            }
        }
        return null;
    }

    private @Nullable String meaning(String expression) {
        String meaning = known(expression);
        if (meaning != null) {
            return meaning;
        }
        String concept = concepts.meaningOf(expression);
        return concept == null ? null : concept.replace('_', ' ');
    }

    private @Nullable String known(String expression) {
        int place = Arrays.binarySearch(expressions, FeatureExtractor.hash(expression));
        return place < 0 ? null : meanings[place];
    }
}
