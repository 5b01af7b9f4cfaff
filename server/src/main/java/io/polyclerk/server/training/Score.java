package io.polyclerk.server.training;

import io.polyclerk.ai.understanding.PackTrainer.Example;
import io.polyclerk.ai.understanding.ShopModel;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How many of some samples a model understands. @param missed texts of the others */
public record Score(int right, int of, Set<String> missed) {

    private static final int FEW = 3;

    public Score {
        missed = Set.copyOf(missed);
    }

    static Score of(ShopModel model, List<Example> samples) {
        Set<String> missed = samples.stream()
                .filter(sample -> !model.top(sample.text()).equals(sample.label()))
                .map(Example::text)
                .collect(Collectors.toSet());
        long right = samples.stream()
                .filter(sample -> !missed.contains(sample.text()))
                .count();
        return new Score((int) right, samples.size(), missed);
    }

    /** Some of the samples that were understood before and are not now. */
    List<String> lostSince(Score before) {
        return missed.stream()
                .filter(text -> !before.missed().contains(text))
                .sorted()
                .limit(FEW)
                .toList();
    }
}
