package io.polyclerk.ai.vision;

import io.polyclerk.ai.vision.DrawnFaults.Manner;
import io.polyclerk.core.media.PhotoInspector.Fault;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.imgproc.Imgproc;

/** The development set and the reported set: they share no product, no manner of drawing a fault and no chance. */
final class PhotoSet {

    private static final int CATALOGUE = 200;
    private static final long DEVELOPED = 2_026;
    private static final long REPORTED = 90_210;

    private final Map<String, BufferedImage> catalogue = new TreeMap<>();
    private final List<String> subjects = new ArrayList<>();
    private final List<Manner> manners;
    private final long seed;
    private final int every;

    /** @param truth where the fault is, in pixels of the photo; null when there is none */
    record Photo(
            String sku,
            Circumstances.Kind circumstances,
            @Nullable Manner manner,
            byte[] jpeg,
            @Nullable Rect truth) {
        Fault fault() {
            return manner == null ? Fault.NONE : manner.fault();
        }

        String kind() {
            return sku.replaceFirst("-.*", "");
        }
    }

    /** @param samples folder of the sample shop's pictures @param own how many drawn products are looked at beside those */
    PhotoSet(Path samples, boolean reported, int own) throws IOException {
        manners = reported ? DrawnFaults.REPORTED : DrawnFaults.DEVELOPED;
        seed = reported ? REPORTED : DEVELOPED;
        // There are many manners in the reported set: each product gets every second one.
        every = reported ? 2 : 1;
        try (Stream<Path> files = Files.list(samples)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".png"))
                    .sorted()
                    .toList()) {
                String sku = String.valueOf(file.getFileName()).replace(".png", "");
                BufferedImage picture = bgr(ImageIO.read(file.toFile()));
                catalogue.put(sku, picture);
                if (Math.floorMod(sku.hashCode(), 2) == (reported ? 1 : 0)) {
                    subjects.add(sku);
                }
            }
        }
        List<String> kinds = reported ? DrawnProducts.REPORTED : DrawnProducts.DEVELOPED;
        for (int i = 0; catalogue.size() < CATALOGUE; i++) {
            String kind = kinds.get(i % kinds.size());
            String sku = kind + "-" + i;
            catalogue.put(sku, DrawnProducts.draw(kind, seed + i));
            if (i < own) {
                subjects.add(sku);
            }
        }
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

    Map<String, BufferedImage> catalogue() {
        return catalogue;
    }

    /**
     * Each product clean under each circumstance, and with a fault in each manner, half of those under all circumstances at once, half under
     * one of them. Products come in no order, so that the first photos are as good a sample as all.
     */
    void photos(Consumer<Photo> consumer) {
        List<String> mixed = new ArrayList<>(subjects);
        Collections.shuffle(mixed, new Random(seed));
        for (int turn = 0; turn < mixed.size(); turn++) {
            String sku = mixed.get(turn);
            for (Circumstances.Kind kind : Circumstances.Kind.values()) {
                consumer.accept(photo(sku, kind, null));
            }
            for (int number = turn % every; number < manners.size(); number += every) {
                Manner manner = manners.get(number);
                Photo photo = photo(sku, circumstances(sku, manner), manner);
                if (photo.truth() != null) {
                    consumer.accept(photo);
                }
            }
        }
    }

    private Circumstances.Kind circumstances(String sku, Manner manner) {
        Random chance = new Random(seed + 17L * sku.hashCode() + manner.name().hashCode());
        Circumstances.Kind[] kinds = Circumstances.Kind.values();
        return chance.nextBoolean() ? Circumstances.Kind.ALL : kinds[chance.nextInt(kinds.length)];
    }

    private Photo photo(String sku, Circumstances.Kind kind, @Nullable Manner manner) {
        long own = seed * 1_000_003L
                + sku.hashCode() * 31L
                + (manner == null ? 0 : manner.name().hashCode());
        BufferedImage clean = catalogue.get(sku);
        try (Scope scope = new Scope()) {
            Mat before = mat(clean, scope);
            Mat picture = before;
            if (manner != null) {
                BufferedImage damaged = bgr(clean);
                DrawnFaults.draw(damaged, manner, own);
                picture = mat(damaged, scope);
            }
            Circumstances.Shot shot = new Circumstances(kind, own).shoot(picture, scope);
            return new Photo(
                    sku, kind, manner, shot.jpeg(), manner == null ? null : truth(before, picture, shot, scope));
        }
    }

    private static @Nullable Rect truth(Mat before, Mat after, Circumstances.Shot shot, Scope scope) {
        Mat touched = scope.mat();
        Core.absdiff(before, after, touched);
        Imgproc.cvtColor(touched, touched, Imgproc.COLOR_BGR2GRAY);
        Imgproc.threshold(touched, touched, 10, 255, Imgproc.THRESH_BINARY);
        Mat there = scope.mat();
        Imgproc.warpPerspective(touched, there, shot.view(), shot.size(), Imgproc.INTER_LINEAR);
        Imgproc.threshold(there, there, 100, 255, Imgproc.THRESH_BINARY);
        return Core.countNonZero(there) < 20 ? null : Imgproc.boundingRect(there);
    }
}
