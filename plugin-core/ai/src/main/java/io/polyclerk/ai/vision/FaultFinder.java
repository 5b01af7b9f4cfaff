package io.polyclerk.ai.vision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Finds the places where a photo differs from what was expected, and joins the pieces of one fault. */
final class FaultFinder {

    /** Doubts from which a point begins a piece, and from which it may belong to one that has begun. */
    private static final double SURE = 5;

    private static final double POSSIBLE = 2.6;
    /** Grey levels that count whatever the doubt. */
    private static final double LEAST_DIFFERENCE = 9;

    private static final double LEAST_POSSIBLE = 6;
    /** A piece reaches as far as its difference is this share of its height: half, less a little for thin lines. */
    private static final double GROWN = 0.45;

    /** Doubts of the plain difference below which nothing grows: else a piece would spread along every edge that is a little off. */
    private static final double UNUSUAL = 2;

    private static final int LEAST_AREA = 8;
    private static final int MOST_PIECES = 200;
    private static final double NEAR = 0.03;
    private static final double LEAST_SHARE = 0.06;
    private static final double LEAST_HEIGHT = 0.45;

    private FaultFinder() {}

    /** The strongest first. */
    static List<Place> places(Comparison comparison, Scope scope) {
        List<Piece> pieces = pieces(comparison, scope);
        double near =
                NEAR * Math.hypot(comparison.photo().width(), comparison.photo().height());
        List<Place> places = new ArrayList<>();
        int sure = (int) pieces.stream().filter(Piece::sure).count();
        for (Piece group : grouped(pieces, near, scope)) {
            places.add(Place.of(group, sure, comparison));
        }
        return places;
    }

    private static List<Piece> pieces(Comparison comparison, Scope scope) {
        Mat joined = scope.mat();
        Mat seeds = beyond(comparison, SURE, LEAST_DIFFERENCE, scope);
        Mat possible = beyond(comparison, POSSIBLE, LEAST_POSSIBLE, scope);
        Imgproc.morphologyEx(possible, joined, Imgproc.MORPH_CLOSE, ellipse(5, scope));
        Mat labels = scope.mat();
        Mat stats = scope.mat();
        int count = Imgproc.connectedComponentsWithStats(joined, labels, stats, scope.mat());
        List<int[]> found = new ArrayList<>();
        int[] row = new int[5];
        for (int label = 1; label < count; label++) {
            stats.get(label, 0, row);
            if (row[Imgproc.CC_STAT_AREA] >= LEAST_AREA) {
                found.add(new int[] {label, row[0], row[1], row[2], row[3], row[Imgproc.CC_STAT_AREA]});
            }
        }
        found.sort(Comparator.comparingInt((int[] piece) -> -piece[5]));
        List<Piece> pieces = new ArrayList<>();
        for (int[] piece : found.subList(0, Math.min(found.size(), MOST_PIECES))) {
            Rect box = new Rect(piece[1], piece[2], piece[3], piece[4]);
            boolean sure = overlap(labels.submat(box), piece[0], seeds.submat(box)) >= LEAST_AREA;
            pieces.add(grown(piece[0], box, sure, labels, possible, comparison, scope));
        }
        return pieces;
    }

    private static int overlap(Mat labels, int label, Mat seeds) {
        try (Scope inner = new Scope()) {
            Mat own = inner.mat();
            Core.compare(inner.keep(labels), new Scalar(label), own, Core.CMP_EQ);
            Core.bitwise_and(own, inner.keep(seeds), own);
            return Core.countNonZero(own);
        }
    }

    /** Points that stick out of the doubt. */
    private static Mat beyond(Comparison comparison, double doubts, double least, Scope scope) {
        Mat limit = scope.mat();
        comparison.doubt().convertTo(limit, CvType.CV_8U, doubts / Doubt.STEPS);
        Core.max(limit, new Scalar(least), limit);
        Mat seeds = scope.mat();
        Core.compare(comparison.left(), limit, seeds, Core.CMP_GT);
        return seeds;
    }

    private static Piece grown(
            int label, Rect seed, boolean sure, Mat labels, Mat possible, Comparison comparison, Scope scope) {
        int margin = Math.max(10, Math.max(seed.width, seed.height) / 3);
        Rect box = inside(
                new Rect(seed.x - margin, seed.y - margin, seed.width + 2 * margin, seed.height + 2 * margin), labels);
        Mat own = scope.mat();
        Core.compare(scope.keep(labels.submat(box)), new Scalar(label), own, Core.CMP_EQ);
        Core.bitwise_and(own, scope.keep(possible.submat(box)), own);
        Mat raw = scope.keep(comparison.raw().submat(box));
        double height = Core.mean(raw, own).val[0];
        Mat high = scope.mat();
        Mat limit = scope.mat();
        scope.keep(comparison.usual().submat(box)).convertTo(limit, CvType.CV_8U, UNUSUAL / Doubt.STEPS);
        Core.max(limit, new Scalar(Math.max(GROWN * height, 5)), limit);
        Core.compare(raw, limit, high, Core.CMP_GT);
        Mat parts = scope.mat();
        int count = Imgproc.connectedComponents(high, parts, 8, CvType.CV_32S);
        Mat mask = scope.mat();
        Core.bitwise_and(own, high, mask);
        boolean[] touched = touched(parts, mask, count);
        int[] part = new int[(int) parts.total()];
        byte[] values = new byte[part.length];
        parts.get(0, 0, part);
        for (int i = 0; i < part.length; i++) {
            values[i] = touched[part[i]] ? (byte) 255 : 0;
        }
        mask.put(0, 0, values);
        if (Core.countNonZero(mask) == 0) {
            own.copyTo(mask);
        }
        return cropped(box, mask, sure, comparison, scope);
    }

    private static boolean[] touched(Mat parts, Mat seeds, int count) {
        int[] part = new int[(int) parts.total()];
        byte[] seed = new byte[part.length];
        parts.get(0, 0, part);
        seeds.get(0, 0, seed);
        boolean[] touched = new boolean[count];
        for (int i = 0; i < part.length; i++) {
            touched[part[i]] |= seed[i] != 0 && part[i] != 0;
        }
        return touched;
    }

    private static Rect inside(Rect box, Mat picture) {
        int x = Math.max(0, box.x);
        int y = Math.max(0, box.y);
        return new Rect(
                x,
                y,
                Math.min(picture.width(), box.x + box.width) - x,
                Math.min(picture.height(), box.y + box.height) - y);
    }

    private static Piece cropped(Rect box, Mat mask, boolean sure, Comparison comparison, Scope scope) {
        Rect tight = Imgproc.boundingRect(mask);
        Rect there = new Rect(box.x + tight.x, box.y + tight.y, tight.width, tight.height);
        Mat own = scope.keep(mask.submat(tight));
        return new Piece(there, own, Piece.sum(there, own, comparison), sure);
    }

    private static Mat ellipse(int size, Scope scope) {
        return scope.keep(Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(size, size)));
    }

    /** Pieces of one scratch lie near each other: they become one place, unless they are far weaker. */
    private static List<Piece> grouped(List<Piece> pieces, double near, Scope scope) {
        List<Piece> left = new ArrayList<>(pieces);
        left.sort(Comparator.comparing(Piece::sure)
                .thenComparingDouble(Piece::score)
                .reversed());
        List<Piece> groups = new ArrayList<>();
        while (!left.isEmpty() && left.get(0).sure()) {
            Piece group = left.remove(0);
            boolean grew = true;
            while (grew) {
                grew = false;
                for (Piece piece : List.copyOf(left)) {
                    if (group.gap(piece) <= near && isPart(piece, group)) {
                        group = group.with(piece, scope);
                        left.remove(piece);
                        grew = true;
                    }
                }
            }
            groups.add(group);
        }
        groups.sort(Comparator.comparingDouble(Piece::score).reversed());
        return groups;
    }

    /** What is far weaker is the edge of something else that is a little off. */
    private static boolean isPart(Piece piece, Piece group) {
        return piece.score() >= LEAST_SHARE * group.score() && piece.height() >= LEAST_HEIGHT * group.height();
    }
}
