package io.polyclerk.ai.understanding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words of one language with what they mean in concepts that all languages share. Immutable. */
final class Glossary {

    private static final int LONGEST_EXPRESSION = 4;

    /** Beside the packs, one name a line. */
    static final String COMPANIES = "companies.txt";

    private final Map<String, String> meanings;

    /** @param meanings by expression as {@link #key} makes it */
    private Glossary(Map<String, String> meanings) {
        this.meanings = Map.copyOf(meanings);
    }

    /** @param meanings by expression as people write it */
    static Glossary of(Map<String, String> meanings) {
        Map<String, String> normalized = new HashMap<>();
        meanings.forEach((expression, meaning) -> {
            String key = key(expression);
            // A number in an expression would stand for every number.
            if (!key.isEmpty() && key.indexOf(TextNormalizer.MARK) < 0) {
                normalized.put(key, meaning);
            }
        });
        return new Glossary(normalized);
    }

    /** The words of a pack, and the names of companies that people write to a shop about in any language though it is not theirs. */
    static Glossary ofPack(String tag) {
        Map<String, String> companies = new HashMap<>();
        PackFiles.lines(COMPANIES).orElse(List.of()).forEach(name -> companies.put(name, "other_company"));
        return of(companies).and(of(PackFiles.pairs(tag + "/glossary.csv", ',')));
    }

    /** The words of a shop that stand for shared concepts. */
    static Glossary ofTerms(List<ShopTerm> terms) {
        Map<String, String> meanings = new HashMap<>();
        for (ShopTerm term : terms) {
            if (term.kind() == ShopTerm.Kind.CONCEPT) {
                meanings.put(term.term(), term.meaning());
            }
        }
        return of(meanings);
    }

    /** Both together; where both know a word, the other's meaning counts. */
    Glossary and(Glossary other) {
        Map<String, String> both = new HashMap<>(meanings);
        both.putAll(other.meanings);
        return new Glossary(both);
    }

    /** The meanings in a list of words, longest expressions first, in order of the text; words without a meaning are left out. */
    List<String> meaningsIn(List<String> words) {
        List<String> found = new java.util.ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            int length = Math.min(LONGEST_EXPRESSION, words.size() - at);
            String meaning = null;
            while (length > 0 && meaning == null) {
                meaning = meanings.get(String.join("", words.subList(at, at + length)));
                length = meaning == null ? length - 1 : length;
            }
            if (meaning != null) {
                found.add(meaning);
            }
            at += Math.max(1, length);
        }
        return found;
    }

    @Nullable
    String meaningOf(String word) {
        return meanings.get(word);
    }

    /** Spaces do not count, so that expressions are found however a script cuts words. */
    private static String key(String expression) {
        StringBuilder key = new StringBuilder();
        for (String word : Tokenizer.words(TextNormalizer.normalize(expression))) {
            key.append(TextNormalizer.withoutLatinMarks(word));
        }
        return key.toString();
    }
}
