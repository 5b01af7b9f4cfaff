package io.polyclerk.ai.vision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Rect;
import org.opencv.core.RotatedRect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Finds where a photo differs from the catalogue picture that was laid upon it. Light is taken out first, then sharpness; what is left is
 * only counted where no neighbouring point of the catalogue picture explains it, so that a pixel of misfit is no fault.
 */
final class FaultFinder {

    private static final double[] SHARPNESS = {0, 0.8, 1.3, 2, 3};
    private static final double LEAST_DIFFERENCE = 13;
    private static final double TIMES_NOISE = 6;
    private static final int LEAST_AREA = 14;
    private static final double EDGE_DOUBT = 0.2;

    private FaultFinder() {}

    /**
     * A place that differs.
     *
     * @param score how much and how surely; the sum of what is left over
     * @param length of the longer side of the tightest box
     * @param breadth of its shorter side
     * @param fill share of its box that differs
     * @param mean difference where it differs, 0 to 255
     * @param signed mean of lighter (positive) or darker (negative)
     * @param spread how much lighter and darker are mixed, 0 to 1
     * @param plain how much the place in the photo is of one colour, standard deviation
     */
    record Place(
            Rect box,
            double score,
            double length,
            double breadth,
            double fill,
            double mean,
            double signed,
            double spread,
            double plain) {}

    /** @param photo in colour @param expected the catalogue picture as it should look there @param mask where it is, 0 or 255 */
    static List<Place> places(Mat photo, Mat expected, Mat mask, Scope scope) {
        Mat smooth = scope.mat();
        Imgproc.GaussianBlur(photo, smooth, new Size(0, 0), 0.8);
        Mat fitted = sharpnessOf(smooth, lightOf(smooth, expected, mask, scope), mask, scope);
        fitted = lightOf(smooth, fitted, mask, scope);
        Mat raw = strongest(smooth, fitted, scope);
        Mat unexplained = unexplained(smooth, fitted, scope);
        unexplained.setTo(new Scalar(0), inverse(mask, scope));
        raw.setTo(new Scalar(0), inverse(mask, scope));
        double limit = Math.max(LEAST_DIFFERENCE, TIMES_NOISE * noise(raw, mask));
        return grouped(components(smooth, fitted, raw, unexplained, limit, scope), photo);
    }

    /** Gain, offset and slope of light for each colour, fitted to what agrees. */
    private static Mat lightOf(Mat photo, Mat expected, Mat mask, Scope scope) {
        List<Mat> seen = new ArrayList<>();
        List<Mat> wanted = new ArrayList<>();
        Core.split(photo, seen);
        Core.split(expected, wanted);
        List<Mat> fitted = new ArrayList<>();
        for (int channel = 0; channel < 3; channel++) {
            scope.keep(seen.get(channel));
            scope.keep(wanted.get(channel));
            fitted.add(scope.keep(LightFit.fit(seen.get(channel), wanted.get(channel), mask)));
        }
        Mat merged = scope.mat();
        Core.merge(fitted, merged);
        return merged;
    }

    private static Mat sharpnessOf(Mat photo, Mat expected, Mat mask, Scope scope) {
        Mat best = expected;
        double least = Double.MAX_VALUE;
        for (double sigma : SHARPNESS) {
            Mat blurred = scope.mat();
            Imgproc.GaussianBlur(expected, blurred, new Size(0, 0), Math.hypot(sigma, 0.8));
            Mat difference = scope.mat();
            Core.absdiff(photo, blurred, difference);
            // A fault must not decide about the sharpness of everything else.
            Core.min(difference, new Scalar(40, 40, 40), difference);
            Scalar mean = Core.mean(difference, mask);
            double sum = mean.val[0] + mean.val[1] + mean.val[2];
            if (sum < least) {
                least = sum;
                best = blurred;
            }
        }
        return best;
    }

    private static Mat strongest(Mat one, Mat other, Scope scope) {
        Mat difference = scope.mat();
        Core.absdiff(one, other, difference);
        return largestChannel(difference, scope);
    }

    private static Mat largestChannel(Mat colours, Scope scope) {
        List<Mat> channels = new ArrayList<>();
        Core.split(colours, channels);
        channels.forEach(scope::keep);
        Mat largest = scope.mat();
        Core.max(channels.get(0), channels.get(1), largest);
        Core.max(largest, channels.get(2), largest);
        return largest;
    }

    private static Mat unexplained(Mat photo, Mat fitted, Scope scope) {
        Mat near = scope.keep(Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(5, 5)));
        Mat lightest = scope.mat();
        Mat darkest = scope.mat();
        Imgproc.dilate(fitted, lightest, near);
        Imgproc.erode(fitted, darkest, near);
        Mat lighter = scope.mat();
        Mat darker = scope.mat();
        Core.subtract(photo, lightest, lighter);
        Core.subtract(darkest, photo, darker);
        Core.max(lighter, darker, lighter);
        // Where the picture changes much within a few pixels, a little of it is never trusted.
        Mat range = scope.mat();
        Core.subtract(lightest, darkest, range);
        Core.multiply(range, new Scalar(EDGE_DOUBT, EDGE_DOUBT, EDGE_DOUBT), range);
        Core.subtract(lighter, range, lighter);
        return largestChannel(lighter, scope);
    }

    private static Mat inverse(Mat mask, Scope scope) {
        Mat inverse = scope.mat();
        Core.bitwise_not(mask, inverse);
        return inverse;
    }

    /** The difference that three quarters of the picture stay below, as a measure of noise. */
    private static double noise(Mat raw, Mat mask) {
        int[] histogram = new int[256];
        byte[] values = new byte[(int) raw.total()];
        byte[] inside = new byte[(int) mask.total()];
        raw.get(0, 0, values);
        mask.get(0, 0, inside);
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (inside[i] != 0) {
                histogram[values[i] & 0xFF]++;
                count++;
            }
        }
        int below = 0;
        for (int value = 0; value < 256; value++) {
            below += histogram[value];
            if (below >= count * 0.75) {
                return value / 1.15;
            }
        }
        return 255;
    }

    private static List<Place> components(Mat photo, Mat fitted, Mat raw, Mat unexplained, double limit, Scope scope) {
        Mat grown = scope.mat();
        Imgproc.threshold(raw, grown, limit * 0.6, 255, Imgproc.THRESH_BINARY);
        Mat seeds = scope.mat();
        Imgproc.threshold(unexplained, seeds, limit, 255, Imgproc.THRESH_BINARY);
        Mat around = scope.mat();
        Imgproc.dilate(seeds, around, scope.keep(Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(5, 5))));
        Core.bitwise_and(grown, around, grown);
        Core.bitwise_or(grown, seeds, grown);
        Mat joined = scope.mat();
        Imgproc.morphologyEx(
                grown,
                joined,
                Imgproc.MORPH_CLOSE,
                scope.keep(Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(9, 9))));
        Mat labels = scope.mat();
        Mat stats = scope.mat();
        int count = Imgproc.connectedComponentsWithStats(joined, labels, stats, scope.mat());
        List<Place> places = new ArrayList<>();
        for (int label = 1; label < Math.min(count, 400); label++) {
            Rect box = new Rect(
                    (int) stats.get(label, Imgproc.CC_STAT_LEFT)[0],
                    (int) stats.get(label, Imgproc.CC_STAT_TOP)[0],
                    (int) stats.get(label, Imgproc.CC_STAT_WIDTH)[0],
                    (int) stats.get(label, Imgproc.CC_STAT_HEIGHT)[0]);
            Place place = place(box, label, labels, grown, photo, fitted, unexplained);
            if (place != null) {
                places.add(place);
            }
        }
        return places;
    }

    private static @org.jspecify.annotations.Nullable Place place(
            Rect box, int label, Mat labels, Mat grown, Mat photo, Mat fitted, Mat unexplained) {
        try (Scope inner = new Scope()) {
            Mat own = inner.mat();
            Core.compare(inner.keep(labels.submat(box)), new Scalar(label), own, Core.CMP_EQ);
            Core.bitwise_and(own, inner.keep(grown.submat(box)), own);
            int area = Core.countNonZero(own);
            Mat left = inner.keep(unexplained.submat(box));
            double mean = Core.mean(left, own).val[0];
            if (area < LEAST_AREA || mean < 4) {
                return null;
            }
            Mat points = inner.mat();
            Core.findNonZero(own, points);
            MatOfPoint2f floats = inner.keep(new MatOfPoint2f());
            points.convertTo(floats, CvType.CV_32F);
            RotatedRect tight = Imgproc.minAreaRect(floats);
            Mat difference = inner.mat();
            Core.subtract(
                    inner.keep(photo.submat(box)), inner.keep(fitted.submat(box)), difference, own, CvType.CV_16SC3);
            double signed = sum(Core.mean(difference, own)) / 3;
            Mat size = inner.mat();
            Core.absdiff(inner.keep(photo.submat(box)), inner.keep(fitted.submat(box)), size);
            double absolute = sum(Core.mean(size, own)) / 3;
            var deviation = inner.keep(new org.opencv.core.MatOfDouble());
            Core.meanStdDev(
                    inner.keep(photo.submat(box)), inner.keep(new org.opencv.core.MatOfDouble()), deviation, own);
            double[] colours = deviation.toArray();
            return new Place(
                    box,
                    area * mean,
                    Math.max(tight.size.width, tight.size.height) + 1,
                    Math.min(tight.size.width, tight.size.height) + 1,
                    (double) area / (Math.max(1, tight.size.area())),
                    absolute,
                    signed,
                    absolute == 0 ? 0 : 1 - Math.abs(signed) / absolute,
                    (colours[0] + colours[1] + colours[2]) / 3);
        }
    }

    private static double sum(Scalar colours) {
        return colours.val[0] + colours.val[1] + colours.val[2];
    }

    /** Pieces of one scratch lie near each other: they become one place, unless they are far weaker. */
    private static List<Place> grouped(List<Place> pieces, Mat photo) {
        double near = 0.035 * Math.hypot(photo.width(), photo.height());
        List<Place> left = new ArrayList<>(pieces);
        left.sort(Comparator.comparingDouble(Place::score).reversed());
        List<Place> groups = new ArrayList<>();
        while (!left.isEmpty()) {
            Place group = left.remove(0);
            boolean grew = true;
            while (grew) {
                grew = false;
                for (Place piece : List.copyOf(left)) {
                    if (gap(group.box(), piece.box()) <= near && piece.score() >= group.score() * 0.06) {
                        group = joined(group, piece);
                        left.remove(piece);
                        grew = true;
                    }
                }
            }
            groups.add(group);
        }
        groups.sort(Comparator.comparingDouble(Place::score).reversed());
        return groups;
    }

    private static double gap(Rect one, Rect other) {
        double x = Math.max(0, Math.max(one.x - (other.x + other.width), other.x - (one.x + one.width)));
        double y = Math.max(0, Math.max(one.y - (other.y + other.height), other.y - (one.y + one.height)));
        return Math.hypot(x, y);
    }

    private static Place joined(Place one, Place other) {
        int x = Math.min(one.box().x, other.box().x);
        int y = Math.min(one.box().y, other.box().y);
        int right = Math.max(one.box().x + one.box().width, other.box().x + other.box().width);
        int bottom = Math.max(one.box().y + one.box().height, other.box().y + other.box().height);
        Place larger = one.score() >= other.score() ? one : other;
        return new Place(
                new Rect(x, y, right - x, bottom - y),
                one.score() + other.score(),
                Math.max(larger.length(), Math.hypot(right - x, bottom - y) * 0.9),
                larger.breadth(),
                larger.fill(),
                larger.mean(),
                larger.signed(),
                larger.spread(),
                larger.plain());
    }
}
