package io.polyclerk.ai.vision;

import io.polyclerk.ai.vision.Brush.Manner;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.imgproc.Imgproc;

/** The development set and the reported set: they share no product, no manner of drawing a fault and no chance. */
final class PhotoSet implements Photographed {

    private static final long DEVELOPED = 2_026;
    private static final long REPORTED = 90_210;

    private final Map<String, BufferedImage> catalogue;
    private final List<String> subjects = new ArrayList<>();
    private final List<Manner> manners;
    private final long seed;
    private final int every;

    /** @param samples folder of the sample shop's pictures @param own how many drawn products are looked at beside those */
    PhotoSet(Path samples, boolean reported, int own) throws IOException {
        manners = reported ? ReportedFaults.MANNERS : DevelopedFaults.MANNERS;
        seed = reported ? REPORTED : DEVELOPED;
        // There are many manners in the reported set: each product gets every second one.
        every = reported ? 2 : 1;
        catalogue = Photographed.samples(samples);
        catalogue.keySet().stream()
                .filter(sku -> Math.floorMod(sku.hashCode(), 2) == (reported ? 1 : 0))
                .forEach(subjects::add);
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

    @Override
    public Map<String, BufferedImage> catalogue() {
        return catalogue;
    }

    /**
     * Each product clean under each circumstance, and with a fault in each manner, half of those under all circumstances at once, half under
     * one of them.
     */
    @Override
    public void photos(Predicate<String> wanted, Consumer<Photo> consumer) {
        List<String> mixed = new ArrayList<>(subjects);
        Collections.shuffle(mixed, new Random(seed));
        for (int turn = 0; turn < mixed.size(); turn++) {
            String sku = mixed.get(turn);
            for (Circumstances.Kind kind : Circumstances.Kind.values()) {
                if (wanted.test(Photo.name(sku, lower(kind), null))) {
                    consumer.accept(photo(sku, kind, null));
                }
            }
            for (int number = turn % every; number < manners.size(); number += every) {
                Manner manner = manners.get(number);
                Circumstances.Kind kind = circumstances(sku, manner);
                if (wanted.test(Photo.name(sku, lower(kind), manner))) {
                    Photo photo = photo(sku, kind, manner);
                    if (photo.truth() != null) {
                        consumer.accept(photo);
                    }
                }
            }
        }
    }

    private static String lower(Circumstances.Kind kind) {
        return kind == Circumstances.Kind.ALL
                ? "everything at once"
                : kind.name().toLowerCase(Locale.ROOT);
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
            Mat before = Photographed.mat(clean, scope);
            Mat picture = before;
            if (manner != null) {
                BufferedImage damaged = Photographed.bgr(clean);
                Brush.draw(damaged, manner, own);
                picture = Photographed.mat(damaged, scope);
            }
            Circumstances.Shot shot = new Circumstances(kind, own).shoot(picture, scope);
            return new Photo(
                    sku, lower(kind), manner, shot.jpeg(), manner == null ? null : truth(before, picture, shot, scope));
        }
    }

    private static @Nullable Rect truth(Mat before, Mat after, Circumstances.Shot shot, Scope scope) {
        Mat there = scope.mat();
        Imgproc.warpPerspective(
                Photographed.touched(before, after, scope), there, shot.view(), shot.size(), Imgproc.INTER_LINEAR);
        Imgproc.threshold(there, there, 100, 255, Imgproc.THRESH_BINARY);
        return Core.countNonZero(there) < 20 ? null : Imgproc.boundingRect(there);
    }
}
