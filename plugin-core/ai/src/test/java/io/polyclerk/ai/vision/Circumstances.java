package io.polyclerk.ai.vision;

import java.util.List;
import java.util.Random;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** How a photo of a thing comes about, by chance from a seed. Not thread-safe. */
final class Circumstances {

    /** What is done to a photo. */
    enum Kind {
        /** Nothing but another format. */
        SAME,
        TURNED,
        SCALED,
        TILTED,
        LIT,
        SHADED,
        BLURRED,
        NOISY,
        COMPRESSED,
        /** Cut out of its picture and laid on a table. */
        ELSEWHERE,
        /** Everything, each of it milder. */
        ALL
    }

    private final Kind kind;
    private final Random chance;

    Circumstances(Kind kind, long seed) {
        this.kind = kind;
        chance = new Random(seed * 31 + kind.ordinal());
    }

    private boolean is(Kind... kinds) {
        return kind == Kind.ALL || List.of(kinds).contains(kind);
    }

    private double between(double least, double most) {
        return least + (most - least) * chance.nextDouble();
    }

    /** @param view from the picture to the photo */
    record Shot(byte[] jpeg, Mat view, Size size) {}

    Shot shoot(Mat picture, Scope scope) {
        double scale = kind == Kind.SCALED ? between(0.4, 1.5) : kind == Kind.ALL ? between(0.6, 1.3) : 1;
        double room = is(Kind.TURNED, Kind.TILTED, Kind.ELSEWHERE) ? 1.3 : kind == Kind.SCALED ? between(1, 1.4) : 1;
        Size size = new Size(Math.round(picture.width() * scale * room), Math.round(picture.height() * scale * room));
        Mat view = view(picture, scale, size, scope);
        Mat photo = table(size, scope);
        lay(picture, photo, view, scale, scope);
        Mat light = scope.mat();
        photo.convertTo(light, CvType.CV_32FC3);
        light(light, scope);
        blur(light);
        double grain = kind == Kind.NOISY ? between(2, 9) : kind == Kind.ALL ? between(1, 4) : 0;
        if (grain > 0) {
            Mat noise = scope.keep(new Mat(light.size(), CvType.CV_32FC3));
            Core.setRNGSeed(chance.nextInt());
            Core.randn(noise, 0, grain);
            Core.add(light, noise, light);
        }
        light.convertTo(photo, CvType.CV_8UC3);
        MatOfByte jpeg = scope.keep(new MatOfByte());
        int quality = kind == Kind.COMPRESSED ? (int) between(25, 80) : kind == Kind.ALL ? (int) between(55, 95) : 92;
        Imgcodecs.imencode(".jpg", photo, jpeg, scope.keep(new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, quality)));
        return new Shot(jpeg.toArray(), view, size);
    }

    private void lay(Mat picture, Mat photo, Mat view, double scale, Scope scope) {
        Mat there = scope.keep(photo.clone());
        Imgproc.warpPerspective(
                smoothed(picture, scale, scope),
                there,
                view,
                photo.size(),
                Imgproc.INTER_CUBIC,
                Core.BORDER_TRANSPARENT);
        if (kind != Kind.ELSEWHERE) {
            there.copyTo(photo);
            return;
        }
        Mat thing = scope.mat();
        Imgproc.warpPerspective(Mask.thing(picture, scope), thing, view, photo.size(), Imgproc.INTER_LINEAR);
        there.copyTo(photo, thing);
    }

    private static Mat smoothed(Mat picture, double scale, Scope scope) {
        if (scale >= 1) {
            return picture;
        }
        Mat smooth = scope.mat();
        double sigma = 0.5 * Math.sqrt(1 / (scale * scale) - 1);
        Imgproc.GaussianBlur(picture, smooth, new Size(0, 0), Math.max(0.1, sigma));
        return smooth;
    }

    private Mat table(Size size, Scope scope) {
        Scalar colour = new Scalar(chance.nextInt(256), chance.nextInt(256), chance.nextInt(256));
        Mat table = scope.keep(new Mat(size, CvType.CV_8UC3, colour));
        if (chance.nextBoolean()) {
            Mat grain = scope.keep(new Mat(size, CvType.CV_16SC3));
            Core.setRNGSeed(chance.nextInt());
            Core.randn(grain, 0, 30);
            Imgproc.GaussianBlur(grain, grain, new Size(0, 0), 9, 1.2);
            Core.add(table, grain, table, new Mat(), CvType.CV_8UC3);
        }
        return table;
    }

    private Mat view(Mat picture, double scale, Size size, Scope scope) {
        double angle = kind == Kind.TURNED || kind == Kind.ELSEWHERE
                ? Math.toRadians(between(-60, 60))
                : kind == Kind.ALL ? Math.toRadians(between(-25, 25)) : 0;
        double halfX = picture.width() / 2.0;
        double halfY = picture.height() / 2.0;
        Point[] from = {
            new Point(-halfX, -halfY), new Point(halfX, -halfY), new Point(halfX, halfY), new Point(-halfX, halfY)
        };
        Point[] to = new Point[4];
        Point[] source = new Point[4];
        for (int i = 0; i < 4; i++) {
            double tilt = 1
                    + (kind == Kind.TILTED ? 0.08 : kind == Kind.ALL ? 0.05 : 0)
                            * Math.clamp(chance.nextGaussian(), -2, 2);
            double x = from[i].x * scale * tilt;
            double y = from[i].y * scale * tilt;
            to[i] = new Point(
                    size.width / 2 + Math.cos(angle) * x - Math.sin(angle) * y,
                    size.height / 2 + Math.sin(angle) * x + Math.cos(angle) * y);
            source[i] = new Point(from[i].x + halfX, from[i].y + halfY);
        }
        return scope.keep(Imgproc.getPerspectiveTransform(
                scope.keep(new MatOfPoint2f(source)), scope.keep(new MatOfPoint2f(to))));
    }

    private void light(Mat photo, Scope scope) {
        if (!is(Kind.LIT, Kind.SHADED)) {
            return;
        }
        boolean lit = is(Kind.LIT);
        double gain = lit ? between(0.6, 1.3) : 1;
        double gamma = lit ? between(0.8, 1.25) : 1;
        double slopeX = lit ? between(-0.3, 0.3) : 0;
        double slopeY = lit ? between(-0.3, 0.3) : 0;
        double[] tint = {1 + (lit ? 0.06 * chance.nextGaussian() : 0), 1, 1 + (lit ? 0.06 * chance.nextGaussian() : 0)};
        boolean shaded = kind == Kind.SHADED || kind == Kind.ALL && chance.nextInt(4) == 0;
        double depth = shaded ? between(0.12, 0.4) : 0;
        double direction = between(0, 2 * Math.PI);
        double edge = between(-0.3, 0.3);
        double soft = between(0.02, 0.2);
        double corners = lit ? between(0, 0.25) : 0;
        int width = photo.width();
        int height = photo.height();
        float[] row = new float[width * 3];
        for (int y = 0; y < height; y++) {
            photo.get(y, 0, row);
            for (int x = 0; x < width; x++) {
                double u = (double) x / width - 0.5;
                double v = (double) y / height - 0.5;
                double across = Math.cos(direction) * u + Math.sin(direction) * v - edge;
                double here = gain
                        * (1 + slopeX * u + slopeY * v)
                        * (1 - corners * 2 * (u * u + v * v))
                        * (1 - depth / (1 + Math.exp(-across / soft * 4)));
                for (int c = 0; c < 3; c++) {
                    row[3 * x + c] =
                            (float) (255 * Math.pow(Math.max(0, row[3 * x + c]) / 255, gamma) * here * tint[c]);
                }
            }
            photo.put(y, 0, row);
        }
    }

    private void blur(Mat photo) {
        double sigma = kind == Kind.BLURRED ? between(0.7, 2.8) : kind == Kind.ALL ? between(0, 1.3) : 0;
        if (sigma > 0.3) {
            Imgproc.GaussianBlur(photo, photo, new Size(0, 0), sigma);
        }
        if (kind == Kind.BLURRED && chance.nextInt(3) == 0) {
            int length = 3 + 2 * chance.nextInt(3);
            Imgproc.blur(photo, photo, chance.nextBoolean() ? new Size(length, 1) : new Size(1, length));
        }
    }
}
