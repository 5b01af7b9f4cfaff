package io.polyclerk.ai.vision;

import java.util.ArrayList;
import java.util.List;
import org.opencv.calib3d.Calib3d;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfFloat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.core.TermCriteria;
import org.opencv.imgproc.Imgproc;
import org.opencv.video.Video;

/**
 * Lays a picture upon a photo to the fraction of a pixel. Matched points are a pixel or two off, and that looks like a fault along every
 * edge. Corners of the picture are followed to where they are in the photo, and what most of them say is believed, so that a fault
 * moves nothing.
 */
final class Alignment {

    private static final int ROUNDS = 2;
    private static final int CORNERS = 600;
    private static final int LEAST_CORNERS = 24;
    private static final double LEAST_SHARE = 0.35;
    private static final double BACK_AND_FORTH = 0.4;
    private static final double MISFIT = 0.8;
    private static final int RIM = 6;
    private static final Size WINDOW = new Size(17, 17);

    private Alignment() {}

    /** @param homography from the known picture to the photo */
    static Mat refined(Mat known, Mat photo, Mat homography, Scope scope) {
        Mat seen = grey(photo, scope);
        Mat picture = grey(known, scope);
        Mat best = homography;
        for (int round = 0; round < ROUNDS; round++) {
            Mat better = step(picture, seen, best, scope);
            if (better.empty()) {
                return best;
            }
            best = better;
        }
        return best;
    }

    private static Mat step(Mat picture, Mat seen, Mat homography, Scope scope) {
        Mat mask = Mask.of(picture.size(), homography, seen.size(), RIM, scope);
        Mat expected = Warp.upon(picture, homography, seen.size(), scope);
        expected = scope.keep(LightFit.fit(seen, expected, mask));
        Imgproc.GaussianBlur(expected, expected, new Size(0, 0), 1);
        MatOfPoint corners = scope.keep(new MatOfPoint());
        Imgproc.goodFeaturesToTrack(expected, corners, CORNERS, 0.004, 7, mask, 5);
        if (corners.rows() < LEAST_CORNERS) {
            return scope.mat();
        }
        MatOfPoint2f from = scope.keep(new MatOfPoint2f(corners.toArray()));
        MatOfPoint2f there = follow(expected, seen, from, scope);
        MatOfPoint2f back = follow(seen, expected, there, scope);
        Point[] known = from.toArray();
        Point[] found = there.toArray();
        Point[] returned = back.toArray();
        List<Point> sources = new ArrayList<>();
        List<Point> targets = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            boolean inside =
                    found[i].x >= 0 && found[i].y >= 0 && found[i].x < seen.width() && found[i].y < seen.height();
            if (inside && Math.hypot(returned[i].x - known[i].x, returned[i].y - known[i].y) < BACK_AND_FORTH) {
                sources.add(known[i]);
                targets.add(found[i]);
            }
        }
        return sources.size() < LEAST_CORNERS ? scope.mat() : moved(sources, targets, homography, scope);
    }

    private static MatOfPoint2f follow(Mat one, Mat other, MatOfPoint2f from, Scope scope) {
        MatOfPoint2f to = scope.keep(new MatOfPoint2f());
        Video.calcOpticalFlowPyrLK(
                one,
                other,
                from,
                to,
                scope.keep(new MatOfByte()),
                scope.keep(new MatOfFloat()),
                WINDOW,
                2,
                new TermCriteria(TermCriteria.COUNT + TermCriteria.EPS, 20, 0.01));
        return to;
    }

    private static Mat moved(List<Point> sources, List<Point> targets, Mat homography, Scope scope) {
        Mat inliers = scope.mat();
        Mat move = scope.keep(Calib3d.findHomography(
                scope.keep(new MatOfPoint2f(sources.toArray(new Point[0]))),
                scope.keep(new MatOfPoint2f(targets.toArray(new Point[0]))),
                Calib3d.USAC_MAGSAC,
                MISFIT,
                inliers,
                2000,
                0.999));
        if (move.empty()
                || move.type() != CvType.CV_64F
                || Core.countNonZero(inliers) < Math.max(LEAST_CORNERS, LEAST_SHARE * sources.size())) {
            return scope.mat();
        }
        Mat together = scope.mat();
        Core.gemm(move, homography, 1, scope.mat(), 0, together);
        Core.multiply(together, new Scalar(1 / together.get(2, 2)[0]), together);
        return together;
    }

    private static Mat grey(Mat picture, Scope scope) {
        Mat grey = scope.mat();
        Imgproc.cvtColor(picture, grey, Imgproc.COLOR_BGR2GRAY);
        Imgproc.GaussianBlur(grey, grey, new Size(0, 0), 0.8);
        return grey;
    }
}
