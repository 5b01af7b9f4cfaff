package io.polyclerk.ai.vision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDouble;
import org.opencv.core.MatOfInt;
import org.opencv.core.MatOfPoint;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.RotatedRect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * A place that differs.
 *
 * @param box in pixels of what was compared
 * @param mask which points of the box belong to it, 0 or 255; lives as long as the comparison
 * @param score how much, in doubts
 * @param features what is known of its strength, shape and shade, in the order of {@link #NAMES}
 */
record Place(Rect box, Mat mask, double score, double[] features) {

    /** What is measured of a place. */
    static final List<String> NAMES = List.of(
            "strength",
            "size",
            "height over doubt",
            "difference",
            "doubt",
            "misfit",
            "other pieces",
            "near the edge",
            "length",
            "breadth",
            "fill",
            "elongation",
            "solid",
            "edge around",
            "edge against difference",
            "lighter",
            "both ways",
            "colour",
            "plain in photo",
            "plain in picture",
            "soft rim",
            "like the background");

    static Place of(Piece piece, int pieces, Comparison comparison) {
        try (Scope scope = new Scope()) {
            double[] features = Stream.of(
                            strength(piece, pieces, comparison, scope),
                            shape(piece, comparison, scope),
                            shade(piece, comparison, scope))
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            return new Place(piece.box(), piece.mask(), piece.score(), features);
        }
    }

    private static double diagonal(Comparison comparison) {
        return Math.hypot(comparison.photo().width(), comparison.photo().height());
    }

    private static double[] strength(Piece piece, int pieces, Comparison comparison, Scope scope) {
        double left = mean(comparison.left(), piece, scope);
        double doubt = Math.max(1, mean(comparison.doubt(), piece, scope) / Doubt.STEPS);
        return new double[] {
            Math.log1p(piece.score()),
            Math.log(Core.countNonZero(piece.mask()) / diagonal(comparison)),
            Math.log(Math.max(0.1, left / doubt)),
            Math.log(Math.max(1, mean(comparison.raw(), piece, scope))),
            Math.log(doubt),
            Math.log1p(comparison.misfit()),
            Math.log1p(pieces),
            nearEdge(piece, comparison, scope)
        };
    }

    private static double[] shape(Piece piece, Comparison comparison, Scope scope) {
        Mat points = scope.mat();
        Core.findNonZero(piece.mask(), points);
        MatOfPoint2f floats = scope.keep(new MatOfPoint2f());
        points.convertTo(floats, CvType.CV_32F);
        RotatedRect tight = Imgproc.minAreaRect(floats);
        double length = Math.max(tight.size.width, tight.size.height) + 1;
        double breadth = Math.min(tight.size.width, tight.size.height) + 1;
        int area = Core.countNonZero(piece.mask());
        return new double[] {
            Math.log(length / diagonal(comparison)),
            Math.log(breadth / diagonal(comparison)),
            Math.log(area / (length * breadth)),
            Math.log(length / breadth),
            solid(piece.mask(), area, scope)
        };
    }

    private static double[] shade(Piece piece, Comparison comparison, Scope scope) {
        Mat mask = piece.mask();
        Mat photo = scope.keep(comparison.photo().submat(piece.box()));
        Mat expected = scope.keep(comparison.expected().submat(piece.box()));
        double raw = Math.max(1, mean(comparison.raw(), piece, scope));
        double range = mean(comparison.range(), piece, scope);
        Mat difference = scope.mat();
        Core.subtract(photo, expected, difference, mask, CvType.CV_16SC3);
        double[] signed = Core.mean(difference, mask).val;
        double lighter = (signed[0] + signed[1] + signed[2]) / 3;
        double colour = Math.max(signed[0], Math.max(signed[1], signed[2]))
                - Math.min(signed[0], Math.min(signed[1], signed[2]));
        return new double[] {
            Math.log1p(range),
            range / raw,
            lighter / 64,
            1 - Math.abs(lighter) / raw,
            colour / 64,
            Math.log1p(deviation(photo, mask, scope)),
            Math.log1p(deviation(expected, mask, scope)),
            rim(piece, comparison, scope),
            background(photo, mask, comparison)
        };
    }

    private static double mean(Mat of, Piece piece, Scope scope) {
        return Core.mean(scope.keep(of.submat(piece.box())), piece.mask()).val[0];
    }

    /** Share of its hull that it fills: small for cracks with branches. */
    private static double solid(Mat mask, int area, Scope scope) {
        List<MatOfPoint> contours = new ArrayList<>();
        Imgproc.findContours(mask, contours, scope.mat(), Imgproc.RETR_EXTERNAL, Imgproc.CHAIN_APPROX_NONE);
        List<Point> all = new ArrayList<>();
        for (MatOfPoint contour : contours) {
            all.addAll(contour.toList());
            contour.release();
        }
        MatOfPoint together = scope.keep(new MatOfPoint(all.toArray(new Point[0])));
        MatOfInt hull = scope.keep(new MatOfInt());
        Imgproc.convexHull(together, hull);
        Point[] corners = new Point[hull.rows()];
        int[] index = hull.toArray();
        for (int i = 0; i < corners.length; i++) {
            corners[i] = all.get(index[i]);
        }
        double whole = corners.length < 3 ? area : Imgproc.contourArea(scope.keep(new MatOfPoint2f(corners)));
        return Math.min(1, area / Math.max(area, whole));
    }

    private static double deviation(Mat colours, Mat mask, Scope scope) {
        MatOfDouble deviation = scope.keep(new MatOfDouble());
        Core.meanStdDev(colours, scope.keep(new MatOfDouble()), deviation, mask);
        double[] values = deviation.toArray();
        return (values[0] + values[1] + values[2]) / 3;
    }

    /** Difference just outside against inside: near zero for what has a sharp rim, near one for a shadow. */
    private static double rim(Piece piece, Comparison comparison, Scope scope) {
        int reach = 5;
        Rect box = piece.box();
        int x = Math.max(0, box.x - reach);
        int y = Math.max(0, box.y - reach);
        int right = Math.min(comparison.raw().width(), box.x + box.width + reach);
        int bottom = Math.min(comparison.raw().height(), box.y + box.height + reach);
        Rect wider = new Rect(x, y, right - x, bottom - y);
        Mat own = scope.keep(Mat.zeros(wider.height, wider.width, CvType.CV_8U));
        piece.mask().copyTo(scope.keep(own.submat(new Rect(box.x - x, box.y - y, box.width, box.height))));
        Mat around = scope.mat();
        Mat kernel = scope.keep(Imgproc.getStructuringElement(
                Imgproc.MORPH_ELLIPSE, new org.opencv.core.Size(2 * reach + 1, 2 * reach + 1)));
        Imgproc.dilate(own, around, kernel);
        around.setTo(new Scalar(0), own);
        Core.bitwise_and(around, scope.keep(comparison.mask().submat(wider)), around);
        double outside = Core.mean(scope.keep(comparison.raw().submat(wider)), around).val[0];
        double inside = Core.mean(scope.keep(comparison.raw().submat(box)), piece.mask()).val[0];
        return outside / Math.max(1, inside);
    }

    /** How near its colour is to that of the picture's background: a hole shows what lies behind. */
    private static double background(Mat photo, Mat mask, Comparison comparison) {
        double[] here = Core.mean(photo, mask).val;
        double[] behind = comparison.background();
        double far = 0;
        for (int channel = 0; channel < 3; channel++) {
            far = Math.max(far, Math.abs(here[channel] - behind[channel]));
        }
        return Math.exp(-far / 20);
    }

    /** Share of it that lies near the edge of what is compared. */
    private static double nearEdge(Piece piece, Comparison comparison, Scope scope) {
        Mat near = scope.mat();
        Core.bitwise_and(piece.mask(), scope.keep(comparison.edge().submat(piece.box())), near);
        return (double) Core.countNonZero(near) / Math.max(1, Core.countNonZero(piece.mask()));
    }
}
