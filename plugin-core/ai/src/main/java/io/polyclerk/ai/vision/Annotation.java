package io.polyclerk.ai.vision;

import io.polyclerk.core.media.PhotoInspector.Box;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** New pictures made of a photo: nothing but its pixels, and what is drawn, is in them. */
final class Annotation {

    private static final int QUALITY = 88;

    private Annotation() {}

    /** As JPEG. */
    static byte[] plain(byte[] photo) throws PhotoFile.Unreadable {
        try (Scope scope = new Scope()) {
            MatOfByte jpeg = scope.keep(new MatOfByte());
            Imgcodecs.imencode(
                    ".jpg",
                    PhotoFile.decode(photo, Inspection.SIDE, scope).picture(),
                    jpeg,
                    scope.keep(new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, QUALITY)));
            return jpeg.toArray();
        }
    }

    /** As PNG. @param boxes in pixels of the original */
    static byte[] drawn(byte[] photo, List<Box> boxes) throws PhotoFile.Unreadable {
        try (Scope scope = new Scope()) {
            return drawn(PhotoFile.decode(photo, Inspection.SIDE, scope), boxes);
        }
    }

    static byte[] drawn(PhotoFile.Decoded decoded, List<Box> boxes) {
        Mat drawn = decoded.picture().clone();
        MatOfByte png = new MatOfByte();
        try {
            for (Box box : boxes) {
                Point from = new Point(box.x() * decoded.scale() - 4, box.y() * decoded.scale() - 4);
                Point to = new Point(
                        (box.x() + box.width()) * decoded.scale() + 4, (box.y() + box.height()) * decoded.scale() + 4);
                Imgproc.rectangle(drawn, from, to, new Scalar(255, 255, 255), 5);
                Imgproc.rectangle(drawn, from, to, new Scalar(0, 0, 220), 3);
            }
            Imgcodecs.imencode(".png", drawn, png);
            return png.toArray();
        } finally {
            drawn.release();
            png.release();
        }
    }
}
