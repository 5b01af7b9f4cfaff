package io.polyclerk.ai.vision;

import io.polyclerk.ai.vision.FaultFinder.Place;
import io.polyclerk.core.media.PhotoInspector.Fault;

/** What kind of fault a place is, by its shape and shade, and how sure that is. */
final class FaultKind {

    /** Below this a difference is not called a fault. */
    static final double LEAST_SCORE = 0.5;

    private FaultKind() {}

    /** How surely a place is a fault at all. */
    static double confidence(Place place) {
        return 1 / (1 + Math.exp(-(Math.log1p(place.score()) - 7.3) * 1.6));
    }

    static Fault of(Place place) {
        double elongation = place.length() / place.breadth();
        boolean thin = elongation >= 4 || place.fill() < 0.3;
        if (thin) {
            return place.signed() < 0 && place.fill() < 0.45 && elongation < 9 ? Fault.CRACK : Fault.SCRATCH;
        }
        if (place.spread() > 0.45) {
            return Fault.DENT;
        }
        if (place.plain() < 9 && place.mean() > 30) {
            return place.fill() > 0.6 ? Fault.MISSING_PART : Fault.TEAR;
        }
        return Fault.STAIN;
    }
}
