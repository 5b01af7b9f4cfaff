package io.polyclerk.ai.vision;

import io.polyclerk.core.media.PhotoInspector.Box;
import io.polyclerk.core.media.PhotoInspector.Fault;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Rect;

/**
 * What was found on one photo of a set, as it is kept.
 *
 * @param photo name of the photo
 * @param manner how its fault is drawn; null when it has none
 * @param truth the fault that it has
 * @param matched whether the product was the right one
 * @param overlap of the best box with where the fault is, 0 to 1 (IoU)
 * @param milliseconds from file to answer
 * @param worked of that on the processor; 0 where another process worked
 */
record PhotoFinding(
        String photo,
        String sku,
        String circumstances,
        @Nullable String manner,
        Fault truth,
        boolean matched,
        Fault seen,
        double confidence,
        double overlap,
        double milliseconds,
        double worked) {

    /** From here on a box is right. */
    static final double RIGHT = 0.5;

    static PhotoFinding of(Photographed.Photo photo, Seen seen, double milliseconds, double worked) {
        return new PhotoFinding(
                photo.name(),
                photo.sku(),
                photo.circumstances(),
                photo.manner() == null ? null : photo.manner().name(),
                photo.fault(),
                seen.match().filter(match -> photo.sku().equals(match.sku())).isPresent(),
                seen.fault(),
                seen.confidence(),
                seen.boxes().stream()
                        .mapToDouble(box -> overlap(photo.truth(), box))
                        .max()
                        .orElse(0),
                milliseconds,
                worked);
    }

    private static double overlap(@Nullable Rect truth, Box box) {
        return truth == null
                ? 0
                : FaultTraining.Overlap.of(truth, new Rect(box.x(), box.y(), box.width(), box.height()));
    }

    boolean flagged() {
        return seen.isFault();
    }

    boolean placed() {
        return overlap >= RIGHT;
    }

    boolean wrong() {
        return manner == null ? flagged() : !placed();
    }

    /** Kind of the product: the first part of its SKU. */
    String kind() {
        return sku.replaceFirst("-.*", "");
    }
}
