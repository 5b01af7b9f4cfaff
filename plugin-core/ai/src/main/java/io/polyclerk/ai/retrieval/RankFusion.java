package io.polyclerk.ai.retrieval;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.ScoreDoc;

/** Reciprocal-rank fusion: what stands high in any ranking stands high in the result, whatever its scores are. */
final class RankFusion {

    /** As in the paper that proposed it (Cormack, Clarke, Büttcher, SIGIR 2009). */
    private static final int RANK_CONSTANT = 60;

    private RankFusion() {}

    /** Document numbers, best first. */
    static List<Integer> fuse(List<ScoreDoc[]> rankings, int most) {
        Map<Integer, Double> scores = new LinkedHashMap<>();
        for (ScoreDoc[] ranking : rankings) {
            for (int rank = 0; rank < ranking.length; rank++) {
                scores.merge(ranking[rank].doc, 1.0 / (RANK_CONSTANT + rank + 1), Double::sum);
            }
        }
        return scores.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }
}
