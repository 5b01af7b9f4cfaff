package io.polyclerk.ai.vision;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * A photo and the catalogue picture as it should look there: laid upon it, in its light and as sharp as it.
 *
 * @param photo a little smoothed, in colour
 * @param expected the catalogue picture
 * @param mask what is compared, 0 or 255
 * @param left what no neighbouring point explains, in grey levels
 * @param raw plain difference of each point, in grey levels
 * @param range how much the expected picture changes around each point, in grey levels
 * @param doubt for each point: how much is left over at places like this one all over the photo; in steps of {@link Doubt#STEPS}
 * @param usual the same for the plain difference
 * @param edge what is compared and lies near the edge of that, 0 or 255
 * @param background colour of the picture's background in the light of the photo
 * @param misfit mean of the plain difference, in grey levels
 */
record Comparison(
        Mat photo,
        Mat expected,
        Mat mask,
        Mat left,
        Mat raw,
        Mat range,
        Mat doubt,
        Mat usual,
        Mat edge,
        double[] background,
        double misfit) {

    /** Pixels at the edge of the picture that are not compared. */
    private static final int RIM = 8;
    /** Pixels at the edge of a thing that lies elsewhere than in its picture: shadow and background mix there. */
    private static final int SILHOUETTE = 7;

    private static final int NEAR_EDGE = 10;
    private static final double OTHER_BACKGROUND = 30;
    private static final double MOST_OTHER = 0.4;
    private static final double LEAST_THING = 0.1;

    static Comparison of(Mat known, Mat photo, Mat homography, Scope scope) {
        Mat laid = Warp.upon(known, homography, photo.size(), scope);
        Mat whole = Mask.of(known.size(), homography, photo.size(), RIM, scope);
        Mat mask = compared(known, photo, laid, whole, homography, scope);
        Mat lit = lit(photo, laid, mask, scope);
        double[] sharpness = Sharpness.of(photo, lit, mask, scope);
        Mat seen = Sharpness.blurred(photo, sharpness[1], scope);
        Mat expected =
                Shade.upon(seen, lit(seen, Sharpness.blurred(lit, sharpness[0], scope), mask, scope), mask, scope);
        Mat outside = scope.mat();
        Core.bitwise_not(mask, outside);
        Mat range = scope.mat();
        Mat left = left(seen, expected, range, scope);
        left.setTo(new Scalar(0), outside);
        Mat raw = scope.mat();
        Core.absdiff(seen, expected, raw);
        raw = largestChannel(raw, scope);
        raw.setTo(new Scalar(0), outside);
        Mat doubt = Doubt.of(left, range, mask, scope);
        double misfit = Core.mean(raw, mask).val[0];
        return new Comparison(
                seen,
                expected,
                mask,
                left,
                raw,
                range,
                doubt,
                Doubt.of(raw, range, mask, scope),
                edge(mask, scope),
                behind(known, homography, expected),
                misfit);
    }

    private static Mat edge(Mat mask, Scope scope) {
        Mat inner = mask.clone();
        scope.keep(inner);
        Mask.shrink(inner, NEAR_EDGE, scope);
        Mat edge = scope.mat();
        Core.subtract(mask, inner, edge);
        return edge;
    }

    /** The colour near the corner of the picture; where that is out of sight, any. */
    private static double[] behind(Mat known, Mat homography, Mat expected) {
        double[] h = new double[9];
        homography.get(0, 0, h);
        for (int[] corner : new int[][] {
            {12, 12}, {known.cols() - 12, 12}, {12, known.rows() - 12}, {known.cols() - 12, known.rows() - 12}
        }) {
            double w = h[6] * corner[0] + h[7] * corner[1] + h[8];
            int x = (int) ((h[0] * corner[0] + h[1] * corner[1] + h[2]) / w);
            int y = (int) ((h[3] * corner[0] + h[4] * corner[1] + h[5]) / w);
            if (x >= 0 && y >= 0 && x < expected.cols() && y < expected.rows()) {
                return expected.get(y, x);
            }
        }
        return new double[] {0, 0, 0};
    }

    /** The whole picture where its background is in the photo too, else the thing alone. */
    private static Mat compared(Mat known, Mat photo, Mat laid, Mat whole, Mat homography, Scope scope) {
        Mat thing = scope.mat();
        Imgproc.warpPerspective(Mask.thing(known, scope), thing, homography, photo.size(), Imgproc.INTER_NEAREST);
        Core.bitwise_and(thing, whole, thing);
        Mat around = scope.mat();
        Core.subtract(whole, thing, around);
        Mask.shrink(around, SILHOUETTE, scope);
        int all = Core.countNonZero(whole);
        if (Core.countNonZero(around) < 0.05 * all || Core.countNonZero(thing) < LEAST_THING * all) {
            return whole;
        }
        // The light of the thing says little about that of the background, and the light of both is wrong when the
        // table is another one:
        // it is another one when neither explains it.
        Mat near = lit(photo, laid, thing, scope);
        Mat wide = lit(photo, laid, whole, scope);
        Mat seen = Sharpness.grey(photo, scope);
        boolean explained = otherShare(photo, near, around, scope) < MOST_OTHER
                || otherShare(photo, wide, around, scope) < MOST_OTHER
                        && Sharpness.misfit(seen, Sharpness.grey(wide, scope), thing, scope)
                                <= 1.3 * Sharpness.misfit(seen, Sharpness.grey(near, scope), thing, scope) + 1;
        if (explained) {
            return whole;
        }
        Mask.shrink(thing, SILHOUETTE, scope);
        return thing;
    }

    /** Share of a part of the photo that has another colour than is expected there. */
    private static double otherShare(Mat photo, Mat expected, Mat part, Scope scope) {
        Mat difference = scope.mat();
        Core.absdiff(photo, expected, difference);
        Mat other = scope.mat();
        Imgproc.threshold(largestChannel(difference, scope), other, OTHER_BACKGROUND, 255, Imgproc.THRESH_BINARY);
        Core.bitwise_and(other, part, other);
        return (double) Core.countNonZero(other) / Math.max(1, Core.countNonZero(part));
    }

    private static Mat lit(Mat photo, Mat expected, Mat mask, Scope scope) {
        List<Mat> seen = channels(photo, scope);
        List<Mat> wanted = channels(expected, scope);
        List<Mat> fitted = new ArrayList<>();
        for (int channel = 0; channel < 3; channel++) {
            fitted.add(scope.keep(LightFit.fit(seen.get(channel), wanted.get(channel), mask)));
        }
        Mat merged = scope.mat();
        Core.merge(fitted, merged);
        return merged;
    }

    private static List<Mat> channels(Mat colours, Scope scope) {
        List<Mat> channels = new ArrayList<>();
        Core.split(colours, channels);
        channels.forEach(scope::keep);
        return channels;
    }

    private static Mat largestChannel(Mat colours, Scope scope) {
        List<Mat> channels = channels(colours, scope);
        Mat largest = scope.mat();
        Core.max(channels.get(0), channels.get(1), largest);
        Core.max(largest, channels.get(2), largest);
        return largest;
    }

    /** What is lighter or darker than everything near it in the other picture, both ways. */
    private static Mat left(Mat photo, Mat expected, Mat range, Scope scope) {
        Mat near = scope.keep(Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(5, 5)));
        Mat seen = beyond(photo, expected, near, scope);
        Mat missed = beyond(expected, photo, near, scope);
        Core.max(seen, missed, seen);
        Mat wide = scope.keep(Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(9, 9)));
        Mat lightest = scope.mat();
        Mat darkest = scope.mat();
        Imgproc.dilate(expected, lightest, wide);
        Imgproc.erode(expected, darkest, wide);
        Core.subtract(lightest, darkest, lightest);
        largestChannel(lightest, scope).copyTo(range);
        return largestChannel(seen, scope);
    }

    private static Mat beyond(Mat one, Mat other, Mat near, Scope scope) {
        Mat lightest = scope.mat();
        Mat darkest = scope.mat();
        Imgproc.dilate(other, lightest, near);
        Imgproc.erode(other, darkest, near);
        Mat lighter = scope.mat();
        Mat darker = scope.mat();
        Core.subtract(one, lightest, lighter);
        Core.subtract(darkest, one, darker);
        Core.max(lighter, darker, lighter);
        return lighter;
    }

    int size() {
        return Core.countNonZero(mask);
    }
}
