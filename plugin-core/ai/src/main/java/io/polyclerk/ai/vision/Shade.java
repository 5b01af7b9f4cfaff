package io.polyclerk.ai.vision;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Takes out what is left of light after the fit: the shadow of a hand or a lamp falls over part of a picture and darkens all colours
 * alike. It is measured in coarse cells, and the middle one of neighbouring cells counts, so that what is smaller than a few cells is no
 * shadow.
 */
final class Shade {

    private static final int CELL = 32;
    private static final int NEIGHBOURS = 5;
    private static final double DARKEST = 25;
    private static final double LIGHTEST = 245;
    private static final double LEAST_SHARE = 0.2;
    private static final double MOST_CHANGE = 1.7;

    private Shade() {}

    /** The expected picture in the shade of the photo. */
    static Mat upon(Mat photo, Mat expected, Mat mask, Scope scope) {
        Mat seen = grey(photo, scope);
        Mat wanted = grey(expected, scope);
        Mat valid = scope.mat();
        Core.inRange(seen, new Scalar(DARKEST), new Scalar(LIGHTEST), valid);
        Mat known = scope.mat();
        Core.inRange(wanted, new Scalar(DARKEST), new Scalar(LIGHTEST), known);
        Core.bitwise_and(valid, known, valid);
        Core.bitwise_and(valid, mask, valid);
        Size cells = new Size(Math.ceil(photo.width() / (double) CELL), Math.ceil(photo.height() / (double) CELL));
        Mat ratio = ratio(
                cell(seen, valid, cells, scope), cell(wanted, valid, cells, scope), coverage(valid, cells, scope));
        scope.keep(ratio);
        Imgproc.medianBlur(ratio, ratio, NEIGHBOURS);
        Mat field = scope.mat();
        Imgproc.resize(ratio, field, photo.size(), 0, 0, Imgproc.INTER_LINEAR);
        return times(expected, field, scope);
    }

    private static Mat grey(Mat picture, Scope scope) {
        Mat grey = scope.mat();
        Imgproc.cvtColor(picture, grey, Imgproc.COLOR_BGR2GRAY);
        return grey;
    }

    private static Mat cell(Mat grey, Mat valid, Size cells, Scope scope) {
        Mat there = scope.keep(Mat.zeros(grey.size(), CvType.CV_8U));
        grey.copyTo(there, valid);
        Mat floats = scope.mat();
        there.convertTo(floats, CvType.CV_32F);
        Imgproc.resize(floats, floats, cells, 0, 0, Imgproc.INTER_AREA);
        return floats;
    }

    private static Mat coverage(Mat valid, Size cells, Scope scope) {
        Mat floats = scope.mat();
        valid.convertTo(floats, CvType.CV_32F, 1 / 255.0);
        Imgproc.resize(floats, floats, cells, 0, 0, Imgproc.INTER_AREA);
        return floats;
    }

    /** One where too little of a cell can be compared. */
    private static Mat ratio(Mat seen, Mat wanted, Mat share) {
        float[] one = new float[(int) seen.total()];
        float[] other = new float[one.length];
        float[] covered = new float[one.length];
        seen.get(0, 0, one);
        wanted.get(0, 0, other);
        share.get(0, 0, covered);
        for (int i = 0; i < one.length; i++) {
            one[i] = covered[i] < LEAST_SHARE
                    ? 1
                    : (float) Math.clamp(one[i] / (double) other[i], 1 / MOST_CHANGE, MOST_CHANGE);
        }
        Mat ratio = new Mat(seen.size(), CvType.CV_32F);
        ratio.put(0, 0, one);
        return ratio;
    }

    private static Mat times(Mat expected, Mat field, Scope scope) {
        List<Mat> channels = new ArrayList<>();
        Core.split(expected, channels);
        for (Mat channel : channels) {
            scope.keep(channel);
            Core.multiply(channel, field, channel, 1, CvType.CV_8U);
        }
        Mat shaded = scope.mat();
        Core.merge(channels, shaded);
        return shaded;
    }
}
