package io.polyclerk.ai.vision;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Rect;

/** How far a fault reaches: one place, or several that turned out to be pieces of one fault. */
record Extent(Rect box, Place strongest, double confidence) {

    /** Share of the smaller box that lies in the larger one, from which both are one fault. */
    private static final double SAME = 0.5;

    /** Share of the diagonal within which two faults are one: a scratch is seldom alone. */
    private static final double NEAR = 0.04;

    /** @param places that are faults, the surest first */
    static List<Extent> of(List<Place> places, FaultEvidence evidence, Comparison comparison, Scope scope) {
        double near =
                NEAR * Math.hypot(comparison.photo().width(), comparison.photo().height());
        Tracing tracing = new Tracing(comparison);
        List<Extent> extents = new ArrayList<>();
        for (Place place : places) {
            extents.add(new Extent(tracing.traced(place, scope), place, evidence.confidence(place)));
        }
        for (int i = 0; i < extents.size(); i++) {
            for (int j = i + 1; j < extents.size(); j++) {
                if (extents.get(i).isOneWith(extents.get(j), near)) {
                    extents.set(i, extents.get(i).with(extents.remove(j)));
                    // It has grown: what was apart may touch it now.
                    j = i;
                }
            }
        }
        return extents;
    }

    private boolean isOneWith(Extent other, double near) {
        return covers(other) || Piece.gap(box, other.box) <= near;
    }

    private boolean covers(Extent other) {
        int width = Math.min(box.x + box.width, other.box.x + other.box.width) - Math.max(box.x, other.box.x);
        int height = Math.min(box.y + box.height, other.box.y + other.box.height) - Math.max(box.y, other.box.y);
        double common = (double) Math.max(0, width) * Math.max(0, height);
        return common >= SAME * Math.min(box.area(), other.box.area());
    }

    private Extent with(Extent other) {
        int x = Math.min(box.x, other.box.x);
        int y = Math.min(box.y, other.box.y);
        return new Extent(
                new Rect(
                        x,
                        y,
                        Math.max(box.x + box.width, other.box.x + other.box.width) - x,
                        Math.max(box.y + box.height, other.box.y + other.box.height) - y),
                strongest,
                confidence);
    }
}
