package io.polyclerk.ai.vision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opencv.calib3d.Calib3d;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.DMatch;
import org.opencv.core.KeyPoint;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDMatch;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;
import org.opencv.features2d.DescriptorMatcher;

/**
 * Finds the product on a photo: all points of all pictures vote in one search tree, and the few with most votes have to fit the photo as a
 * flat thing seen from somewhere.
 */
final class ProductFinder {

    private static final int CANDIDATES = 6;
    private static final int LEAST_INLIERS = 10;
    private static final double RATIO = 0.8;
    private static final double MISFIT = 3;

    private final List<Catalogue.Entry> entries;
    private final DescriptorMatcher tree = DescriptorMatcher.create(DescriptorMatcher.FLANNBASED);
    private final List<Catalogue.Entry> voters = new ArrayList<>();

    /** @param homography from the catalogue picture to the photo @param inliers points that agree with it */
    record Found(Catalogue.Entry entry, Mat homography, int inliers) {
        /** Ten points may agree by chance in one of a thousand pictures; thirty never did. */
        double confidence() {
            return Math.min(0.99, 1 - Math.exp(-(inliers - 4) / 9.0));
        }
    }

    ProductFinder(List<Catalogue.Entry> entries) {
        this.entries = List.copyOf(entries);
        List<Mat> all = new ArrayList<>();
        for (Catalogue.Entry entry : entries) {
            if (entry.features().descriptors().rows() >= 2) {
                all.add(entry.features().descriptors());
                voters.add(entry);
            }
        }
        if (!all.isEmpty()) {
            tree.add(all);
            tree.train();
        }
    }

    /** The product that fits best; empty when none fits. */
    Optional<Found> find(Features photo, Scope scope) {
        if (voters.isEmpty() || photo.descriptors().rows() < 4) {
            return Optional.empty();
        }
        Optional<Found> best = Optional.empty();
        for (Catalogue.Entry entry : candidates(photo)) {
            Optional<Found> found = fit(entry, photo, scope);
            if (found.isPresent()
                    && (best.isEmpty() || found.get().inliers() > best.get().inliers())) {
                best = found;
            }
        }
        return best;
    }

    private List<Catalogue.Entry> candidates(Features photo) {
        List<MatOfDMatch> matches = new ArrayList<>();
        tree.knnMatch(photo.descriptors(), matches, 4);
        Map<Catalogue.Entry, Double> votes = new HashMap<>();
        for (MatOfDMatch of : matches) {
            DMatch[] near = of.toArray();
            of.release();
            for (int i = 0; i + 1 < near.length; i++) {
                votes.merge(voters.get(near[i].imgIdx), 1.0 / (30 + near[i].distance), Double::sum);
            }
        }
        return votes.entrySet().stream()
                .sorted(Map.Entry.<Catalogue.Entry, Double>comparingByValue().reversed())
                .limit(CANDIDATES)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Lays one picture upon the photo. */
    static Optional<Found> fit(Catalogue.Entry entry, Features photo, Scope scope) {
        if (entry.features().descriptors().rows() < 4 || photo.descriptors().rows() < 4) {
            return Optional.empty();
        }
        List<MatOfDMatch> matches = new ArrayList<>();
        DescriptorMatcher.create(DescriptorMatcher.BRUTEFORCE)
                .knnMatch(photo.descriptors(), entry.features().descriptors(), matches, 2);
        KeyPoint[] seen = photo.points().toArray();
        KeyPoint[] known = entry.features().points().toArray();
        List<Point> from = new ArrayList<>();
        List<Point> to = new ArrayList<>();
        for (MatOfDMatch of : matches) {
            DMatch[] near = of.toArray();
            of.release();
            if (near.length == 2 && near[0].distance < RATIO * near[1].distance) {
                from.add(known[near[0].trainIdx].pt);
                to.add(seen[near[0].queryIdx].pt);
            }
        }
        return from.size() < LEAST_INLIERS ? Optional.empty() : homography(entry, from, to, scope);
    }

    private static Optional<Found> homography(Catalogue.Entry entry, List<Point> from, List<Point> to, Scope scope) {
        MatOfPoint2f source = scope.keep(new MatOfPoint2f(from.toArray(new Point[0])));
        MatOfPoint2f target = scope.keep(new MatOfPoint2f(to.toArray(new Point[0])));
        Mat inliers = scope.mat();
        Mat homography =
                scope.keep(Calib3d.findHomography(source, target, Calib3d.USAC_MAGSAC, MISFIT, inliers, 2000, 0.999));
        if (homography.empty() || homography.type() != CvType.CV_64F) {
            return Optional.empty();
        }
        int count = Core.countNonZero(inliers);
        return count >= LEAST_INLIERS && isSensible(homography)
                ? Optional.of(new Found(entry, homography, count))
                : Optional.empty();
    }

    /** Neither mirrored nor folded nor shrunk to nothing. */
    private static boolean isSensible(Mat homography) {
        double[] h = new double[9];
        homography.get(0, 0, h);
        double area = h[0] * h[4] - h[1] * h[3];
        return area > 0.01 && area < 100 && Math.abs(h[6]) < 0.004 && Math.abs(h[7]) < 0.004;
    }

    List<Catalogue.Entry> entries() {
        return entries;
    }
}
