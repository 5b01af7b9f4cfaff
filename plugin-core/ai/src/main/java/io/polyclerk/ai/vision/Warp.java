package io.polyclerk.ai.vision;

import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Lays pictures over each other. */
final class Warp {

    private Warp() {}

    /** A picture as it lies on a photo. Made small it is smoothed first: skipped pixels look like faults. */
    static Mat upon(Mat picture, Mat homography, Size photo, Scope scope) {
        double scale = scale(homography, picture.size());
        Mat source = picture;
        if (scale < 0.9) {
            source = scope.mat();
            Imgproc.GaussianBlur(picture, source, new Size(0, 0), 0.5 * Math.sqrt(1 / (scale * scale) - 1));
        }
        Mat there = scope.mat();
        Imgproc.warpPerspective(
                source, there, homography, photo, Imgproc.INTER_CUBIC, Core.BORDER_REPLICATE, new Scalar(0));
        return there;
    }

    /** How much larger the middle of the picture is on the photo. */
    static double scale(Mat homography, Size picture) {
        double[] h = new double[9];
        homography.get(0, 0, h);
        double x = picture.width / 2;
        double y = picture.height / 2;
        double w = h[6] * x + h[7] * y + h[8];
        double u = (h[0] * x + h[1] * y + h[2]) / w;
        double v = (h[3] * x + h[4] * y + h[5]) / w;
        double area = ((h[0] - u * h[6]) * (h[4] - v * h[7]) - (h[1] - u * h[7]) * (h[3] - v * h[6])) / (w * w);
        return Math.sqrt(Math.abs(area));
    }
}
