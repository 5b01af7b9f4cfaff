package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.Division.Lesson;
import io.polyclerk.ai.understanding.PackTrainer.Example;
import io.polyclerk.ai.understanding.WishPairs.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What {@link Division} learns from: messages of a pack with several wishes or with one that looks like several, messages made of two lines that were written for one wish
 * each, and lines with one wish, all of which the classifier that reads them must not have been trained on.
 */
final class DivisionLessons {

    private static final int MADE = 125;
    private static final long SEED = 3;
    private static final List<String> JOINTS = List.of(", ", ". ", "\n", " ");

    private final String tag;
    private final WishPairs.Source source;

    DivisionLessons(String tag, WishPairs.Source source) {
        this.tag = tag;
        this.source = source;
    }

    /** @param lines with one wish or out of scope */
    List<Lesson> of(List<Example> lines) {
        List<Lesson> lessons = new ArrayList<>();
        lines.forEach(line -> add(line.text(), Set.of(line.label()), lessons));
        for (String line : PackFiles.lines(tag + "/examples/several.tsv").orElse(List.of())) {
            String[] parts = line.split("\t", 2);
            List<String> wishes = Arrays.asList(parts[0].split("\\+"));
            if (wishes.stream().noneMatch(PackTrainer::isSmallTalk)) {
                add(parts[1], Set.copyOf(wishes), lessons);
            }
        }
        made(lines, lessons);
        return lessons;
    }

    private void made(List<Example> lines, List<Lesson> lessons) {
        List<Example> wishes = lines.stream()
                .filter(line -> !line.label().equals(PackModel.OUT_OF_SCOPE))
                .toList();
        Random random = new Random(SEED);
        for (int i = 0; i < MADE && wishes.size() > 1; i++) {
            Example one = wishes.get(random.nextInt(wishes.size()));
            Example other = wishes.get(random.nextInt(wishes.size()));
            String joint = JOINTS.get(random.nextInt(JOINTS.size()));
            if (!one.label().equals(other.label())) {
                String text = one.text().replaceFirst("[.?!。？！؟]+$", "") + joint + other.text();
                add(text, Set.of(one.label(), other.label()), lessons);
            }
        }
    }

    private void add(String text, Set<String> meant, List<Lesson> lessons) {
        for (Pair pair : WishPairs.in(text, source)) {
            lessons.add(new Lesson(pair, meant.contains(pair.first()) && meant.contains(pair.second())));
        }
    }
}
