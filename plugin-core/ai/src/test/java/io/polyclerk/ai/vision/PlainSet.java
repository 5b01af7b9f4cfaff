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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * Photos as somebody makes them who tries the shop for an hour: plain faults on all pictures of the sample shop, changed by one or a few mild
 * steps of any picture program, the careless ones among them (turning without smoothing, black corners).
 */
final class PlainSet implements Photographed {

    private static final long SEED = 77_001;

    /** One step of a picture program. */
    enum Step {
        TURNED,
        QUARTERED,
        SCALED,
        LIT,
        CONTRAST,
        BLURRED,
        COMPRESSED
    }

    private static final List<List<Step>> CHANGES = List.of(
            List.of(),
            List.of(Step.TURNED),
            List.of(Step.QUARTERED),
            List.of(Step.SCALED),
            List.of(Step.LIT),
            List.of(Step.CONTRAST),
            List.of(Step.BLURRED),
            List.of(Step.COMPRESSED),
            List.of(Step.TURNED, Step.LIT),
            List.of(Step.SCALED, Step.COMPRESSED),
            List.of(Step.TURNED, Step.SCALED, Step.BLURRED),
            List.of(Step.TURNED, Step.SCALED, Step.LIT, Step.BLURRED, Step.COMPRESSED));

    private final Map<String, BufferedImage> catalogue;
    private final List<String> subjects;

    /** @param samples folder of the sample shop's pictures */
    PlainSet(Path samples) throws IOException {
        catalogue = Photographed.samples(samples);
        subjects = new ArrayList<>(catalogue.keySet());
        List<String> kinds = Stream.concat(DrawnProducts.DEVELOPED.stream(), DrawnProducts.REPORTED.stream())
                .distinct()
                .toList();
        for (int i = 0; catalogue.size() < CATALOGUE; i++) {
            String kind = kinds.get(i % kinds.size());
            catalogue.put(kind + "-" + i, DrawnProducts.draw(kind, SEED + i));
        }
    }

    @Override
    public Map<String, BufferedImage> catalogue() {
        return catalogue;
    }

    /** Rounds over all products; in each every product clean once and faulty once, under changes and in manners that go round too. */
    @Override
    public void photos(Predicate<String> wanted, Consumer<Photo> consumer) {
        List<String> mixed = new ArrayList<>(subjects);
        Collections.shuffle(mixed, new Random(SEED));
        List<Manner> manners = PlainFaults.MANNERS;
        for (int round = 0; round < CHANGES.size(); round++) {
            for (int turn = 0; turn < mixed.size(); turn++) {
                String sku = mixed.get(turn);
                List<Step> change = CHANGES.get((round + turn) % CHANGES.size());
                if (wanted.test(Photo.name(sku, name(change), null))) {
                    consumer.accept(photo(sku, change, null));
                }
                Manner manner = manners.get((turn / CHANGES.size() + turn + round) % manners.size());
                if (wanted.test(Photo.name(sku, name(change), manner))) {
                    Photo photo = photo(sku, change, manner);
                    if (photo.truth() != null) {
                        consumer.accept(photo);
                    }
                }
            }
        }
    }

    private static String name(List<Step> change) {
        return change.isEmpty()
                ? "as it is"
                : change.stream()
                        .map(step -> step.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining("+"));
    }

    private Photo photo(String sku, List<Step> change, @Nullable Manner manner) {
        long own = SEED * 1_000_003L + Photo.name(sku, name(change), manner).hashCode();
        BufferedImage clean = catalogue.get(sku);
        try (Scope scope = new Scope()) {
            Mat before = Photographed.mat(clean, scope);
            Mat picture = before;
            if (manner != null) {
                BufferedImage damaged = Photographed.bgr(clean);
                Brush.draw(damaged, manner, own);
                picture = Photographed.mat(damaged, scope);
            }
            Mat touched = Photographed.touched(before, picture, scope);
            Random chance = new Random(own);
            int quality = 92;
            Mat now = picture;
            for (Step step : change) {
                if (step == Step.COMPRESSED) {
                    quality = 40 + chance.nextInt(51);
                    continue;
                }
                long same = chance.nextLong();
                Mat marked = changed(touched, step, new Random(same), true, scope);
                now = changed(now, step, new Random(same), false, scope);
                touched = marked;
            }
            MatOfByte file = scope.keep(new MatOfByte());
            Imgcodecs.imencode(".jpg", now, file, scope.keep(new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, quality)));
            return new Photo(sku, name(change), manner, file.toArray(), manner == null ? null : truth(touched, scope));
        }
    }

    private static @Nullable Rect truth(Mat touched, Scope scope) {
        Mat there = scope.mat();
        Imgproc.threshold(touched, there, 100, 255, Imgproc.THRESH_BINARY);
        return Core.countNonZero(there) < 20 ? null : Imgproc.boundingRect(there);
    }

    /** @param mark whether it is where the fault is, which has no light and is never blurred */
    private static Mat changed(Mat picture, Step step, Random chance, boolean mark, Scope scope) {
        Mat changed = scope.mat();
        switch (step) {
            case TURNED -> turned(picture, changed, chance, mark, scope);
            case QUARTERED -> Core.rotate(picture, changed, chance.nextInt(3));
            case SCALED -> {
                double scale = between(chance, 0.5, 1.5);
                int how = how(chance, scale < 1 ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC);
                Imgproc.resize(picture, changed, new Size(), scale, scale, mark ? Imgproc.INTER_LINEAR : how);
            }
            case LIT -> picture.convertTo(changed, -1, mark ? 1 : between(chance, 0.7, 1.3), 0);
            case CONTRAST -> {
                double contrast = between(chance, 0.75, 1.25);
                picture.convertTo(changed, -1, mark ? 1 : contrast, mark ? 0 : 128 * (1 - contrast));
            }
            case BLURRED -> {
                if (mark) {
                    return picture;
                }
                double sigma = between(chance, 0.5, 2);
                Imgproc.GaussianBlur(picture, changed, new Size(0, 0), sigma);
            }
            case COMPRESSED -> throw new IllegalArgumentException("a file is compressed, not a picture");
        }
        return changed;
    }

    /** As large as it has to be; the corners are black, white or like the background. */
    private static void turned(Mat picture, Mat changed, Random chance, boolean mark, Scope scope) {
        double angle = between(chance, -30, 30);
        double cos = Math.abs(Math.cos(Math.toRadians(angle)));
        double sin = Math.abs(Math.sin(Math.toRadians(angle)));
        Size size = new Size(
                Math.round(picture.width() * cos + picture.height() * sin),
                Math.round(picture.width() * sin + picture.height() * cos));
        Mat view = scope.keep(Imgproc.getRotationMatrix2D(
                new org.opencv.core.Point(picture.width() / 2.0, picture.height() / 2.0), angle, 1));
        view.put(0, 2, view.get(0, 2)[0] + (size.width - picture.width()) / 2);
        view.put(1, 2, view.get(1, 2)[0] + (size.height - picture.height()) / 2);
        int how = how(chance, Imgproc.INTER_CUBIC);
        Scalar[] corners = {new Scalar(0, 0, 0), new Scalar(255, 255, 255), new Scalar(picture.get(2, 2))};
        Scalar corner = corners[chance.nextInt(corners.length)];
        Imgproc.warpAffine(
                picture,
                changed,
                view,
                size,
                mark ? Imgproc.INTER_LINEAR : how,
                Core.BORDER_CONSTANT,
                mark ? new Scalar(0) : corner);
    }

    private static int how(Random chance, int best) {
        return switch (chance.nextInt(3)) {
            case 0 -> Imgproc.INTER_NEAREST;
            case 1 -> Imgproc.INTER_LINEAR;
            default -> best;
        };
    }

    private static double between(Random chance, double least, double most) {
        return least + (most - least) * chance.nextDouble();
    }
}
