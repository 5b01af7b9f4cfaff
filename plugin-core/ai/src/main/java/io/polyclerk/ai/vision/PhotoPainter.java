package io.polyclerk.ai.vision;

import io.polyclerk.core.media.PhotoInspector.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.MatOfPoint;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** Makes photos of a product with a fault and under circumstances, all by chance from a seed, for measuring. */
final class PhotoPainter {

    private final Random chance;

    PhotoPainter(long seed) {
        chance = new Random(seed);
    }

    /** @param truth where the fault is, in pixels of the photo; null when there is none */
    record Photo(
            byte[] jpeg,
            Fault fault,
            @org.jspecify.annotations.Nullable Rect truth) {}

    Photo paint(Mat product, Fault fault) {
        try (Scope scope = new Scope()) {
            Mat picture = scope.keep(product.clone());
            Mat touched = scope.keep(Mat.zeros(picture.size(), CvType.CV_8U));
            if (fault.isFault()) {
                damage(picture, touched, fault, scope);
            }
            return shoot(picture, touched, fault, scope);
        }
    }

    private void damage(Mat picture, Mat touched, Fault fault, Scope scope) {
        Mat before = scope.keep(picture.clone());
        // On the thing, not beside it: where the picture differs from its corner.
        Point where = onTheThing(picture);
        switch (fault) {
            case SCRATCH -> scratch(picture, where);
            case CRACK -> crack(picture, where);
            case STAIN ->
                blend(
                        picture,
                        blob(picture, where, 7, scope),
                        colour(30, 110),
                        0.45 + 0.35 * chance.nextDouble(),
                        scope);
            case DENT -> dent(picture, where, scope);
            case TEAR -> tear(picture, where);
            case MISSING_PART -> blend(picture, blob(picture, where, 1, scope), corner(picture), 1, scope);
            case WRONG_ITEM, PARCEL_DAMAGE, NONE, UNCLEAR -> {}
        }
        Mat difference = scope.mat();
        Core.absdiff(before, picture, difference);
        Imgproc.cvtColor(difference, difference, Imgproc.COLOR_BGR2GRAY);
        Imgproc.threshold(difference, touched, 10, 255, Imgproc.THRESH_BINARY);
    }

    private Point onTheThing(Mat picture) {
        Scalar corner = corner(picture);
        Point point = new Point();
        for (int tries = 0; tries < 60; tries++) {
            point = new Point(
                    picture.width() * (0.2 + 0.6 * chance.nextDouble()),
                    picture.height() * (0.2 + 0.6 * chance.nextDouble()));
            double[] here = picture.get((int) point.y, (int) point.x);
            if (Math.abs(here[0] - corner.val[0])
                            + Math.abs(here[1] - corner.val[1])
                            + Math.abs(here[2] - corner.val[2])
                    > 40) {
                return point;
            }
        }
        return point;
    }

    private static Scalar corner(Mat picture) {
        return new Scalar(picture.get(3, 3));
    }

    private Scalar colour(int from, int to) {
        double base = from + chance.nextDouble() * (to - from);
        return new Scalar(
                Math.min(255, base * (0.5 + 0.5 * chance.nextDouble())),
                Math.min(255, base * 0.9),
                Math.min(255, base * 1.3));
    }

    /** Against what it lies on: a scratch that nobody can see is none. */
    private Scalar contrast(Mat picture, Point where) {
        double[] here = picture.get((int) where.y, (int) where.x);
        double light = (here[0] + here[1] + here[2]) / 3;
        double step = 60 + 80 * chance.nextDouble();
        double shade = light > 128 ? light - step : light + step;
        return new Scalar(shade, shade, shade);
    }

    private void scratch(Mat picture, Point where) {
        Scalar shade = contrast(picture, where);
        double length = picture.width() * (0.08 + 0.25 * chance.nextDouble());
        double angle = chance.nextDouble() * Math.PI;
        Point at = new Point(where.x - Math.cos(angle) * length / 2, where.y - Math.sin(angle) * length / 2);
        int pieces = 4;
        for (int i = 0; i < pieces; i++) {
            angle += 0.15 * chance.nextGaussian();
            Point next = new Point(at.x + Math.cos(angle) * length / pieces, at.y + Math.sin(angle) * length / pieces);
            Imgproc.line(picture, at, next, shade, 2 + chance.nextInt(4), Imgproc.LINE_AA);
            at = next;
        }
    }

    private void crack(Mat picture, Point where) {
        int branches = 2 + chance.nextInt(3);
        for (int branch = 0; branch < branches; branch++) {
            double angle = chance.nextDouble() * 2 * Math.PI;
            Point at = where;
            for (int i = 0; i < 6; i++) {
                angle += 0.6 * chance.nextGaussian();
                double step = picture.width() * (0.015 + 0.03 * chance.nextDouble());
                Point next = new Point(at.x + Math.cos(angle) * step, at.y + Math.sin(angle) * step);
                Imgproc.line(picture, at, next, new Scalar(25, 25, 25), 2 + chance.nextInt(2), Imgproc.LINE_AA);
                at = next;
            }
        }
    }

    private Mat blob(Mat picture, Point where, int soft, Scope scope) {
        Mat shape = scope.keep(Mat.zeros(picture.size(), CvType.CV_8U));
        double size = picture.width() * (0.035 + 0.06 * chance.nextDouble());
        for (int i = 0; i < 4; i++) {
            Imgproc.ellipse(
                    shape,
                    new Point(
                            where.x + size * 0.5 * chance.nextGaussian(), where.y + size * 0.5 * chance.nextGaussian()),
                    new Size(size * (0.5 + chance.nextDouble()), size * (0.5 + chance.nextDouble())),
                    chance.nextDouble() * 180,
                    0,
                    360,
                    new Scalar(255),
                    -1);
        }
        Imgproc.GaussianBlur(shape, shape, new Size(0, 0), soft);
        return shape;
    }

    private static void blend(Mat picture, Mat share, Scalar colour, double strength, Scope scope) {
        byte[] pixels = new byte[(int) picture.total() * 3];
        byte[] shares = new byte[(int) share.total()];
        picture.get(0, 0, pixels);
        share.get(0, 0, shares);
        for (int i = 0; i < shares.length; i++) {
            double part = (shares[i] & 0xFF) / 255.0 * strength;
            for (int c = 0; c < 3; c++) {
                pixels[3 * i + c] = (byte) Math.round((pixels[3 * i + c] & 0xFF) * (1 - part) + colour.val[c] * part);
            }
        }
        picture.put(0, 0, pixels);
    }

    private void dent(Mat picture, Point where, Scope scope) {
        double size = picture.width() * (0.05 + 0.06 * chance.nextDouble());
        double angle = chance.nextDouble() * Math.PI;
        Point shift = new Point(Math.cos(angle) * size * 0.45, Math.sin(angle) * size * 0.45);
        for (int side = -1; side <= 1; side += 2) {
            Mat shape = scope.keep(Mat.zeros(picture.size(), CvType.CV_8U));
            Imgproc.circle(
                    shape,
                    new Point(where.x + side * shift.x, where.y + side * shift.y),
                    (int) (size * 0.55),
                    new Scalar(255),
                    -1);
            Imgproc.GaussianBlur(shape, shape, new Size(0, 0), size * 0.2);
            blend(picture, shape, side < 0 ? new Scalar(20, 20, 20) : new Scalar(250, 250, 250), 0.45, scope);
        }
    }

    private void tear(Mat picture, Point where) {
        List<Point> rim = new ArrayList<>();
        double length = picture.width() * (0.08 + 0.1 * chance.nextDouble());
        double angle = chance.nextDouble() * Math.PI;
        for (int way = -1; way <= 1; way += 2) {
            for (int i = 0; i <= 6; i++) {
                double along = way * (i - 3) * length / 6;
                double across = way * length * (0.05 + 0.09 * chance.nextDouble()) * (1 - Math.abs(i - 3) / 3.2);
                rim.add(new Point(
                        where.x + Math.cos(angle) * along - Math.sin(angle) * across,
                        where.y + Math.sin(angle) * along + Math.cos(angle) * across));
            }
        }
        MatOfPoint shape = new MatOfPoint(rim.toArray(new Point[0]));
        Imgproc.fillPoly(picture, List.of(shape), corner(picture), Imgproc.LINE_AA);
        shape.release();
    }

    private Photo shoot(Mat picture, Mat touched, Fault fault, Scope scope) {
        double scale = 0.6 + 0.7 * chance.nextDouble();
        int width = (int) (picture.width() * scale * 1.25);
        int height = (int) (picture.height() * scale * 1.25);
        Mat view = view(picture, scale, width, height, scope);
        Scalar table = new Scalar(chance.nextInt(256), chance.nextInt(256), chance.nextInt(256));
        Mat photo = scope.mat();
        Imgproc.warpPerspective(
                picture, photo, view, new Size(width, height), Imgproc.INTER_AREA, Core.BORDER_CONSTANT, table);
        Mat truth = scope.mat();
        Imgproc.warpPerspective(touched, truth, view, new Size(width, height), Imgproc.INTER_LINEAR);
        light(photo, scope);
        double blur = 1.3 * chance.nextDouble();
        if (blur > 0.3) {
            Imgproc.GaussianBlur(photo, photo, new Size(0, 0), blur);
        }
        Mat noise = scope.keep(new Mat(photo.size(), CvType.CV_16SC3));
        Core.setRNGSeed(chance.nextInt());
        Core.randn(noise, 0, 1 + 3 * chance.nextDouble());
        Core.add(photo, noise, photo, new Mat(), CvType.CV_8UC3);
        MatOfByte jpeg = scope.keep(new MatOfByte());
        Imgcodecs.imencode(
                ".jpg", photo, jpeg, scope.keep(new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, 55 + chance.nextInt(41))));
        Imgproc.threshold(truth, truth, 100, 255, Imgproc.THRESH_BINARY);
        Rect box = fault.isFault() && Core.countNonZero(truth) > 0 ? Imgproc.boundingRect(truth) : null;
        return new Photo(jpeg.toArray(), fault, box);
    }

    private Mat view(Mat picture, double scale, int width, int height, Scope scope) {
        double angle = Math.toRadians(25 * (2 * chance.nextDouble() - 1));
        double half = picture.width() / 2.0;
        Point[] from = {new Point(-half, -half), new Point(half, -half), new Point(half, half), new Point(-half, half)};
        Point[] to = new Point[4];
        Point[] source = new Point[4];
        for (int i = 0; i < 4; i++) {
            double tilt = 1 + 0.05 * chance.nextGaussian();
            double x = from[i].x * scale * tilt;
            double y = from[i].y * scale * tilt;
            to[i] = new Point(
                    width / 2.0 + Math.cos(angle) * x - Math.sin(angle) * y,
                    height / 2.0 + Math.sin(angle) * x + Math.cos(angle) * y);
            source[i] = new Point(from[i].x + half, from[i].y + half);
        }
        return scope.keep(Imgproc.getPerspectiveTransform(
                scope.keep(new MatOfPoint2f(source)), scope.keep(new MatOfPoint2f(to))));
    }

    private void light(Mat photo, Scope scope) {
        double gain = 0.65 + 0.6 * chance.nextDouble();
        double slope = 0.3 * (2 * chance.nextDouble() - 1);
        double[] tint = {1 + 0.06 * chance.nextGaussian(), 1, 1 + 0.06 * chance.nextGaussian()};
        byte[] pixels = new byte[(int) photo.total() * 3];
        photo.get(0, 0, pixels);
        int width = photo.width();
        for (int i = 0; i < pixels.length / 3; i++) {
            double here = gain * (1 + slope * ((double) (i % width) / width - 0.5));
            for (int c = 0; c < 3; c++) {
                pixels[3 * i + c] = (byte) Math.min(255, Math.round((pixels[3 * i + c] & 0xFF) * here * tint[c]));
            }
        }
        photo.put(0, 0, pixels);
    }
}
