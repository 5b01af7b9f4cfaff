package io.polyclerk.ai.vision;

import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Makes a photo and what is expected on it equally sharp. */
final class Sharpness {

    private static final double[] EXPECTED_BLUR = {0, 0.7, 1.1, 1.6, 2.2, 3};
    private static final double[] PHOTO_BLUR = {0, 0.8, 1.3};
    private static final double SMOOTHING = 0.7;

    private Sharpness() {}

    /** How much the expected picture, and how much the photo, has to be blurred so that they agree best. */
    static double[] of(Mat photo, Mat expected, Mat mask, Scope scope) {
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

    /** Mean difference, in grey levels. */
    static double misfit(Mat one, Mat other, Mat mask, Scope scope) {
        Mat difference = scope.mat();
        Core.absdiff(one, other, difference);
        // A fault must not decide about the sharpness of everything else.
        Core.min(difference, new Scalar(30), difference);
        return Core.mean(difference, mask).val[0];
    }

    static Mat grey(Mat picture, Scope scope) {
        Mat grey = scope.mat();
        Imgproc.cvtColor(picture, grey, Imgproc.COLOR_BGR2GRAY);
        return grey;
    }

    /** Smoothed a little in any case. */
    static Mat blurred(Mat picture, double sigma, Scope scope) {
        Mat blurred = scope.mat();
        Imgproc.GaussianBlur(picture, blurred, new Size(0, 0), Math.hypot(sigma, SMOOTHING));
        return blurred;
    }
}
