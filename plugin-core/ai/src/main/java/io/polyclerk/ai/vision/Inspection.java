package io.polyclerk.ai.vision;

import io.polyclerk.core.media.PhotoInspector.Box;
import io.polyclerk.core.media.PhotoInspector.Fault;
import io.polyclerk.core.media.PhotoInspector.Match;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Looks at one photo. */
final class Inspection {

    /** Longest side of what is looked at, in pixels. */
    static final int SIDE = 960;

    private static final int MATCHED_SIDE = 640;
    private static final int MOST_BOXES = 3;
    private static final int LEAST_PIXELS = 2_000;
    /** More places than this are not faults but a picture that does not fit. */
    private static final int MOST_DIFFERENT = 5;
    /** The same before pieces of one fault are joined: a crack may be in many. */
    private static final int MOST_PLACES = 8;

    private static final double SURE_OF_ANOTHER = 0.9;
    private static final byte[] NOTHING = {};

    private final ProductFinder finder;
    private final FaultEvidence evidence;

    Inspection(ProductFinder finder, FaultEvidence evidence) {
        this.finder = finder;
        this.evidence = evidence;
    }

    /** What a photo shows of a product. @param found null when it shows none that is known */
    record Product(PhotoFile.Decoded photo, ProductFinder.@Nullable Found found, boolean another) {}

    /** @param sku that it should be; null when unknown */
    Seen look(byte[] photo, @Nullable String sku) throws PhotoFile.Unreadable, IOException {
        try (Scope scope = new Scope()) {
            Product product = product(photo, sku, scope);
            PhotoFile.Decoded decoded = product.photo();
            ProductFinder.Found found = product.found();
            if (found == null) {
                return seen(decoded, null, Fault.UNCLEAR, 0, List.of());
            }
            if (product.another()) {
                return found.confidence() >= SURE_OF_ANOTHER
                        ? seen(decoded, match(found), Fault.WRONG_ITEM, found.confidence(), List.of())
                        : seen(decoded, match(found), Fault.UNCLEAR, 0, List.of());
            }
            return judged(decoded, found, compared(decoded, found, scope), scope);
        }
    }

    /** Finds the product; its homography is then from the catalogue picture to the decoded photo. */
    Product product(byte[] photo, @Nullable String sku, Scope scope) throws PhotoFile.Unreadable {
        PhotoFile.Decoded decoded = PhotoFile.decode(photo, SIDE, scope);
        Mat picture = decoded.picture();
        double smaller = Math.min(1, (double) MATCHED_SIDE / Math.max(picture.width(), picture.height()));
        Mat matched = scope.mat();
        Imgproc.resize(picture, matched, new Size(), smaller, smaller, Imgproc.INTER_AREA);
        Features features = Features.of(matched, Features.PHOTO_POINTS, scope);
        Optional<Catalogue.Entry> expected = sku == null
                ? Optional.empty()
                : finder.entries().stream().filter(entry -> entry.isOf(sku)).findFirst();
        Optional<ProductFinder.Found> found = expected.flatMap(entry -> ProductFinder.fit(entry, features, scope));
        if (found.isEmpty()) {
            found = finder.find(features, scope);
        }
        if (found.isEmpty()) {
            return new Product(decoded, null, false);
        }
        Mat grow = scope.keep(Mat.eye(3, 3, CvType.CV_64F));
        grow.put(0, 0, 1 / smaller);
        grow.put(1, 1, 1 / smaller);
        Mat homography = scope.mat();
        Core.gemm(grow, found.get().homography(), 1, scope.mat(), 0, homography);
        ProductFinder.Found there = new ProductFinder.Found(
                found.get().entry(), homography, found.get().inliers());
        return new Product(decoded, there, expected.isPresent() && there.entry() != expected.get());
    }

    private static Match match(ProductFinder.Found found) {
        Catalogue.Entry entry = found.entry();
        return new Match(entry.productId(), entry.sku(), entry.title(), found.confidence());
    }

    /** A comparison and the places where the photo differs, the strongest first. */
    record Compared(Comparison comparison, List<Place> places) {}

    /** Compares photo and picture; empty when the picture is hardly on the photo. */
    static Optional<Compared> compared(PhotoFile.Decoded decoded, ProductFinder.Found found, Scope scope)
            throws IOException {
        Mat photo = decoded.picture();
        Mat known = found.entry().picture(scope);
        Mat homography = Alignment.refined(known, photo, found.homography(), scope);
        Comparison comparison = Comparison.of(known, photo, homography, scope);
        return comparison.size() < LEAST_PIXELS
                ? Optional.empty()
                : Optional.of(new Compared(comparison, FaultFinder.places(comparison, scope)));
    }

    private Seen judged(
            PhotoFile.Decoded decoded, ProductFinder.Found found, Optional<Compared> compared, Scope scope) {
        if (compared.isEmpty()) {
            return seen(decoded, match(found), Fault.UNCLEAR, 0, List.of());
        }
        List<Place> places = compared.get().places();
        List<Place> counted = places.stream()
                .filter(evidence::isFault)
                .sorted(Comparator.comparingDouble(evidence::confidence).reversed())
                .toList();
        if (counted.isEmpty()) {
            double doubt =
                    places.stream().mapToDouble(evidence::confidence).max().orElse(0);
            return seen(decoded, match(found), Fault.NONE, 1 - doubt, List.of());
        }
        List<Extent> extents = Extent.of(counted, evidence, compared.get().comparison(), scope);
        if (extents.size() > MOST_DIFFERENT || counted.size() > MOST_PLACES) {
            return seen(decoded, match(found), Fault.UNCLEAR, 0, List.of());
        }
        Place first = counted.get(0);
        List<Box> boxes = extents.stream()
                .limit(MOST_BOXES)
                .map(extent -> box(extent, decoded))
                .toList();
        FaultEvidence.Kind kind = evidence.kind(first);
        return seen(decoded, match(found), kind.fault(), evidence.confidence(first) * kind.confidence(), boxes);
    }

    private Box box(Extent extent, PhotoFile.Decoded decoded) {
        Rect rect = extent.box();
        double scale = decoded.scale();
        int x = (int) Math.round(rect.x / scale);
        int y = (int) Math.round(rect.y / scale);
        return new Box(
                x,
                y,
                Math.max(1, Math.min(decoded.width() - x, (int) Math.round(rect.width / scale))),
                Math.max(1, Math.min(decoded.height() - y, (int) Math.round(rect.height / scale))),
                extent.confidence());
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
                boxes.isEmpty() ? NOTHING : Annotation.drawn(decoded, boxes));
    }
}
