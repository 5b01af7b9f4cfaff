package io.polyclerk.ai.vision;

import org.opencv.core.Core;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.core.TermCriteria;
import org.opencv.imgproc.Imgproc;
import org.opencv.video.Video;

/**
 * Lays a picture upon a photo to the fraction of a pixel. Matched points are a pixel or two off, and that looks like a fault along
 * every edge.
 */
final class Alignment {

    private static final double SCALE = 0.5;
    private static final int RIM = 6;

    private Alignment() {}

    /** @param homography from the known picture to the photo */
    static Mat refined(Mat known, Mat photo, Mat homography, Scope scope) {
        Mat seen = small(photo, scope);
        Mat picture = small(known, scope);
        Mat down = scaling(SCALE, scope);
        Mat up = scaling(1 / SCALE, scope);
        Mat forward = times(times(down, homography, scope), up, scope);
        Mat back = scope.mat();
        Core.invert(forward, back);
        Core.multiply(back, new Scalar(1 / back.get(2, 2)[0]), back);
        Mat warp = scope.mat();
        back.convertTo(warp, CvType.CV_32F);
        Mat whole = scope.keep(new Mat(picture.size(), CvType.CV_8U, new Scalar(255)));
        Mat mask = scope.mat();
        Imgproc.warpPerspective(whole, mask, forward, seen.size(), Imgproc.INTER_NEAREST);
        Mask.shrink(mask, RIM, scope);
        try {
            double agreement = Video.findTransformECC(
                    seen,
                    picture,
                    warp,
                    Video.MOTION_HOMOGRAPHY,
                    new TermCriteria(TermCriteria.COUNT + TermCriteria.EPS, 30, 1e-5),
                    mask,
                    5);
            if (agreement < 0.5) {
                return homography;
            }
        } catch (CvException apart) {
            // Does not converge where there is little to hold on to: what the points say is then the best there is.
            return homography;
        }
        Mat better = scope.mat();
        warp.convertTo(better, CvType.CV_64F);
        Core.invert(better, better);
        return times(times(up, better, scope), down, scope);
    }

    private static Mat small(Mat picture, Scope scope) {
        Mat grey = scope.mat();
        Imgproc.cvtColor(picture, grey, Imgproc.COLOR_BGR2GRAY);
        Mat small = scope.mat();
        Imgproc.resize(grey, small, new Size(), SCALE, SCALE, Imgproc.INTER_AREA);
        return small;
    }

    private static Mat scaling(double factor, Scope scope) {
        Mat scaling = scope.keep(Mat.eye(3, 3, CvType.CV_64F));
        scaling.put(0, 0, factor);
        scaling.put(1, 1, factor);
        return scaling;
    }

    private static Mat times(Mat one, Mat other, Scope scope) {
        Mat product = scope.mat();
        Core.gemm(one, other, 1, scope.mat(), 0, product);
        return product;
    }
}
