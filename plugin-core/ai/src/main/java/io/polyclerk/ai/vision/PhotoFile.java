package io.polyclerk.ai.vision;

import io.polyclerk.core.media.PhotoInspector.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * Decodes a photo: what it is shows its content, how large it is shows its header before anything is decoded, and only its pixels are
 * taken, upright. Whatever else is in the file, such as a place or an archive behind the picture, is left behind.
 */
final class PhotoFile {

    /** Largest photo that is decoded, in pixels; telephones make up to 50 megapixels by default. */
    static final long MOST_PIXELS = 50_000_000;

    private PhotoFile() {}

    /** An upright photo. @param width of the original, upright @param scale of the picture against the original, at most 1 */
    record Decoded(Mat picture, int width, int height, double scale) {}

    /** A photo that cannot be decoded. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final Reason reason;

        Unreadable(Reason reason, String detail) {
            super(detail);
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }

    /** @param longest side of the picture that is wanted, in pixels */
    static Decoded decode(byte[] photo, int longest, Scope scope) throws Unreadable {
        if (photo.length == 0) {
            throw new Unreadable(Reason.EMPTY, "the file is empty");
        }
        Size stored = size(photo);
        Mat whole = scope.keep(Imgcodecs.imdecode(scope.keep(new MatOfByte(photo)), flags(stored, longest)));
        if (whole.empty()) {
            throw new Unreadable(Reason.BROKEN, "the picture is damaged");
        }
        // The decoder has turned it upright: the header still tells the sides as they are stored.
        boolean turned =
                (whole.width() > whole.height()) != (stored.width > stored.height) && whole.width() != whole.height();
        int width = (int) (turned ? stored.height : stored.width);
        int height = (int) (turned ? stored.width : stored.height);
        double scale = Math.min(1, (double) longest / Math.max(width, height));
        Mat picture = scope.mat();
        Imgproc.resize(
                whole,
                picture,
                new Size(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))),
                0,
                0,
                Imgproc.INTER_AREA);
        return new Decoded(picture, width, height, scale);
    }

    private static int flags(Size stored, int longest) {
        double times = Math.max(stored.width, stored.height) / longest;
        if (times >= 8) {
            return Imgcodecs.IMREAD_REDUCED_COLOR_8;
        }
        if (times >= 4) {
            return Imgcodecs.IMREAD_REDUCED_COLOR_4;
        }
        return times >= 2 ? Imgcodecs.IMREAD_REDUCED_COLOR_2 : Imgcodecs.IMREAD_COLOR;
    }

    private static Size size(byte[] photo) throws Unreadable {
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(photo))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new Unreadable(Reason.UNKNOWN_FORMAT, "the content is no picture in a format that is known here");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                if ((long) width * height > MOST_PIXELS) {
                    throw new Unreadable(
                            Reason.TOO_LARGE, "the picture has more than " + MOST_PIXELS / 1_000_000 + " megapixels");
                }
                return new Size(width, height);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            throw new Unreadable(Reason.BROKEN, "the picture is damaged");
        }
    }
}
