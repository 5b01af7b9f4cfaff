package io.polyclerk.ai.vision;

import io.polyclerk.ai.vision.FaultFinder.Place;
import io.polyclerk.core.media.PhotoInspector.Box;
import io.polyclerk.core.media.PhotoInspector.Fault;
import io.polyclerk.core.media.PhotoInspector.Match;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** Looks at one photo. */
final class Inspection {

    /** Longest side of what is looked at, in pixels. */
    static final int SIDE = 800;

    private static final int MATCHED_SIDE = 640;
    private static final int MOST_BOXES = 3;
    private static final int LEAST_PIXELS = 2_000;
    /** More places than this are not faults but a picture that does not fit. */
    private static final int MOST_DIFFERENT = 5;
    /** Pixels at the edge of the picture that are not compared. */
    private static final int RIM = 10;

    private static final double SURE_OF_ANOTHER = 0.9;
    private static final byte[] NOTHING = {};

    private final ProductFinder finder;

    Inspection(ProductFinder finder) {
        this.finder = finder;
    }

    /** @param sku that it should be; null when unknown */
    Seen look(byte[] photo, @Nullable String sku) throws PhotoFile.Unreadable {
        try (Scope scope = new Scope()) {
            PhotoFile.Decoded decoded = PhotoFile.decode(photo, SIDE, scope);
            double smaller = Math.min(
                    1,
                    (double) MATCHED_SIDE
                            / Math.max(
                                    decoded.picture().width(), decoded.picture().height()));
            Mat matched = scope.mat();
            Imgproc.resize(decoded.picture(), matched, new Size(), smaller, smaller, Imgproc.INTER_AREA);
            Features features = Features.of(matched, Features.PHOTO_POINTS, scope);
            Optional<Catalogue.Entry> expected = sku == null
                    ? Optional.empty()
                    : finder.entries().stream().filter(entry -> entry.isOf(sku)).findFirst();
            Optional<ProductFinder.Found> found = expected.flatMap(entry -> ProductFinder.fit(entry, features, scope));
            if (found.isEmpty()) {
                found = finder.find(features, scope);
            }
            if (found.isEmpty()) {
                return seen(decoded, null, Fault.UNCLEAR, 0, List.of());
            }
            boolean another = expected.isPresent() && found.get().entry() != expected.get();
            Match match = match(found.get());
            if (another) {
                return found.get().confidence() >= SURE_OF_ANOTHER
                        ? seen(decoded, match, Fault.WRONG_ITEM, found.get().confidence(), List.of())
                        : seen(decoded, match, Fault.UNCLEAR, 0, List.of());
            }
            return compare(decoded, found.get(), smaller, scope);
        }
    }

    private static Match match(ProductFinder.Found found) {
        Catalogue.Entry entry = found.entry();
        return new Match(entry.productId(), entry.sku(), entry.title(), found.confidence());
    }

    private static Seen compare(PhotoFile.Decoded decoded, ProductFinder.Found found, double smaller, Scope scope) {
        Mat photo = decoded.picture();
        Mat known = found.entry().picture(scope);
        Mat grow = scope.keep(Mat.eye(3, 3, CvType.CV_64F));
        grow.put(0, 0, 1 / smaller);
        grow.put(1, 1, 1 / smaller);
        Mat homography = scope.mat();
        Core.gemm(grow, found.homography(), 1, new Mat(), 0, homography);
        List<Place> places = places(known, photo, Alignment.refined(known, photo, homography, scope), scope);
        if (weight(places) > 0) {
            // Refining may slip on patterns that repeat themselves: whichever leaves less over is right.
            List<Place> plain = places(known, photo, homography, scope);
            places = weight(plain) < weight(places) ? plain : places;
        }
        long different = places.stream()
                .filter(place -> FaultKind.confidence(place) >= FaultKind.LEAST_SCORE)
                .count();
        if (different > MOST_DIFFERENT) {
            return seen(decoded, match(found), Fault.UNCLEAR, 0, List.of());
        }
        double threshold = FaultKind.LEAST_SCORE;
        List<Place> counted = places.stream()
                .filter(place -> FaultKind.confidence(place) >= threshold)
                .limit(MOST_BOXES)
                .toList();
        if (counted.isEmpty()) {
            double doubt = places.isEmpty() ? 0 : FaultKind.confidence(places.get(0));
            return seen(decoded, match(found), Fault.NONE, 1 - doubt, List.of());
        }
        Place first = counted.get(0);
        List<Box> boxes = new ArrayList<>();
        for (Place place : counted) {
            if (place.score() >= first.score() * 0.3) {
                boxes.add(box(place, decoded));
            }
        }
        return seen(decoded, match(found), FaultKind.of(first), FaultKind.confidence(first), boxes);
    }

    /** Where the photo differs; nothing when the picture is hardly on it. */
    private static List<Place> places(Mat known, Mat photo, Mat homography, Scope scope) {
        Mat expected = scope.mat();
        Imgproc.warpPerspective(
                known, expected, homography, photo.size(), Imgproc.INTER_AREA, Core.BORDER_REPLICATE, new Scalar(0));
        Mat mask = mask(known, homography, photo, scope);
        return Core.countNonZero(mask) < LEAST_PIXELS ? List.of() : FaultFinder.places(photo, expected, mask, scope);
    }

    private static double weight(List<Place> places) {
        return places.stream()
                .filter(place -> FaultKind.confidence(place) >= FaultKind.LEAST_SCORE)
                .mapToDouble(Place::score)
                .sum();
    }

    private static Mat mask(Mat known, Mat homography, Mat photo, Scope scope) {
        Mat whole = scope.keep(new Mat(known.size(), CvType.CV_8U, new Scalar(255)));
        Mat mask = scope.mat();
        Imgproc.warpPerspective(whole, mask, homography, photo.size(), Imgproc.INTER_NEAREST);
        // The rim shows what lies behind as much as the product.
        Mask.shrink(mask, RIM, scope);
        return mask;
    }

    private static Box box(Place place, PhotoFile.Decoded decoded) {
        Rect rect = place.box();
        double scale = decoded.scale();
        int x = (int) Math.floor(rect.x / scale);
        int y = (int) Math.floor(rect.y / scale);
        return new Box(
                x,
                y,
                Math.min(decoded.width() - x, (int) Math.ceil(rect.width / scale)),
                Math.min(decoded.height() - y, (int) Math.ceil(rect.height / scale)),
                FaultKind.confidence(place));
    }

    private static Seen seen(
            PhotoFile.Decoded decoded, @Nullable Match match, Fault fault, double confidence, List<Box> boxes) {
        return new Seen(
                decoded.width(),
                decoded.height(),
                match,
                fault,
                confidence,
                boxes,
                boxes.isEmpty() ? NOTHING : annotated(decoded, boxes));
    }

    /** A new picture: nothing but pixels of the photo and the boxes is in it. */
    private static byte[] annotated(PhotoFile.Decoded decoded, List<Box> boxes) {
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
