package io.polyclerk.core.skill;

import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds which of the things of an order a shopper means: by words of its name, by what sort of thing it is and by its colour, in whatever languages
 * shopper and shop speak, and by its place in the list that was shown. Immutable.
 */
public final class LineWords {

    private static final int SHORTEST_NAME = 4;
    /** "I bought it for the first time" is longer than what picks from a list. */
    private static final int LONGEST_PICK = 40;

    private static final double MEANT = 0.5;

    /** What is said of a thing rather than of another matter. */
    private static final Set<Intent> OF_THINGS =
            EnumSet.of(Intent.DAMAGED_OR_WRONG_ITEM, Intent.COMPLAINT, Intent.FEEDBACK, Intent.RETURN_ITEM);

    private static final Pattern QUESTION_MARK = Pattern.compile("[?？؟]");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final String LAST = "last";

    /** "One second" and "my first order" are no places in a list. */
    private static final String NONE = "none";

    private static final String THING = "thing";

    /** Said beside a place without meaning anything else. */
    private static final Set<String> BESIDE = Set.of(THING, "small");

    private static final int MOST_BESIDE = 2;
    /** Two words, where none has a space behind it. */
    private static final int MOST_BESIDE_DENSE = 6;

    private final Goods goods;
    private final PackWords colours;
    private final PackWords places;

    LineWords(LanguagePacks packs, Goods goods) {
        this.goods = goods;
        colours = PackWords.of(packs, "colour.");
        places = PackWords.of(packs, "place.");
    }

    /**
     * The places in a list of titles, from 0, of those that a text names. Empty when it names none or says nothing that tells one from the others;
     * several when it may mean any of them.
     */
    List<Integer> named(String text, List<String> titles) {
        List<Integer> meant = mentioned(text, titles);
        return meant.size() == titles.size() && titles.size() > 1 ? List.of() : meant;
    }

    private List<Integer> mentioned(String text, List<String> titles) {
        List<Integer> whole = best(titles, title -> holds(text, title) ? title.length() : 0);
        if (!whole.isEmpty()) {
            return whole;
        }
        Set<String> words = wordsOf(text);
        Set<String> sorts = goods.sortsIn(text);
        Set<String> shades = lists(colours, text);
        List<List<Integer>> clues = new ArrayList<>();
        clues.add(best(titles, title -> shared(words, wordsOf(title))));
        clues.add(sorts.isEmpty() ? List.of() : best(titles, title -> shared(sorts, goods.sortsIn(title))));
        clues.add(shades.isEmpty() ? List.of() : best(titles, title -> shared(shades, lists(colours, title))));
        clues.removeIf(List::isEmpty);
        if (clues.isEmpty()) {
            return List.of();
        }
        List<Integer> agreed = IntStream.range(0, titles.size())
                .filter(at -> clues.stream().allMatch(clue -> clue.contains(at)))
                .boxed()
                .toList();
        return agreed.isEmpty()
                // "The blue mug" of a red mug and a blue scarf may be either.
                ? clues.stream().flatMap(List::stream).distinct().sorted().toList()
                : agreed;
    }

    /**
     * The place, from 0, that is picked from a list of so many by its number: "the second one". A number that is said among other things, such as
     * "my first order", picks nothing.
     */
    Optional<Integer> placed(String text, int count) {
        List<PackWords.Found> found = text.length() > LONGEST_PICK ? List.of() : places.in(text);
        List<PackWords.Found> numbers = found.stream()
                .filter(word -> !BESIDE.contains(word.list()) && !word.list().equals(NONE))
                .toList();
        Set<String> said = numbers.stream().map(PackWords.Found::list).collect(Collectors.toSet());
        if (said.size() != 1 || !isLittle(text, found) && !isBesideThing(numbers, found)) {
            return Optional.empty();
        }
        String place = said.iterator().next();
        int at = place.equals(LAST) ? count - 1 : Integer.parseInt(place) - 1;
        return at >= 0 && at < count ? Optional.of(at) : Optional.empty();
    }

    private static boolean isLittle(String text, List<PackWords.Found> found) {
        StringBuilder left = new StringBuilder(PackWords.plain(text));
        found.stream()
                .filter(word -> !word.list().equals(NONE))
                .forEach(word -> left.replace(word.start(), word.end(), " ".repeat(word.end() - word.start())));
        long words = NO_WORD.splitAsStream(left).filter(word -> !word.isEmpty()).count();
        return words <= MOST_BESIDE && left.codePoints().filter(Goods::isDense).count() <= MOST_BESIDE_DENSE;
    }

    /** "The second one" is meant of things, whatever else is said. */
    private static boolean isBesideThing(List<PackWords.Found> numbers, List<PackWords.Found> found) {
        return numbers.stream()
                .anyMatch(number -> found.stream()
                        .filter(word -> word.list().equals(THING))
                        .anyMatch(thing -> isNext(number, thing) || isNext(thing, number)));
    }

    private static boolean isNext(PackWords.Found one, PackWords.Found other) {
        return other.start() >= one.end() && other.start() - one.end() <= 1;
    }

    /**
     * Whether a message picks from the titles that were offered, however unclearly. Shoppers who are asked which thing name it as if they looked for
     * one; whoever asks something of it or names an order picks nothing.
     */
    public boolean isPick(String text, Interpretation found, List<String> titles) {
        boolean otherMatter = !found.outOfScope()
                && found.intents().stream()
                        .limit(1)
                        .anyMatch(scored -> scored.confidence() >= MEANT
                                && !scored.intent().isAboutProducts()
                                && !OF_THINGS.contains(scored.intent()));
        return !otherMatter
                && text.length() <= LONGEST_PICK
                && !QUESTION_MARK.matcher(text).find()
                && found.slot(Slot.ORDER_NUMBER).isEmpty()
                && (!mentioned(text, titles).isEmpty()
                        || placed(text, titles.size()).isPresent());
    }

    private static List<Integer> best(List<String> titles, ToIntFunction<String> score) {
        int most = titles.stream().mapToInt(score).max().orElse(0);
        return most == 0
                ? List.of()
                : IntStream.range(0, titles.size())
                        .filter(at -> score.applyAsInt(titles.get(at)) == most)
                        .boxed()
                        .toList();
    }

    private static boolean holds(String text, String title) {
        return text.toLowerCase(Locale.ROOT).contains(title.toLowerCase(Locale.ROOT));
    }

    private static int shared(Set<String> said, Collection<String> own) {
        return (int) own.stream().filter(said::contains).count();
    }

    private static Set<String> lists(PackWords words, String text) {
        return words.in(text).stream().map(PackWords.Found::list).collect(Collectors.toSet());
    }

    private static Set<String> wordsOf(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
                .filter(word -> word.length() >= SHORTEST_NAME)
                .collect(Collectors.toSet());
    }
}
