package io.polyclerk.ai.vision;

import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Where a picture lies on a photo. */
final class Mask {

    private Mask() {}

    /** Takes away its edge, which shows what lies behind as much as the picture. */
    static void shrink(Mat mask, int pixels, Scope scope) {
        Mat square =
                scope.keep(Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(2 * pixels + 1, 2 * pixels + 1)));
        Imgproc.erode(mask, mask, square, new Point(-1, -1), 1, Core.BORDER_CONSTANT, new Scalar(0));
    }
}
