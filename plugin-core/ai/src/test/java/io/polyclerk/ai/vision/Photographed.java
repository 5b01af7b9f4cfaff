package io.polyclerk.ai.vision;

import io.polyclerk.ai.vision.Brush.Manner;
import io.polyclerk.core.media.PhotoInspector.Fault;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.imgproc.Imgproc;

/** A set of photos with what is on them, and the catalogue that they are looked up in. */
interface Photographed {

    /** Products in every catalogue. */
    int CATALOGUE = 200;

    /** The picture of each product, by SKU. */
    Map<String, BufferedImage> catalogue();

    /** Makes the photos that are wanted by their name, in an order in which the first are as good a sample as all. */
    void photos(Predicate<String> wanted, Consumer<Photo> consumer);

    /**
     * One photo.
     *
     * @param manner how its fault is drawn; null when it has none
     * @param file as it would be sent
     * @param truth where the fault is, in pixels of the photo; null when there is none
     */
    record Photo(
            String sku,
            String circumstances,
            @Nullable Manner manner,
            byte[] file,
            @Nullable Rect truth) {

        static String name(String sku, String circumstances, @Nullable Manner manner) {
            return sku + "/" + circumstances + "/" + (manner == null ? "clean" : manner.name());
        }

        String name() {
            return name(sku, circumstances, manner);
        }

        Fault fault() {
            return manner == null ? Fault.NONE : manner.fault();
        }
    }

    /** The pictures of the sample shop, by SKU. @param folder where they lie as PNG */
    static Map<String, BufferedImage> samples(Path folder) throws IOException {
        Map<String, BufferedImage> pictures = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".png")).toList()) {
                pictures.put(String.valueOf(file.getFileName()).replace(".png", ""), bgr(ImageIO.read(file.toFile())));
            }
        }
        return pictures;
    }

    static BufferedImage bgr(BufferedImage picture) {
        BufferedImage copy = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        copy.createGraphics().drawImage(picture, 0, 0, null);
        return copy;
    }

    static Mat mat(BufferedImage picture, Scope scope) {
        Mat mat = scope.keep(new Mat(picture.getHeight(), picture.getWidth(), CvType.CV_8UC3));
        mat.put(0, 0, ((DataBufferByte) picture.getRaster().getDataBuffer()).getData());
        return mat;
    }

    static byte[] png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", file);
        return file.toByteArray();
    }

    /** What drawing has changed, 0 or 255. */
    static Mat touched(Mat before, Mat after, Scope scope) {
        Mat touched = scope.mat();
        Core.absdiff(before, after, touched);
        Imgproc.cvtColor(touched, touched, Imgproc.COLOR_BGR2GRAY);
        Imgproc.threshold(touched, touched, 10, 255, Imgproc.THRESH_BINARY);
        return touched;
    }
}
