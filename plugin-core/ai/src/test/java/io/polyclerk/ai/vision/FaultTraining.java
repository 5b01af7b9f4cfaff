package io.polyclerk.ai.vision;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.polyclerk.core.media.PhotoInspector.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nu.pattern.OpenCV;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;

/**
 * Learns from the development set how surely a place is a fault, and of what kind, and writes the weights. Arguments: folder of the sample
 * shop's pictures, folder for the catalogue of the set, products drawn beside the sample shop's, file to write.
 */
final class FaultTraining {

    private static final int MOST_PLACES = 8;
    /** Share of clean development photos, of products left out of the learning, that may be called faulty. */
    private static final double FALSE_ALARMS = 0.015;

    private static final int FOLDS = 5;

    /** @param fault NONE when it is no fault @param photo number of the photo @param fold of its product */
    private record Example(double[] features, Fault fault, int photo, int fold) {}

    private final List<Example> examples = new ArrayList<>();
    private final Map<Integer, Integer> cleanPhotos = new java.util.TreeMap<>();
    private int photos;

    private FaultTraining() {}

    public static void main(String[] arguments) throws IOException {
        OpenCV.loadLocally();
        Core.setNumThreads(1);
        Linear.setDebugOutput(null);
        Photographed set = new PhotoSet(Path.of(arguments[0]), false, Integer.parseInt(arguments[2]));
        Inspection inspection = new Inspection(new ProductFinder(Learnt.catalogue(set, Path.of(arguments[1]))), null);
        FaultTraining training = new FaultTraining();
        set.photos(all -> true, photo -> training.add(inspection, photo));
        FaultEvidence.Weights weights = training.weights();
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(Path.of(arguments[3]).toFile(), weights);
        System.out.println(
                training.examples.size() + " places of " + training.photos + " photos; least " + weights.least());
    }

    private void add(Inspection inspection, Photographed.Photo photo) {
        int number = photos++;
        int fold = Math.floorMod(photo.sku().hashCode() / 2, FOLDS);
        if (photo.truth() == null) {
            cleanPhotos.put(number, fold);
        }
        try (Scope scope = new Scope()) {
            Inspection.Product product = inspection.product(photo.file(), photo.sku(), scope);
            if (product.found() == null || product.another()) {
                return;
            }
            List<Place> places = Inspection.compared(product.photo(), product.found(), scope)
                    .map(Inspection.Compared::places)
                    .orElse(List.of());
            double scale = product.photo().scale();
            for (Place place : places.subList(0, Math.min(places.size(), MOST_PLACES))) {
                label(photo, place, scale)
                        .ifPresent(fault -> examples.add(new Example(place.features(), fault, number, fold)));
            }
        } catch (PhotoFile.Unreadable | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Empty for what is a piece of a fault: neither right nor wrong. */
    private static Optional<Fault> label(Photographed.Photo photo, Place place, double scale) {
        Rect truth = photo.truth();
        if (truth == null) {
            return Optional.of(Fault.NONE);
        }
        Rect there = new Rect(
                (int) (truth.x * scale),
                (int) (truth.y * scale),
                (int) (truth.width * scale) + 1,
                (int) (truth.height * scale) + 1);
        if (Overlap.of(there, place.box()) >= 0.4) {
            return Optional.of(photo.fault());
        }
        return Overlap.common(there, place.box()) > 0 ? Optional.empty() : Optional.of(Fault.NONE);
    }

    private FaultEvidence.Weights weights() {
        double least = least();
        double[][] scale = scale(examples);
        Map<Fault, double[]> kinds = new EnumMap<>(Fault.class);
        List<Example> faults =
                examples.stream().filter(example -> example.fault().isFault()).toList();
        for (Fault kind : faults.stream().map(Example::fault).distinct().toList()) {
            kinds.put(kind, learnt(faults, scale, example -> example.fault() == kind));
        }
        return new FaultEvidence.Weights(
                Place.NAMES,
                scale[0],
                scale[1],
                learnt(examples, scale, example -> example.fault().isFault()),
                kinds,
                least);
    }

    /** The probability above which few photos of products that were left out raise a false alarm. */
    private double least() {
        Map<Integer, Double> highest = new java.util.TreeMap<>();
        cleanPhotos.keySet().forEach(photo -> highest.put(photo, 0.0));
        for (int fold = 0; fold < FOLDS; fold++) {
            int left = fold;
            List<Example> others =
                    examples.stream().filter(example -> example.fold() != left).toList();
            double[][] scale = scale(others);
            FaultEvidence evidence = new FaultEvidence(new FaultEvidence.Weights(
                    Place.NAMES,
                    scale[0],
                    scale[1],
                    learnt(others, scale, example -> example.fault().isFault()),
                    Map.of(),
                    0));
            for (Example example : examples) {
                if (example.fold() == left && highest.containsKey(example.photo())) {
                    double confidence = evidence.confidence(new Place(new Rect(), new Mat(), 0, example.features()));
                    highest.merge(example.photo(), confidence, Math::max);
                }
            }
        }
        List<Double> sorted = new ArrayList<>(highest.values());
        Collections.sort(sorted);
        return Math.max(0.5, sorted.get((int) ((1 - FALSE_ALARMS) * sorted.size())));
    }

    private static double[][] scale(List<Example> examples) {
        int count = Place.NAMES.size();
        double[] mean = new double[count];
        double[] deviation = new double[count];
        for (Example example : examples) {
            for (int i = 0; i < count; i++) {
                mean[i] += example.features()[i] / examples.size();
            }
        }
        for (Example example : examples) {
            for (int i = 0; i < count; i++) {
                double far = example.features()[i] - mean[i];
                deviation[i] += far * far / examples.size();
            }
        }
        return new double[][] {
            mean,
            Arrays.stream(deviation)
                    .map(square -> Math.max(1e-6, Math.sqrt(square)))
                    .toArray()
        };
    }

    private static double[] learnt(
            List<Example> examples, double[][] scale, java.util.function.Predicate<Example> positive) {
        int count = Place.NAMES.size();
        Problem problem = new Problem();
        problem.l = examples.size();
        problem.n = count + 1;
        problem.bias = 1;
        problem.x = new Feature[problem.l][];
        problem.y = new double[problem.l];
        for (int row = 0; row < problem.l; row++) {
            Feature[] features = new Feature[count + 1];
            for (int i = 0; i < count; i++) {
                features[i] = new FeatureNode(i + 1, (examples.get(row).features()[i] - scale[0][i]) / scale[1][i]);
            }
            features[count] = new FeatureNode(count + 1, 1);
            problem.x[row] = features;
            problem.y[row] = positive.test(examples.get(row)) ? 1 : -1;
        }
        Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, 1, 0.001));
        double[] weights = model.getFeatureWeights();
        int sign = model.getLabels()[0] == 1 ? 1 : -1;
        return Arrays.stream(weights)
                .limit(count + 1)
                .map(weight -> Math.round(sign * weight * 1e5) / 1e5)
                .toArray();
    }

    /** The catalogue of a set, kept on disk. */
    static final class Learnt {
        private Learnt() {}

        static List<Catalogue.Entry> catalogue(Photographed set, Path folder) throws IOException {
            Catalogue catalogue = new Catalogue(folder);
            List<String> known =
                    catalogue.entries().stream().map(Catalogue.Entry::sku).toList();
            for (var product : set.catalogue().entrySet()) {
                if (!known.contains(product.getKey())) {
                    try {
                        String sku = product.getKey();
                        catalogue.learn(sku, sku, sku, sku, Photographed.png(product.getValue()));
                    } catch (PhotoFile.Unreadable broken) {
                        throw new IllegalStateException(broken);
                    }
                }
            }
            return catalogue.entries();
        }
    }

    /** How much two boxes have in common. */
    static final class Overlap {
        private Overlap() {}

        static double common(Rect one, Rect other) {
            double width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
            double height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
            return Math.max(0, width) * Math.max(0, height);
        }

        /** Common share of both together (IoU). */
        static double of(Rect one, Rect other) {
            double both = common(one, other);
            return both / (one.area() + other.area() - both);
        }
    }
}
