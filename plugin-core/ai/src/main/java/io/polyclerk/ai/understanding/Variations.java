package io.polyclerk.ai.understanding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes an example once more as a hurried shopper would: mistyped, without marks and capitals, between a greeting and a thanks, with
 * an English word for one of the language's own, or with a story before or after that asks for nothing. Models that have seen such lines bear them better. The same seed gives the same lines.
 */
final class Variations {

    /** One slip of the fingers for so many letters. */
    private static final int LETTERS_PER_SLIP = 18;

    private static final int SHORT_GREETING = 24;

    private final Random random;
    private final List<String> greetings;
    private final List<String> farewells;
    private final List<String> stories;
    private final Glossary own;
    private final Map<String, List<String>> english;

    /**
     * @param greetings what a message of this language may begin with @param farewells what it may end with
     * @param stories sentences that ask for nothing
     * @param own words of the language with their concepts @param english words for these concepts in English; empty for none
     */
    Variations(
            long seed,
            List<String> greetings,
            List<String> farewells,
            List<String> stories,
            Glossary own,
            Map<String, List<String>> english) {
        random = new Random(seed);
        this.greetings = brief(greetings);
        this.farewells = brief(farewells);
        this.stories = List.copyOf(stories);
        this.own = own;
        this.english = Map.copyOf(english);
    }

    /** Variations of a pack's language. */
    static Variations of(String tag, long seed) {
        Map<String, List<String>> english = new HashMap<>();
        if (!tag.equals("en")) {
            PackFiles.pairs("en/glossary.csv", ',')
                    .forEach((word, concept) -> english.computeIfAbsent(concept, absent -> new ArrayList<>())
                            .add(word));
        }
        return new Variations(
                seed,
                PackFiles.lines(tag + "/examples/greeting.txt").orElse(List.of()),
                PackFiles.lines(tag + "/examples/thanks.txt").orElse(List.of()),
                PackFiles.lines(tag + "/stories.txt").orElse(List.of()),
                Glossary.of(PackFiles.pairs(tag + "/glossary.csv", ',')),
                english);
    }

    private static List<String> brief(List<String> lines) {
        return lines.stream().filter(line -> line.length() <= SHORT_GREETING).toList();
    }

    /** The text once more, another way. @param isSmallTalk whether greetings around it would change what it is */
    String of(String text, boolean isSmallTalk) {
        return switch (random.nextInt(5)) {
            case 0 -> careless(text);
            case 1 -> isSmallTalk ? mistyped(text) : surrounded(text);
            case 2 -> mixed(text);
            case 3 -> mistyped(careless(text));
            default -> mistyped(text);
        };
    }

    /** The text with something about the shopper before or after it. */
    String told(String text) {
        if (stories.isEmpty()) {
            return mistyped(text);
        }
        String story = one(stories);
        return random.nextInt(3) == 0 ? text + separator() + story : story + " " + text;
    }

    /** Without capitals, marks of Latin letters and punctuation. */
    private static String careless(String text) {
        return TextNormalizer.withoutLatinMarks(text.toLowerCase(java.util.Locale.ROOT))
                .replaceAll("[.,!?¿¡。，！？؟،]+", " ")
                .strip();
    }

    private String surrounded(String text) {
        String before = random.nextInt(3) == 0 || greetings.isEmpty() ? "" : one(greetings) + separator();
        String after = random.nextInt(2) == 0 || farewells.isEmpty() ? "" : separator() + one(farewells);
        return before + text + after;
    }

    private String separator() {
        return switch (random.nextInt(3)) {
            case 0 -> ", ";
            case 1 -> " ";
            default -> "\n";
        };
    }

    private String one(List<String> lines) {
        return lines.get(random.nextInt(lines.size()));
    }

    /** One word with a concept is said in English. */
    private String mixed(String text) {
        List<String> words = new ArrayList<>(List.of(text.split(" ")));
        List<Integer> known = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (translation(words.get(i)) != null) {
                known.add(i);
            }
        }
        if (known.isEmpty()) {
            return mistyped(text);
        }
        int at = known.get(random.nextInt(known.size()));
        String translation = translation(words.get(at));
        return translation == null
                ? text
                : words.stream()
                        .map(word -> word.equals(words.get(at)) ? translation : word)
                        .collect(Collectors.joining(" "));
    }

    private @Nullable String translation(String word) {
        String bare = TextNormalizer.withoutLatinMarks(TextNormalizer.normalize(word));
        String concept = own.meaningOf(bare.strip());
        List<String> words = concept == null ? null : english.get(concept);
        return words == null ? null : words.get(Math.floorMod(bare.hashCode(), words.size()));
    }

    /** Letters left out, swapped or doubled. */
    private String mistyped(String text) {
        StringBuilder typed = new StringBuilder(text);
        for (int slip = 0; slip < Math.max(1, text.length() / LETTERS_PER_SLIP); slip++) {
            int at = typed.length() < 4 ? -1 : random.nextInt(typed.length() - 1);
            if (at >= 0 && isPlain(typed.charAt(at)) && isPlain(typed.charAt(at + 1))) {
                slip(typed, at);
            }
        }
        return typed.toString();
    }

    private void slip(StringBuilder typed, int at) {
        switch (random.nextInt(3)) {
            case 0 -> typed.deleteCharAt(at);
            case 1 -> {
                char first = typed.charAt(at);
                typed.setCharAt(at, typed.charAt(at + 1));
                typed.setCharAt(at + 1, first);
            }
            default -> typed.insert(at, typed.charAt(at));
        }
    }

    private static boolean isPlain(char letter) {
        return Character.isLetter(letter) && !Character.isSurrogate(letter);
    }
}
