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
        Mat edge,
        double[] background,
        double misfit) {

    /** Pixels at the edge of the picture that are not compared. */
    private static final int RIM = 8;
    /** Pixels at the edge of a thing that lies elsewhere than in its picture: shadow and background mix there. */
    private static final int SILHOUETTE = 7;

    private static final int NEAR_EDGE = 10;
    private static final double[] EXPECTED_BLUR = {0, 0.7, 1.1, 1.6, 2.2, 3};
    private static final double[] PHOTO_BLUR = {0, 0.8, 1.3};
    private static final double SMOOTHING = 0.7;
    private static final double OTHER_BACKGROUND = 30;
    private static final double LEAST_THING = 0.1;

    static Comparison of(Mat known, Mat photo, Mat homography, Scope scope) {
        Mat laid = Warp.upon(known, homography, photo.size(), scope);
        Mat whole = Mask.of(known.size(), homography, photo.size(), RIM, scope);
        Mat mask = compared(known, photo, laid, whole, homography, scope);
        Mat lit = lit(photo, laid, mask, scope);
        double[] sharpness = sharpness(photo, lit, mask, scope);
        Mat seen = blurred(photo, sharpness[1], scope);
        Mat expected = Shade.upon(seen, lit(seen, blurred(lit, sharpness[0], scope), mask, scope), mask, scope);
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
        int background = Core.countNonZero(around);
        int all = Core.countNonZero(whole);
        if (background < 0.05 * all || Core.countNonZero(thing) < LEAST_THING * all) {
            return whole;
        }
        Mat lit = lit(photo, laid, thing, scope);
        Mat difference = scope.mat();
        Core.absdiff(photo, lit, difference);
        Mat other = scope.mat();
        Imgproc.threshold(largestChannel(difference, scope), other, OTHER_BACKGROUND, 255, Imgproc.THRESH_BINARY);
        Core.bitwise_and(other, around, other);
        if (Core.countNonZero(other) < 0.4 * background) {
            return whole;
        }
        Mask.shrink(thing, SILHOUETTE, scope);
        return thing;
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

    /** How much the expected picture, and how much the photo, has to be blurred so that they agree best. */
    private static double[] sharpness(Mat photo, Mat expected, Mat mask, Scope scope) {
        Mat seen = grey(photo, scope);
        Mat wanted = grey(expected, scope);
        double[] best = {0, 0};
        double least = Double.MAX_VALUE;
        for (double forPhoto : PHOTO_BLUR) {
            Mat one = blurred(seen, forPhoto, scope);
            double before = Double.MAX_VALUE;
            for (double forExpected : EXPECTED_BLUR) {
                // Blurring both must pay.
                double misfit = misfit(one, blurred(wanted, forExpected, scope), mask, scope) * (1 + 0.25 * forPhoto);
                if (misfit < least * 0.995) {
                    least = misfit;
                    best = new double[] {forExpected, forPhoto};
                }
                if (misfit > before || (forPhoto > 0 && forExpected >= forPhoto)) {
                    break;
                }
                before = misfit;
            }
        }
        return best;
    }

    private static double misfit(Mat one, Mat other, Mat mask, Scope scope) {
        Mat difference = scope.mat();
        Core.absdiff(one, other, difference);
        // A fault must not decide about the sharpness of everything else.
        Core.min(difference, new Scalar(30), difference);
        return Core.mean(difference, mask).val[0];
    }

    private static Mat grey(Mat picture, Scope scope) {
        Mat grey = scope.mat();
        Imgproc.cvtColor(picture, grey, Imgproc.COLOR_BGR2GRAY);
        return grey;
    }

    private static Mat blurred(Mat picture, double sigma, Scope scope) {
        Mat blurred = scope.mat();
        Imgproc.GaussianBlur(picture, blurred, new Size(0, 0), Math.hypot(sigma, SMOOTHING));
        return blurred;
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
