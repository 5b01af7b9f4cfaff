package io.polyclerk.ai.vision;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Where a picture lies on a photo, 0 or 255. */
final class Mask {

    private static final double ALIKE = 7;

    private Mask() {}

    /** Where a picture of a size lies, without a rim: that shows what lies behind as much as the picture. */
    static Mat of(Size picture, Mat homography, Size photo, int rim, Scope scope) {
        Mat whole = scope.keep(new Mat(picture, CvType.CV_8U, new Scalar(255)));
        Mat mask = scope.mat();
        Imgproc.warpPerspective(whole, mask, homography, photo, Imgproc.INTER_NEAREST);
        shrink(mask, rim, scope);
        return mask;
    }

    /** Takes away the edge. */
    static void shrink(Mat mask, int pixels, Scope scope) {
        Mat square =
                scope.keep(Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(2 * pixels + 1, 2 * pixels + 1)));
        Imgproc.erode(mask, mask, square, new Point(-1, -1), 1, Core.BORDER_CONSTANT, new Scalar(0));
    }

    /** The thing itself: what is not joined to the rim of its picture by one slowly changing colour. */
    static Mat thing(Mat picture, Scope scope) {
        Mat smooth = scope.mat();
        Imgproc.GaussianBlur(picture, smooth, new Size(0, 0), 1);
        Mat filled = scope.keep(Mat.zeros(picture.rows() + 2, picture.cols() + 2, CvType.CV_8U));
        Scalar near = new Scalar(ALIKE, ALIKE, ALIKE);
        int flags = 4 | Imgproc.FLOODFILL_MASK_ONLY | 255 << 8;
        int[][] starts = {
            {2, 2}, {picture.cols() - 3, 2}, {2, picture.rows() - 3}, {picture.cols() - 3, picture.rows() - 3}
        };
        for (int[] start : starts) {
            if (filled.get(start[1] + 1, start[0] + 1)[0] == 0) {
                Imgproc.floodFill(
                        smooth, filled, new Point(start[0], start[1]), new Scalar(0), new Rect(), near, near, flags);
            }
        }
        Mat thing = scope.mat();
        Core.bitwise_not(filled.submat(1, filled.rows() - 1, 1, filled.cols() - 1), thing);
        return thing;
    }
}
