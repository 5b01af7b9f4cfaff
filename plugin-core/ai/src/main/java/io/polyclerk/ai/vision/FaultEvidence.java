package io.polyclerk.ai.vision;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.core.media.PhotoInspector.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How surely a place is a fault, and of what kind. Logistic regressions over what is measured of a place; their weights were learnt from
 * drawn faults and lie beside this class.
 */
final class FaultEvidence {

    private static final String FILE = "fault-evidence.json";
    /** Nothing that was learnt from a few hundred drawings is surer. */
    private static final double MOST = 0.99;

    private final Weights weights;

    /**
     * What was learnt.
     *
     * @param names of the features, to tell an outdated file
     * @param mean of each feature
     * @param deviation of each feature
     * @param fault weight of each feature for being a fault, and a constant
     * @param kinds the same for being of a kind
     * @param least probability from which a place is called a fault
     */
    record Weights(
            List<String> names,
            double[] mean,
            double[] deviation,
            double[] fault,
            Map<Fault, double[]> kinds,
            double least) {}

    FaultEvidence(Weights weights) {
        if (!weights.names().equals(Place.NAMES)) {
            throw new IllegalArgumentException("the weights are of other features");
        }
        this.weights = weights;
    }

    static FaultEvidence learnt() {
        try (InputStream file = FaultEvidence.class.getResourceAsStream(FILE)) {
            return new FaultEvidence(new ObjectMapper().readValue(file, Weights.class));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** How surely a place is a fault at all, 0 to 1. */
    double confidence(Place place) {
        return Math.min(MOST, logistic(sum(weights.fault(), place)));
    }

    boolean isFault(Place place) {
        return confidence(place) >= weights.least();
    }

    /** A kind of fault. @param confidence that it is this one, if it is a fault at all, 0 to 1 */
    record Kind(Fault fault, double confidence) {}

    /** The kind that fits best, as sure as it is against all others. */
    Kind kind(Place place) {
        Map<Fault, Double> likely = new EnumMap<>(Fault.class);
        weights.kinds().forEach((kind, weight) -> likely.put(kind, logistic(sum(weight, place))));
        Map.Entry<Fault, Double> best =
                likely.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        double all = likely.values().stream().mapToDouble(Double::doubleValue).sum();
        return new Kind(best.getKey(), best.getValue() / Math.max(1e-9, all));
    }

    private static double logistic(double sum) {
        return 1 / (1 + Math.exp(-sum));
    }

    private double sum(double[] weight, Place place) {
        double sum = weight[weight.length - 1];
        for (int i = 0; i < place.features().length; i++) {
            sum += weight[i] * (place.features()[i] - weights.mean()[i]) / weights.deviation()[i];
        }
        return sum;
    }
}
