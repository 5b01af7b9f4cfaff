package io.polyclerk.ai.vision;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * A place as a thin line.
 *
 * @param length of the diagonal of its box, in pixels
 * @param half of its width, in pixels
 * @param height how much it differs, in grey levels
 * @param colour as it looks on the photo
 */
record ThinLine(List<Point> points, double length, double half, double height, double[] colour) {

    private static final int DIRECTIONS = 16;
    private static final double SAME_TIP = 8;
    private static final double NEAR_TIP = 14;

    static ThinLine of(Place place, Comparison comparison, Scope scope) {
        Mat found = scope.mat();
        Core.findNonZero(place.mask(), found);
        List<Point> points = new ArrayList<>();
        int[] at = new int[2];
        for (int i = 0; i < found.rows(); i++) {
            found.get(i, 0, at);
            points.add(new Point(at[0] + (double) place.box().x, at[1] + (double) place.box().y));
        }
        Mat distance = scope.mat();
        Mat framed = scope.mat();
        Core.copyMakeBorder(place.mask(), framed, 1, 1, 1, 1, Core.BORDER_CONSTANT);
        Imgproc.distanceTransform(framed, distance, Imgproc.DIST_L2, 3);
        double length = Math.hypot(place.box().width, place.box().height);
        // Twice the mean distance to the rim is half the width of a bar.
        double half = Math.max(0.5, 2 * Core.mean(distance, framed).val[0] - 1);
        Mat raw = scope.keep(comparison.raw().submat(place.box()));
        double height = Core.mean(raw, place.mask()).val[0];
        // Its rim is mixed with what is below it.
        Mat core = scope.mat();
        Core.compare(raw, new Scalar(height), core, Core.CMP_GE);
        Core.bitwise_and(core, place.mask(), core);
        Mat photo = scope.keep(comparison.photo().submat(place.box()));
        return new ThinLine(points, length, half, height, Core.mean(photo, core).val);
    }

    /** What reaches farthest in any direction. */
    List<Point> tips() {
        List<Point> tips = new ArrayList<>();
        for (int i = 0; i < DIRECTIONS; i++) {
            double angle = 2 * Math.PI * i / DIRECTIONS;
            Point farthest = points.get(0);
            double far = Double.NEGATIVE_INFINITY;
            for (Point point : points) {
                double reach = Math.cos(angle) * point.x + Math.sin(angle) * point.y;
                if (reach > far) {
                    far = reach;
                    farthest = point;
                }
            }
            Point tip = farthest;
            if (tips.stream().noneMatch(other -> Math.hypot(other.x - tip.x, other.y - tip.y) < SAME_TIP)) {
                tips.add(tip);
            }
        }
        return tips;
    }

    /** Where a tip points to. */
    double direction(Point tip) {
        double x = 0;
        double y = 0;
        int count = 0;
        for (Point point : points) {
            if (Math.hypot(point.x - tip.x, point.y - tip.y) <= NEAR_TIP) {
                x += point.x;
                y += point.y;
                count++;
            }
        }
        return Math.atan2(tip.y - y / count, tip.x - x / count);
    }
}
