package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.Division.Lesson;
import io.polyclerk.ai.understanding.PackTrainer.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What {@link Division} learns from: messages of a pack with several wishes or with one that looks like several, lines with one wish,
 * messages made of two such lines, and lines with much around them that asks for nothing or for the same. The classifier that reads them
 * must not have been trained on any of these lines.
 */
final class DivisionLessons {

    private static final int MADE_OF_TWO = 200;
    private static final int MADE_OF_ONE = 300;
    private static final long SEED = 3;
    private static final List<String> JOINTS = List.of(", ", ". ", "\n", " ");

    private final String tag;
    private final WishPairs.Source source;
    private final Random random = new Random(SEED);
    private final List<Lesson> lessons = new ArrayList<>();

    private DivisionLessons(String tag, WishPairs.Source source) {
        this.tag = tag;
        this.source = source;
    }

    /** In an order of chance, always in the same one. @param lines with one wish or out of scope */
    static List<Lesson> of(String tag, List<Example> lines, WishPairs.Source source) {
        DivisionLessons lessons = new DivisionLessons(tag, source);
        lines.forEach(line -> lessons.add(line.text(), Set.of(line.label()), true));
        KnownWishes.of(tag).forEach(known -> lessons.add(known.text(), Set.copyOf(known.wishes()), true));
        List<Example> wishes = lines.stream()
                .filter(line -> !line.label().equals(PackModel.OUT_OF_SCOPE))
                .toList();
        if (!wishes.isEmpty()) {
            lessons.madeOfTwo(wishes);
            lessons.madeOfOne(wishes, others(tag, lines));
        }
        Collections.shuffle(lessons.lessons, new Random(SEED));
        return lessons.lessons;
    }

    private void madeOfTwo(List<Example> wishes) {
        for (int i = 0; i < MADE_OF_TWO; i++) {
            Example one = any(wishes);
            Example other = any(wishes);
            if (!one.label().equals(other.label())) {
                add(joined(one.text(), other.text()), Set.of(one.label(), other.label()), false);
            }
        }
    }

    /** Stories, and what is said beside a wish or twice, make no second wish. @param others lines that ask for nothing */
    private void madeOfOne(List<Example> wishes, List<String> others) {
        Map<String, List<Example>> byLabel =
                wishes.stream().collect(Collectors.groupingBy(Example::label, TreeMap::new, Collectors.toList()));
        for (int i = 0; i < MADE_OF_ONE; i++) {
            Example wish = any(wishes);
            String again = any(byLabel.getOrDefault(wish.label(), wishes)).text();
            String text = switch (others.isEmpty() ? 3 : i % 4) {
                case 0 -> joined(any(others), wish.text());
                case 1 -> joined(wish.text(), any(others));
                case 2 -> joined(any(others), joined(any(others), wish.text()));
                default -> joined(wish.text(), again);
            };
            add(text, Set.of(wish.label()), false);
        }
    }

    private static List<String> others(String tag, List<Example> lines) {
        List<String> stories = PackFiles.lines(tag + "/stories.txt").orElse(List.of());
        List<String> others = new ArrayList<>();
        for (Example line : lines) {
            if (line.label().equals(PackModel.OUT_OF_SCOPE)) {
                others.add(line.text());
                // As many stories, of which there are few.
                others.addAll(stories.isEmpty() ? List.of() : List.of(stories.get(others.size() % stories.size())));
            }
        }
        return others;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private String joined(String one, String other) {
        return one.replaceFirst("[.?!。？！؟]+$", "") + any(JOINTS) + other;
    }

    private void add(String text, Set<String> wishes, boolean isUsual) {
        lessons.add(new Lesson(WishPairs.in(text, Joints.ofPack(tag), source), wishes, isUsual));
    }
}
